"""Changing the register: households one by one, and whole lists from a file.

A list is read, previewed, then applied whole or dropped; the file is not kept, its rows only until then.
Whatever adds households locks the commune's row first, so that two officers cannot add the same household
at once.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import isolation
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people import rules
from hoctap.people.models import Household, HouseholdMember, ImportRun, Person
from hoctap.people.queries import preview_of, register_keys
from hoctap.people.registry import after_households_added
from hoctap.places.models import Level, Place
from hoctap.places.queries import hamlets_of

MAX_FILE_BYTES = 10 * 1024 * 1024
_BATCH = 2_000


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
    by.must(Permission.HOUSEHOLD_IMPORT, at=hamlet)
    if hamlet.level != Level.HAMLET or hamlet.parent_id is None:
        raise Refused([Reason("Hãy chọn ấp, khóm của hộ.", field="hamlet")])
    _lock(hamlet.parent_id)
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
    household = _create([row], {str(hamlet.pk): hamlet}, year)[0]
    audit.record(by, "people.household.added", household)
    _tell([household], by)
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
    by.must(Permission.HOUSEHOLD_IMPORT, at=household)
    household = _locked(household)
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
    audit.record(by, "people.household.edited", household, fields=changed)


def _set(row: Household | Person, **values: object) -> list[str]:
    changed = [field for field, value in values.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, values[field])
    return changed


@transaction.atomic
def end_household(household: Household, *, left_year: int, why: str, by: Actor) -> None:
    """The household no longer counts from `left_year` on; its years before stay."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=household)
    household = _locked(household)
    if household.left_year is not None:
        raise Refused(f"Hộ này đã ghi rời đi năm {household.left_year}.")
    if reasons := rules.leaving_blockers(household.listed_year, left_year, why, today().year):
        raise Refused(reasons)
    household.left_year = left_year
    household.left_why = clean(why)
    household.save(update_fields=["left_year", "left_why"])
    household.members.filter(left_year__isnull=True).update(left_year=left_year)
    audit.record(by, "people.household.ended", household, fields=["left_year", "left_why"])


def preview_import(place: Place, year: int, file_name: str, content: bytes, *, by: Actor) -> ImportRun:
    """Read a list and keep what it would do. Nothing enters the register yet."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=place)
    if place.level != Level.COMMUNE:
        raise Refused(f"Danh sách hộ được nhập cho cả xã; {place.full_name} không phải cấp xã.")
    if not 2000 <= year <= today().year + 1:
        raise Refused([Reason(f"Năm phải từ 2000 đến {today().year + 1}.", field="year")])
    if not content:
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", field="file")])
    if len(content) > MAX_FILE_BYTES:
        raise Refused([Reason("Tệp lớn hơn 10 MB. Hãy chép danh sách sang một tệp mới.", field="file")])
    if not hamlets_of(place):
        raise Refused(f"{place.title} chưa có ấp, khóm nào. Hãy lập danh sách ấp, khóm trước khi nhập hộ.")
    try:
        table = json.loads(isolation.run("hoctap.people.workbook:read", content, seconds=60))
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    if not table["rows"]:
        raise Refused([Reason("Tệp chỉ có hàng tên cột, không có hộ nào.", field="file")])
    with transaction.atomic():
        checked = _check(place, year, [rules.as_raw(values) for values in table["rows"]])
        run = ImportRun.objects.create(
            place=place,
            year=year,
            file_name=clean(file_name)[:200],
            sha256=hashlib.sha256(content).hexdigest(),
            rows=table["rows"],
            problems=_column_notes(table),
            by_id=by.user_id,
        )
        audit.record(by, "people.import.previewed", run, count=len(checked.good) + len(checked.already))
    return run


def _column_notes(table: dict[str, Any]) -> list[dict[str, str]]:
    return [{"column": label, "kind": kind} for kind in ("dropped", "unknown") for label in table[kind]]


@transaction.atomic
def apply_import(run: ImportRun, *, by: Actor, leave_faulty: bool = False) -> int:
    """Enter the good rows, all or none, and return how many. A second call enters nothing.

    The rows are checked again: what has come into the register since the preview is not entered twice.
    """
    by.must(Permission.HOUSEHOLD_IMPORT, at=run)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("place").get(pk=run.pk)
    if run.state == ImportRun.State.APPLIED:
        return 0
    if run.state == ImportRun.State.DROPPED:
        raise Refused("Danh sách này đã bỏ. Hãy chọn lại tệp.")
    _lock(run.place_id)
    preview = preview_of(run)
    if preview.faulty and not leave_faulty:
        raise Refused(
            [
                Reason(
                    f"Còn {len(preview.faulty)} dòng lỗi. "
                    "Hãy sửa tệp rồi chọn lại, hoặc đánh dấu bỏ lại các dòng lỗi.",
                    field="leave_faulty",
                )
            ]
        )
    hamlets = {str(hamlet.pk): hamlet for hamlet in hamlets_of(run.place)}
    households = _create(preview.good, hamlets, run.year)
    _finish(run, ImportRun.State.APPLIED, created=len(households))
    audit.record(by, "people.import.applied", run, count=len(households))
    _tell(households, by)
    return len(households)


@transaction.atomic
def drop_import(run: ImportRun, *, by: Actor) -> None:
    by.must(Permission.HOUSEHOLD_IMPORT, at=run)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("place").get(pk=run.pk)
    if run.state == ImportRun.State.APPLIED:
        raise Refused("Danh sách này đã nhập vào sổ, không bỏ được nữa.")
    if run.state == ImportRun.State.PREVIEWED:
        _finish(run, ImportRun.State.DROPPED, created=0)
        audit.record(by, "people.import.dropped", run)


def _finish(run: ImportRun, state: ImportRun.State, *, created: int) -> None:
    """The rows have served; nothing of the people in them stays here."""
    run.state = state
    run.created_count = created
    run.applied_at = timezone.now() if state == ImportRun.State.APPLIED else None
    run.rows = []
    run.problems = []
    run.save()


def _check(place: Place, year: int, rows: Iterable[rules.RawRow]) -> rules.Checked:
    hamlets = {str(hamlet.pk): hamlet.full_name for hamlet in hamlets_of(place)}
    return rules.check_rows(rows, hamlets, register_keys(list(hamlets), year), year)


def _create(rows: list[rules.GoodRow], hamlets: dict[str, Place], year: int) -> list[Household]:
    people, households, members = [], [], []
    for row in rows:
        person = Person(full_name=row.name, birth_year=row.birth_year, sex=row.sex, phone=row.phone)
        household = Household(
            hamlet=hamlets[row.hamlet_id],
            head=person,
            number=row.household_number,
            group_name=row.group,
            address=row.address,
            members_count=row.members,
            listed_year=year,
        )
        household.set_keys(row.name)
        people.append(person)
        households.append(household)
        members.append(HouseholdMember(household=household, person=person, is_head=True, joined_year=year))
    Person.objects.bulk_create(people, batch_size=_BATCH)
    Household.objects.bulk_create(households, batch_size=_BATCH)
    HouseholdMember.objects.bulk_create(members, batch_size=_BATCH)
    return households


def _tell(households: list[Household], by: Actor) -> None:
    if households:
        for add in after_households_added:
            add(households, by)


def _lock(commune_id: Any) -> None:
    Place.objects.select_for_update(of=("self",)).get(pk=commune_id)


def _locked(household: Household) -> Household:
    return (
        Household.objects.select_for_update(of=("self",))
        .select_related("head", "hamlet")
        .get(pk=household.pk)
    )
