"""Telling people something in the app, in the transaction of the change that they are told of."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden
from hoctap.notices.models import Notice

_LONGEST = 300


def queue(users: Iterable[User], text: str, url: str = "") -> None:
    """One notice for each person, once. Called by other actions only; nobody's right is asked here."""
    seen = {user.pk: user for user in users if user.is_active}
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rstrip() + "…"
    Notice.objects.bulk_create([Notice(user=user, text=text, url=url) for user in seen.values()])


@transaction.atomic
def mark_read(notice: Notice, *, by: Actor) -> None:
    if notice.user_id != by.user_id:
        raise Forbidden("Đây là thông báo của người khác.")
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by: Actor) -> None:
    """All of the actor's own."""
    if by.user_id is None:
        raise Forbidden("Hãy đăng nhập để xem thông báo của mình.")
    Notice.objects.filter(user=by.user_id, read_at__isnull=True).update(read_at=timezone.now())
