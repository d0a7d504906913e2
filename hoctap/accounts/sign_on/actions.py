"""Linking one's account to one's identity at a sign-on, after signing in with the password."""

from django.db import transaction
from django.utils import timezone

from hoctap.accounts.models import LinkedIdentity, User
from hoctap.accounts.queries import held_capacities
from hoctap.accounts.sign_on.client import Told
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Refused


@transaction.atomic
def link_identity(user: User, told: Told, *, by: Actor) -> LinkedIdentity:
    """Safe to run again. An identity belongs to one account, an account has one identity of a provider."""
    if by.user_id != user.pk:
        raise Forbidden("Chỉ gắn được tài khoản định danh của mình.")
    user = User.objects.select_for_update().get(pk=user.pk)
    linked = (
        LinkedIdentity.objects.select_for_update().filter(issuer=told.issuer, subject=told.subject).first()
    )
    if linked is not None and linked.user_id == user.pk:
        return linked
    if linked is not None:
        raise Refused("Tài khoản định danh này đã gắn với một tài khoản khác.")
    if user.identities.filter(issuer=told.issuer).exists():
        raise Refused("Tài khoản này đã gắn với một tài khoản định danh khác. Hãy gỡ trước khi gắn lại.")
    linked = LinkedIdentity.objects.create(
        user=user, issuer=told.issuer, subject=told.subject, linked_at=timezone.now()
    )
    held = held_capacities(user)
    audit.record(by, "accounts.identity.linked", held[0] if held else user)
    return linked


@transaction.atomic
def unlink_identity(identity: LinkedIdentity, *, by: Actor) -> None:
    if by.user_id != identity.user_id:
        raise Forbidden("Chỉ gỡ được tài khoản định danh của mình.")
    held = held_capacities(identity.user)
    audit.record(by, "accounts.identity.unlinked", held[0] if held else identity.user)
    identity.delete()
