"""Reads of rankings, each shaped for one screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from hoctap.assessments.models import (
    ImpactNote,
    Improvement,
    Inspection,
    InspectionMember,
    Ranking,
    RankingChange,
    RankingDecisionLine,
    RankingState,
)
from hoctap.assessments.ranking.facts import Fact, FactGroup, facts_of, group_for
from hoctap.assessments.ranking.judging import Judged, Row, judge
from hoctap.assessments.ranking.models import INSPECTABLE, TITLE, Column
from hoctap.assessments.ranking.rows import inspecting_place
from hoctap.assessments.roads import AuthorityFacts, authority_for
from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_number
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.queries import editions_for
from hoctap.evidence.models import Evidence, Subject
from hoctap.evidence.registry import record_kinds
from hoctap.papers.models import Paper, PaperState

KEEP, APPROVE, JUDGE = (
    Permission.CENTRE_KEEP,
    Permission.PROGRAMME_APPROVE,
    Permission.ASSESSMENT_JUDGE,
)


CENTRE = "centres.centre"


def subject_of(ranking: Ranking) -> Subject:
    """What its evidence is about: the centre, so that another year may use it again."""
    return Subject(CENTRE, ranking.centre_id)


def evidence_to_reuse(ranking: Ranking) -> list[Evidence]:
    return list(Evidence.objects.standing().about(subject_of(ranking)).order_by("-id")[:100])


OF_CENTRES = ("activity", "handout")
"""Kinds of records that can be evidence of a centre."""


def pieces_on_offer(ranking: Ranking, row: Row, actor: Actor, *, wanted: bool) -> dict[str, Any]:
    """What of the centre can be attached here: evidence of other criteria and years, the activities it held, what it handed out. Four
    queries.
    """
    if not wanted:
        return {"reusable": [], "records": []}
    used = {use.evidence_id for use in (*row.own_pieces, *row.inspected_pieces)}
    taken = {use.evidence.record_id for use in (*row.own_pieces, *row.inspected_pieces)}
    records = []
    for code in OF_CENTRES:
        kind = record_kinds[code]
        offers = [one for one in kind.offers([subject_of(ranking)], actor) if one.id not in taken]
        records.append((code, kind.label, offers))
    return {
        "reusable": [one for one in evidence_to_reuse(ranking) if one.pk not in used],
        "records": [one for one in records if one[2]],
    }


def record_chosen(text: str) -> tuple[str, str]:
    """Of 'handout:01…' its kind and id; of a kind that is none of a centre's nothing."""
    code, _, record_id = text.partition(":")
    return (code, record_id) if code in OF_CENTRES else ("", "")


def who_revokes(ranking: Ranking) -> tuple[Permission, Any]:
    """Who signed here takes back here; what came from outside is taken down by the centre, as the decision was."""
    if ranking.outside_sha256 or ranking.authority_place is None:
        return KEEP, ranking
    return Permission.ASSESSMENT_DECIDE, ranking.authority_place


def find_ranking(actor: Actor, pk: UUID) -> Ranking | None:
    return (
        Ranking.objects.visible_to(actor)
        .with_all()
        .select_related("sheet", "inspection__minutes", "inspection__place")
        .prefetch_related("edition__criteria")
        .filter(pk=pk)
        .first()
    )


@dataclass(frozen=True)
class RankingWanted:
    centre: UUID | None = None
    place: UUID | None = None
    year: int | None = None
    state: str = ""


def rankings_wanted(actor: Actor, wanted: RankingWanted) -> QuerySet[Ranking]:
    found = Ranking.objects.visible_to(actor).with_all()
    if wanted.centre:
        found = found.filter(centre=wanted.centre)
    if wanted.place:
        found = found.filter(centre__organisation__place__path__contains=[wanted.place])
    if wanted.year:
        found = found.filter(year=wanted.year)
    found = found.filter(state=wanted.state) if wanted.state else found.kept()
    return found.annotate(
        waiting_improvements=Count("improvements", filter=Q(improvements__done_on__isnull=True))
    ).order_by("-year", "centre__organisation__place__sort_key", "id")


@dataclass(frozen=True)
class GradeCount:
    label: str
    count: int


def grades_of(rankings: QuerySet[Ranking]) -> list[GradeCount]:
    """Of the decided ones: 'Tốt 4, Khá 7'. One query."""
    found: dict[str, int] = {}
    for one in rankings.filter(state=RankingState.RANKED):
        found[one.grade_label] = found.get(one.grade_label, 0) + 1
    return [GradeCount(label, count) for label, count in sorted(found.items(), key=lambda row: -row[1])]


def editions_at(centre: Centre, year: int) -> list[CriteriaEdition]:
    """What the province published; without it the frame alone, which is no edition to score by."""
    return list(editions_for(TITLE, year, centre.place))


def frame() -> CriteriaEdition | None:
    """The four groups of CV 2553, to be shown where no province has said its points."""
    return (
        CriteriaEdition.objects.filter(title=TITLE, place__isnull=True, is_frame=True)
        .prefetch_related("criteria")
        .first()
    )


def centres_to_rank(actor: Actor) -> QuerySet[Centre]:
    return (
        Centre.objects.filter(organisation__place__path__overlap=actor.places_with(KEEP))
        .select_related("organisation__place")
        .order_by("organisation__place__sort_key", "organisation__name")
    )


@dataclass(frozen=True)
class FactRow:
    row: Row
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class RankingPage:
    ranking: Ranking
    judged: Judged
    facts: Sequence[FactGroup]
    inspection: Inspection | None
    members: Sequence[InspectionMember]
    improvements: Sequence[Improvement]
    changes: Sequence[RankingChange]
    decision: Paper | None
    authority: AuthorityFacts | None
    """Who would rank it today, before the commune confirms; None where nobody is named."""
    may_keep: bool
    may_approve: bool
    may_inspect: bool
    may_judge: bool
    may_revoke: bool

    @property
    def is_editable(self) -> bool:
        return self.may_keep and self.ranking.is_open

    @property
    def at(self) -> str:
        """Where it stands on its road."""
        return "draft" if self.ranking.is_open else self.ranking.state

    @property
    def open_column(self) -> str:
        """Whose evidence this actor may attach now; empty where he may only read."""
        if self.ranking.is_open:
            return Column.OWN if self.may_keep else ""
        return Column.INSPECTION if self.may_inspect and self.ranking.state in INSPECTABLE else ""

    @property
    def blocks(self) -> list[tuple[str, tuple[Fact, ...], list[tuple[Row, tuple[Fact, ...]]]]]:
        """Each group with what the records say of it; where its name tells nothing, beside the criteria whose words do."""
        found = []
        for name, rows in self.judged.groups:
            whole = group_for(name, self.facts)
            beside = [
                (
                    row,
                    one.facts
                    if whole is None and (one := group_for(row.criterion.label, self.facts))
                    else (),
                )
                for row in rows
            ]
            found.append((name, whole.facts if whole else (), beside))
        return found


def ranking_page(ranking: Ranking, actor: Actor) -> RankingPage:
    inspection = getattr(ranking, "inspection", None)
    line = (
        ranking.decision_lines.exclude(decision__paper__state=PaperState.VOID)
        .select_related("decision__paper")
        .order_by("-decision__id")
        .first()
    )
    place = ranking.authority_place
    revoking, at = who_revokes(ranking)
    return RankingPage(
        ranking=ranking,
        judged=judge(ranking),
        facts=facts_of(ranking.centre, ranking.year, actor),
        inspection=inspection,
        members=list(inspection.members.all()) if inspection else [],
        improvements=list(ranking.improvements.all()),
        changes=list(ranking.changes.all()),
        decision=line.decision.paper if line else None,
        authority=authority_for(TITLE, ranking.place, today())
        if ranking.state in (RankingState.DRAFT, RankingState.RETURNED, RankingState.SUBMITTED)
        else None,
        may_keep=actor.may(KEEP, at=ranking),
        may_approve=actor.may(APPROVE, at=ranking),
        may_inspect=inspecting_place(ranking, actor) is not None,
        may_judge=place is not None and actor.may(JUDGE, at=place),
        may_revoke=ranking.state == RankingState.RANKED and actor.may(revoking, at=at),
    )


def waiting_for_decision(actor: Actor) -> list[Ranking]:
    """Inspected, at an authority of the actor's, in no draft. One query."""
    return list(
        Ranking.objects.filter(state=RankingState.INSPECTED, authority_place__in=actor.places_only(JUDGE))
        .exclude(
            pk__in=RankingDecisionLine.objects.filter(decision__effective_on=None)
            .exclude(decision__paper__state=PaperState.VOID)
            .values("ranking")
        )
        .with_all()
        .order_by("-year", "centre__organisation__place__sort_key", "id")
    )


def notes_of(centre: Centre, actor: Actor) -> list[ImpactNote]:
    return list(ImpactNote.objects.visible_to(actor).filter(centre=centre)[:50])


def about_url(paper: Paper) -> str:
    if paper.about_kind == "assessments.ranking":
        return reverse("ranking_detail", args=[paper.about_id])
    ranking = (
        Ranking.objects.filter(decision_lines__decision__paper=paper)
        .order_by("decision_lines__position")
        .first()
    )
    return reverse("ranking_detail", args=[ranking.pk]) if ranking else ""


# ── on other pages ──────────────────────────────────────────────────────────────────────────────────


def centre_section(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    """Three queries."""
    ranking = (
        Ranking.objects.visible_to(actor)
        .kept()
        .filter(centre=centre, year=year)
        .select_related("edition")
        .first()
    )
    if not actor.may(Permission.CENTRE_READ, at=centre):
        return None
    trend = SectionLine("Diễn biến mười năm", "", reverse("ranking_trend", args=[centre.pk]))
    if ranking is None:
        return CentreSection(
            "Xếp loại",
            (SectionLine(f"Năm {year}", "chưa tự đánh giá"), trend),
            f"{reverse('ranking_list')}?centre={centre.pk}",
            80,
        )
    address = reverse("ranking_detail", args=[ranking.pk])
    lines = [
        SectionLine(
            ranking.get_state_display(),
            "" if ranking.state == RankingState.REVOKED else ranking.grade_label,
            address,
        )
    ]
    if ranking.self_total is not None and ranking.state != RankingState.REVOKED:
        lines.append(
            SectionLine(
                "Tự đánh giá", f"{format_number(ranking.self_total)} điểm, {ranking.self_grade_label}"
            )
        )
    waiting = ranking.improvements.filter(done_on__isnull=True).count()
    if waiting:
        lines.append(SectionLine("Việc khắc phục chưa xong", str(waiting), address))
    return CentreSection("Xếp loại", (*lines, trend), f"{reverse('ranking_list')}?centre={centre.pk}", 80)


MOST = 12


def work_items(by: Actor) -> list[WorkItem]:
    """What waits for a person of the ranking of centres."""
    items: list[WorkItem] = []
    day = today()
    if by.may_anywhere(KEEP):
        mine = Ranking.objects.filter(centre__organisation__place__path__overlap=by.places_with(KEEP))
        items += [
            WorkItem(
                f"Tự đánh giá, xếp loại năm {one.year}",
                reverse("ranking_detail", args=[one.pk]),
                why=one.returned_why or one.centre.name,
                order=7,
            )
            for one in mine.filter(state__in=[RankingState.DRAFT, RankingState.RETURNED])
            .with_all()
            .order_by("year", "id")[:MOST]
        ]
        late = Improvement.objects.open().filter(
            ranking__centre__organisation__place__path__overlap=by.places_with(KEEP)
        )
        items += [
            WorkItem(
                f"Khắc phục sau xếp loại: {one.text}",
                reverse("ranking_detail", args=[one.ranking_id]),
                why=one.who,
                due_on=one.due_on,
                late=one.due_on < day,
                order=30,
            )
            for one in late.order_by("due_on", "id")[:MOST]
        ]
    if by.may_anywhere(APPROVE):
        items += [
            WorkItem(
                f"Xác nhận tự đánh giá năm {one.year}",
                reverse("ranking_detail", args=[one.pk]),
                why=one.centre.name,
                order=6,
            )
            for one in Ranking.objects.filter(
                state=RankingState.SUBMITTED,
                centre__organisation__place__path__overlap=by.places_with(APPROVE),
            )
            .with_all()
            .order_by("year", "id")[:MOST]
        ]
    if by.may_anywhere(JUDGE):
        for one in (
            Ranking.objects.filter(
                state__in=[RankingState.CONFIRMED, RankingState.INSPECTED],
                authority_place__in=by.places_only(JUDGE),
            )
            .with_all()
            .order_by("confirmed_at", "id")[:MOST]
        ):
            act = "Kiểm tra" if one.state == RankingState.CONFIRMED else "Soạn quyết định xếp loại"
            items.append(
                WorkItem(
                    f"{act}: {one.centre.name}",
                    reverse("ranking_detail", args=[one.pk]),
                    why=f"Xếp loại năm {one.year}",
                    order=6,
                )
            )
    if by.may_anywhere(Permission.ASSESSMENT_DECIDE):
        papers = Paper.objects.filter(
            ranking_decision__place__in=by.places_only(Permission.ASSESSMENT_DECIDE),
            state__in=[PaperState.DRAFT, PaperState.PRINTED],
        ).order_by("pk")[:MOST]
        items += [
            WorkItem(
                "Quyết định xếp loại chờ ký", reverse("paper_detail", args=[one.pk]), why=one.title, order=5
            )
            for one in papers
        ]
    return items
