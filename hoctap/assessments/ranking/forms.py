"""What is typed about the ranking of a centre."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from hoctap.assessments.forms import NumberField, WhyForm, members_of
from hoctap.assessments.models import RankingState
from hoctap.assessments.ranking.judging import Row
from hoctap.assessments.ranking.models import Side
from hoctap.assessments.ranking.rules import InspectionTyped, LineTyped, MemberTyped
from hoctap.centres.persons import PersonField, offer_people
from hoctap.core.forms import DayField
from hoctap.core.vietnamese import format_number
from hoctap.criteria.models import CriteriaEdition
from hoctap.people.models import HouseholdMember

__all__ = ["WhyForm"]


class RankingFilterForm(forms.Form):
    """Which are listed; whatever is not understood is left out."""

    year = forms.CharField(label="Năm", max_length=4, required=False)
    state = forms.ChoiceField(label="Bước", choices=[("", "Tất cả"), *RankingState.choices], required=False)
    place = forms.CharField(required=False, widget=forms.HiddenInput)


class CentreChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.place.title})"


class RankingForm(forms.Form):
    year = forms.IntegerField(label="Năm xếp loại", min_value=2000, max_value=2100)
    edition = forms.ModelChoiceField(
        CriteriaEdition.objects.none(), label="Bộ tiêu chí", required=False, empty_label="Chọn…"
    )

    def __init__(self, post: QueryDict | None, *, editions: Any, **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]
        if (first := editions.first()) is not None:
            self.fields["edition"].initial = first.pk


def points_field(row: Row) -> forms.Field:
    one = row.criterion
    return NumberField(
        label=f"{row.code}. {one.label}", help_text=f"tối đa {format_number(one.max_points)} điểm"
    )


def words_field(label: str) -> forms.Field:
    return forms.CharField(label=label, max_length=500, required=False)


class PointsForm(forms.Form):
    """A points and a words field for each criterion, in the order of the edition; who fills in which, the forms below say."""

    rows: Sequence[Row] = ()

    def pair(self, code: str) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"points-{code}"], self[f"words-{code}"]

    def typed_rows(self) -> list[LineTyped]:
        told = self.cleaned_data
        return [
            LineTyped(row.code, told.get(f"points-{row.code}"), told.get(f"words-{row.code}", ""))
            for row in self.rows
        ]


class OwnPointsForm(PointsForm):
    remarks = forms.CharField(
        label="Tự nhận xét",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mặt làm được, mặt còn hạn chế, nguyên nhân. Mỗi ý một dòng.",
    )

    def __init__(self, post: QueryDict | None, *, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"points-{row.code}"] = points_field(row)
            self.fields[f"words-{row.code}"] = words_field("Căn cứ, minh chứng")


class InspectionForm(PointsForm):
    held_on = DayField(label="Ngày kiểm tra", required=False)
    venue = forms.CharField(label="Địa điểm", max_length=200, required=False)
    paper_number = forms.CharField(
        label="Quyết định lập đoàn, số", max_length=60, required=False, help_text="Nếu có"
    )
    paper_date = DayField(label="Ngày quyết định lập đoàn", required=False)
    association = forms.CharField(
        label="Người của Hội Khuyến học",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một người: họ tên, chức vụ và cơ quan. Người đầu tiên của đoàn là trưởng đoàn.",
    )
    education = forms.CharField(
        label="Người của ngành Giáo dục",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    committee = forms.CharField(
        label="Người của Ủy ban nhân dân",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    others = forms.CharField(
        label="Người của cơ quan khác",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    remarks = forms.CharField(
        label="Nhận xét chung, kiến nghị",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    grade = forms.ChoiceField(label="Đoàn đề nghị xếp loại", required=False)
    why = forms.CharField(
        label="Lý do",
        max_length=500,
        required=False,
        help_text="Khi đề nghị khác mức mà điểm của đoàn đạt tới.",
    )

    sides: Mapping[str, Side] = {
        "association": Side.ASSOCIATION,
        "education": Side.EDUCATION,
        "committee": Side.COMMITTEE,
        "others": Side.OTHER,
    }

    def __init__(
        self,
        post: QueryDict | None,
        *,
        rows: Sequence[Row],
        grades: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(post, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"points-{row.code}"] = points_field(row)
            self.fields[f"words-{row.code}"] = words_field("Nhận xét của đoàn")
        self.fields["grade"].choices = [("", "Chọn…"), *grades]  # type: ignore[attr-defined]

    def typed_inspection(self) -> InspectionTyped:
        told = self.cleaned_data
        members = [
            MemberTyped(name, body, side)
            for field, side in self.sides.items()
            for name, body in members_of(told.get(field, ""))
        ]
        return InspectionTyped(
            told.get("held_on"),
            members,
            told.get("venue", ""),
            told.get("paper_number", ""),
            told.get("paper_date"),
            told.get("remarks", ""),
        )


class MemberPersonForm(forms.Form):
    person = PersonField()

    def __init__(self, post: QueryDict | None, *, found: Iterable[HouseholdMember], **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.persons = offer_people(self, found)


class ConfirmForm(forms.Form):
    words = forms.CharField(
        label="Ý kiến của UBND xã",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Để trống: nhất trí với kết quả tự đánh giá.",
    )


class OutsideRankingForm(forms.Form):
    grade = forms.ChoiceField(label="Xếp loại", required=False)
    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_on = DayField(label="Ngày quyết định", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    copy = forms.FileField(label="Bản chụp hoặc tệp quyết định đã ký", required=False, allow_empty_file=True)

    def __init__(
        self,
        post: QueryDict | None,
        sent: "MultiValueDict[str, Any] | None" = None,
        *,
        grades: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(post, sent, **kwargs)
        self.fields["grade"].choices = [("", "Chọn…"), *grades]  # type: ignore[attr-defined]


class RevokingForm(forms.Form):
    number = forms.CharField(label="Số quyết định thu hồi", max_length=60, required=False)
    revoked_on = DayField(label="Ngày quyết định thu hồi", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    why = forms.CharField(
        label="Lý do thu hồi",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    copy = forms.FileField(label="Bản chụp hoặc tệp quyết định đã ký", required=False, allow_empty_file=True)


class ImprovementForm(forms.Form):
    code = forms.ChoiceField(label="Vì tiêu chí", required=False)
    text = forms.CharField(label="Việc phải làm", max_length=500, required=False)
    who = forms.CharField(label="Người, bộ phận làm", max_length=200, required=False)
    due_on = DayField(label="Xong trước hết ngày", required=False)

    def __init__(self, post: QueryDict | None, *, codes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(post, **kwargs)
        self.fields["code"].choices = [("", "Chung"), *codes]  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    done_on = DayField(label="Ngày xong", required=False)
    result = forms.CharField(label="Kết quả", max_length=500, required=False)


class ImpactForm(forms.Form):
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    text = forms.CharField(
        label="Tác động, hiệu quả",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Đời sống, việc làm, danh hiệu học tập ở xã đổi thế nào nhờ trung tâm; số liệu ở bảng trên.",
    )
