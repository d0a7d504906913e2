"""The count of a meeting: a number beside each topic, and room for what no topic names."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from hoctap.centres.models import Topic
from hoctap.core.forms import DayField
from hoctap.places.models import Place
from hoctap.plans.forms import PlaceChoice
from hoctap.surveys.campaigns.models import CampaignPartner
from hoctap.surveys.tallies.rules import Line, TallyDetails

OTHERS = 3


class TallyForm(forms.Form):
    hamlet = PlaceChoice(label="Ấp, khóm", queryset=Place.objects.none(), empty_label=None)
    partner = forms.ModelChoiceField(
        label="Cuộc họp của",
        queryset=CampaignPartner.objects.none(),
        required=False,
        empty_label="Ấp, khóm",
    )
    held_on = DayField(label="Ngày họp")
    present = forms.IntegerField(
        label="Số người dự",
        min_value=1,
        max_value=100_000,
        localize=False,
        error_messages={"required": "Hãy ghi số người dự."},
    )
    households = forms.IntegerField(
        label="Số hộ có người dự", min_value=1, max_value=100_000, required=False, localize=False
    )
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)

    def __init__(
        self,
        post: QueryDict | None,
        *,
        hamlets: Sequence[Place],
        partners: Sequence[CampaignPartner],
        topics: Sequence[Topic],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(post, initial=initial)
        hamlet, partner = self.fields["hamlet"], self.fields["partner"]
        assert isinstance(hamlet, PlaceChoice)
        assert isinstance(partner, forms.ModelChoiceField)
        hamlet.queryset = Place.objects.filter(pk__in=[one.pk for one in hamlets])
        partner.queryset = CampaignPartner.objects.filter(pk__in=[one.pk for one in partners])
        self.topics = list(topics)
        for topic in topics:
            self.fields[f"topic-{topic.pk}"] = _hands(topic.name)
        for number in range(1, OTHERS + 1):
            self.fields[f"other_text_{number}"] = forms.CharField(
                label="Điều khác", max_length=200, required=False
            )
            self.fields[f"other_hands_{number}"] = _hands("Số người giơ tay")

    @property
    def fields_of_topics(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Field of learning by field, its topics in order."""
        groups: dict[str, list[BoundField]] = {}
        for topic in self.topics:
            groups.setdefault(topic.parent.name if topic.parent else "", []).append(self[f"topic-{topic.pk}"])
        yield from groups.items()

    @property
    def others(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"other_text_{n}"], self[f"other_hands_{n}"]) for n in range(1, OTHERS + 1)]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for number in range(1, OTHERS + 1):
            text, hands = typed.get(f"other_text_{number}"), typed.get(f"other_hands_{number}")
            if text and not hands:
                self.add_error(f"other_hands_{number}", "Hãy ghi bao nhiêu người muốn học điều này.")
            if hands and not text:
                self.add_error(f"other_text_{number}", "Hãy ghi điều mà những người này muốn học.")
        return typed

    def details(self) -> TallyDetails:
        typed = self.cleaned_data
        lines = [
            Line(str(topic.pk), "", typed[f"topic-{topic.pk}"])
            for topic in self.topics
            if typed.get(f"topic-{topic.pk}")
        ]
        lines += [
            Line("", typed[f"other_text_{n}"], typed[f"other_hands_{n}"])
            for n in range(1, OTHERS + 1)
            if typed.get(f"other_text_{n}")
        ]
        return TallyDetails(typed["held_on"], typed["present"], typed["households"], typed["note"], lines)


def _hands(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100_000,
        required=False,
        localize=False,
        error_messages={"invalid": "Hãy ghi một số nguyên."},
    )
