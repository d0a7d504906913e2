"""Reads of a season shaped for its screens: a fixed number of SQL queries each."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.criteria import scoring
from hoctap.evidence.models import Evidence
from hoctap.papers.models import Paper, PaperState
from hoctap.people.models import Household, Residence
from hoctap.people.registry import Link
from hoctap.places.models import Level, Place
from hoctap.recognition import duties
from hoctap.recognition.answers import column_points, evidence_ids
from hoctap.recognition.contents import COLUMN_LABELS
from hoctap.recognition.models import (
    OPEN_STATES,
    REVIEW_STATES,
    DecisionLine,
    Dossier,
    DossierState,
    NominationList,
    RecognitionDecision,
    RecognitionRound,
    RoundState,
    Submission,
    VillageMeeting,
    Way,
)

WAITING_FOR_COMMUNE = [DossierState.NOMINATED]
BEYOND_HAMLET = [
    DossierState.NOMINATED,
    DossierState.ACCEPTED,
    DossierState.PROPOSED,
    DossierState.RECOGNISED,
]
BEYOND_COMMUNE = [DossierState.PROPOSED, DossierState.RECOGNISED, DossierState.REVOKED]


@dataclass
class HamletProgress:
    """One hamlet of a round: how many dossiers stand where."""

    hamlet: Place
    total: int = 0
    registered: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    may_enter: bool = False
    may_review: bool = False

    @property
    def scored(self) -> int:
        return self.total - self.counts[DossierState.LISTED] - self.counts[DossierState.REGISTERED]

    @property
    def waiting_meeting(self) -> int:
        return self.counts[DossierState.SCORED] + self.counts[DossierState.RETURNED]

    @property
    def nominated(self) -> int:
        return self.counts[DossierState.NOMINATED]

    @property
    def returned(self) -> int:
        return self.counts[DossierState.RETURNED]

    @property
    def accepted(self) -> int:
        return self.counts[DossierState.ACCEPTED] + self.counts[DossierState.PROPOSED]

    @property
    def recognised(self) -> int:
        return self.counts[DossierState.RECOGNISED]


@dataclass
class RoundPage:
    season: RecognitionRound
    hamlets: list[HamletProgress]
    totals: HamletProgress | None
    submissions: Sequence[Submission]
    decisions: Sequence[RecognitionDecision]
    new_households: int
    may_open: bool
    may_submit: bool
    may_decide: bool
    may_enrol: bool
    sees_whole_commune: bool

    @property
    def is_open(self) -> bool:
        return self.season.state == RoundState.OPEN

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The road of the round as a task list; the first step with work to do is marked as now."""
        sums: Counter[str] = Counter()
        for progress in self.hamlets:
            sums.update(progress.counts)
        total = sum(sums.values())
        entered = total - sums[DossierState.LISTED] - sums[DossierState.REGISTERED]
        steps = [
            _step(
                "Nhập đăng ký và điểm theo danh sách từng ấp",
                f"{entered} / {total} hộ đã chấm",
                done=total > 0 and entered == total,
                waiting=entered > 0,
            ),
            _step(
                "Họp bình xét và danh sách đề nghị của ấp",
                f"{sums[DossierState.SCORED]} hộ đã chấm, chờ họp bình xét",
                done=sums[DossierState.SCORED] == 0 and entered > 0,
                waiting=entered > 0,
            ),
            _step(
                "Xã xét, thẩm định",
                f"{sums[DossierState.NOMINATED]} hộ chờ xét, {sums[DossierState.RETURNED]} hộ đã trả lại",
                done=sums[DossierState.NOMINATED] == 0 and any(sums[state] for state in BEYOND_HAMLET),
                waiting=sums[DossierState.NOMINATED] > 0,
            ),
            _step(
                "Tờ trình của Hội Khuyến học",
                f"{sums[DossierState.ACCEPTED]} hộ xã đồng ý, chưa trình",
                done=sums[DossierState.ACCEPTED] == 0 and any(sums[state] for state in BEYOND_COMMUNE),
                waiting=sums[DossierState.ACCEPTED] > 0,
            ),
            _step(
                "Quyết định công nhận",
                f"{sums[DossierState.PROPOSED]} hộ chờ quyết định, {sums[DossierState.RECOGNISED]} hộ đã công nhận",
                done=sums[DossierState.PROPOSED] == 0 and sums[DossierState.RECOGNISED] > 0,
                waiting=sums[DossierState.PROPOSED] > 0,
            ),
        ]
        for step in steps:
            if step["code"] != "done":
                step["now"] = True
                if step["code"] == "not_started":
                    step["state"] = "Việc tiếp theo"
                break
        return steps


def _step(title: str, hint: str, *, done: bool, waiting: bool) -> dict[str, Any]:
    code, state = (
        ("done", "Xong") if done else ("in_progress", "Đang làm") if waiting else ("not_started", "Chưa tới")
    )
    return {"title": title, "hint": hint, "code": code, "state": state, "now": False}


def round_page(season: RecognitionRound, *, by: Actor) -> RoundPage:
    """A round with the hamlets, and their papers, that the actor may see. 6 queries at most."""
    seen = Place.objects.visible_to(by, Permission.DOSSIER_READ)
    hamlets = {
        hamlet.pk: HamletProgress(
            hamlet,
            may_enter=by.may(Permission.DOSSIER_ENTER, at=hamlet),
            may_review=by.may(Permission.DOSSIER_REVIEW, at=hamlet),
        )
        for hamlet in seen.filter(
            Q(valid_to__isnull=True)
            | Q(valid_to__gte=dt.date(season.year, 1, 1))
            | Q(pk__in=season.dossiers.values("hamlet")),
            parent=season.place,
            level=Level.HAMLET,
        )
    }
    totals = HamletProgress(season.place)
    rows = (
        season.dossiers.filter(hamlet__in=hamlets).order_by()
        .values_list("hamlet_id", "state").annotate(count=Count("pk"), registered=Count("registered_on"))
    )  # fmt: skip
    for hamlet_id, state, count, registered in rows:
        for progress in (hamlets[hamlet_id], totals):
            progress.counts[state] += count
            progress.total += count
            progress.registered += registered
    place = season.place
    live_decisions = RecognitionDecision.objects.filter(submission=OuterRef("pk")).exclude(
        paper__state=PaperState.VOID
    )
    submissions: Sequence[Submission] = []
    if by.may(Permission.PAPER_READ, at=place):
        submissions = list(
            season.submissions.exclude(paper__state=PaperState.VOID)
            .select_related("paper__issuer").annotate(size=Count("dossiers"), decided=Exists(live_decisions))
        )  # fmt: skip
    decisions = list(
        RecognitionDecision.objects.visible_to(by).filter(round=season).exclude(paper__state=PaperState.VOID)
        .select_related("paper__issuer", "amends__paper__issuer").annotate(size=Count("lines"))
    )  # fmt: skip
    may_enrol = by.may(Permission.HOUSEHOLD_IMPORT, at=place)
    missing = may_enrol and (
        Residence.objects.counted_in(season.year)
        .within([season.place_id])
        .exclude(household__dossiers__round=season)
        .count()
    )
    return RoundPage(
        season=season,
        hamlets=list(hamlets.values()),
        totals=totals,
        submissions=submissions,
        decisions=decisions,
        new_households=int(missing),
        may_open=by.may(Permission.ROUND_OPEN, at=place),
        may_submit=by.may(Permission.SUBMISSION_PREPARE, at=place),
        may_decide=by.may(Permission.DECISION_PREPARE, at=place),
        may_enrol=may_enrol,
        sees_whole_commune=by.may(Permission.DOSSIER_READ, at=place),
    )


@dataclass(frozen=True)
class EntryRow:
    """A row of the entry list, in the keys that its component reads."""

    id: UUID
    number: int
    name: str
    note: str
    url: str
    source: str
    registered: bool
    self: str
    hamlet: str
    version: int
    state: str
    state_label: str
    locked: bool
    error: str = ""
    unsaved: bool = False


@dataclass(frozen=True)
class EntryPage:
    season: RecognitionRound
    hamlet: Place
    open_rows: list[EntryRow]
    locked_rows: list[EntryRow]
    groups: list[str]
    max_total: Decimal
    threshold: Decimal
    unregistered: int
    scored: int
    meetings: list[VillageMeeting]


def entry_page(season: RecognitionRound, hamlet: Place, *, group: str = "") -> EntryPage:
    dossiers = season.dossiers.filter(hamlet=hamlet).select_related("household__head")
    groups = sorted({dossier.household.group_name for dossier in dossiers if dossier.household.group_name})
    rows: list[EntryRow] = []
    locked: list[EntryRow] = []
    for number, dossier in enumerate(dossiers, start=1):
        if group and dossier.household.group_name != group:
            continue
        row = _entry_row(number, dossier)
        (locked if row.locked else rows).append(row)
    edition = season.edition.frozen()
    return EntryPage(
        season=season,
        hamlet=hamlet,
        open_rows=rows,
        locked_rows=locked,
        groups=groups,
        max_total=edition.max_total,
        threshold=edition.threshold,
        unregistered=sum(1 for dossier in dossiers if dossier.state == DossierState.LISTED),
        scored=sum(
            1
            for dossier in dossiers
            if dossier.state in (DossierState.SCORED, DossierState.RETURNED)
            and dossier.hamlet_total is not None
        ),
        meetings=list(
            VillageMeeting.objects.filter(round=season, hamlet=hamlet)
            .select_related("minutes")
            .prefetch_related("nominations")
        ),
    )


def _entry_row(number: int, dossier: Dossier) -> EntryRow:
    head = dossier.household.head
    note = " · ".join(
        part
        for part in (
            f"sinh {head.birth_year}" if head.birth_year else "",
            dossier.household.group_name,
            f"xã trả lại: {dossier.return_reason}" if dossier.state == DossierState.RETURNED else "",
        )
        if part
    )
    return EntryRow(
        id=dossier.pk,
        number=number,
        name=head.full_name,
        note=note,
        url=reverse("dossier_detail", args=[dossier.pk]),
        source=dossier.get_way_display() if dossier.way else "",
        registered=dossier.registered_on is not None,
        self=plain(dossier.self_total),
        hamlet=plain(dossier.hamlet_total),
        version=dossier.version,
        state=dossier.state,
        state_label=dossier.get_state_display(),
        locked=dossier.state not in OPEN_STATES,
    )


def plain(points: Decimal | None) -> str:
    """As a person types it: '85', '85,5', or nothing."""
    return "" if points is None else f"{points.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class DossierPage:
    dossier: Dossier
    rows: list[dict[str, Any]]
    totals: dict[str, Any]
    evidence: dict[str, list[Evidence]]
    criteria: list[tuple[str, str]]
    history: list[dict[str, Any]]
    lines: list[DecisionLine]
    editable: list[str]
    may_add_evidence: bool


def dossier_page(
    dossier: Dossier, *, by: Actor, column: str = "", typed: dict[str, str] | None = None
) -> DossierPage:
    """A dossier with its three columns, the evidence of each criterion, its history and its decisions."""
    season = dossier.round
    criteria = list(season.edition.criteria.all())
    attached = evidence_ids(dossier)
    ids = [pk for pks in attached.values() for pk in pks]
    found = {str(item.pk): item for item in Evidence.objects.filter(pk__in=ids, withdrawn_at__isnull=True)}
    evidence = {
        criterion.code: [found[pk] for pk in attached.get(criterion.code, []) if pk in found]
        for criterion in criteria
    }
    rows = []
    for criterion in criteria:
        answer = dossier.answers.get(criterion.code, {})
        row: dict[str, Any] = {
            "code": criterion.code,
            "name": criterion.label,
            "clause": criterion.clause + (" · chưa xác thực" if criterion.verification == "sample" else ""),
            "max": criterion.max_points,
            "group": criterion.group,
        }
        for key, stored in _COLUMN_KEYS:
            row[key] = _cell(criterion.code, answer.get(stored), typed if stored == column else None)
        if evidence[criterion.code]:
            row["hamlet"]["evidence_url"] = f"#evidence-{criterion.code}"
            row["hamlet"]["evidence_count"] = len(evidence[criterion.code])
        rows.append(row)
    editable = []
    if season.state == RoundState.OPEN and not dossier.is_decided:
        if (
            by.may(Permission.DOSSIER_ENTER, at=dossier.hamlet)
            and dossier.state in OPEN_STATES
            and dossier.registered_on
        ):
            editable += ["self", "hamlet"]
        if by.may(Permission.DOSSIER_REVIEW, at=dossier.hamlet) and dossier.state in REVIEW_STATES:
            editable.append("commune")
    return DossierPage(
        dossier=dossier,
        rows=rows,
        totals={
            "max": sum(criterion.max_points for criterion in criteria),
            "family": dossier.self_total,
            "hamlet": dossier.hamlet_total,
            "commune": dossier.commune_total,
            **{f"{key}_by": _total_author(dossier, stored) for key, stored in _COLUMN_KEYS},
            "note": f"đạt khi từ {plain(season.edition.threshold)} điểm",
        },
        evidence={code: items for code, items in evidence.items() if items},
        criteria=[(criterion.code, f"{criterion.code}. {criterion.label}") for criterion in criteria],
        history=_history(dossier),
        lines=list(
            dossier.decision_lines.filter(decision__effective_on__isnull=False).select_related(
                "decision__paper__issuer"
            )
        ),
        editable=editable,
        may_add_evidence=bool(
            season.state == RoundState.OPEN
            and dossier.state in OPEN_STATES | REVIEW_STATES
            and by.may(Permission.EVIDENCE_ADD, at=dossier.hamlet)
        ),
    )


# The columns as the component names them, and as answers are stored.
_COLUMN_KEYS = (("family", "self"), ("hamlet", "hamlet"), ("commune", "commune"))


def _name_of(author: str) -> str:
    """In a narrow cell the name alone; the capacity stands on the printed sheet and in the history."""
    return author.split(" (")[0]


def _total_author(dossier: Dossier, column: str) -> str:
    """Who typed a total from signed paper; a total added up from criteria has an author at each point instead."""
    mark = dossier.answers.get("totals", {}).get(column)
    if not mark:
        return ""
    on = dt.datetime.fromisoformat(mark["at"]).date()
    return f"{_name_of(mark['by'])}, {format_date(on)}" + (f". {mark['why']}" if mark.get("why") else "")


def _cell(code: str, mark: dict[str, Any] | None, typed: dict[str, str] | None) -> dict[str, Any]:
    cell: dict[str, Any] = {"name": f"points-{code}", "points": None}
    if mark:
        cell |= {
            "points": Decimal(mark["points"]),
            "by": _name_of(mark["by"]),
            "at": dt.datetime.fromisoformat(mark["at"]).date(),
            "why": mark.get("why", ""),
        }
    if typed is not None:
        cell["points"] = typed.get(code, "")
    return cell


_TONES = {
    DossierState.RECOGNISED: "recognised",
    DossierState.RETURNED: "returned",
    DossierState.NOT_NOMINATED: "returned",
    DossierState.REVOKED: "refused",
    DossierState.NOMINATED: "waiting",
    DossierState.ACCEPTED: "done",
    DossierState.PROPOSED: "waiting",
}


def _history(dossier: Dossier) -> list[dict[str, Any]]:
    events = []
    for change in dossier.state_changes.order_by("-id"):
        state = DossierState(change.to_state)
        what = "Lập hồ sơ trong đợt" if not change.from_state else state.label
        events.append(
            {
                "what": what,
                "who": change.by,
                "at": change.at,
                "note": change.why,
                "tone": _TONES.get(state, "working"),
            }
        )
    return events


@dataclass(frozen=True)
class ReviewRow:
    dossier: Dossier
    name: str
    self_total: str
    hamlet_total: str
    commune_total: str
    source: str
    below: bool
    is_by_criteria: bool
    """Its commune score is written in the dossier, not here."""
    is_alike: bool = False
    """Somebody of this household bears the reviewer's name: he is asked."""
    is_own: bool = False

    @property
    def key(self) -> str:
        return str(self.dossier.pk)


def review_rows(season: RecognitionRound, hamlet: Place, by: Actor) -> list[ReviewRow]:
    """The nominated dossiers of a hamlet, for the commune's look."""
    edition = season.edition.frozen()
    dossiers = list(
        season.dossiers.filter(hamlet=hamlet, state__in=WAITING_FOR_COMMUNE).select_related("household__head")
    )
    user = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    own, alike = duties.family_of(user, dossiers) if user else ([], [])
    return [
        ReviewRow(
            dossier=dossier,
            name=dossier.household.head.full_name,
            self_total=plain(dossier.self_total),
            hamlet_total=plain(dossier.hamlet_total),
            commune_total=plain(dossier.commune_total),
            source=dossier.get_way_display() if dossier.way else "",
            below=scoring.reaches(edition, dossier.counted_total) is False,
            is_by_criteria=dossier.way == Way.CRITERIA or bool(column_points(dossier, "commune")),
            is_alike=dossier in alike,
            is_own=dossier in own,
        )
        for dossier in dossiers
    ]


PARTS = {
    "denominator": "Hộ trong sổ, có hồ sơ trong đợt",
    "registered": "Hộ đã đăng ký",
    "numerator": "Hộ được công nhận",
    "late": "Hộ được công nhận trễ hạn",
}


def dossiers_behind(place: Place, year: int, part: str, *, by: Actor) -> QuerySet[Dossier]:
    """The dossiers that a figure counted: same conditions as the counters."""
    dossiers = (
        Dossier.objects.visible_to(by)
        .filter(hamlet__path__contains=[place.pk], year=year)
        .select_related("household__head", "hamlet", "round")
        .order_by("hamlet__sort_key", "sort_key", "id")
    )
    if part == "registered":
        return dossiers.filter(registered_on__isnull=False)
    if part == "numerator":
        return dossiers.filter(state=DossierState.RECOGNISED)
    if part == "late":
        return dossiers.filter(state=DossierState.RECOGNISED, is_late=True)
    return dossiers


def about_url(paper: Paper) -> str:
    """The screen that a paper of a season belongs to."""
    if paper.about_kind == "recognition.recognitiondecision":
        return reverse("decision_detail", args=[paper.about_id])
    if paper.about_kind == "recognition.villagemeeting":
        return reverse("meeting_detail", args=[paper.about_id])
    return reverse("round_detail", args=[paper.about_id])


def columns_of(page: DossierPage) -> list[tuple[str, str]]:
    return [(column, COLUMN_LABELS[column]) for column in page.editable]


def nomination_of(meeting: VillageMeeting) -> NominationList | None:
    return meeting.nominations.select_related("paper__issuer").first()


def with_typed(rows: list[EntryRow], typed: Any, reasons: Any) -> list[EntryRow]:
    """The rows as they were typed, with what is wrong beside each: nothing typed is lost by a refusal."""
    by_id = {row.dossier_id: row for row in typed}
    errors: dict[str, str] = {}
    for reason in reasons:
        if "-" in reason.field:
            key = reason.field.split("-", 1)[1]
            errors[key] = f"{errors[key]} {reason.text}" if key in errors else reason.text
    return [
        replace(
            row,
            registered=by_id[row.id].registered,
            self=by_id[row.id].self_total,
            hamlet=by_id[row.id].hamlet_total,
            error=errors.get(str(row.id), ""),
            unsaved=True,
        )
        if row.id in by_id
        else row
        for row in rows
    ]


@dataclass(frozen=True)
class ScoredRow:
    id: UUID
    name: str
    reaches: bool
    excepted: bool


def scored_rows(season: RecognitionRound, hamlet: Place, excepted: set[UUID] | None) -> list[ScoredRow]:
    """What the meeting sees: names and đạt or chưa đạt, never points or reasons.

    Until somebody says otherwise (`excepted` is None), those whom an earlier meeting left out stay left out.
    """
    edition = season.edition.frozen()
    return [
        ScoredRow(
            dossier.pk,
            dossier.household.head.full_name,
            bool(scoring.reaches(edition, dossier.hamlet_total)),
            dossier.state == DossierState.NOT_NOMINATED if excepted is None else dossier.pk in excepted,
        )
        for dossier in season.dossiers.before_the_meeting(hamlet).select_related("household__head")
    ]


def meeting_defaults(hamlet: Place) -> dict[str, Any]:
    return {"held_on": today(), "venue": f"Nhà văn hóa {hamlet.full_name}", "votes_against": 0}


def households_without_dossier(place: Place, year: int) -> int:
    """Households that the register counts in the year and that no round laid out a dossier for."""
    return (
        Residence.objects.counted_in(year).within([place.pk]).exclude(household__dossiers__year=year).count()
    )


def dossiers_of_household(household: Household, by: Actor) -> list[Link]:
    """The dossiers of a household, year by year, for its page in the register."""
    dossiers = (
        Dossier.objects.visible_to(by).filter(household=household).select_related("round").order_by("-year")
    )
    return [
        Link(
            f"{dossier.round}", reverse("dossier_detail", args=[dossier.pk]), note=dossier.get_state_display()
        )
        for dossier in dossiers
    ]


def decided_on_evidence(evidence: Evidence) -> list[Reason]:
    """Evidence that a decision stands on is not withdrawn: after the decision nothing changes but by another decision."""
    try:
        household_id = UUID(evidence.subject_id)
    except ValueError:
        return []
    decided = Dossier.objects.filter(
        household_id=household_id, state__in=[DossierState.RECOGNISED, DossierState.REVOKED]
    ).select_related("round")
    return [
        Reason(f"{dossier.round}: đã có quyết định dựa trên minh chứng này, không rút được nữa.")
        for dossier in decided
        if any(str(evidence.pk) in pks for pks in evidence_ids(dossier).values())
    ]
