"""What is typed about an event: a line of figures, and the same by age for who has them."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from hoctap.centres.models import Topic, Venue
from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.learning.choosing import RowChoice, offer_places, offer_topics, offer_venues
from hoctap.learning.clubs.forms import PeopleField
from hoctap.learning.events.actions import EventTyped
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import ActivityKind, AgeBand, TargetGroup
from hoctap.places.models import Place

KINDS = [ActivityKind.CULTURE, ActivityKind.SPORT, ActivityKind.EVENT]
BANDS = [AgeBand.CHILD, AgeBand.YOUTH, AgeBand.ADULT, AgeBand.ELDER]


class EventForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=[(one.value, one.label) for one in KINDS])
    title = forms.CharField(
        label="Tên hoạt động", max_length=300, required=False, help_text="Ví dụ: Giải bóng chuyền mừng xuân"
    )
    on = DayField(label="Ngày")
    place = RowChoice(label="Nơi")
    topic = RowChoice(label="Lĩnh vực, sở thích", empty="Chọn lĩnh vực")
    target_group = forms.ChoiceField(label="Dành cho", choices=TargetGroup.choices)
    venue = RowChoice(label="Địa điểm", empty="Chưa có trong danh sách", required=False)
    men = PeopleField(label="Số nam")
    women = PeopleField(label="Số nữ")
    child_men = PeopleField(label="Dưới 16 tuổi: nam")
    child_women = PeopleField(label="Dưới 16 tuổi: nữ")
    youth_men = PeopleField(label="16–35 tuổi: nam")
    youth_women = PeopleField(label="16–35 tuổi: nữ")
    adult_men = PeopleField(label="36–59 tuổi: nam")
    adult_women = PeopleField(label="36–59 tuổi: nữ")
    elder_men = PeopleField(label="Từ 60 tuổi: nam")
    elder_women = PeopleField(label="Từ 60 tuổi: nữ")

    def __init__(
        self,
        post: QueryDict | None,
        *,
        places: Sequence[Place],
        topics: Sequence[Topic],
        venues: Sequence[Venue],
    ) -> None:
        super().__init__(post, initial={"on": today()})
        offer_places(self.fields["place"], places)
        offer_topics(self.fields["topic"], topics)
        offer_venues(self.fields["venue"], venues)

    @property
    def bands(self) -> list[forms.BoundField]:
        return [self[f"{band.value}_{sex}"] for band in BANDS for sex in ("men", "women")]

    @property
    def has_bands(self) -> bool:
        return any(bound.data for bound in self.bands) if self.is_bound else False

    def clean(self) -> None:
        """By age the figures are parts of the whole: what they leave over is of unknown age."""
        super().clean()
        for sex, words in (("men", "nam"), ("women", "nữ")):
            parts = sum(self.cleaned_data.get(f"{band.value}_{sex}", 0) for band in BANDS)
            whole = self.cleaned_data.get(sex, 0)
            if parts > whole and whole:
                self.add_error(
                    sex, f"Cộng theo tuổi được {parts} {words}, nhiều hơn số {words} {whole}. Hãy xem lại."
                )

    def heads(self) -> list[Heads]:
        found = []
        for sex, code in (("men", "m"), ("women", "f")):
            parts = {band: self.cleaned_data[f"{band.value}_{sex}"] for band in BANDS}
            found += [Heads(people, code, band.value) for band, people in parts.items() if people]
            rest = self.cleaned_data[sex] - sum(parts.values())
            if rest > 0:
                found.append(Heads(rest, code))
        return found

    def typed(self) -> EventTyped:
        names = ("kind", "topic", "title", "on", "target_group", "venue")
        return EventTyped(**{name: self.cleaned_data[name] for name in names})


class EventFilter(forms.Form):
    year = forms.IntegerField(label="Năm", required=False, localize=False)
    kind = forms.ChoiceField(
        label="Loại",
        choices=[("", "Mọi loại"), *((one.value, one.label) for one in [*KINDS, ActivityKind.CLUB])],
        required=False,
    )
    group = forms.ChoiceField(
        label="Dành cho", choices=[("", "Mọi người"), *TargetGroup.choices[1:]], required=False
    )
    centre = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(required=False, widget=forms.HiddenInput)
