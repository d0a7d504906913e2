"""Who is told what of a season. Queued in the transaction of the change."""

from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.permissions import Permission, Role
from hoctap.notices import actions as notices
from hoctap.places.models import Place
from hoctap.recognition.links import review_of
from hoctap.recognition.models import NominationList, RecognitionDecision, RecognitionRound


def nomination_sent(nomination: NominationList, *, count: int) -> None:
    notices.queue(
        _people(nomination.round.place, Permission.DOSSIER_REVIEW),
        text=f"{nomination.hamlet.title} gửi danh sách đề nghị {count} {nomination.round.subject_word}. Cần xét.",
        url=review_of(nomination.round_id, nomination.hamlet_id),
    )


def dossiers_returned(season: RecognitionRound, hamlet: Place, *, count: int) -> None:
    notices.queue(
        _people(hamlet, Permission.MEETING_RECORD),
        text=f"Xã trả lại {count} {season.subject_word} của {hamlet.full_name}, có ghi lý do từng {season.subject_word}.",
        url=reverse("entry_list", args=[season.pk, hamlet.pk]),
    )


def decision_waits(decision: RecognitionDecision, *, count: int) -> None:
    notices.queue(
        _people(decision.round.place, Permission.DECISION_SIGN),
        text=f"Có dự thảo quyết định cho {count} {decision.round.subject_word} chờ ký.",
        url=reverse("decision_detail", args=[decision.pk]),
    )


def decision_took_effect(decision: RecognitionDecision, *, count: int) -> None:
    season = decision.round
    hamlets = Place.objects.filter(dossiers__decision_lines__decision=decision).distinct()
    people = {
        user.pk: user for place in [season.place, *hamlets] for user in _people(place, Permission.NOMINATE)
    }
    notices.queue(
        list(people.values()),
        text=f"Quyết định {decision.paper.full_number} đã có hiệu lực: {count} {season.subject_word}.",
        url=reverse("decision_detail", args=[decision.pk]),
    )


def _people(place: Place, permission: Permission) -> list[User]:
    """Active people who hold the right at exactly this place."""
    roles = [role.value for role in Role if permission in role.permissions]
    return list(
        User.objects.filter(
            is_active=True,
            capacities__ends_on__isnull=True,
            capacities__roles__place=place,
            capacities__roles__role__in=roles,
        ).distinct()
    )
