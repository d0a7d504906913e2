"""Correcting a position, and saying in whose name it signs."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from hoctap.accounts.capacities import queries, rules
from hoctap.accounts.capacities.models import CapacityCorrection, SigningAuthority
from hoctap.accounts.capacities.registry import capacity_uses
from hoctap.accounts.models import Capacity
from hoctap.accounts.queries import within_reach
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean

_FIELDS = ("title", "starts_on", "ends_on", "decision")


@transaction.atomic
def correct_capacity(
    capacity: Capacity,
    *,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    decision: str,
    why: str,
    by: Actor,
) -> Capacity:
    """What was written wrongly is put right; what it said before stays on record with the reason."""
    capacity = _lock(capacity, by)
    term = rules.Term(starts_on, ends_on)
    used = [use for entry in capacity_uses for use in entry(capacity)]
    reasons = rules.correction_blockers(why=clean(why), title=clean(title), term=term, used_on=sorted(used))
    held = capacity.roles.filter(role__in=[Role.COMMUNE_ADMIN.value])
    if queries.term_of(capacity).covers(today()) and not term.covers(today()) and held.exists():
        reasons.append(
            Reason(
                "Người này đang là quản trị ở đây: ngày vừa ghi làm mất quyền từ hôm nay. "
                "Dùng “Kết thúc tư cách” hoặc “Bàn giao”.",
                field="ends_on",
            )
        )
    if reasons:
        raise Refused(reasons)
    before = {name: str(getattr(capacity, name) or "") for name in _FIELDS}
    capacity.title, capacity.decision = clean(title), clean(decision)
    capacity.starts_on, capacity.ends_on = starts_on, ends_on
    changed = [name for name in _FIELDS if str(getattr(capacity, name) or "") != before[name]]
    if not changed:
        raise Refused("Chưa có gì thay đổi so với điều đang ghi.")
    capacity.save(update_fields=changed)
    CapacityCorrection.objects.create(capacity=capacity, before=before, why=clean(why)[:300], by=by.described)
    audit.record(by, "accounts.capacity.corrected", capacity, fields=changed)
    return capacity


@transaction.atomic
def give_signing_authority(
    capacity: Capacity,
    *,
    form: str,
    for_whom: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    decision: str,
    by: Actor,
) -> SigningAuthority:
    """Thẩm quyền ký: this position signs TM., Q., KT., TL. or TUQ. somebody, from–to."""
    capacity = _lock(capacity, by)
    term = rules.Term(starts_on, ends_on)
    same = capacity.authorities.filter(form=form).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    if ends_on is not None:
        same = same.filter(starts_on__lt=ends_on)
    reasons = rules.authority_blockers(
        form=form,
        for_whom=clean(for_whom),
        decision=clean(decision),
        term=term,
        of_position=queries.term_of(capacity),
        has_same=same.exists(),
        title=capacity.title,
    )
    if reasons:
        raise Refused(reasons)
    authority = SigningAuthority.objects.create(
        capacity=capacity,
        form=form,
        for_whom=clean(for_whom),
        starts_on=starts_on,
        ends_on=ends_on,
        decision=clean(decision),
    )
    audit.record(by, "accounts.signing_authority.given", authority)
    return authority


@transaction.atomic
def end_signing_authority(authority: SigningAuthority, ends_on: dt.date | None = None, *, by: Actor) -> None:
    """`ends_on` is the first day without it; today when not given. Papers signed before keep their words."""
    capacity = _lock(authority.capacity, by)
    authority = SigningAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
    day = ends_on or today()
    if authority.ends_on is not None and authority.ends_on <= day:
        raise Refused("Thẩm quyền ký này đã kết thúc rồi.")
    if day < authority.starts_on:
        raise Refused([Reason("Ngày kết thúc không được trước ngày bắt đầu.", field="ends_on")])
    authority.ends_on = day
    authority.save(update_fields=["ends_on"])
    audit.record(by, "accounts.signing_authority.ended", capacity, fields=["ends_on"])


def _lock(capacity: Capacity, by: Actor) -> Capacity:
    locked = (
        Capacity.objects.select_for_update(of=("self",))
        .select_related("organisation__place", "user")
        .get(pk=capacity.pk)
    )
    if not within_reach([locked], by):
        raise Forbidden("Tư cách này không thuộc nơi ông/bà quản lý.")
    return locked
