"""Slips: the one that a token opens, and the people of a commune who may need one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from hoctap.accounts.models import AccountSlip, User
from hoctap.accounts.queries import held_capacities, within_reach
from hoctap.accounts.slips import rules
from hoctap.accounts.slips.making import PURPOSE
from hoctap.core import tokens
from hoctap.core.actor import Actor
from hoctap.core.permissions import Role
from hoctap.core.refusals import Reason


def slip_of(token: str) -> AccountSlip | None:
    """The slip with this token, whatever has become of it."""
    return (
        AccountSlip.objects.select_related("user").filter(token_hash=tokens.kept_form(token, PURPOSE)).first()
    )


def slip_in_hand(pk: str) -> AccountSlip | None:
    """The slip that was opened in this session."""
    return AccountSlip.objects.select_related("user").filter(pk=pk).first() if pk else None


def blockers(slip: AccountSlip | None) -> list[Reason]:
    if slip is None:
        return [Reason(f"{rules.NOT_USABLE} Hãy gặp người quản trị của xã để được cấp phiếu mới.")]
    return rules.slip_blockers(
        used=slip.used_at is not None,
        void=slip.void_at is not None,
        expires_at=slip.expires_at,
        now=timezone.now(),
        account_open=slip.user.is_active,
    )


def one_time_password_is_over(user: User) -> bool:
    """Whether the password from paper has had its time. Accounts from before there were slips have none and go on."""
    if not user.must_change_password:
        return False
    newest = user.slips.order_by("-issued_at").first()
    return newest is not None and newest.expires_at <= timezone.now()


@dataclass(frozen=True)
class Head:
    user: User
    position: str
    waits: bool
    """Has not set a password of his own."""
    slip_until: datetime | None


def heads(actor: Actor) -> list[Head]:
    """Hamlet heads whom the actor may give a slip, those who have not signed in yet first. A fixed number of queries."""
    users = (
        User.objects.visible_to(actor)
        .filter(is_active=True, capacities__roles__role=Role.HAMLET_HEAD.value)
        .exclude(pk=str(actor.user_id or UUID(int=0)))
        .distinct()
        .prefetch_related("capacities__organisation__place", "capacities__roles__place", "slips")
        .order_by("full_name", "id")
    )
    found = []
    for user in users:
        held = held_capacities(user, fetched=True)
        if within_reach(held, actor):
            positions = [
                str(one) for one in held if any(r.role == Role.HAMLET_HEAD.value for r in one.roles.all())
            ]
            if positions:
                is_open = [one for one in user.slips.all() if one.used_at is None and one.void_at is None]
                until = is_open[0].expires_at if is_open else None
                found.append(Head(user, "; ".join(positions), user.must_change_password, until))
    return sorted(found, key=lambda head: not head.waits)
