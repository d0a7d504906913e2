"""What is typed when a plan is issued, amended, extended, ended, or said to descend from another."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hoctap.core.forms import DayField
from hoctap.plans.changes.rules import ProgrammeDetails
from hoctap.plans.models import Plan


class PaperForm(forms.Form):
    paper_number = forms.CharField(
        label="Số, ký hiệu của văn bản",
        max_length=60,
        error_messages={"required": "Ghi số, ký hiệu của văn bản."},
    )
    paper_date = DayField(label="Ngày của văn bản")


class IssueForm(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    dated_on = DayField(
        label="Ngày ban hành", required=False, help_text="Văn bản không ghi ngày thì bỏ trống."
    )


class AmendForm(PaperForm):
    what = forms.CharField(
        label="Thay đổi điều gì",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi văn bản thay đổi điều gì."},
    )


class ExtendForm(PaperForm):
    year_to = forms.IntegerField(label="Đến hết năm", localize=False)


class EndForm(PaperForm):
    ended_on = DayField(label="Thôi hiệu lực từ ngày")
    why = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Ghi lý do."})


class PlanChoice(forms.ModelChoiceField):
    def label_from_instance(self, plan: Any) -> str:
        return f"{plan.label} ({plan.place.title}, {plan.year_from}–{plan.year_to})"


class DescentForm(forms.Form):
    parent = PlanChoice(
        label="Thực hiện kế hoạch nào",
        queryset=Plan.objects.none(),
        required=False,
        empty_label="Không có kế hoạch nào ở đây",
    )
    programme = forms.CharField(
        label="Chương trình quốc gia",
        max_length=60,
        required=False,
        help_text="Số, ký hiệu, ví dụ 1520/QĐ-TTg",
    )

    def __init__(self, *args: Any, plan: Plan, plans: Iterable[Plan], **kwargs: Any):
        kwargs["initial"] = {
            "parent": plan.parent_id,
            "programme": plan.programme.number if plan.programme else "",
        }
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        keys = [one.pk for one in plans]
        parent.queryset = Plan.objects.filter(pk__in=keys).select_related("place")

    def programme_details(self) -> ProgrammeDetails | None:
        number = self.cleaned_data["programme"]
        return ProgrammeDetails(number) if number else None
