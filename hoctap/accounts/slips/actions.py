"""Giving slips to many at once, and setting one's own password with one."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.accounts.models import AccountSlip, User
from hoctap.accounts.queries import held_capacities, within_reach
from hoctap.accounts.slips import making, queries
from hoctap.accounts.slips.making import IssuedSlip
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Reason, Refused

MOST_AT_ONCE = 60


@transaction.atomic
def issue_slips(users: Sequence[User], *, by: Actor) -> list[IssuedSlip]:
    """New slips for all of these people or for nobody. Each person's old slip and sessions end."""
    if not users:
        raise Refused([Reason("Hãy chọn ít nhất một người.", field="people")])
    if len(users) > MOST_AT_ONCE:
        raise Refused(
            [Reason(f"Mỗi lần in nhiều nhất {MOST_AT_ONCE} phiếu. Hãy chọn ít hơn.", field="people")]
        )
    wanted = [user.pk for user in users]
    locked = list(User.objects.select_for_update().filter(pk__in=wanted).order_by("full_name", "id"))
    slips = []
    for user in locked:
        held = held_capacities(user)
        if not within_reach(held, by):
            raise Forbidden("Có người không thuộc nơi ông/bà quản lý.")
        if user.pk == by.user_id or not user.is_active:
            raise Refused(
                [Reason(f"Không cấp phiếu cho {user.full_name}: tài khoản của mình hoặc đang khóa.")]
            )
        slips.append(making.issue(user))
        audit.record(by, "accounts.password.reset", held[0])
    return slips


@transaction.atomic
def use_slip(slip: AccountSlip, password: str, *, by: Actor) -> User:
    """The person sets his own password with the token of his slip. Once: of two at the same moment one is refused."""
    slip = AccountSlip.objects.select_for_update(of=("self",)).select_related("user").get(pk=slip.pk)
    if by.user_id != slip.user_id:
        raise Forbidden("Phiếu này cấp cho người khác.")
    if reasons := queries.blockers(slip):
        raise Refused(reasons)
    user = User.objects.select_for_update().get(pk=slip.user_id)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    making.spend_open_slips(user, timezone.now())
    held = held_capacities(user)
    audit.record(by, "accounts.slip.used", held[0] if held else user, fields=["password"])
    return user
