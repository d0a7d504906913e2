"""Reading positions: who could sign for a body on a day, and with which words."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet

from hoctap.accounts.capacities import rules
from hoctap.accounts.capacities.models import SigningAuthority
from hoctap.accounts.models import Capacity
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, Place


def with_all(capacities: "QuerySet[Capacity]") -> "QuerySet[Capacity]":
    """What a signature needs of a position, in three queries."""
    return capacities.select_related("user", "organisation__place").prefetch_related(
        "roles__place", Prefetch("authorities", SigningAuthority.objects.order_by("starts_on", "id"))
    )


def term_of(capacity: Capacity) -> rules.Term:
    return rules.Term(capacity.starts_on, capacity.ends_on)


def authorities_of(capacity: Capacity) -> tuple[rules.AuthorityFacts, ...]:
    return tuple(
        rules.AuthorityFacts(one.form, one.for_whom, rules.Term(one.starts_on, one.ends_on))
        for one in capacity.authorities.all()
    )


def signing_facts(
    capacity: Capacity, *, issuer: Organisation, place: Place, permission: Permission
) -> rules.SigningFacts:
    return rules.SigningFacts(
        holder=capacity.user.full_name,
        title=capacity.title,
        organisation=capacity.organisation.name,
        term=term_of(capacity),
        issuer=issuer.name,
        is_of_issuer=capacity.organisation_id == issuer.pk,
        may_sign=capacity.actor().may(permission, at=place),
        authorities=authorities_of(capacity),
    )


def signers(issuer: Organisation, place: Place, permission: Permission, on: dt.date) -> list[Capacity]:
    """Positions in the issuing body that may sign its paper on that day, the longest held first."""
    holding = Capacity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on),
        organisation=issuer,
        starts_on__lte=on,
        user__is_active=True,
    )
    return [
        one
        for one in with_all(holding.order_by("starts_on", "id"))
        if not rules.signing_blockers(
            signing_facts(one, issuer=issuer, place=place, permission=permission), on
        )
    ]


def block_of(
    capacity: Capacity, on: dt.date, *, in_own_right: bool = False, base: Sequence[str] = ()
) -> rules.Block:
    return rules.block(
        capacity.title,
        capacity.user.full_name,
        authorities_of(capacity),
        on,
        in_own_right=in_own_right,
        base=base,
    )


def history_of(capacity: Capacity) -> list[str]:
    """What was corrected, in sentences, newest first."""
    return [
        f"{one.at:%d/%m/%Y}: {one.by} sửa; trước đó ghi “{one.before.get('title', '')}, từ "
        f"{one.before.get('starts_on', '')} đến {one.before.get('ends_on') or 'nay'}, "
        f"{one.before.get('decision') or 'chưa ghi quyết định'}”. Lý do: {one.why}"
        for one in capacity.corrections.all()
    ]
