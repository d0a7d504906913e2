"""What is typed about the association."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from hoctap.accounts.models import User
from hoctap.associations.models import (
    OF_A_CHAPTER,
    Chapter,
    ChapterKind,
    Member,
    Position,
    SealState,
    SupportedGroup,
    SupportKind,
    Term,
)
from hoctap.associations.rules import (
    BriefingDetails,
    ChapterDetails,
    ClosingDetails,
    MemberDetails,
    SupportDetails,
    TermDetails,
    TypedTally,
)
from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice


def _words(
    label: str, length: int, *, required: bool = False, missing: str = "", hint: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        error_messages={"required": missing} if missing else None,
    )


def _number(label: str, *, hint: str = "", most: int = 1_000_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        help_text=hint,
        error_messages={"invalid": f"{label}: hãy ghi số, không ghi chữ."},
    )


class TermForm(forms.Form):
    name = _words("Nhiệm kỳ", 60, hint="Ví dụ 2021–2026")
    from_day = DayField(label="Từ ngày")
    to_day = DayField(label="Đến ngày", required=False)
    decision = _words("Quyết định công nhận Ban Chấp hành", 120)
    decided_on = DayField(label="Ngày quyết định", required=False)
    decided_by = _words("Cơ quan công nhận", 200)

    def details(self) -> TermDetails:
        return TermDetails(**self.cleaned_data)


class TakeOverForm(forms.Form):
    on = DayField(label="Nhận từ ngày")
    decision = _words("Quyết định hợp nhất Hội", 120)


class ChapterForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=ChapterKind.choices)
    name = _words("Tên", 150, hint="Như trên quyết định thành lập")
    founded_on = DayField(label="Ngày thành lập", required=False)
    founded_by = _words("Quyết định thành lập", 120)

    def details(self) -> ChapterDetails:
        typed = self.cleaned_data
        return ChapterDetails(typed["kind"], typed["name"], typed["founded_on"], typed["founded_by"])


class NewChapterForm(ChapterForm):
    place = PlaceChoice(
        label="Ở",
        queryset=Place.objects.none(),
        empty_label=None,
        help_text="Ấp, khóm của chi hội; của trường, cơ quan thì chọn xã, phường.",
    )
    field_order = ["kind", "place", "name", "founded_on", "founded_by"]

    def __init__(self, post: QueryDict | None, *, places: Iterable[Place]) -> None:
        super().__init__(post)
        _among(self, "place", Place.objects.filter(pk__in=[one.pk for one in places]))


class ChapterEndForm(forms.Form):
    ended_on = DayField(label="Thôi hoạt động từ ngày")
    ended_by = _words("Quyết định, lý do", 200, hint="Ví dụ: sáp nhập ấp theo nghị quyết của HĐND")
    into = forms.ModelChoiceField(
        label="Nhập vào",
        queryset=Chapter.objects.none(),
        required=False,
        empty_label="Không nhập vào đâu",
    )

    def __init__(self, post: QueryDict | None, *, others: QuerySet[Chapter]) -> None:
        super().__init__(post)
        _among(self, "into", others)


class _NamedForm(forms.Form):
    full_name = _words("Họ và tên", 120)
    birth_year = _number("Năm sinh", most=2100)
    joined_on = DayField(label="Vào Hội ngày", required=False)
    does_work = forms.BooleanField(
        label="Làm công tác khuyến học",
        required=False,
        help_text="Người trực tiếp làm việc của Hội; chức vụ trong Hội thì đã được tính.",
    )

    def details(self) -> MemberDetails:
        typed = self.cleaned_data
        return MemberDetails(
            typed["full_name"], typed["birth_year"], typed["joined_on"], bool(typed["does_work"])
        )


class MemberForm(_NamedForm):
    chapter = forms.ModelChoiceField(
        label="Chi hội, ban",
        queryset=Chapter.objects.none(),
        required=False,
        empty_label="Trực thuộc Hội",
    )

    def __init__(self, post: QueryDict | None, *, chapters: QuerySet[Chapter], chosen: str = "") -> None:
        super().__init__(post, initial={"chapter": chosen})
        _among(self, "chapter", chapters)


class MemberEndForm(forms.Form):
    left_on = DayField(label="Thôi là hội viên từ ngày")
    left_why = _words("Lý do", 200)


class OfficerForm(_NamedForm):
    position = forms.ChoiceField(label="Chức vụ", choices=Position.choices)
    member = forms.ModelChoiceField(
        label="Hội viên đã có tên trong danh sách",
        queryset=Member.objects.none(),
        required=False,
        empty_label="Chưa có tên: ghi bên dưới",
    )
    user = forms.ModelChoiceField(
        label="Tài khoản của người này",
        queryset=User.objects.none(),
        required=False,
        empty_label="Không có tài khoản",
        help_text="Để đối chiếu với ban quản lý trung tâm.",
    )
    from_day = DayField(label="Giữ chức từ ngày")
    term = forms.ModelChoiceField(
        label="Nhiệm kỳ", queryset=Term.objects.none(), required=False, empty_label="Không theo nhiệm kỳ"
    )
    decision = _words("Quyết định", 120)
    field_order = [
        *("position", "member", "full_name", "birth_year", "joined_on", "does_work"),
        *("user", "from_day", "term", "decision"),
    ]

    def __init__(
        self,
        post: QueryDict | None,
        *,
        of_chapter: bool,
        members: QuerySet[Member],
        users: QuerySet[User],
        terms: QuerySet[Term],
    ) -> None:
        super().__init__(post)
        position = self.fields["position"]
        assert isinstance(position, forms.ChoiceField)
        position.choices = [one for one in Position.choices if (one[0] in OF_A_CHAPTER) == of_chapter]
        _among(self, "member", members)
        _among(self, "user", users)
        _among(self, "term", terms)


class OfficerEndForm(forms.Form):
    to_day = DayField(label="Thôi giữ chức từ ngày")
    why = _words("Lý do", 200)


class TallyForm(forms.Form):
    as_of = DayField(label="Tính đến ngày")
    source = _words("Nguồn", 200, hint="Ví dụ: sổ hội viên của từng chi hội")
    pasted = forms.CharField(
        label="Các cột dán từ Excel: tên chi hội, hội viên, kết nạp mới, thôi là hội viên",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        required=False,
    )


def typed_tallies(post: QueryDict, ids: Iterable[UUID]) -> dict[UUID, TypedTally]:
    """The rows of the list as they were sent."""
    return {
        pk: TypedTally(
            post.get(f"members-{pk}", ""), post.get(f"joined-{pk}", ""), post.get(f"left-{pk}", "")
        )
        for pk in ids
    }


class BriefingForm(forms.Form):
    held_on = DayField(label="Ngày tổ chức")
    documents = forms.CharField(
        label="Văn bản được quán triệt",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi văn bản một dòng.",
        error_messages={"required": "Hãy ghi văn bản được quán triệt, mỗi văn bản một dòng."},
    )
    led_by = _words("Đơn vị, người triển khai", 200)
    venue = _words("Địa điểm", 200)

    def details(self) -> BriefingDetails:
        return BriefingDetails(**self.cleaned_data)


def typed_heads(post: QueryDict, ids: Iterable[UUID]) -> dict[UUID, str]:
    return {pk: post.get(f"people-{pk}", "") for pk in ids}


def ticked(post: QueryDict) -> set[UUID]:
    """Members ticked by name; what is no id is nobody of the list."""
    found = set()
    for text in post.getlist("member"):
        try:
            found.add(UUID(text))
        except ValueError:
            found.add(UUID(int=0))
    return found


class SupportForm(forms.Form):
    given_on = DayField(label="Ngày trao, ngày thăm")
    kind = forms.ChoiceField(label="Loại", choices=SupportKind.choices)
    group = forms.ChoiceField(label="Đối tượng", choices=SupportedGroup.choices)
    chapter = forms.ModelChoiceField(
        label="Của", queryset=Chapter.objects.none(), required=False, empty_label="Hội"
    )
    beneficiaries = forms.IntegerField(
        label="Số người nhận",
        min_value=1,
        max_value=1_000_000,
        error_messages={
            "required": "Hãy ghi số người nhận.",
            "invalid": "Hãy ghi số người nhận bằng số.",
            "min_value": "Hãy ghi số người nhận, ít nhất 1.",
        },
    )
    amount = _number("Tổng số tiền (đồng)", most=10**14)
    goods = _words("Hiện vật", 200)
    source = _words("Nguồn, chứng từ", 200, hint="Quỹ nào, danh sách ký nhận nào; không ghi tên người nhận.")

    def __init__(self, post: QueryDict | None, *, chapters: QuerySet[Chapter]) -> None:
        super().__init__(post)
        _among(self, "chapter", chapters)

    def details(self) -> SupportDetails:
        return SupportDetails(**{key: value for key, value in self.cleaned_data.items() if key != "chapter"})


class SupportWithdrawForm(forms.Form):
    why = _words("Lý do bỏ", 200)


class ClosingForm(forms.Form):
    handed_on = DayField(label="Ngày bàn giao")
    to_name = _words("Cơ quan, tổ chức nhận", 200)
    paper = _words("Biên bản, quyết định", 120)
    members = _number("Số hội viên bàn giao")
    chapters = _number("Số chi hội, ban bàn giao")
    fund = _number("Tiền quỹ bàn giao (đồng)", most=10**14)
    seal = forms.ChoiceField(label="Con dấu", choices=SealState.choices, required=False)
    seal_on = DayField(label="Nộp con dấu ngày", required=False)
    seal_to = _words("Nộp con dấu cho", 200)
    note = _words("Hồ sơ, tài sản khác", 500)

    def details(self) -> ClosingDetails:
        return ClosingDetails(**self.cleaned_data)


def _among(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
