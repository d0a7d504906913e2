"""Households that move to another ấp, divide, or become one. Where they were registered before stays as it was."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people import member_rules
from hoctap.people.member_storing import (
    close_membership,
    lock_household,
    lock_households,
    open_membership,
    refuse_if_left,
    renumber,
)
from hoctap.people.models import Household, HouseholdLeftKind, LeftKind, Relation, Residence
from hoctap.people.storing import lock_commune, tell_of_new_households
from hoctap.places.models import Level, Place


@transaction.atomic
def move_household(
    household: Household, hamlet: Place, *, year: int, by: Actor, group_name: str = "", address: str = ""
) -> None:
    """The whole household lives in another ấp from a year on; it counts there from that year, and before where it was."""
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    by.must(Permission.HOUSEHOLD_EDIT, at=hamlet)
    household = lock_household(household)
    refuse_if_left(household)
    reasons = []
    if hamlet.level != Level.HAMLET or not hamlet.is_current:
        reasons.append(Reason("Hãy chọn một ấp, khóm đang có.", field="hamlet"))
    elif hamlet.pk == household.hamlet_id:
        reasons.append(Reason(f"Hộ đang ở {hamlet.full_name}.", field="hamlet"))
    now_at = household.residences.get(to_year__isnull=True)
    reasons += member_rules.year_blockers(year, earliest=now_at.from_year, now=today().year)
    if reasons:
        raise Refused(reasons)
    assert hamlet.parent_id is not None
    lock_commune(hamlet.parent_id)
    if now_at.from_year == year:
        now_at.hamlet = hamlet
        now_at.save(update_fields=["hamlet"])
    else:
        now_at.to_year = year
        now_at.save(update_fields=["to_year"])
        Residence.objects.create(
            household=household, hamlet=hamlet, from_year=year, sort_key=household.sort_key
        )
    household.hamlet = hamlet
    household.group_name = clean(group_name)
    household.address = clean(address)
    household.save(update_fields=["hamlet", "group_name", "address"])
    audit.record(by, "people.household.moved", household, fields=["hamlet", "group_name", "address"])


@transaction.atomic
def split_household(
    household: Household,
    persons: Collection[UUID],
    head: UUID,
    *,
    year: int,
    by: Actor,
    number: str = "",
    group_name: str = "",
    address: str = "",
) -> Household:
    """Some members form a household of their own in the same ấp. The new one says which it came from."""
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    household = lock_household(household)
    refuse_if_left(household)
    assert household.hamlet.parent_id is not None
    lock_commune(household.hamlet.parent_id)
    members = list(household.members.filter(left_year__isnull=True).select_related("person"))
    leaving = [one for one in members if one.person_id in set(persons)]
    if len(leaving) != len(set(persons)):
        raise Refused([Reason("Có người không còn ở trong hộ. Hãy tải lại trang.", field="members")])
    reasons = member_rules.split_blockers(
        leaving=len(leaving),
        staying=len(members) - len(leaving),
        head_leaves=any(one.is_head for one in leaving),
        head_among_leaving=any(one.person_id == head for one in leaving),
    )
    residence = household.residences.get(to_year__isnull=True)
    earliest = max([residence.from_year] + [one.joined_year for one in leaving])
    reasons += member_rules.year_blockers(year, earliest=earliest, now=today().year)
    if reasons:
        raise Refused(reasons)
    new_head = next(one.person for one in leaving if one.person_id == head)
    new = Household(
        hamlet=household.hamlet,
        head=new_head,
        number=clean(number),
        group_name=clean(group_name),
        address=clean(address),
        members_count=len(leaving),
        listed_year=year,
        came_from=household,
    )
    new.set_keys(new_head.full_name)
    new.save()
    Residence.objects.create(household=new, hamlet=new.hamlet, from_year=year, sort_key=new.sort_key)
    with renumber(household):
        for member in leaving:
            close_membership(member, year=year, kind=LeftKind.OTHER_HOUSEHOLD)
            relation = Relation.HEAD if member.person_id == head else Relation.UNKNOWN
            open_membership(new, member.person, year=year, relation=relation)
    audit.record(by, "people.household.split", new, fields=["came_from"], count=len(leaving))
    tell_of_new_households([new], by)
    return new


@transaction.atomic
def join_households(household: Household, into: Household, *, year: int, by: Actor) -> None:
    """A household becomes part of another: its people live there from that year, and it counts no more."""
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    by.must(Permission.HOUSEHOLD_EDIT, at=into)
    if household.pk == into.pk:
        raise Refused([Reason("Hãy chọn một hộ khác.", field="household")])
    locked = lock_households([household.pk, into.pk])
    household, into = locked[household.pk], locked[into.pk]
    refuse_if_left(household)
    refuse_if_left(into)
    members = list(household.members.filter(left_year__isnull=True).select_related("person"))
    earliest = max([household.listed_year, into.listed_year] + [one.joined_year for one in members])
    if reasons := member_rules.year_blockers(year, earliest=earliest, now=today().year):
        raise Refused(reasons)
    with renumber(into):
        for member in members:
            close_membership(member, year=year, kind=LeftKind.OTHER_HOUSEHOLD)
            open_membership(into, member.person, year=year, relation=Relation.UNKNOWN)
    household.left_year = year
    household.left_kind = HouseholdLeftKind.JOINED
    household.left_why = "nhập với hộ khác"
    household.joined_into = into
    household.save(update_fields=["left_year", "left_kind", "left_why", "joined_into"])
    household.residences.filter(to_year__isnull=True).update(to_year=year)
    audit.record(by, "people.household.joined", household, fields=["left_year", "joined_into"])
