"""How the dossiers of a round stand with posting and with what was said against them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents
from hoctap.core.vietnamese import format_date
from hoctap.places.models import Place
from hoctap.recognition.commune_meetings.queries import unmet
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from hoctap.recognition.posting import rules
from hoctap.recognition.posting.models import (
    Objection,
    PostingOptOut,
    PostingState,
    PublicPosting,
)
from hoctap.recognition.posting.rules import PostedDossier
from hoctap.recognition.road import DAY_KINDS, FrozenRoad
from hoctap.recognition.subjects import note_dossiers

USUAL_DAYS = 5


def is_before_submission(road: FrozenRoad) -> bool:
    """Where the road puts it: before the tờ trình, or between that and the decision."""
    codes = [step.code for step in road.walked]
    return "posting" in codes and codes.index("posting") < codes.index("submission")


def least_days(season: RecognitionRound) -> int:
    step = season.frozen_road.step("posting")
    return (step.days if step else None) or USUAL_DAYS


def day_kind(season: RecognitionRound) -> str:
    step = season.frozen_road.step("posting")
    return step.day_kind if step else ""


def least_words(season: RecognitionRound) -> str:
    """'5 ngày làm việc'."""
    return f"{least_days(season)} {DAY_KINDS[day_kind(season)]}"


def standing_postings() -> QuerySet[PublicPosting]:
    """Still up, or taken down after their full days."""
    full = Q(ended_on__gte=F("from_on") + F("days") + F("weekend_days") - 1)
    return PublicPosting.objects.filter(Q(state=PostingState.UP) | Q(state=PostingState.ENDED) & full)


def waiting_for_posting(season: RecognitionRound, hamlet: Place | None = None) -> QuerySet[Dossier]:
    """At the step of the road before it, not on a list that hangs or hung its days, and not against it."""
    if not season.needs("posting"):
        return season.dossiers.none()
    before = is_before_submission(season.frozen_road)
    state = DossierState.ACCEPTED if before else DossierState.PROPOSED
    found = season.dossiers.filter(state=state)
    if hamlet is not None:
        found = found.filter(hamlet=hamlet)
    if before:
        # What the commune's own meeting has not agreed to yet does not hang in public.
        found = found.exclude(pk__in=unmet(season).values("pk"))
    return (
        found.exclude(Exists(PostingOptOut.objects.filter(undone_at=None, dossier=OuterRef("pk"))))
        .exclude(pk__in=standing_postings().filter(round=season).values("dossiers"))
        .order_by("hamlet__sort_key", "sort_key", "pk")
    )


def facts_of(season: RecognitionRound, dossiers: Iterable[Dossier]) -> list[PostedDossier]:
    """In 3 queries, whatever their number. `hamlet` is read with the dossiers."""
    dossiers = list(dossiers)
    pks = [one.pk for one in dossiers]
    free_on: dict[UUID, dt.date] = {}
    left_out: set[UUID] = set()
    if season.needs("posting"):
        hung = standing_postings().filter(dossiers__in=pks).order_by()
        for pk, from_on, days, weekend in hung.values_list("dossiers", "from_on", "days", "weekend_days"):
            day = from_on + dt.timedelta(days=days + weekend)
            free_on[pk] = min(day, free_on.get(pk, day))
        left_out = set(
            PostingOptOut.objects.filter(dossier__in=pks, undone_at=None).values_list("dossier", flat=True)
        )
    held = dict(
        Objection.objects.waiting()
        .filter(dossier__in=pks)
        .order_by()
        .values_list("dossier")
        .annotate(count=Count("pk"))
    )
    ordered = sorted(dossiers, key=lambda one: one.hamlet.sort_key)
    return [
        PostedDossier(
            one.hamlet.full_name,
            is_left_out=one.pk in left_out,
            free_on=free_on.get(one.pk),
            open_objections=held.get(one.pk, 0),
        )
        for one in ordered
    ]


def held_back(dossiers: Iterable[Dossier]) -> set[UUID]:
    """About whom somebody spoke and has no answer yet: they wait, the others go on."""
    waiting = Objection.objects.waiting().filter(dossier__in=[one.pk for one in dossiers])
    return set(waiting.values_list("dossier_id", flat=True))


def held_count(season: RecognitionRound) -> int:
    """Agreed to by the commune, and not on a tờ trình before somebody answers."""
    waiting = Objection.objects.waiting().filter(round=season, dossier__state=DossierState.ACCEPTED)
    return waiting.order_by().values("dossier").distinct().count()


def blockers_of(
    season: RecognitionRound,
    dossiers: Iterable[Dossier],
    *,
    on: dt.date,
    what: str = "quyết định",
    field: str = "",
    needs_posting: bool = True,
) -> list[Reason]:
    """Why these dossiers may not be decided (or put on the tờ trình) on that day."""
    return rules.decision_reasons(
        facts_of(season, dossiers),
        needs_posting=needs_posting and season.needs("posting"),
        on=on,
        what=what,
        field=field,
    )


def still_listed(posting: PublicPosting) -> list[Dossier]:
    """Who may stay on a list that hangs: not against it, and not back at the hamlet."""
    found = posting.dossiers.exclude(
        posting_opt_outs__in=PostingOptOut.objects.filter(undone_at=None)
    ).filter(state__in=[DossierState.ACCEPTED, DossierState.PROPOSED])
    return list(
        found.select_related("household__head", "person", "hamlet").order_by(
            "hamlet__sort_key", "sort_key", "pk"
        )
    )


@dataclass(frozen=True)
class PostingStand:
    """For the step of the round's page."""

    waiting: int
    up: int
    free_on: dt.date | None
    """From this day all lists that hang have hung their days."""
    open_objections: int
    posted: int

    @property
    def is_done(self) -> bool:
        return (
            self.posted > 0
            and not self.waiting
            and not self.open_objections
            and (self.free_on is None or self.free_on <= today())
        )

    def words(self, word: str) -> str:
        told = []
        if self.waiting:
            told.append(f"{self.waiting} {word} chờ niêm yết")
        if self.up and self.free_on is not None:
            last = self.free_on - dt.timedelta(days=1)
            told.append(
                f"{self.up} danh sách đang niêm yết, đủ ngày khi hết ngày {format_date(last)}"
                if self.free_on > today()
                else f"{self.up} danh sách đã niêm yết đủ ngày, chờ gỡ"
            )
        if self.open_objections:
            told.append(f"{self.open_objections} phản ánh chưa trả lời")
        if not told:
            told.append(f"{self.posted} {word} đã niêm yết" if self.posted else "chưa có danh sách niêm yết")
        return ", ".join(told)


def posting_stand(season: RecognitionRound, *, tells_objections: bool) -> PostingStand:
    """4 queries at most, and only for a road that has the step. That somebody spoke is told to the reviewers alone."""
    up: list[dt.date] = []
    hanging = season.postings.filter(state=PostingState.UP)
    for from_on, days, weekend in hanging.values_list("from_on", "days", "weekend_days"):
        up.append(from_on + dt.timedelta(days=days + weekend))
    counted = Dossier.objects.filter(pk__in=standing_postings().filter(round=season).values("dossiers"))
    return PostingStand(
        waiting=waiting_for_posting(season).count(),
        up=len(up),
        free_on=max(up, default=None),
        open_objections=Objection.objects.waiting().filter(round=season).count() if tells_objections else 0,
        posted=counted.count(),
    )


@dataclass(frozen=True)
class HamletWaiting:
    hamlet: Place
    count: int


@dataclass(frozen=True)
class PostingListPage:
    postings: list[PublicPosting]
    waiting: list[HamletWaiting]
    waiting_count: int
    opt_outs: list[PostingOptOut]
    objections: list[Objection]
    least_words: str
    is_before_submission: bool


def posting_list_page(season: RecognitionRound) -> PostingListPage:
    """For the commune's reviewers. 4 queries."""
    counts: Counter[UUID] = Counter(waiting_for_posting(season).values_list("hamlet", flat=True))
    hamlets = Place.objects.filter(pk__in=counts).order_by("sort_key", "pk") if counts else []
    waiting = [HamletWaiting(hamlet, counts[hamlet.pk]) for hamlet in hamlets]
    return PostingListPage(
        postings=list(
            season.postings.select_related("hamlet", "paper", "round").annotate(
                size=Count("dossiers", distinct=True), photo_count=Count("photos", distinct=True)
            )
        ),
        waiting=waiting,
        waiting_count=sum(counts.values()),
        opt_outs=list(
            PostingOptOut.objects.filter(dossier__round=season, undone_at=None).select_related(
                "dossier__household__head", "dossier__person", "dossier__hamlet"
            )
        ),
        objections=list(
            season.objections.select_related("dossier__household__head", "dossier__person", "dossier__hamlet")
        ),
        least_words=least_words(season),
        is_before_submission=is_before_submission(season.frozen_road),
    )


def found_dossiers(season: RecognitionRound, query: str) -> list[Dossier]:
    """By name, to say something about: those that lie with the commune and are not decided; at most 20."""
    key = without_accents(clean(query))
    if not key:
        return []
    found = season.dossiers.filter(
        Q(person__search_key__contains=key) | Q(person__isnull=True, household__search_key__contains=key),
        state__in=[DossierState.NOMINATED, DossierState.ACCEPTED, DossierState.PROPOSED],
    )
    return list(found.select_related("household__head", "person", "hamlet").order_by("sort_key", "pk")[:20])


def posting_defaults(season: RecognitionRound) -> dict[str, Any]:
    return {"from_on": today(), "days": least_days(season), "venues": ["house", "board"]}


def note_posting(posting: PublicPosting) -> None:
    """A photo of the board, or the printed list, names those who stand on it."""
    note_dossiers(posting.dossiers.all())
