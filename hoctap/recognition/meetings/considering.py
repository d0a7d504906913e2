"""Who is before a vote, and what the Tổ said of him before. The screen and the action read the same list."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.core.reading import is_watched, saw
from hoctap.papers.models import PaperState
from hoctap.people.models import Household, Residence
from hoctap.places.models import Place
from hoctap.recognition.answers import passes
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    MeetingLine,
    MeetingQuorum,
    MeetingState,
    Objection,
    Outcome,
    RecognitionRound,
    VillageMeeting,
)


@dataclass(frozen=True)
class Considered:
    """A dossier of a round, or a household of another title."""

    id: UUID
    name: str
    household: Household
    dossier: Dossier | None = None
    reaches: bool = True
    has_open_objection: bool = False
    left_out_before: bool = False
    """By an earlier meeting: he stays left out until somebody says otherwise."""
    said_by_group: Outcome | None = None
    """What the meeting of his Tổ said, on a road that has one."""

    @property
    def proposal(self) -> Outcome:
        """What stands until the meeting says otherwise."""
        if not self.reaches:
            return Outcome.BELOW
        if self.said_by_group is not None:
            return self.said_by_group
        return Outcome.EXCEPTED if self.left_out_before else Outcome.AGREED

    def differs_from_group(self, outcome: Outcome) -> bool:
        return self.said_by_group is not None and outcome not in (self.said_by_group, Outcome.BELOW)


def of_group(dossiers: Iterable[Dossier], group: str) -> list[Dossier]:
    return [one for one in dossiers if not group or one.household.group_name == group]


def considered_dossiers(
    season: RecognitionRound, hamlet: Place, dossiers: Iterable[Dossier], *, group: str = ""
) -> list[Considered]:
    """`dossiers` as they stand before the meeting, with the people their names are read from."""
    edition = season.edition.frozen()
    rows = sorted(of_group(dossiers, group), key=lambda dossier: (dossier.sort_key, dossier.pk))
    open_ones = open_objections(hamlet, [one.pk for one in rows])
    said = {} if group or not season.needs("group_meeting") else said_by_groups(season, hamlet)
    return [
        Considered(
            id=dossier.pk,
            name=dossier.subject_name,
            household=dossier.household,
            dossier=dossier,
            reaches=bool(passes(edition, dossier, column="hamlet")),
            has_open_objection=dossier.pk in open_ones,
            left_out_before=dossier.state == DossierState.NOT_NOMINATED,
            said_by_group=said.get(dossier.pk),
        )
        for dossier in rows
    ]


def considered_households(hamlet: Place, year: int, *, group: str = "") -> list[Considered]:
    """For a title that is only a list: every household that counts there in the year."""
    rows = residences(hamlet, year, group).select_related("household__head").order_by("sort_key", "id")
    return [
        Considered(id=row.household_id, name=row.household.head.full_name, household=row.household)
        for row in rows
    ]


def residences(hamlet: Place, year: int, group: str = "") -> QuerySet[Residence]:
    """Those who are invited: households that count in the ấp, or in the Tổ, in the year."""
    rows = Residence.objects.counted_in(year).filter(hamlet=hamlet)
    return rows.filter(household__group_name=group) if group else rows


def note_households(meeting: VillageMeeting, year: int) -> None:
    """A photo of the signed list shows the names of those who were invited."""
    if is_watched():
        rows = residences(meeting.hamlet, year, meeting.group_name)
        found = list(rows.values_list("household_id", "household__head_id"))
        saw(households=[one for one, _ in found], persons=[head for _, head in found])


def open_objections(hamlet: Place, dossiers: Collection[UUID]) -> set[UUID]:
    """Dossiers about which somebody spoke at or before a meeting of the ấp or its Tổ, and has no answer yet."""
    waiting = Objection.objects.waiting().filter(meeting__hamlet=hamlet, dossier__in=dossiers)
    return set(waiting.values_list("dossier_id", flat=True))


def said_by_groups(season: RecognitionRound, hamlet: Place) -> dict[UUID, Outcome]:
    """Dossier → what the last meeting of its Tổ said; those below the threshold are no decision of the Tổ."""
    lines = (
        _of_group_meetings(season, hamlet)
        .exclude(outcome=Outcome.BELOW)
        .order_by("vote__meeting__recorded_at", "pk")
        .values_list("dossier_id", "outcome")
    )
    return {dossier_id: Outcome(outcome) for dossier_id, outcome in lines}


def _of_group_meetings(season: RecognitionRound, hamlet: Place) -> QuerySet[MeetingLine]:
    lines = MeetingLine.objects.filter(
        vote__round=season,
        vote__meeting__hamlet=hamlet,
        vote__meeting__state=MeetingState.HELD,
        dossier__isnull=False,
    )
    return lines.exclude(vote__meeting__group_name="").exclude(vote__meeting__minutes__state=PaperState.VOID)


def groups_not_met(season: RecognitionRound, hamlet: Place, considered: Sequence[Considered]) -> list[str]:
    """Tổ of which somebody comes before the ấp whom no meeting of a Tổ has had before it. Who has no Tổ waits for none."""
    if not season.needs("group_meeting"):
        return []
    met = set(_of_group_meetings(season, hamlet).values_list("dossier_id", flat=True))
    return sorted(
        {one.household.group_name for one in considered if one.household.group_name and one.id not in met}
    )


def groups_of(season: RecognitionRound, hamlet: Place) -> list[str]:
    names = season.dossiers.filter(hamlet=hamlet).exclude(household__group_name="")
    return sorted(set(names.values_list("household__group_name", flat=True)))


def quorum_for(hamlet: Place, title_name: str, on: dt.date) -> MeetingQuorum | None:
    """What must have come to vote on the title there. None where nobody set one."""
    return nearest(quorums_at(hamlet, on), title_name)


def quorums_at(hamlet: Place, on: dt.date) -> list[MeetingQuorum]:
    """Of the ấp and of the places above it."""
    found = MeetingQuorum.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=hamlet.path, valid_from__lte=on
    )
    return list(found.select_related("place"))


def nearest(quorums: Iterable[MeetingQuorum], title_name: str) -> MeetingQuorum | None:
    """The nearest place's, and there the one for this title before the one for all."""
    of_title = [one for one in quorums if one.title_name.casefold() in ("", title_name.casefold())]
    return max(
        of_title,
        key=lambda one: (len(one.place.path), one.title_name != "", one.valid_from, one.pk),
        default=None,
    )


def held_about(season: RecognitionRound, hamlet: Place) -> list[VillageMeeting]:
    """Meetings with minutes that voted on the round, of the ấp and of its Tổ."""
    return list(
        VillageMeeting.objects.filter(hamlet=hamlet, votes__round=season, state=MeetingState.HELD)
        .exclude(minutes__state=PaperState.VOID)
        .order_by("recorded_at")
    )
