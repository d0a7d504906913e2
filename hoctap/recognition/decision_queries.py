"""Reads of a decision: what is signed, what is odd about it, what keeps it from being signed, what may be revoked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoctap.accounts.duties.queries import WaiverShown, waivers_used_for
from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before, today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.criteria.models import Title
from hoctap.papers.models import Paper, PaperState
from hoctap.recognition.commune_meetings.queries import met_on as commune_met_on
from hoctap.recognition.held import held_reasons
from hoctap.recognition.meetings import rules as meeting_rules
from hoctap.recognition.meetings.agreed import agreed_on
from hoctap.recognition.models import (
    DecisionLine,
    Dossier,
    DossierState,
    RecognitionDecision,
    RecognitionRound,
    Way,
    named_like,
)
from hoctap.recognition.posting.queries import blockers_of, held_back
from hoctap.recognition.queries import plain
from hoctap.recognition.subjects import note_dossiers


@dataclass(frozen=True)
class DecisionPage:
    """What will be signed, what is odd, who prepared it; and after the signature what it did."""

    decision: RecognitionDecision
    lines: QuerySet[DecisionLine]
    count: int
    by_hamlet: list[tuple[str, int]]
    odd: list[str]
    late: bool
    amendments: list[RecognitionDecision]
    is_whole: bool
    """False for the head of a hamlet: he sees the lines of his own households."""
    may_read_papers: bool
    may_prepare: bool
    may_read_complaints: bool
    may_sign: bool
    waivers: list[WaiverShown]
    """Steps of this matter, from the review to the signature, that one person did twice by permission."""


def decision_page(decision: RecognitionDecision, *, by: Actor) -> DecisionPage:
    season = decision.round
    is_whole = by.may(Permission.DOSSIER_READ, at=season.place)
    lines = decision.lines.all()
    if not is_whole:
        lines = lines.filter(dossier__hamlet__path__overlap=by.places_with(Permission.DOSSIER_READ))
    by_hamlet = list(
        lines.order_by("hamlet_name")
        .values_list("hamlet_name")
        .annotate(count=Count("pk"))
        .order_by("hamlet_name")
    )
    facts = decision.lines.aggregate(
        count=Count("pk"),
        by_paper=Count("pk", filter=Q(dossier__way=Way.PAPER)),
        changed=Count("pk", filter=Q(dossier__commune_total__isnull=False)),
        at_threshold=Count("pk", filter=Q(total=season.edition.threshold)),
        no_self=Count("pk", filter=Q(dossier__self_total__isnull=True)),
    )
    odd = []
    day = decision.effective_on or today()
    recognises = decision.amends_id is None
    late = recognises and season.before_on is not None and day > last_day_before(season.before_on)
    if season.edition.is_sample:
        odd.append("Bộ tiêu chí là mẫu chưa xác thực: chưa dùng để công nhận chính thức.")
    if late and decision.effective_on is None:
        odd.append(
            f"Đã quá hạn “trước ngày {season.before_on:%d/%m/%Y}”: ký từ hôm nay các {season.subject_word} này tính là công nhận trễ hạn."
        )
    if decision.effective_on is None and (is_whole and by.may(Permission.DECISION_PREPARE, at=season.place)):
        odd += [reason.text for reason in spoken_since(decision)]
    if recognises:
        odd += _odd_scores(facts, season)
    return DecisionPage(
        decision=decision,
        lines=lines,
        count=facts["count"],
        by_hamlet=by_hamlet,
        odd=odd,
        late=late,
        amendments=list(
            RecognitionDecision.objects.visible_to(by)
            .filter(amends=decision)
            .exclude(paper__state=PaperState.VOID)
            .select_related("paper__issuer")
        ),
        is_whole=is_whole,
        may_read_papers=by.may(Permission.PAPER_READ, at=season.place),
        may_prepare=by.may(Permission.DECISION_PREPARE, at=season.place),
        may_read_complaints=by.may(Permission.COMPLAINT_READ, at=season.place),
        may_sign=by.may(Permission.DECISION_SIGN, at=season.place),
        waivers=_waivers(decision) if is_whole else [],
    )


def _waivers(decision: RecognitionDecision) -> list[WaiverShown]:
    papers = [decision.paper_id, *([decision.submission.paper_id] if decision.submission else [])]
    return [
        *waivers_used_for("recognition.recognitionround", [decision.round_id]),
        *waivers_used_for("papers.paper", papers),
    ]


def _odd_scores(facts: dict[str, int], season: RecognitionRound) -> list[str]:
    odd = []
    if facts["by_paper"]:
        odd.append(
            f"{facts['by_paper']} / {facts['count']} {season.subject_word} nhập tổng điểm từ phiếu giấy, không chấm từng tiêu chí trên máy."
        )
    if facts["at_threshold"]:
        odd.append(
            f"{facts['at_threshold']} {season.subject_word} vừa đúng mức đạt {plain(season.edition.threshold)} điểm."
        )
    if facts["changed"]:
        odd.append(
            f"{facts['changed']} {season.subject_word} có điểm thẩm định của xã khác hoặc bổ sung điểm của Tổ, ấp."
        )
    if facts["no_self"]:
        odd.append(
            f"{facts['no_self']} {season.subject_word} không có điểm {Title(season.title).self_word.lower()}."
        )
    return odd


def decision_signature_reasons(paper: Paper, dated_on: dt.date | None) -> list[Reason]:
    """A decision is not signed when its dossiers have moved on since it was drafted, nor before what it rests on."""
    decision = RecognitionDecision.objects.select_related("submission__paper", "amends__paper", "round").get(
        paper=paper
    )
    before = decision.amends.paper if decision.amends else decision.submission and decision.submission.paper
    if dated_on is not None and before and before.dated_on and dated_on < before.dated_on:
        return [
            Reason(
                f"Ngày ký trước ngày {before.dated_on:%d/%m/%Y} của {before.full_number} mà quyết định này căn cứ.",
                "dated_on",
            )
        ]
    if dated_on is not None and (reasons := _before_its_correction(decision, dated_on)):
        return reasons
    if dated_on is not None and (reasons := _before_its_meeting(decision, dated_on)):
        return reasons
    expected = {
        DecisionLine.Effect.RECOGNISE: DossierState.PROPOSED,
        DecisionLine.Effect.REVOKE: DossierState.RECOGNISED,
    }
    moved = [
        line.head_name
        for line in decision.lines.select_related("dossier")
        if line.dossier.state != expected[DecisionLine.Effect(line.effect)]
    ]
    if moved:
        return [
            Reason(
                f"{len(moved)} {decision.round.subject_word} trong danh sách kèm theo không còn ở bước chờ quyết định (ví dụ {moved[0]}). Soạn lại."
            )
        ]
    recognised = Dossier.objects.filter(
        decision_lines__decision=decision, decision_lines__effect=DecisionLine.Effect.RECOGNISE
    )
    # Two communes may have drafted side by side: whoever signs second is told.
    if reasons := held_reasons(recognised.named()):
        return reasons
    return [
        *blockers_of(
            decision.round,
            recognised.select_related("hamlet"),
            on=dated_on or today(),
            what="ký quyết định",
            field="dated_on",
        ),
        *spoken_since(decision),
    ]


def spoken_since(decision: RecognitionDecision) -> list[Reason]:
    """Of a draft: somebody spoke about families of its annex since. What to do instead of waiting for the answer."""
    held = held_back(Dossier.objects.filter(decision_lines__decision=decision))
    if not held or decision.amends_id or decision.effective_on:
        return []
    return [
        Reason(
            f"{len(held)} {decision.round.subject_word} trong danh sách kèm theo có phản ánh, kiến nghị chưa trả lời. Trả lời; hoặc bỏ bản soạn "
            "này rồi soạn lại không có tên ấy, hay đưa ra khỏi tờ trình."
        )
    ]


def _before_its_correction(decision: RecognitionDecision, dated_on: dt.date) -> list[Reason]:
    if decision.submission is None:
        return []
    later = (
        decision.submission.corrections.filter(paper__dated_on__gt=dated_on, made_at__lte=decision.created_at)
        .select_related("paper__issuer")
        .first()
    )
    if later is None:
        return []
    return [
        Reason(
            f"Ngày ký trước ngày {later.paper.dated_on:%d/%m/%Y} của Tờ trình điều chỉnh {later.paper.full_number} mà quyết định này căn cứ.",
            "dated_on",
        )
    ]


def _before_its_meeting(decision: RecognitionDecision, dated_on: dt.date) -> list[Reason]:
    """The ấp's, and the commune's own where the road has one."""
    season = decision.round
    lines = decision.lines.filter(effect=DecisionLine.Effect.RECOGNISE)
    heads = dict(lines.values_list("dossier_id", "head_name"))
    days = {"họp bình xét": agreed_on(heads)} if season.needs("hamlet_meeting") else {}
    days["họp xét của xã"] = commune_met_on(season, heads)
    reasons = []
    for meeting, held in days.items():
        if later := {pk: day for pk, day in held.items() if day > dated_on}:
            names = [heads[pk] for pk in later]
            reasons += meeting_rules.dated_before_meeting_reasons(
                names, met_on=max(later.values()), dated_on=dated_on, meeting=meeting
            )
    return reasons


@dataclass(frozen=True)
class RevocableRow:
    dossier_id: UUID
    head_name: str
    hamlet_name: str
    is_chosen: bool
    typed_why: str


def revocable_lines(
    decision: RecognitionDecision, query: str, typed: Mapping[UUID, str] | None = None
) -> list[RevocableRow]:
    """Lines of a decision whose dossiers still hold the title, found by name; at most 50 at a time, and those chosen."""
    typed = typed or {}
    lines = decision.lines.filter(dossier__state=DossierState.RECOGNISED)
    if query:
        lines = lines.filter(named_like("dossier", query))
    chosen = decision.lines.filter(dossier__state=DossierState.RECOGNISED, dossier__in=typed)
    found = {line.pk: line for line in [*chosen, *lines[:50]]}
    note_dossiers(Dossier.objects.filter(pk__in=[line.dossier_id for line in found.values()]))
    return [
        RevocableRow(
            line.dossier_id,
            line.head_name,
            line.hamlet_name,
            line.dossier_id in typed,
            typed.get(line.dossier_id, ""),
        )
        for line in found.values()
    ]
