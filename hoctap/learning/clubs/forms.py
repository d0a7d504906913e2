"""What is typed about clubs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.models import Topic, Venue
from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.learning.choosing import RowChoice, offer_places, offer_topics, offer_venues
from hoctap.learning.clubs.actions import ClubTyped
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Club, ClubKind, TargetGroup
from hoctap.places.models import Place


class PeopleField(forms.IntegerField):
    """A number of people; empty is none."""

    def __init__(self, *, label: str, required: bool = False, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            min_value=0,
            max_value=100_000,
            localize=False,
            help_text=help_text,
            error_messages={
                "required": f"Hãy ghi {label.lower()}.",
                "invalid": f"{label} phải là số nguyên, ví dụ 25.",
                "min_value": f"{label} không thể âm.",
                "max_value": f"{label} quá lớn. Hãy xem lại.",
            },
        )

    def clean(self, value: Any) -> int:
        return int(super().clean(value) or 0)


class ClubForm(forms.Form):
    place = RowChoice(label="Nơi")
    name = forms.CharField(
        label="Tên",
        max_length=150,
        required=False,
        help_text="Ví dụ: Câu lạc bộ Đờn ca tài tử, Đội bóng chuyền nữ",
    )
    kind = forms.ChoiceField(label="Loại", choices=ClubKind.choices)
    topic = RowChoice(label="Lĩnh vực", empty="Chọn lĩnh vực")
    target_group = forms.ChoiceField(label="Dành cho", choices=TargetGroup.choices)
    venue = RowChoice(
        label="Nơi sinh hoạt",
        empty="Không cố định, hoặc chưa ghi trong danh sách",
        required=False,
        help_text="Cần khi ấp có hơn một nhà văn hóa, để biết tính cho nhà nào",
    )
    schedule = forms.CharField(
        label="Lịch sinh hoạt", max_length=200, required=False, help_text="Ví dụ: tối thứ Bảy, hằng tuần"
    )
    leader_name = forms.CharField(label="Chủ nhiệm", max_length=120, required=False)
    sponsor_name = forms.CharField(
        label="Đơn vị phụ trách", max_length=200, required=False, help_text="Ví dụ: Hội Người cao tuổi xã"
    )
    founded_on = DayField(label="Thành lập ngày", required=False)
    founded_by = forms.CharField(label="Văn bản thành lập", max_length=120, required=False)

    def __init__(
        self,
        post: QueryDict | None,
        *,
        places: Sequence[Place],
        topics: Sequence[Topic],
        venues: Sequence[Venue],
        club: Club | None = None,
    ) -> None:
        initial: dict[str, Any] = {}
        if club is not None:
            names = ("name", "kind", "target_group", "schedule", "leader_name", "sponsor_name")
            initial = {name: getattr(club, name) for name in (*names, "founded_on", "founded_by")}
            initial |= {"topic": str(club.topic_id), "venue": str(club.venue_id or "")}
        super().__init__(post, initial=initial)
        if club is None:
            offer_places(self.fields["place"], places)
        else:
            del self.fields["place"]
        offer_topics(self.fields["topic"], topics)
        offer_venues(self.fields["venue"], venues)

    def typed(self) -> ClubTyped:
        values = {name: value for name, value in self.cleaned_data.items() if name != "place"}
        return ClubTyped(**values)


class ClubFilter(forms.Form):
    year = forms.IntegerField(label="Năm", required=False, localize=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *ClubKind.choices], required=False)
    group = forms.ChoiceField(
        label="Dành cho", choices=[("", "Mọi người"), *TargetGroup.choices[1:]], required=False
    )
    centre = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(required=False, widget=forms.HiddenInput)


class MeetingForm(forms.Form):
    on = DayField(label="Ngày sinh hoạt")
    men = PeopleField(label="Số nam")
    women = PeopleField(label="Số nữ")
    content = forms.CharField(label="Nội dung, việc đã bàn", max_length=300, required=False)

    def __init__(self, post: QueryDict | None = None) -> None:
        super().__init__(post, initial={"on": today()})

    def heads(self) -> list[Heads]:
        return [Heads(self.cleaned_data["men"], "m"), Heads(self.cleaned_data["women"], "f")]


class TallyForm(forms.Form):
    as_of = DayField(label="Tính đến ngày")
    men = PeopleField(label="Thành viên nam")
    women = PeopleField(label="Thành viên nữ")

    def __init__(self, post: QueryDict | None = None) -> None:
        super().__init__(post, initial={"as_of": today()}, auto_id="tally_%s")


class EndForm(forms.Form):
    ended_on = DayField(label="Thôi hoạt động từ ngày")
    why = forms.CharField(label="Lý do", max_length=200, required=False)

    def __init__(self, post: QueryDict | None = None) -> None:
        super().__init__(post, initial={"ended_on": today()})
