"""What of a season is open in a position: it follows the right, so the receiver must have that right."""

from django.db.models import Count

from hoctap.accounts.handing import HandoverItem, HandoverLine
from hoctap.accounts.models import Capacity
from hoctap.core.permissions import Permission
from hoctap.papers.models import PaperState
from hoctap.recognition.models import (
    OPEN_STATES,
    Dossier,
    DossierState,
    RecognitionDecision,
    RecognitionRound,
    RoundState,
)


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


ITEMS = {
    "entry": HandoverItem("Hồ sơ của ấp đang nhập, chờ họp", Permission.DOSSIER_ENTER, being_entered),
    "review": HandoverItem("Hồ sơ chờ xã xét", Permission.DOSSIER_REVIEW, in_review),
    "submission": HandoverItem(
        "Đợt công nhận chờ lập tờ trình", Permission.SUBMISSION_PREPARE, to_be_submitted
    ),
    "decisions": HandoverItem("Quyết định chờ ký", Permission.DECISION_SIGN, waiting_for_signature),
}
