"""What is typed about plans and targets; the rules judge it, the form only reads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria.titles import shipped_titles
from hoctap.measures.registry import Measure, measures
from hoctap.places.models import Organisation, Place
from hoctap.plans.indicators import indicators
from hoctap.plans.models import Comparator, DocumentKind, Plan, Target, TargetKind
from hoctap.plans.rows import details_of, target_details_of
from hoctap.plans.rules import PlanDetails, TargetDetails, read_deadline

PLAN_FIELDS = (
    *("number", "dated_on", "issuer", "title", "year_from", "year_to", "open_ended", "kind", "date_partial"),
    *("lead_name", "focal_name", "focal_with", "focal_condition", "decider_name"),
    *("signer_name", "signer_title", "signed_for"),
)
DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


def show_reasons(form: forms.BaseForm, reasons: Iterable[Reason]) -> None:
    """The reasons of a refusal at the fields they name, the others above the form."""
    for reason in reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.text)


class DayField(forms.DateField):
    """A day as people write it: 31/01/2024."""

    def __init__(self, **kwargs: Any):
        widget = forms.DateInput(format="%d/%m/%Y")
        messages = {"invalid": "Ghi ngày theo dạng 31/01/2024."}
        super().__init__(input_formats=DATE_FORMATS, widget=widget, error_messages=messages, **kwargs)


class PlaceChoice(forms.ModelChoiceField):
    def label_from_instance(self, place: Any) -> str:
        return str(place.title)


class PlanForm(forms.Form):
    place = PlaceChoice(label="Kế hoạch của", queryset=Place.objects.none(), empty_label=None)
    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Như trên văn bản, ví dụ 415/KH-UBND"
    )
    dated_on = DayField(label="Ngày ban hành", required=False, help_text="Ví dụ 31/01/2024")
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    title = forms.CharField(
        label="Tên kế hoạch",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Trích yếu của văn bản",
    )
    year_from = forms.IntegerField(label="Từ năm", min_value=1, localize=False)
    year_to = forms.IntegerField(label="Đến năm", min_value=1, localize=False)
    open_ended = forms.BooleanField(label="và những năm tiếp theo", required=False)
    kind = forms.ChoiceField(label="Loại văn bản", choices=DocumentKind.choices, required=False)
    date_partial = forms.CharField(
        label="Tháng ban hành", max_length=7, required=False, help_text="Khi văn bản chỉ ghi tháng: 2023-07"
    )
    lead_name = forms.CharField(label="Cơ quan chủ trì", max_length=200, required=False)
    focal_name = forms.CharField(
        label="Khó khăn, vướng mắc gửi về",
        max_length=200,
        required=False,
        help_text="Đầu mối ghi ở cuối văn bản; mỗi kế hoạch một đầu mối riêng",
    )
    focal_with = forms.CharField(label="Đầu mối phối hợp với", max_length=200, required=False)
    focal_condition = forms.CharField(
        label="Khi nào thì gửi", max_length=200, required=False, help_text="Ví dụ vượt thẩm quyền"
    )
    decider_name = forms.CharField(label="Cơ quan quyết định", max_length=200, required=False)
    signer_name = forms.CharField(label="Người ký", max_length=120, required=False)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120, required=False)
    signed_for = forms.CharField(
        label="Ký với tư cách",
        max_length=200,
        required=False,
        help_text="Ví dụ TM. Ủy ban nhân dân; KT. Chủ tịch",
    )

    def __init__(self, *args: Any, places: Iterable[Place] = (), plan: Plan | None = None, **kwargs: Any):
        if plan is not None:
            kwargs["initial"] = {name: getattr(plan, name) for name in PLAN_FIELDS}
        else:
            now = today().year
            kwargs.setdefault("initial", {"year_from": now, "year_to": now, "kind": DocumentKind.PLAN})
        super().__init__(*args, **kwargs)
        self.plan = plan
        if plan is not None:
            del self.fields["place"]
        else:
            field = self.fields["place"]
            assert isinstance(field, PlaceChoice)
            field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])

    def details(self) -> PlanDetails:
        """What is typed here; what the plan says besides stays."""
        typed = self.cleaned_data
        before = details_of(self.plan) if self.plan else PlanDetails("", None, "", "", 0, 0)
        place = self.plan.place if self.plan else typed["place"]
        said = {name: typed[name] for name in PLAN_FIELDS} | {"kind": typed["kind"] or before.kind}
        # A body is known by its organisation where its name is on record; else it stays words.
        for name in ("lead", "focal"):
            words = said[f"{name}_name"]
            if words != getattr(before, f"{name}_name"):
                said[f"{name}_body_id"] = body_called(words, place)
        return replace(before, **said)


def body_called(name: str, place: Place) -> UUID | None:
    """The organisation of that name at the place, below or above it; None where none or several are called so."""
    if not name.strip():
        return None
    near = Q(place__path__overlap=[place.pk]) | Q(place__in=place.path)
    found = list(Organisation.objects.filter(near, name__iexact=" ".join(name.split()))[:2])
    return found[0].pk if len(found) == 1 else None


class TargetForm(forms.Form):
    wording = forms.CharField(
        label="Nội dung chỉ tiêu",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chép như trong kế hoạch",
    )
    measure = forms.ChoiceField(
        label="Số liệu dùng để tính kết quả",
        required=False,
        help_text="Chọn được thì kết quả lấy thẳng từ hồ sơ; không có thì màn hình ghi “chưa có số liệu”.",
    )
    comparator = forms.ChoiceField(label="So sánh", choices=Comparator.choices, initial=Comparator.AT_LEAST)
    value = forms.DecimalField(label="Giá trị", max_digits=12, decimal_places=2, localize=True)
    value_max = forms.DecimalField(
        label="Giá trị cao nhất",
        max_digits=12,
        decimal_places=2,
        localize=True,
        required=False,
        help_text="Chỉ khi “trong khoảng”",
    )
    unit = forms.CharField(label="Đơn vị tính", max_length=40, initial="%")
    year = forms.IntegerField(label="Năm", min_value=1, localize=False)
    before = forms.CharField(
        label="Hạn",
        max_length=60,
        required=False,
        help_text="Như trong kế hoạch: “trước 15/11” nghĩa là hạn cuối là hết ngày 14/11; hoặc “đến hết ngày 14/11”.",
    )

    kind = forms.ChoiceField(label="Loại chỉ tiêu", choices=TargetKind.choices, required=False)
    section = forms.CharField(label="Mục", max_length=30, required=False)
    base_year = forms.IntegerField(
        label="Năm gốc", min_value=1, required=False, localize=False, help_text="Của mức tăng"
    )
    base_value = forms.DecimalField(
        label="Giá trị năm gốc", max_digits=14, decimal_places=2, localize=True, required=False
    )
    grade_min = forms.CharField(label="Từ loại", max_length=30, required=False, help_text="Ví dụ khá")
    parent = forms.ModelChoiceField(
        label="Nằm trong chỉ tiêu",
        queryset=Target.objects.none(),
        required=False,
        empty_label="Chỉ tiêu riêng",
    )

    def __init__(self, *args: Any, plan: Plan, target: Target | None = None, **kwargs: Any):
        kwargs["initial"] = _initial(target) if target else {"year": plan.year_to, "unit": "%"}
        super().__init__(*args, **kwargs)
        self.target = target
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = plan.targets.exclude(pk=target.pk) if target else plan.targets.all()
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Không có trong hệ thống"),
            (
                "Tính từ sổ sách",
                [(each.code, each.label) for each in sorted(measures.at(plan.place.path), key=_by_title)],
            ),
            ("Ghi số liệu có ngày và nguồn", [(each.code, each.label) for each in indicators]),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "before" in typed and "year" in typed:
            try:
                typed["before_on"] = read_deadline(typed["before"], typed["year"])
            except ValueError:
                message = "Chưa hiểu hạn này. Ghi như “trước 15/11” hoặc “đến hết ngày 14/11/2024”."
                self.add_error("before", ValidationError(message))
        return typed

    def details(self) -> TargetDetails:
        typed = self.cleaned_data
        before = target_details_of(self.target) if self.target else TargetDetails("", Decimal(0), 0)
        return replace(
            before,
            wording=" ".join(typed["wording"].split()),
            value=typed["value"],
            year=typed["year"],
            measure=typed["measure"],
            comparator=typed["comparator"],
            value_max=typed["value_max"],
            unit=typed["unit"].strip(),
            before_on=typed["before_on"],
            kind=typed["kind"] or (before.kind if self.target else _usual_kind(typed["unit"].strip())),
            section=typed["section"],
            base_year=typed["base_year"],
            base_value=typed["base_value"],
            grade_min=typed["grade_min"],
            parent_id=typed["parent"].pk if typed["parent"] else None,
        )


def _usual_kind(unit: str) -> str:
    return TargetKind.PERCENT if unit == "%" else TargetKind.COUNT


def _by_title(measure: Measure) -> int:
    """In the order in which titles are shown; those of a place's own titles after them."""
    order = list(shipped_titles())
    return max((order.index(one) for one in measure.counted_from if one in order), default=len(order))


def _initial(target: Target) -> dict[str, Any]:
    names = ("wording", "measure", "comparator", "unit", "year", "kind", "section", "base_year", "grade_min")
    values: dict[str, Any] = {name: getattr(target, name) for name in names}
    values["value"] = _typed(target.value)
    values["value_max"] = _typed(target.value_max) if target.value_max is not None else ""
    values["base_value"] = _typed(target.base_value) if target.base_value is not None else ""
    values["parent"] = target.parent_id
    values["before"] = _deadline_words(target.before_on)
    return values


def _typed(value: Any) -> str:
    return format_number(value).replace(".", "")


def _deadline_words(before_on: dt.date | None) -> str:
    return f"trước {format_date(before_on)}" if before_on else ""
