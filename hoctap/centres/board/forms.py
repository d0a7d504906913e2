"""What is typed about a board."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from hoctap.accounts.models import User
from hoctap.centres.board.models import BoardSeat, Fulfilment, SeatRole
from hoctap.centres.board.rules import MinutesDetails, SeatDetails
from hoctap.centres.facilities.forms import Hour
from hoctap.centres.fields import BodyChoice, Lines, Number, PeopleChoice, Words
from hoctap.centres.models import Centre
from hoctap.centres.persons import PersonField, offer_people
from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.people.models import HouseholdMember
from hoctap.places.models import Organisation


class AccountChoice(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        return str(user.full_name)


class SeatForm(forms.Form):
    role = forms.ChoiceField(label="Vai trò", choices=SeatRole.choices)
    full_name = Words("Họ và tên", 120)
    person = PersonField()
    title = Words("Chức vụ, nơi công tác", 200, "Ví dụ Phó Chủ tịch UBND xã; Hiệu trưởng Trường Tiểu học")
    organisation = BodyChoice(
        label="Tham gia với tư cách người của",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Không ghi",
    )
    user = AccountChoice(
        label="Tài khoản",
        queryset=User.objects.none(),
        required=False,
        empty_label="Không có tài khoản",
        help_text="Để người ấy tự đánh giá hằng năm",
    )
    duties = Words("Được phân công", 300, "Ví dụ phụ trách lớp và chuyên đề")
    decision_number = Words("Số quyết định", 120)
    decision_on = DayField(label="Ngày quyết định", required=False)
    starts_on = DayField(label="Từ ngày")
    term_ends_on = DayField(label="Hết nhiệm kỳ", required=False, help_text="Không ghi nhiệm kỳ thì để trống")

    def __init__(self, post: QueryDict | None, *, centre: Centre, found: Iterable[HouseholdMember]) -> None:
        rows = list(found)
        super().__init__(post, initial={"full_name": rows[0].person.full_name} if len(rows) == 1 else {})
        self.persons = offer_people(self, rows)
        day = today()
        standing = Organisation.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day), place=centre.place
        ).exclude(pk=centre.organisation_id)
        body, account = self.fields["organisation"], self.fields["user"]
        assert isinstance(body, forms.ModelChoiceField)
        assert isinstance(account, forms.ModelChoiceField)
        body.queryset = standing.order_by("name", "id")
        account.queryset = (
            User.objects.filter(is_active=True, capacities__organisation__place=centre.place)
            .distinct()
            .order_by("full_name", "id")
        )

    def details(self) -> SeatDetails:
        typed = self.cleaned_data
        names = ("role", "full_name", "title", "duties", "decision_number", "decision_on", "starts_on")
        return SeatDetails(term_ends_on=typed["term_ends_on"], **{name: typed[name] for name in names})


class TermForm(forms.Form):
    """Another term."""

    starts_on = DayField(label="Nhiệm kỳ mới từ ngày")
    term_ends_on = DayField(label="Hết nhiệm kỳ", required=False)
    decision_number = Words("Số quyết định", 120)
    decision_on = DayField(label="Ngày quyết định", required=False)


class SeatEndForm(forms.Form):
    on = DayField(label="Thôi từ ngày")
    why = Words("Lý do", 200)
    decision = Words("Quyết định cho thôi", 120)


class ReviewForm(forms.Form):
    year = Number("Năm", least=2000, most=2100, initial=lambda: today().year)
    level = forms.ChoiceField(label="Mức", choices=Fulfilment.choices, widget=forms.RadioSelect)
    text = Lines("Đã làm được gì so với việc được phân công")


class QuotaForm(forms.Form):
    role = forms.ChoiceField(label="Vai trò", choices=SeatRole.choices)
    posts = Number("Số người được giao", least=0, most=200)
    decision_number = Words("Số quyết định", 120)
    decision_on = DayField(label="Ngày quyết định")
    from_on = DayField(label="Áp dụng từ ngày")


class Discussion(Lines):
    def __init__(self) -> None:
        super().__init__(
            "Ý kiến thảo luận", "Mỗi ý một dòng. Không có gì thì để trống.", rows=4, longest=4000
        )


class NextTasks(Lines):
    def __init__(self) -> None:
        super().__init__("Việc tiếp theo", "Mỗi việc một dòng: làm gì, ai làm, khi nào xong", rows=4)


class BoardMinutesForm(forms.Form):
    """What minutes need beside what was recorded after the meeting."""

    secretary = Words("Thư ký, người ghi biên bản", 120)
    held_at = Words("Địa điểm", 200)
    starts_at = Hour(label="Từ", required=False)
    ends_at = Hour(label="Đến", required=False)
    discussion = Discussion()
    tasks = NextTasks()

    def details(self) -> MinutesDetails:
        return MinutesDetails(**self.cleaned_data)


class BoardMeetingForm(forms.Form):
    on = DayField(label="Ngày họp")
    chaired_by = Words("Chủ trì", 120)
    secretary = Words("Thư ký", 120)
    present = PeopleChoice(
        label="Người dự họp",
        queryset=BoardSeat.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = Words("Mời dự", 300)
    agenda = Lines("Nội dung")
    discussion = Discussion()
    conclusion = Lines("Kết luận, nghị quyết", "Mỗi điều một dòng", rows=5)
    tasks = NextTasks()

    def __init__(self, post: QueryDict | None, *, centre: Centre) -> None:
        super().__init__(post)
        present = self.fields["present"]
        assert isinstance(present, forms.ModelMultipleChoiceField)
        present.queryset = BoardSeat.objects.filter(centre=centre).order_by("ended_on", "role", "full_name")
