"""What of a season is open in a position: it follows the right, so the receiver must have that right."""

from django.db.models import Count

from hoctap.accounts.handing import HandoverItem, HandoverLine
from hoctap.accounts.models import Capacity
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.papers.models import PaperState
from hoctap.recognition.complaints.models import OPEN as OPEN_COMPLAINTS
from hoctap.recognition.models import (
    OPEN_STATES,
    Complaint,
    Dossier,
    DossierState,
    Objection,
    PublicPosting,
    RecognitionDecision,
    RecognitionRound,
    RoundState,
)
from hoctap.recognition.posting.models import PostingState


def _by_hamlet(capacity: Capacity, permission: Permission, states: set[DossierState]) -> list[HandoverLine]:
    """One line for each hamlet of an open round, with its number of dossiers."""
    rows = (
        Dossier.objects.of_people_kept()
        .filter(
            hamlet__path__overlap=capacity.actor().places_with(permission),
            round__state=RoundState.OPEN,
            state__in=states,
        )
        .values("round", "hamlet", "hamlet__path", "hamlet__kind", "hamlet__name", "year")
        .annotate(count=Count("pk"))
        .order_by("year", "hamlet__sort_key", "hamlet")
    )
    return [
        HandoverLine(
            f"{row['round']}:{row['hamlet']}",
            f"{row['hamlet__name']}, đợt {row['year']}: {row['count']} hồ sơ",
            row["hamlet__path"],
        )
        for row in rows
    ]


def being_entered(capacity: Capacity) -> list[HandoverLine]:
    return _by_hamlet(capacity, Permission.DOSSIER_ENTER, set(OPEN_STATES))


def in_review(capacity: Capacity) -> list[HandoverLine]:
    return _by_hamlet(capacity, Permission.DOSSIER_REVIEW, {DossierState.NOMINATED})


def to_be_submitted(capacity: Capacity) -> list[HandoverLine]:
    rounds = RecognitionRound.objects.filter(
        state=RoundState.OPEN,
        dossiers__state=DossierState.ACCEPTED,
        place__path__overlap=capacity.actor().places_with(Permission.SUBMISSION_PREPARE),
    ).select_related("place")
    return [
        HandoverLine(str(one.pk), f"{one}: {one.count} hộ xã đã đồng ý, chờ lập tờ trình", one.place.path)
        for one in rounds.annotate(count=Count("dossiers")).order_by("pk")
    ]


def waiting_for_signature(capacity: Capacity) -> list[HandoverLine]:
    decisions = RecognitionDecision.objects.filter(
        paper__state__in=[PaperState.DRAFT, PaperState.PRINTED],
        round__place__path__overlap=capacity.actor().places_with(Permission.DECISION_SIGN),
    ).select_related("paper", "round__place")
    return [
        HandoverLine(str(one.pk), one.paper.title, one.round.place.path) for one in decisions.order_by("pk")
    ]


def hanging(capacity: Capacity) -> list[HandoverLine]:
    postings = PublicPosting.objects.filter(
        state=PostingState.UP,
        round__state=RoundState.OPEN,
        round__place__path__overlap=capacity.actor().places_with(Permission.DOSSIER_REVIEW),
    ).select_related("round__place", "hamlet")
    return [
        HandoverLine(
            str(one.pk),
            f"{one.round}: danh sách niêm yết {one.where}, từ {format_date(one.from_on)} đến hết {format_date(one.last_day)}, chờ gỡ",
            one.place_path,
        )
        for one in postings.order_by("pk")
    ]


def unanswered(capacity: Capacity) -> list[HandoverLine]:
    """By round and day, without who spoke and about whom: the minutes of a bàn giao are read by others."""
    objections = (
        Objection.objects.waiting()
        .filter(
            round__state=RoundState.OPEN,
            round__place__path__overlap=capacity.actor().places_with(Permission.DOSSIER_REVIEW),
        )
        .select_related("round__place")
    )
    return [
        HandoverLine(
            str(one.pk),
            f"{one.round}: phản ánh nhận ngày {format_date(one.received_on)}, chưa trả lời",
            one.place_path,
        )
        for one in objections.order_by("pk")
    ]


def complained_about(capacity: Capacity) -> list[HandoverLine]:
    complaints = Complaint.objects.filter(
        state__in=OPEN_COMPLAINTS,
        decision__round__place__path__overlap=capacity.actor().places_with(Permission.DECISION_PREPARE),
    ).select_related("decision__paper__issuer", "decision__round__place")
    return [
        HandoverLine(str(one.pk), _complaint_words(one), one.place_path) for one in complaints.order_by("pk")
    ]


def _complaint_words(one: Complaint) -> str:
    due = f", hạn {format_date(one.due_on)}" if one.due_on else ""
    state = str(one.get_state_display()).lower()
    return f"Khiếu nại nhận ngày {format_date(one.received_on)} về Quyết định {one.decision.paper.full_number}: {state}{due}"


ITEMS = {
    "entry": HandoverItem("Hồ sơ của ấp đang nhập, chờ họp", Permission.DOSSIER_ENTER, being_entered),
    "review": HandoverItem("Hồ sơ chờ xã xét", Permission.DOSSIER_REVIEW, in_review),
    "postings": HandoverItem("Danh sách đang niêm yết", Permission.DOSSIER_REVIEW, hanging),
    "objections": HandoverItem("Phản ánh chưa trả lời", Permission.DOSSIER_REVIEW, unanswered),
    "complaints": HandoverItem("Khiếu nại đang giải quyết", Permission.DECISION_PREPARE, complained_about),
    "submission": HandoverItem(
        "Đợt công nhận chờ lập tờ trình", Permission.SUBMISSION_PREPARE, to_be_submitted
    ),
    "decisions": HandoverItem("Quyết định chờ ký", Permission.DECISION_SIGN, waiting_for_signature),
}
