"""Which accepted dossiers a meeting of the commune has agreed to, and what one looks like."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents
from hoctap.papers.models import PaperState
from hoctap.places.models import Place
from hoctap.recognition.commune_meetings import rules
from hoctap.recognition.commune_meetings.models import CommuneException, CommuneMeeting
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound, StateChange

# Of a dossier that was accepted before its moves were kept.
_LONG_AGO = Value(dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


def met(season: RecognitionRound) -> QuerySet[Dossier]:
    """Agreed to by a meeting whose minutes stand, held since the commune accepted them last."""
    accepted_at = (
        StateChange.objects.filter(
            dossier=OuterRef("pk"), from_state=DossierState.NOMINATED, to_state=DossierState.ACCEPTED
        )
        .order_by("-id")
        .values("at")[:1]
    )
    return (
        season.dossiers.annotate(accepted_at=Coalesce(Subquery(accepted_at), _LONG_AGO))
        .filter(Exists(_agreeing()))
        .order_by()
    )


def met_on(season: RecognitionRound, dossiers: Collection[UUID]) -> dict[UUID, dt.date]:
    """Dossier → the day of the first meeting of the commune that agreed to it; nothing on a road without that meeting."""
    if not season.needs("commune_meeting"):
        return {}
    first = _agreeing().order_by("held_on").values("held_on")[:1]
    found = met(season).filter(pk__in=list(dossiers)).annotate(met_on=Subquery(first))
    return dict(found.values_list("pk", "met_on"))


def _agreeing() -> QuerySet[CommuneMeeting]:
    """Of the dossier outside."""
    return CommuneMeeting.objects.filter(
        agreed=OuterRef("pk"), recorded_at__gte=OuterRef("accepted_at")
    ).exclude(minutes__state=PaperState.VOID)


def unmet(season: RecognitionRound) -> QuerySet[Dossier]:
    """Accepted, and no meeting has agreed to them yet."""
    if not season.needs("commune_meeting"):
        return season.dossiers.none()
    return season.dossiers.filter(state=DossierState.ACCEPTED).exclude(pk__in=met(season).values("pk"))


def meeting_blockers(season: RecognitionRound, dossiers: Iterable[Dossier], *, what: str) -> list[Reason]:
    """Why these do not go on a tờ trình or decision: no minutes of the commune name them, on a road that has the meeting."""
    if not season.needs("commune_meeting"):
        return []
    agreed = set(met(season).values_list("pk", flat=True))
    return rules.unmet_reasons([one.subject_name for one in dossiers if one.pk not in agreed], what=what)


@dataclass(frozen=True)
class MeetingStand:
    """For the step of the round's page."""

    waiting: int
    met: int

    def words(self, word: str) -> str:
        return f"{self.waiting} {word} chờ họp xét, {self.met} {word} đã thống nhất"


def meeting_stand(season: RecognitionRound) -> MeetingStand:
    return MeetingStand(waiting=unmet(season).count(), met=met(season).count())


@dataclass(frozen=True)
class HamletListed:
    hamlet: Place
    count: int


def listed_by_hamlet(season: RecognitionRound) -> list[HamletListed]:
    """What a meeting would have before it now."""
    counts: Counter[UUID] = Counter(unmet(season).values_list("hamlet", flat=True))
    hamlets = Place.objects.filter(pk__in=counts).order_by("sort_key", "pk")
    return [HamletListed(hamlet, counts[hamlet.pk]) for hamlet in hamlets]


def meeting_defaults(season: RecognitionRound) -> dict[str, Any]:
    return {
        "held_on": today(),
        "venue": f"Trụ sở Ủy ban nhân dân {season.place.full_name}",
        "votes_against": 0,
    }


@dataclass(frozen=True)
class CommuneMeetingPage:
    meeting: CommuneMeeting
    agreed_count: int
    by_hamlet: list[HamletListed]
    exceptions: list[CommuneException]
    found: list[Dossier]
    """Of those agreed to, by name: to take one off again."""
    may_except: bool


def meeting_page(meeting: CommuneMeeting, query: str) -> CommuneMeetingPage:
    counts: Counter[UUID] = Counter(meeting.agreed.values_list("hamlet", flat=True))
    hamlets = Place.objects.filter(pk__in=counts).order_by("sort_key", "pk")
    key = without_accents(clean(query))
    found: list[Dossier] = []
    if key:
        named = Q(person__search_key__contains=key) | Q(
            person__isnull=True, household__search_key__contains=key
        )
        found = list(
            meeting.agreed.filter(named, state=DossierState.ACCEPTED)
            .select_related("household__head", "person", "hamlet")
            .order_by("sort_key", "pk")[:20]
        )
    return CommuneMeetingPage(
        meeting=meeting,
        agreed_count=sum(counts.values()),
        by_hamlet=[HamletListed(hamlet, counts[hamlet.pk]) for hamlet in hamlets],
        exceptions=list(
            meeting.exceptions.select_related(
                "dossier__household__head", "dossier__person", "dossier__hamlet"
            )
        ),
        found=found,
        may_except=not meeting.minutes.is_signed and meeting.minutes.state != PaperState.VOID,
    )
