"""Changing the register, one household at a time.

Whatever adds households locks the commune's row first, so that two officers cannot add the same household at once.
"""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people import rules
from hoctap.people.models import Household, HouseholdLeftKind, LeftKind, Person
from hoctap.people.queries import register_keys
from hoctap.people.storing import create_households, lock_commune, tell_of_new_households
from hoctap.places.boundaries.queries import register_reasons
from hoctap.places.models import Level, Place


@transaction.atomic
def add_household(
    hamlet: Place,
    *,
    full_name: str,
    year: int,
    by: Actor,
    birth_year: int | None = None,
    sex: str = "",
    phone: str = "",
    number: str = "",
    group_name: str = "",
    address: str = "",
    members_count: int | None = None,
) -> Household:
    by.must(Permission.HOUSEHOLD_EDIT, at=hamlet)
    if hamlet.level != Level.HAMLET or hamlet.parent_id is None:
        raise Refused([Reason("Hãy chọn ấp, khóm của hộ.", field="hamlet")])
    lock_commune(hamlet.parent_id)
    if reasons := register_reasons(hamlet, year):
        raise Refused(reasons)
    name = rules.person_name(full_name)
    reasons = rules.name_blockers(name) + rules.birth_year_blockers(birth_year, year)
    if not reasons and rules.household_key(str(hamlet.pk), name, birth_year) in register_keys(
        [hamlet.pk], year
    ):
        reasons = [Reason(f"Hộ {name} đã có trong sổ của {hamlet.full_name}.", field="full_name")]
    if reasons:
        raise Refused(reasons)
    row = rules.GoodRow(
        number=0,
        name=name,
        hamlet_id=str(hamlet.pk),
        hamlet=hamlet.full_name,
        birth_year=birth_year,
        sex=sex,
        group=clean(group_name),
        address=clean(address),
        members=members_count,
        phone=clean(phone),
        household_number=clean(number),
    )
    household = create_households([row], {str(hamlet.pk): hamlet}, year)[0]
    audit.record(by, "people.household.added", household)
    tell_of_new_households([household], by)
    return household


@transaction.atomic
def edit_household(
    household: Household,
    *,
    full_name: str,
    by: Actor,
    birth_year: int | None = None,
    sex: str = "",
    phone: str = "",
    number: str = "",
    group_name: str = "",
    address: str = "",
    members_count: int | None = None,
) -> None:
    """Correct what is written about a household and its head. Papers already made keep their own words."""
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    household = _locked(household)
    if reasons := register_reasons(household.hamlet, household.listed_year):
        raise Refused(reasons)
    name = rules.person_name(full_name)
    if reasons := rules.name_blockers(name) + rules.birth_year_blockers(birth_year, today().year):
        raise Refused(reasons)
    person = household.head
    changed = _set(person, full_name=name, birth_year=birth_year, sex=sex, phone=clean(phone))
    changed += _set(
        household,
        number=clean(number),
        group_name=clean(group_name),
        address=clean(address),
        members_count=members_count,
    )
    if not changed:
        return
    household.set_keys(name)
    person.save()
    household.save()
    household.residences.update(sort_key=household.sort_key)
    audit.record(by, "people.household.edited", household, fields=changed)


def _set(row: Household | Person, **values: object) -> list[str]:
    changed = [field for field, value in values.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, values[field])
    return changed


_OF_MEMBERS = {
    HouseholdLeftKind.MOVED_AWAY: LeftKind.MOVED_AWAY,
    HouseholdLeftKind.DIED: LeftKind.DIED,
    HouseholdLeftKind.OTHER: LeftKind.HOUSEHOLD_LEFT,
}


@transaction.atomic
def end_household(household: Household, *, left_year: int, kind: str, by: Actor, why: str = "") -> None:
    """The household no longer counts from `left_year` on; its years before stay. `kind`: what became of it, for its people too."""
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    household = _locked(household)
    if household.left_year is not None:
        raise Refused(f"Hộ này đã ghi rời đi năm {household.left_year}.")
    # The last year in which it counts is the last that is written.
    if reasons := register_reasons(household.hamlet, left_year - 1):
        raise Refused(reasons)
    members = household.members.filter(left_year__isnull=True)
    residences = household.residences.filter(to_year__isnull=True)
    joined = list(members.values_list("joined_year", flat=True))
    came = residences.values_list("from_year", flat=True)
    if reasons := rules.leaving_blockers(
        left_year,
        earliest=max([household.listed_year, *joined, *came]),
        now=today().year,
        kind=kind,
        why=why,
        people=max(len(joined), household.members_count or 0),
    ):
        raise Refused(reasons)
    household.left_year = left_year
    household.left_kind = HouseholdLeftKind(kind)
    household.left_why = clean(why)
    household.save(update_fields=["left_year", "left_kind", "left_why"])
    members.update(left_year=left_year, left_kind=_OF_MEMBERS[HouseholdLeftKind(kind)])
    residences.update(to_year=left_year)
    audit.record(by, "people.household.ended", household, fields=["left_year", "left_kind", "left_why"])


def _locked(household: Household) -> Household:
    return (
        Household.objects.select_for_update(of=("self",))
        .select_related("head", "hamlet__parent")
        .get(pk=household.pk)
    )
