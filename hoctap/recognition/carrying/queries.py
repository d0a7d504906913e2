"""What last year has of the rows that wait, what was carried over already, and how much of a list it is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoctap.core.refusals import Reason
from hoctap.places.models import Place
from hoctap.recognition.carrying import rules
from hoctap.recognition.carrying.models import CarryOver
from hoctap.recognition.carrying.rules import CarryFacts
from hoctap.recognition.meetings.considering import held_about
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    RecognitionRound,
    RoundState,
    VillageMeeting,
    Way,
)

# Scored last year. What the commune sent back, and what was taken away again, is looked at anew.
CARRIED_STATES = [
    DossierState.SCORED,
    DossierState.NOMINATED,
    DossierState.NOT_NOMINATED,
    DossierState.ACCEPTED,
    DossierState.PROPOSED,
    DossierState.RECOGNISED,
]


def waiting_rows(season: RecognitionRound, hamlet: Place, group: str = "") -> QuerySet[Dossier]:
    """Rows of the hamlet (of one Tổ) of which no points are entered."""
    rows: Any = season.dossiers.of_people_kept().filter(
        hamlet=hamlet,
        state__in=[DossierState.LISTED, DossierState.REGISTERED],
        way=Way.NONE,
        self_total__isnull=True,
        hamlet_total__isnull=True,
        commune_total__isnull=True,
    )
    return rows.filter(household__group_name=group) if group else rows


def sources_of(
    season: RecognitionRound, waiting: Sequence[Dossier], *, only_to_count: bool = False
) -> dict[UUID, Dossier]:
    """Last year's scored dossier by the dossier that waits: of the same household or citizen, in whichever commune or hamlet it lay."""
    if season.age_from is None:
        wanted = {dossier.household_id: dossier.pk for dossier in waiting}
        found = Dossier.objects.filter(person__isnull=True, household__in=wanted)
    else:
        wanted = {dossier.person_id: dossier.pk for dossier in waiting if dossier.person_id}
        found = Dossier.objects.filter(Q(person__in=wanted) | Q(person__merged_into__in=wanted))
    found = (
        found.filter(
            title=season.title,
            year=season.year - 1,
            state__in=CARRIED_STATES,
            hamlet_total__isnull=False,
        )
        .select_related("round__edition", "person")
        .order_by("pk")
    )
    if only_to_count:
        # Without the answers of 400 families, and without a name that nobody is shown.
        found = found.only(
            "household_id", "state", "person__merged_into_id", "round__edition_id", "round__edition__name"
        )
    sources: dict[UUID, Dossier] = {}
    for source in found:
        key = source.household_id
        if season.age_from is not None:
            assert source.person is not None
            key = source.person.pk if source.person.pk in wanted else source.person.merged_into_id  # type: ignore[assignment]
        held = sources.get(wanted[key])
        if held is None or held.state != DossierState.RECOGNISED:
            sources[wanted[key]] = source
    return sources


def facts_of(
    season: RecognitionRound, hamlet: Place, waiting: Sequence[Dossier], sources: dict[UUID, Dossier]
) -> CarryFacts:
    same = sum(1 for source in sources.values() if source.round.edition_id == season.edition_id)
    others = {
        source.round.edition.name
        for source in sources.values()
        if source.round.edition_id != season.edition_id
    }
    return CarryFacts(
        year=season.year - 1,
        subject=season.subject_word,
        where=hamlet.full_name,
        waiting=len(waiting),
        same_edition=same,
        other_edition=len(sources) - same,
        others=sorted(others),
        edition=season.edition.name,
    )


@dataclass(frozen=True)
class Carrying:
    """What the list offers and tells of carrying over."""

    facts: CarryFacts
    acts: list[CarryOver]
    undo_reasons: dict[UUID, list[Reason]]
    share: "InheritedShare"

    @property
    def rows(self) -> list[tuple[CarryOver, list[Reason]]]:
        return [(act, self.undo_reasons[act.pk]) for act in self.acts]


def carrying_of(season: RecognitionRound, hamlet: Place, group: str = "") -> Carrying:
    waiting: list[Dossier] = []
    if season.state == RoundState.OPEN:
        waiting = list(waiting_rows(season, hamlet, group).only("id", "household_id", "person_id").order_by())
    facts = _facts(season, hamlet, waiting)
    acts = list(season.carry_overs.filter(hamlet=hamlet, undone_at__isnull=True).select_related("hamlet"))
    met = held_about(season, hamlet) if acts else []
    return Carrying(
        facts=facts,
        acts=acts,
        undo_reasons={act.pk: _undo_reasons(act, met) for act in acts},
        share=inherited_share(season, hamlet),
    )


def _facts(season: RecognitionRound, hamlet: Place, waiting: Sequence[Dossier]) -> CarryFacts:
    return facts_of(
        season, hamlet, waiting, sources_of(season, waiting, only_to_count=True) if waiting else {}
    )


def _undo_reasons(act: CarryOver, met: Sequence[VillageMeeting]) -> list[Reason]:
    since = next((one.held_on for one in met if one.recorded_at and one.recorded_at > act.done_at), None)
    return rules.undo_blockers(is_undone=False, met_on=since, year=act.from_year, hamlet=act.hamlet.full_name)


def met_since(act: CarryOver) -> dt.date | None:
    """The day of the meeting that has had the list before it since."""
    meeting = (
        VillageMeeting.objects.filter(
            votes__round=act.round_id, hamlet=act.hamlet_id, recorded_at__gt=act.done_at
        )
        .order_by("recorded_at")
        .first()
    )
    return meeting.held_on if meeting else None


@dataclass(frozen=True)
class InheritedShare:
    """How many of the rows with a total stand as they were carried over, and nobody has looked at them since."""

    inherited: int
    entered: int

    @property
    def percent(self) -> float | None:
        return 100 * self.inherited / self.entered if self.entered else None


def inherited_share(season: RecognitionRound, hamlet: Place | None = None) -> InheritedShare:
    """Of a hamlet, or of the whole round; what raises the commune's random sample."""
    rows: Any = season.dossiers.filter(hamlet_total__isnull=False)
    if hamlet is not None:
        rows = rows.filter(hamlet=hamlet)
    found = rows.aggregate(inherited=Count("pk", filter=Q(way=Way.INHERITED)), entered=Count("pk"))
    return InheritedShare(found["inherited"], found["entered"])


def inherited_by_hamlet(season: RecognitionRound) -> dict[UUID, InheritedShare]:
    rows = (
        season.dossiers.filter(hamlet_total__isnull=False)
        .order_by()
        .values_list("hamlet_id")
        .annotate(inherited=Count("pk", filter=Q(way=Way.INHERITED)), entered=Count("pk"))
    )
    return {hamlet_id: InheritedShare(inherited, entered) for hamlet_id, inherited, entered in rows}
