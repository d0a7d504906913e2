"""What the actor may see, found for a view; and what was typed, read from a request."""

import datetime as dt
from uuid import UUID

from django.shortcuts import get_object_or_404

from hoctap.core.dates import today
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.recognition.models import (
    Dossier,
    RecognitionDecision,
    RecognitionRound,
    Submission,
    VillageMeeting,
)


def find_season(request: Request, pk: UUID) -> RecognitionRound:
    return get_object_or_404(
        RecognitionRound.objects.visible_to(request.actor).select_related("place", "edition"), pk=pk
    )


def find_hamlet(request: Request, season: RecognitionRound, pk: UUID, permission: Permission) -> Place:
    hamlets = Place.objects.visible_to(request.actor, permission).select_related("parent")
    return get_object_or_404(hamlets, pk=pk, parent=season.place)


def find_meeting(request: Request, pk: UUID) -> VillageMeeting:
    hamlets = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ)
    meetings = VillageMeeting.objects.select_related("hamlet__parent", "minutes", "invitation")
    return get_object_or_404(meetings, pk=pk, hamlet__in=hamlets)


def find_submission(request: Request, pk: UUID) -> Submission:
    seasons = RecognitionRound.objects.visible_to(request.actor)
    return get_object_or_404(
        Submission.objects.select_related("round__place", "round__edition", "paper"), pk=pk, round__in=seasons
    )


def find_decision(request: Request, pk: UUID) -> RecognitionDecision:
    decisions = RecognitionDecision.objects.visible_to(request.actor).select_related(
        "round__place",
        "round__edition",
        "issuer",
        "paper__issuer",
        "amends__paper__issuer",
        "submission__paper__issuer",
    )
    return get_object_or_404(decisions, pk=pk)


def find_dossier(request: Request, pk: UUID) -> Dossier:
    dossiers = Dossier.objects.visible_to(request.actor).select_related(
        "round__place", "round__edition", "hamlet", "household__head", "person", "late_entry"
    )
    return get_object_or_404(dossiers, pk=pk)


def typed_text(request: Request, name: str) -> str:
    """What was typed; PostgreSQL keeps no NUL, and no person types one."""
    return str(request.POST.get(name, "")).replace("\0", "")


def typed_points(request: Request, codes: list[str]) -> dict[str, str]:
    """What was pressed, or typed beside the buttons: the latter is said more exactly."""
    return {
        code: (typed_text(request, f"other-{code}").strip() or typed_text(request, f"points-{code}").strip())
        for code in codes
    }


def whole_number(text: str) -> int:
    """0 when it is none, or larger than anything that is counted here."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def past_day(text: str) -> dt.date | None:
    """The day of an address; none when it is no day, or not before today: that is how things are now."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if dt.date(2000, 1, 1) <= day < today() else None
