"""Reading one's own notices."""

from django.db.models import QuerySet

from hoctap.core.actor import Actor
from hoctap.notices.models import Notice


def own_notices(actor: Actor) -> "QuerySet[Notice]":
    return Notice.objects.filter(user=actor.user_id) if actor.user_id else Notice.objects.none()


def unread_count(actor: Actor) -> int:
    return own_notices(actor).filter(read_at__isnull=True).count() if actor.user_id else 0
