"""What is typed at a roll-call."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from hoctap.learning.attendance.contents import TypedMinutes
from hoctap.learning.attendance.rules import Face, ListWanted
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import AgeBand, AttendanceRole
from hoctap.people.models import HouseholdMember, Sex
from hoctap.places.models import Place

MOST_FILES = 20
REASONS = ("Đánh dấu nhầm người", "Không dự buổi này", "Ghi trùng một người")


class RoleField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label="Ghi là",
            choices=AttendanceRole.choices,
            initial=AttendanceRole.LEARNER,
            widget=forms.RadioSelect,
            error_messages={
                "required": "Hãy chọn người dự hay tham gia tổ chức.",
                "invalid_choice": "Hãy chọn người dự hay tham gia tổ chức.",
            },
        )


class RollForm(forms.Form):
    role = RoleField()


class FaceForm(forms.Form):
    full_name = forms.CharField(label="Họ và tên", max_length=120, required=False)
    birth_year = forms.IntegerField(
        label="Năm sinh",
        required=False,
        error_messages={"invalid": "Năm sinh là bốn chữ số, ví dụ 1985."},
        help_text="Ước chừng cũng được; giúp phân biệt người cùng tên.",
    )
    sex = forms.ChoiceField(
        label="Giới tính", choices=[*Sex.choices, ("", "chưa rõ")], required=False, widget=forms.RadioSelect
    )
    from_where = forms.CharField(
        label="Ở đâu",
        max_length=120,
        required=False,
        help_text="Ấp, xã; người xã khác ghi tên xã.",
    )
    role = RoleField()
    is_other = forms.BooleanField(label="Không phải những người trong sổ nói trên", required=False)

    def face(self) -> Face:
        typed = self.cleaned_data
        return Face(typed["full_name"], typed["birth_year"], typed["sex"], typed["from_where"])


BANDS = (AgeBand.CHILD, AgeBand.YOUTH, AgeBand.ADULT, AgeBand.ELDER, AgeBand.UNKNOWN)
SEXES = ((Sex.MALE, "nam"), (Sex.FEMALE, "nữ"), ("", "chưa rõ nam, nữ"))


class HeadsForm(forms.Form):
    """One box for each age and sex; a box left empty is nobody."""

    def __init__(self, post: QueryDict | None, *, counted: dict[tuple[str, str], int]) -> None:
        super().__init__(post)
        for band in BANDS:
            for sex, word in SEXES:
                self.fields[_box(band, sex)] = forms.IntegerField(
                    label=f"{str(band.label).capitalize()}, {word}",
                    required=False,
                    min_value=0,
                    initial=counted.get((band, sex)),
                    error_messages={
                        "invalid": f"{str(band.label).capitalize()}, {word}: hãy ghi một số người.",
                        "min_value": f"{str(band.label).capitalize()}, {word}: số người không thể âm.",
                    },
                )

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(str(band.label), [self[_box(band, sex)] for sex, _ in SEXES]) for band in BANDS]

    def heads(self) -> list[Heads]:
        return [
            Heads(self.cleaned_data[_box(band, sex)], str(sex), str(band))
            for band in BANDS
            for sex, _ in SEXES
            if self.cleaned_data.get(_box(band, sex))
        ]


def _box(band: str, sex: str) -> str:
    return f"heads-{band or 'any'}-{sex or 'any'}"


class WhyForm(forms.Form):
    why = forms.CharField(label="Lý do", max_length=200, required=False)


def member_words(member: HouseholdMember) -> str:
    """'Nguyễn Văn A, 1970, Ấp 1, hộ Trần Thị B'."""
    head = member.household.head.full_name
    parts = [
        member.person.full_name,
        str(member.person.birth_year or ""),
        member.hamlet.title,
        "" if member.is_head else f"hộ {head}",
    ]
    return ", ".join(part for part in parts if part)


class _MemberField(forms.ModelChoiceField):
    def label_from_instance(self, obj: HouseholdMember) -> str:
        return member_words(obj)


class PersonForm(forms.Form):
    """Which person of the register a typed name is."""

    person = _MemberField(
        label="Là ai trong sổ",
        queryset=HouseholdMember.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn một người trong sổ.",
            "invalid_choice": "Người này không có trong các tên tìm được. Hãy tìm lại.",
        },
    )

    def __init__(self, post: QueryDict | None, *, found: Sequence[HouseholdMember]) -> None:
        super().__init__(post)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = HouseholdMember.objects.filter(pk__in=[one.pk for one in found]).select_related(
            "person", "hamlet", "household__head"
        )


class ManyFiles(forms.FileField):
    """One or several photos; a list in any case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_ManyFilesInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [cleaned for one in given if (cleaned := super(ManyFiles, self).clean(one, initial))]


class _ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SignedListForm(forms.Form):
    file = ManyFiles(
        label="Ảnh danh sách ký nhận",
        required=False,
        help_text="Ảnh chụp hoặc PDF, mỗi tệp dưới 15 MB. Chụp rõ chữ ký; không chụp giấy tờ khác.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = cleaned.get("file", [])
        if not self.errors and not given:
            self.add_error("file", "Hãy chọn ảnh danh sách ký nhận.")
        elif len(given) > MOST_FILES:
            self.add_error("file", f"Mỗi lần nhiều nhất {MOST_FILES} ảnh. Hãy lưu làm nhiều lần.")
        return cleaned

    def contents(self) -> list[bytes]:
        return [one.read() for one in self.cleaned_data["file"]]


class PrintListForm(forms.Form):
    hamlet = forms.ChoiceField(
        label="In sẵn tên của",
        required=False,
        error_messages={"invalid_choice": "Hãy chọn một ấp, khóm trong danh sách."},
    )
    blank_lines = forms.IntegerField(
        label="Số dòng trống",
        initial=20,
        error_messages={"required": "Hãy ghi số dòng trống, 0 nếu không cần.", "invalid": "Hãy ghi một số."},
        help_text="Cho người chưa có trong sổ.",
    )
    amount = forms.IntegerField(
        label="Số tiền mỗi người (đồng)",
        required=False,
        error_messages={"invalid": "Hãy ghi số đồng, ví dụ 50000."},
        help_text="Để trống thì cột số tiền ghi tay.",
    )

    def __init__(self, post: QueryDict | None, *, hamlets: Sequence[Place], has_names: bool, is_paid: bool):
        super().__init__(post)
        field = self.fields["hamlet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Không in sẵn, chỉ người đã dự các buổi trước"),
            *((str(one.pk), one.title) for one in hamlets),
        ]
        if has_names:
            del self.fields["hamlet"]
        if not is_paid:
            del self.fields["amount"]

    def wanted(self) -> ListWanted:
        return ListWanted(self.cleaned_data["blank_lines"], self.cleaned_data.get("amount"))

    def chosen(self) -> UUID | None:
        return UUID(self.cleaned_data["hamlet"]) if self.cleaned_data.get("hamlet") else None


class MinutesForm(forms.Form):
    chair = forms.CharField(label="Người chủ trì", max_length=120, required=False)
    secretary = forms.CharField(label="Người ghi biên bản", max_length=120, required=False)
    remarks = forms.CharField(
        label="Diễn biến, ý kiến",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi ý một dòng. Không có gì thì để trống.",
    )
    conclusion = forms.CharField(
        label="Kết luận", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def typed(self) -> TypedMinutes:
        return TypedMinutes(**self.cleaned_data)


class SessionFilter(forms.Form):
    waiting = forms.BooleanField(label="Chỉ buổi chưa ghi người dự", required=False)
    centre = forms.CharField(required=False, widget=forms.HiddenInput)
