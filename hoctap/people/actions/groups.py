"""Clans and units of work, and what people work as."""

import datetime as dt

from django.db import IntegrityError, transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people import group_rules, member_rules
from hoctap.people.models import (
    Clan,
    ClanShare,
    Person,
    UnitKind,
    UnitMembership,
    UnitStaffCount,
    Work,
    WorkStatus,
    WorkUnit,
)
from hoctap.places.models import Level, Place


@transaction.atomic
def add_clan(
    place: Place, *, name: str, from_year: int, by: Actor, representative_name: str = "", founded: str = ""
) -> Clan:
    """A clan is counted where it is registered, once."""
    by.must(Permission.HOUSEHOLD_EDIT, at=place)
    reasons = group_rules.named_blockers(name, from_year, None, today().year, what="dòng họ")
    if reasons:
        raise Refused(reasons)
    clan = Clan(
        place=place,
        name=clean(name),
        from_year=from_year,
        representative_name=clean(representative_name),
        founded=clean(founded),
    )
    _save(clan, f"{place.title} đã có dòng họ tên này.")
    audit.record(by, "people.clan.added", clan)
    return clan


@transaction.atomic
def edit_clan(
    clan: Clan,
    *,
    name: str,
    from_year: int,
    by: Actor,
    to_year: int | None = None,
    representative_name: str = "",
    founded: str = "",
) -> None:
    by.must(Permission.HOUSEHOLD_EDIT, at=clan)
    clan = Clan.objects.select_for_update(of=("self",)).select_related("place").get(pk=clan.pk)
    if reasons := group_rules.named_blockers(name, from_year, to_year, today().year, what="dòng họ"):
        raise Refused(reasons)
    changed = _set(
        clan,
        name=clean(name),
        from_year=from_year,
        to_year=to_year,
        representative_name=clean(representative_name),
        founded=clean(founded),
    )
    if changed:
        _save(clan, f"{clan.place.title} đã có dòng họ tên này.")
        audit.record(by, "people.clan.edited", clan, fields=changed)


@transaction.atomic
def record_clan_share(
    clan: Clan, hamlet: Place, *, households: int, persons: int, as_of: dt.date, source: str, by: Actor
) -> ClanShare:
    """How many of the clan live in an ấp on a day; a figure of the same day is replaced."""
    by.must(Permission.HOUSEHOLD_EDIT, at=clan)
    reasons = group_rules.source_blockers(source) + group_rules.share_blockers(households, persons)
    if hamlet.level != Level.HAMLET:
        reasons.append(Reason("Hãy chọn một ấp, khóm.", field="hamlet"))
    if as_of > today():
        reasons.append(Reason("Ngày ở sau ngày hôm nay.", field="as_of"))
    if reasons:
        raise Refused(reasons)
    share, _ = ClanShare.objects.update_or_create(
        clan=clan,
        hamlet=hamlet,
        as_of=as_of,
        defaults={"households": households, "persons": persons, "source": clean(source)},
    )
    audit.record(by, "people.clan.counted", clan, fields=["households", "persons"])
    return share


@transaction.atomic
def add_unit(place: Place, *, name: str, kind: str, from_year: int, by: Actor) -> WorkUnit:
    by.must(Permission.HOUSEHOLD_EDIT, at=place)
    reasons = group_rules.named_blockers(name, from_year, None, today().year, what="đơn vị")
    if kind not in UnitKind.values:
        reasons.append(Reason("Hãy chọn loại đơn vị.", field="kind"))
    if reasons:
        raise Refused(reasons)
    unit = WorkUnit(place=place, name=clean(name), kind=kind, from_year=from_year)
    _save(unit, f"{place.title} đã có đơn vị tên này.")
    audit.record(by, "people.unit.added", unit)
    return unit


@transaction.atomic
def edit_unit(
    unit: WorkUnit, *, name: str, kind: str, from_year: int, by: Actor, to_year: int | None = None
) -> None:
    by.must(Permission.HOUSEHOLD_EDIT, at=unit)
    unit = WorkUnit.objects.select_for_update(of=("self",)).select_related("place").get(pk=unit.pk)
    reasons = group_rules.named_blockers(name, from_year, to_year, today().year, what="đơn vị")
    if kind not in UnitKind.values:
        reasons.append(Reason("Hãy chọn loại đơn vị.", field="kind"))
    if reasons:
        raise Refused(reasons)
    changed = _set(unit, name=clean(name), kind=kind, from_year=from_year, to_year=to_year)
    if changed:
        _save(unit, f"{unit.place.title} đã có đơn vị tên này.")
        audit.record(by, "people.unit.edited", unit, fields=changed)


@transaction.atomic
def record_staff_count(unit: WorkUnit, *, year: int, count: int, source: str, by: Actor) -> UnitStaffCount:
    """How many work there at the end of a year; a figure of the same year is replaced."""
    by.must(Permission.HOUSEHOLD_EDIT, at=unit)
    reasons = group_rules.source_blockers(source)
    reasons += member_rules.year_blockers(year, earliest=unit.from_year, now=today().year)
    if reasons:
        raise Refused(reasons)
    row, _ = UnitStaffCount.objects.update_or_create(
        unit=unit, year=year, defaults={"count": count, "source": clean(source)}
    )
    audit.record(by, "people.unit.counted", unit, fields=["count"])
    return row


@transaction.atomic
def add_unit_member(
    unit: WorkUnit, person: Person, *, from_year: int, by: Actor, title: str = ""
) -> UnitMembership:
    by.must(Permission.HOUSEHOLD_EDIT, at=unit)
    by.must(Permission.HOUSEHOLD_EDIT, at=person)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    reasons = member_rules.year_blockers(
        from_year, earliest=unit.from_year, now=today().year, field="from_year"
    )
    if person.erased_on or person.merged_into_id:
        reasons.append(Reason("Người này không còn trong sổ.", field="person"))
    if person.unit_memberships.filter(unit=unit, to_year__isnull=True).exists():
        reasons.append(Reason("Người này đang có tên trong đơn vị.", field="person"))
    if reasons:
        raise Refused(reasons)
    member = UnitMembership.objects.create(unit=unit, person=person, from_year=from_year, title=clean(title))
    audit.record(by, "people.unit.member_added", unit)
    return member


@transaction.atomic
def end_unit_member(member: UnitMembership, *, to_year: int, by: Actor) -> None:
    by.must(Permission.HOUSEHOLD_EDIT, at=member.unit)
    member = UnitMembership.objects.select_for_update(of=("self",)).select_related("unit").get(pk=member.pk)
    if member.to_year is not None:
        raise Refused(f"Người này đã thôi ở đơn vị từ năm {member.to_year}.")
    if reasons := member_rules.year_blockers(
        to_year, earliest=member.from_year, now=today().year, field="to_year"
    ):
        raise Refused(reasons)
    member.to_year = to_year
    member.save(update_fields=["to_year"])
    audit.record(by, "people.unit.member_left", member.unit)


@transaction.atomic
def set_work(person: Person, *, status: str, from_year: int, source: str, by: Actor) -> WorkStatus:
    """What a person works as from a year on; what he worked as before ends there."""
    by.must(Permission.HOUSEHOLD_EDIT, at=person)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    reasons = group_rules.source_blockers(source)
    if status not in Work.values:
        reasons.append(Reason("Hãy chọn việc làm.", field="status"))
    if person.erased_on or person.merged_into_id:
        reasons.append(Reason("Người này không còn trong sổ."))
    last = person.work_statuses.order_by("-from_year", "-id").first()
    earliest = last.from_year if last else person.birth_year or group_rules.OLDEST_YEAR
    reasons += member_rules.year_blockers(from_year, earliest=earliest, now=today().year, field="from_year")
    if reasons:
        raise Refused(reasons)
    if last and last.from_year == from_year:
        last.status, last.source, last.to_year = status, clean(source), None
        last.save()
        row = last
    else:
        person.work_statuses.filter(to_year__isnull=True).update(to_year=from_year)
        row = WorkStatus.objects.create(
            person=person, status=status, from_year=from_year, source=clean(source)
        )
    audit.record(by, "people.work.set", person, fields=["status"])
    return row


def _set(row: Clan | WorkUnit, **values: object) -> list[str]:
    changed = [field for field, value in values.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, values[field])
    return changed


def _save(row: Clan | WorkUnit, taken: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused([Reason(taken, field="name")]) from error
