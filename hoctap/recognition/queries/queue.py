"""The commune's desk: the dossiers of a round over all hamlets, the odd ones first, with the reason in words.

What makes a dossier odd and is cheap to ask stands in `rank`, by which the list is ordered and paged; the points inside of `answers` are read
for the rows of a page only. At most 13 queries, whatever the filter.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.paging import Key, KeyPage, Walk, beyond, ordered_by, page_by_key
from hoctap.core.permissions import Permission
from hoctap.core.text import clean, without_accents
from hoctap.core.vietnamese import format_number
from hoctap.criteria.scoring import FrozenEdition
from hoctap.places.models import Level, Place
from hoctap.recognition import duties, review_rules
from hoctap.recognition.answers import column_points, passes, returns_of
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    EvidenceUse,
    RecognitionRound,
    RoundState,
    SampledDossier,
    StateChange,
    Way,
)
from hoctap.recognition.queries.entering import plain
from hoctap.recognition.review_rules import GAP, NEAR, SampleFacts, Shares
from hoctap.recognition.sampling import DeskFacts, desk_facts, shares_of

PAGE = 50
STATES = {
    "": (DossierState.NOMINATED, "chờ xã xét"),
    "accepted": (DossierState.ACCEPTED, "xã đã đồng ý"),
    "returned": (DossierState.RETURNED, "xã đã trả lại"),
    "proposed": (DossierState.PROPOSED, "đã trình"),
    "recognised": (DossierState.RECOGNISED, "đã công nhận"),
}
# Filters of what is odd: key → words. Those in _WEIGHTS come first in the list.
ODDITIES = {
    "wrong": "phúc tra thấy sai",
    "stale": "bị bỏ minh chứng sau khi chấm",
    "below": "dưới mức đạt",
    "again": "đã bị trả lại trước đây",
    "gap": "hộ và ấp chấm lệch nhiều",
    "differs": "khác năm trước",
    "near": "sát mức đạt",
    "late": "nhập sau hạn",
    "carried": "kế thừa năm trước",
    "no_evidence": "không có minh chứng",
    "sampled": "trong mẫu phúc tra",
}
# The year before is said of the rows of a page and can be filtered by; asking it of every row would slow the first page down.
_WEIGHTS = {"stale": 64, "wrong": 32, "below": 16, "again": 8, "gap": 4, "near": 2, "late": 1}
_MOST = sum(_WEIGHTS.values())


@dataclass(frozen=True)
class QueueFilter:
    state: str = ""
    hamlet: UUID | None = None
    group: str = ""
    way: str = ""
    odd: str = ""
    since: dt.date | None = None
    name: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.state == ""

    @property
    def is_hamlet_alone(self) -> bool:
        return self.hamlet is not None and self == QueueFilter(hamlet=self.hamlet)


@dataclass(frozen=True)
class QueueRow:
    dossier: Dossier
    name: str
    self_total: str
    hamlet_total: str
    commune_total: str
    way: str
    odd: list[str]
    """Why somebody should look, in words; the gravest first."""
    is_by_criteria: bool = False
    """Its commune score is written in the dossier, not in the list."""
    is_own: bool = False
    is_alike: bool = False
    """Somebody of this household bears the reviewer's name: he is asked."""

    @property
    def key(self) -> str:
        return str(self.dossier.pk)


@dataclass(frozen=True)
class QueueHamlet:
    hamlet: Place
    facts: SampleFacts
    carried_share: int
    share: int
    blocker: str
    """Why its dossiers cannot be accepted in bulk yet; empty when they can."""


@dataclass(frozen=True)
class OpenDossier:
    """The one dossier that stands open beside the list."""

    dossier: Dossier
    criteria: list[dict[str, Any]]
    evidence_count: int
    odd: list[str]
    returns: dict[str, str]
    may_judge: bool
    may_undo: bool
    is_by_criteria: bool
    is_own: bool
    is_alike: bool


@dataclass(frozen=True)
class QueuePage:
    page: KeyPage[QueueRow]
    count: int
    hamlets: list[QueueHamlet] = field(default_factory=list)
    opened: OpenDossier | None = None
    next_key: str = ""
    """The dossier after the open one on this page."""


def reviewed_hamlets(season: RecognitionRound, by: Actor) -> list[Place]:
    seen = Place.objects.visible_to(by, Permission.DOSSIER_REVIEW)
    return list(
        seen.filter(parent=season.place, level=Level.HAMLET)
        .filter(Q(valid_to__isnull=True) | Q(pk__in=season.dossiers.values("hamlet")))
        .order_by("sort_key", "pk")
    )


def groups_of(season: RecognitionRound) -> list[str]:
    names = season.dossiers.exclude(household__group_name="").order_by("household__group_name")
    return list(names.values_list("household__group_name", flat=True).distinct()[:500])


def queue_page(
    season: RecognitionRound,
    wanted: QueueFilter,
    walk: Walk,
    *,
    opened: UUID | None = None,
    deciding: bool = False,
    by: Actor,
) -> QueuePage:
    """One page of the list. With `deciding` its rows say what a form needs that decides all of them in one save."""
    hamlets = reviewed_hamlets(season, by)
    found = _filtered(season, wanted, hamlets)
    edition = season.edition.frozen()

    def fetch(step: Walk, limit: int) -> list[Key]:
        rows = _ranked(found, season, edition)
        if step.key:
            rank, sort_key, pk = step.key
            rows = rows.filter(beyond(_ORDER, (int(rank), sort_key, UUID(pk)), back=step.back))
        # The keys alone are sorted; the whole rows are read of one page.
        keys = rows.order_by(*ordered_by(_ORDER, back=step.back)).values_list(*_ORDER)[:limit]
        return [(str(rank), sort_key, str(pk)) for rank, sort_key, pk in keys]

    page = page_by_key(walk, PAGE, fetch, lambda key: key)
    pks = [UUID(pk) for _, _, pk in page.rows]
    asked = [*pks, *([opened] if opened else [])]
    read = (
        season.dossiers.filter(pk__in=asked, hamlet__in=hamlets)
        .select_related("household__head", "person", "hamlet")
        .in_bulk()
    )
    one = read.get(opened) if opened else None
    odd = _words(season, edition, list(read.values()))
    family = _family([read[pk] for pk in pks if pk in read], by) if deciding else duties.Family([], [], {})
    rows = KeyPage(
        [_row(read[pk], odd, family) for pk in pks if pk in read], page.after, page.before, page.past_the_end
    )
    desk = desk_facts(season, [hamlet.pk for hamlet in hamlets])
    shares = shares_of(season)
    return QueuePage(
        page=rows,
        count=found.count(),
        hamlets=[_hamlet(hamlet, desk[hamlet.pk], shares) for hamlet in hamlets if hamlet.pk in desk],
        opened=_opened(season, one, odd[one.pk], by) if one else None,
        next_key=str(pks[pks.index(opened) + 1]) if opened in pks[:-1] else "",
    )


def versions_of(season: RecognitionRound, wanted: QueueFilter, *, by: Actor) -> dict[UUID, int]:
    """Every dossier of the filter with its version: what a bulk acceptance is asked about."""
    found = _filtered(season, wanted, reviewed_hamlets(season, by))
    return dict(found.values_list("pk", "version"))


def is_queue_key(key: Key) -> bool:
    if len(key) != 3 or not key[0].isdecimal() or len(key[0]) > 4:
        return False
    try:
        UUID(key[2])
    except ValueError:
        return False
    return True


_ORDER = ("rank", "sort_key", "id")


def _filtered(season: RecognitionRound, wanted: QueueFilter, hamlets: list[Place]) -> QuerySet[Dossier]:
    state, _ = STATES.get(wanted.state, STATES[""])
    found = season.dossiers.filter(state=state).order_by()
    if wanted.hamlet is not None:
        found = found.filter(hamlet__in=[hamlet.pk for hamlet in hamlets if hamlet.pk == wanted.hamlet])
    else:
        found = found.filter(hamlet__in=[hamlet.pk for hamlet in hamlets])
    if wanted.group:
        found = found.filter(household__group_name=wanted.group)
    if wanted.way:
        found = found.filter(way=wanted.way)
    if wanted.since is not None:
        moved = StateChange.objects.annotate(day=TruncDate("at")).filter(
            dossier=OuterRef("pk"), day__gte=wanted.since
        )
        found = found.filter(Exists(moved))
    if wanted.name:
        key = without_accents(clean(wanted.name))
        found = found.filter(
            Q(person__search_key__contains=key) | Q(person__isnull=True, household__search_key__contains=key)
        )
    if wanted.odd in ODDITIES:
        found = found.filter(_conditions(season, season.edition.frozen())[wanted.odd])
    return found


_NOT_RECOGNISED = [state for state in DossierState if state != DossierState.RECOGNISED]


def _otherwise_last_year(season: RecognitionRound) -> Exists:
    """Its dossier of the year before says something else. Asked by the household's (person's) own index: joined to the whole
    year it would be planned anew, and badly, whenever the statistics are old.
    """
    who = "person" if season.words.is_of_persons else "household"
    last = Dossier.objects.filter(
        **{who: OuterRef(f"{who}_id")}, title=season.title, year=season.year - 1
    ).order_by()
    if who == "household":
        last = last.filter(person__isnull=True)
    then = Coalesce("commune_total", "hamlet_total")
    now = Coalesce(OuterRef("commune_total"), OuterRef("hamlet_total"))
    return Exists(
        last.filter(
            Q(registered_on__isnull=False, state__in=_NOT_RECOGNISED)
            | GreaterThanOrEqual(then, now + GAP)
            | LessThanOrEqual(then, now - GAP)
        )
    )


def _conditions(season: RecognitionRound, edition: FrozenEdition) -> dict[str, Q]:
    below = Q(commune_total__lt=edition.threshold) | Q(
        commune_total__isnull=True, hamlet_total__lt=edition.threshold
    )
    if edition.least_each is not None:
        below |= ~Q(way=Way.CRITERIA) & (Q(none_too_low__isnull=True) | Q(none_too_low=False))
    near = (edition.threshold, edition.threshold + NEAR)
    sampled = SampledDossier.objects.filter(sample__round=season).order_by()
    return {
        "wrong": Q(pk__in=sampled.filter(result=SampledDossier.Result.WRONG).values("dossier")),
        "stale": Q(stale_at__isnull=False),
        "below": below,
        "again": ~Q(return_reason=""),
        "gap": Q(self_total__gte=F("hamlet_total") + GAP) | Q(self_total__lte=F("hamlet_total") - GAP),
        "differs": Q(_otherwise_last_year(season)),
        "near": Q(commune_total__range=near) | Q(commune_total__isnull=True, hamlet_total__range=near),
        "late": Q(late_entry__isnull=False),
        "carried": Q(way=Way.INHERITED),
        "no_evidence": Q(~Exists(EvidenceUse.objects.standing().filter(dossier=OuterRef("pk")))),
        "sampled": Q(pk__in=sampled.values("dossier")),
    }


def _ranked(found: QuerySet[Dossier], season: RecognitionRound, edition: FrozenEdition) -> QuerySet[Dossier]:
    """0 is the oddest. Each condition is asked once."""
    conditions = _conditions(season, edition)
    rank: Any = Value(_MOST)
    for code, weight in _WEIGHTS.items():
        rank = rank - Case(
            When(conditions[code], then=Value(weight)), default=Value(0), output_field=IntegerField()
        )
    return found.annotate(rank=rank)


def _words(
    season: RecognitionRound, edition: FrozenEdition, dossiers: list[Dossier]
) -> dict[UUID, list[str]]:
    """For the rows of a page: why each is odd. 3 queries."""
    last_of = {
        one.person_id or one.household_id: one
        for one in Dossier.objects.filter(
            Q(person__in=[one.person_id for one in dossiers if one.person_id])
            if season.words.is_of_persons
            else Q(household__in=[one.household_id for one in dossiers], person__isnull=True),
            title=season.title,
            year=season.year - 1,
        ).defer("answers", "frozen_score")
    }
    checked = {
        one.dossier_id: one
        for one in SampledDossier.objects.filter(dossier__in=dossiers).order_by("sample__number")
    }
    proved = set(
        EvidenceUse.objects.standing().filter(dossier__in=dossiers).values_list("dossier", flat=True)
    )
    return {
        dossier.pk: _odd(
            edition,
            dossier,
            last_of.get(dossier.person_id or dossier.household_id),
            checked.get(dossier.pk),
            has_evidence=dossier.pk in proved,
        )
        for dossier in dossiers
    }


def _odd(
    edition: FrozenEdition,
    dossier: Dossier,
    last: Dossier | None,
    checked: SampledDossier | None,
    *,
    has_evidence: bool,
) -> list[str]:
    told: list[str] = []
    total = dossier.counted_total
    if dossier.stale_at is not None:
        told.append(f"bị bỏ minh chứng sau khi chấm: {dossier.stale_why}")
    if checked is not None and checked.result == SampledDossier.Result.WRONG:
        told.append(f"phúc tra thấy sai: {checked.found}")
    if total is not None and passes(edition, dossier) is False:
        told.append(
            f"{format_number(total)} điểm, dưới mức đạt {format_number(edition.threshold)}"
            if total < edition.threshold
            else "có mục dưới mức tối thiểu, hoặc phiếu chưa ghi là không có"
        )
    if dossier.return_reason and dossier.state != DossierState.RETURNED:
        told.append(f"đã bị trả lại: {dossier.return_reason}")
    if dossier.self_total is not None and dossier.hamlet_total is not None:
        gap = abs(dossier.self_total - dossier.hamlet_total)
        if gap >= GAP:
            told.append(f"tự chấm và ấp chấm lệch {format_number(gap)} điểm")
    if last is not None:
        then = last.counted_total
        if last.registered_on is not None and last.state != DossierState.RECOGNISED:
            told.append("năm trước không được công nhận")
        elif then is not None and total is not None and abs(then - total) >= GAP:
            told.append(f"năm trước {format_number(then)} điểm")
    if total is not None and edition.threshold <= total <= edition.threshold + NEAR:
        told.append(f"sát mức đạt {format_number(edition.threshold)}")
    if dossier.late_entry_id is not None:
        told.append("nhập sau hạn")
    if dossier.way == Way.CRITERIA and not has_evidence:
        told.append("không có minh chứng")
    if checked is not None and checked.result == SampledDossier.Result.OPEN:
        told.append("trong mẫu phúc tra, chưa có kết quả")
    return told


def _family(dossiers: list[Dossier], by: Actor) -> duties.Family:
    user = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    return duties.family_of(user, dossiers) if user else duties.Family([], [], {})


def _row(dossier: Dossier, odd: Mapping[UUID, list[str]], family: duties.Family) -> QueueRow:
    return QueueRow(
        dossier=dossier,
        name=dossier.subject_name,
        self_total=plain(dossier.self_total),
        hamlet_total=plain(dossier.hamlet_total),
        commune_total=plain(dossier.commune_total),
        way=dossier.way_words,
        odd=odd[dossier.pk],
        is_by_criteria=dossier.way == Way.CRITERIA or bool(column_points(dossier, "commune")),
        is_own=dossier in family.own,
        is_alike=dossier in family.alike,
    )


def _hamlet(hamlet: Place, desk: DeskFacts, shares: Shares) -> QueueHamlet:
    blockers = review_rules.sample_blockers(desk.facts) if desk.waiting else []
    return QueueHamlet(
        hamlet=hamlet,
        facts=desk.facts,
        carried_share=desk.carried_share,
        share=review_rules.share_of(shares, desk.carried_share, after_errors=False),
        blocker=blockers[0].text if blockers else "",
    )


def _opened(season: RecognitionRound, dossier: Dossier, odd: list[str], by: Actor) -> OpenDossier:
    hamlet, commune, own = (column_points(dossier, column) for column in ("hamlet", "commune", "self"))
    returned = returns_of(dossier)
    uses = EvidenceUse.objects.standing().filter(dossier=dossier)
    family = _family([dossier], by)
    may = season.state == RoundState.OPEN and by.may(Permission.DOSSIER_REVIEW, at=dossier.hamlet)
    return OpenDossier(
        dossier=dossier,
        criteria=[
            {
                "code": criterion.code,
                "name": criterion.label,
                "self": plain(own.get(criterion.code)),
                "hamlet": plain(hamlet.get(criterion.code)),
                "commune": plain(commune.get(criterion.code)),
                "returned": returned.get(criterion.code, ""),
            }
            for criterion in season.edition.criteria.all()
        ],
        evidence_count=uses.order_by().values("evidence").distinct().count(),
        odd=odd,
        returns=returned,
        may_judge=may and dossier.state == DossierState.NOMINATED,
        may_undo=may and dossier.state == DossierState.ACCEPTED,
        is_by_criteria=dossier.way == Way.CRITERIA or bool(commune),
        is_own=bool(family.own),
        is_alike=bool(family.alike),
    )
