"""Rows of a list become households with their people: values in, households and faults with their cures out. No table, no clock.

A list has a household per row, or a person per row. In the second, rows belong together by household number, by the name of the head
repeated beside each, or because a row is the head's and those below are not. A household has exactly one head; it is never guessed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from unicodedata import is_normalized

from hoctap.core.text import clean, person_sort_key, sort_key, without_accents
from hoctap.people.importing.listed import (
    WARNING,
    Fault,
    HamletBook,
    Listed,
    ListedHousehold,
    ListedPerson,
    Pair,
    Repeat,
)
from hoctap.people.reading.fields import Field
from hoctap.people.reading.model import Reading, RowReading, SheetReading
from hoctap.people.reading.values import Fault as Wrong
from hoctap.people.reading.values import (
    Relation,
    birth_and_sex,
    birth_year,
    has_left,
    person_name,
    phone,
    relation,
    sex,
    sex_of_marks,
    whole,
)
from hoctap.people.rules import LENGTHS, MOST_MEMBERS

HEAD = Relation.HEAD.value
PERSONS = "persons"
NOT_KEPT = (Field.OCCUPATION, Field.WORKPLACE, Field.WORK_STATUS, Field.SCHOOLING, Field.LITERACY, Field.NOTE)
_MOST_ALIKE = 40
# What the register tells apart; the rest is another person of the household.
_RELATIONS = {
    Relation.HEAD,
    Relation.SPOUSE,
    Relation.CHILD,
    Relation.GRANDCHILD,
    Relation.PARENT,
    Relation.SIBLING,
}


# Most cells are written as they are kept: they need no closer look.
_PLAIN_NAME = re.compile(r"[A-Za-zÀ-ÖØ-öø-ỹ]+(?: [A-Za-zÀ-ÖØ-öø-ỹ]+)+").fullmatch
_PLAIN_PHONE = re.compile(r"0[1-9][0-9]{8}").fullmatch


def _is_plain_name(typed: str) -> bool:
    return (
        _PLAIN_NAME(typed) is not None
        and len(typed) <= LENGTHS["name"]
        and not typed.isupper()
        and not typed.islower()
        and is_normalized("NFC", typed)
    )


@dataclass(slots=True)
class _Row:
    sheet: SheetReading
    number: int
    texts: dict[str, str]
    person: ListedPerson
    faults: list[Fault]
    hamlet: str


@dataclass(slots=True)
class _Group:
    """Rows that are one household."""

    rows: list[_Row] = field(default_factory=list)
    number: str = ""
    head_name: str = ""


def assemble(reading: Reading, rows: Iterable[RowReading], hamlets: HamletBook, year: int) -> Listed:
    """Put the rows of all used sheets together for the list of a year."""
    listed = Listed()
    parser = _Parser(year, listed)
    sheets = {sheet.name: sheet for sheet in reading.sheets}
    groups: list[_Group] = []
    grouper: _Grouper | None = None
    for raw in rows:
        sheet = sheets[raw.sheet]
        if grouper is None or grouper.sheet is not sheet:
            grouper = _Grouper(sheet, groups)
        listed.rows += 1
        row = parser.row(sheet, raw)
        if row is not None:
            grouper.add(row)
    seen = _Seen(listed)
    for group in _joined(groups):
        household = _household(group, hamlets, listed)
        if household is not None:
            seen.add(household)
    seen.tell_pairs()
    return listed


class _Parser:
    """Reads the cells of a row; what is written the same way is read once."""

    def __init__(self, year: int, listed: Listed):
        self.year = year
        self.listed = listed
        self._births: dict[str, tuple[int | None, Wrong | None]] = {}
        self._sexes: dict[str, tuple[str, Wrong | None]] = {}
        self._relations: dict[str, str] = {"": ""}

    def row(self, sheet: SheetReading, raw: RowReading) -> _Row | None:
        texts = sheet.by_field(raw)
        for unkept in NOT_KEPT:
            if unkept in texts:
                self.listed.not_kept[unkept.value] += 1
        faults: list[Fault] = []

        def wrong(column: str, fault: Wrong | None) -> None:
            if fault is not None:
                faults.append(Fault(sheet.name, raw.number, column, *fault))

        get = texts.get
        if (gone := get("left")) and has_left(gone):
            what = f"Dòng ghi “{gone[:60]}”."
            cure = "Người này không được nhập. Nếu còn ở, xóa chữ trong cột đó."
            self.listed.faults.append(Fault(sheet.name, raw.number, "left", what, cure, WARNING))
            return None
        typed = get("name") or (get("head_name", "") if sheet.shape != PERSONS else "")
        name, fault = (typed, None) if _is_plain_name(typed) else person_name(typed)
        wrong("name", fault)
        born, told_sex = self._birth_and_sex(texts, wrong)
        kept_phone = ""
        if typed_phone := get("phone"):
            kept_phone, fault = (typed_phone, None) if _PLAIN_PHONE(typed_phone) else phone(typed_phone)
            if fault is not None:
                # The number itself is not said again: it may be no phone number at all.
                wrong("phone", ("Số điện thoại không đúng.", fault[1]))
        person = ListedPerson(
            sheet.name, raw.number, name, born, told_sex, self._relation(get("relation", "")), kept_phone,
            person_sort_key(name) if name else "", without_accents(name),
        )  # fmt: skip
        for column, most in LENGTHS.items():
            if column != "name" and len(get(column, "")) > most:
                wrong(column, (f"Dài hơn {most} ký tự.", "Ghi ngắn lại."))
        return _Row(sheet, raw.number, texts, person, faults, get("hamlet") or "")

    def _birth_and_sex(
        self, texts: dict[str, str], wrong: Callable[[str, Wrong | None], None]
    ) -> tuple[int | None, str]:
        typed = texts.get("sex", "")
        if typed not in self._sexes:
            found, fault = sex(typed)
            self._sexes[typed] = found or "", fault
        told, fault = self._sexes[typed]
        wrong("sex", fault)
        if "sex_male" in texts or "sex_female" in texts:
            marked, fault = sex_of_marks(texts.get("sex_male", ""), texts.get("sex_female", ""))
            wrong("sex_male", fault)
            told = told or marked or ""
        if "birth_male" in texts or "birth_female" in texts:
            born, of_column, fault = birth_and_sex(
                texts.get("birth_male", ""), texts.get("birth_female", ""), self.year
            )
            wrong("birth_male", fault)
            told = told or of_column or ""
            if born is not None:
                return born, told
        typed = texts.get("birth", "")
        if typed not in self._births:
            self._births[typed] = birth_year(typed, self.year)
        born, fault = self._births[typed]
        wrong("birth", fault)
        return born, told

    def _relation(self, typed: str) -> str:
        if typed not in self._relations:
            found, _ = relation(typed)
            self._relations[typed] = found.value if found in _RELATIONS else Relation.OTHER.value
        return self._relations[typed]


class _Grouper:
    """Which rows of a sheet are one household."""

    def __init__(self, sheet: SheetReading, groups: list[_Group]):
        self.sheet = sheet
        self.groups = groups
        self.current: _Group | None = None
        self.by_persons = sheet.shape == PERSONS

    def add(self, row: _Row) -> None:
        if not self.by_persons:
            self.groups.append(_Group([row], clean(row.texts.get("household_number", ""))))
            return
        number = clean(row.texts.get("household_number", ""))
        head_name = sort_key(row.texts.get("head_name", "")) if row.texts.get("head_name") else ""
        if self.current is None or self._begins(row, number, head_name, self.current):
            self.current = _Group([], number, head_name)
            self.groups.append(self.current)
        self.current.rows.append(row)

    @staticmethod
    def _begins(row: _Row, number: str, head_name: str, current: _Group) -> bool:
        last_hamlet = next((one.hamlet for one in reversed(current.rows) if one.hamlet), "")
        if row.hamlet and last_hamlet and row.hamlet != last_hamlet and (number or head_name):
            return True
        if number:
            return number != current.number
        if head_name:
            return head_name != current.head_name
        if row.person.relation != HEAD:
            return False
        # An empty number means the household above, until that has its head.
        return not current.number or any(one.person.relation == HEAD for one in current.rows)


def _joined(groups: list[_Group]) -> list[_Group]:
    """Rows further down that bear the number of a household above and have no head of their own belong to it."""
    by_number: dict[tuple[str, str, str], _Group] = {}
    kept = []
    for group in groups:
        first = group.rows[0]
        key = (first.sheet.name, first.hamlet, group.number)
        above = by_number.get(key)
        headless = not any(row.person.relation == HEAD for row in group.rows) and not group.head_name
        if group.number and first.sheet.shape == PERSONS and above is not None and headless:
            above.rows += group.rows
            continue
        by_number.setdefault(key, group)
        kept.append(group)
    return kept


def _household(group: _Group, hamlets: HamletBook, listed: Listed) -> ListedHousehold | None:
    rows, first = group.rows, group.rows[0]
    numbers = tuple(row.number for row in rows)
    typed_hamlet = next((row.hamlet for row in rows if row.hamlet), "") or first.sheet.hamlet_name
    found = hamlets.find(typed_hamlet)
    head, fault = _head(group)
    if found is None and fault is None:
        what, cure = hamlets.fault(typed_hamlet)
        fault = Fault(first.sheet.name, first.number, "hamlet", what, cure, rows=numbers)
        if clean(typed_hamlet):
            keys = listed.unknown_hamlets.setdefault(clean(typed_hamlet), [])
            if head is not None:
                keys.append((head.person.order_key, head.person.birth_year))
    if fault is None and head is not None and head.faults:
        reason = head.faults[0]
        fault = Fault(head.sheet.name, head.number, reason.field, reason.what, reason.cure, rows=numbers)
    members_count, count_fault = _members_count(first, len(rows))
    if fault is not None or head is None or count_fault is not None:
        _hold_back(group, [one for one in (fault, count_fault) if one is not None], listed)
        return None
    people = [head.person]
    for row in rows:
        if row is not head:
            strays = row.hamlet and hamlets.find(row.hamlet) != found
            if strays:
                what, cure = "Ấp của người này khác ấp của hộ.", "Ghi cùng một ấp cho cả hộ, hoặc để trống."
                row.faults.append(Fault(row.sheet.name, row.number, "hamlet", what, cure))
            if row.faults:
                _tell(row.faults, numbers, listed)
                listed.faulty_names.add(row.person.order_key)
            else:
                people.append(row.person)
    assert found is not None
    head.person.relation = HEAD
    texts = [row.texts for row in rows]
    return ListedHousehold(
        *found, group.number, _first(texts, "group"), _first(texts, "address"), members_count, people
    )


def _first(texts: list[dict[str, str]], name: str) -> str:
    return next((clean(one[name]) for one in texts if one.get(name)), "")


def _members_count(row: _Row, rows: int) -> tuple[int | None, Fault | None]:
    if row.sheet.shape == PERSONS:
        return min(rows, MOST_MEMBERS), None
    count, fault = whole(row.texts.get("members", ""), 1, MOST_MEMBERS, "Số nhân khẩu")
    return count, Fault(row.sheet.name, row.number, "members", *fault) if fault else None


def _head(group: _Group) -> tuple[_Row | None, Fault | None]:
    """The one head, or what is wrong."""
    rows, first = group.rows, group.rows[0]
    if first.sheet.shape != PERSONS:
        return first, None
    heads = [row for row in rows if row.person.relation == HEAD]
    if not heads and group.head_name:
        heads = [row for row in rows if row.person.name and sort_key(row.person.name) == group.head_name]
    if len(heads) == 1:
        return heads[0], None
    numbers = tuple(row.number for row in rows)
    called = f"Hộ số {group.number}" if group.number else f"Hộ ở dòng {_span(numbers)}"
    if heads:
        named = ", ".join(str(row.number) for row in heads)
        what, cure = (
            f"{called} có {len(heads)} chủ hộ: dòng {named}.",
            "Chỉ để một người là chủ hộ, hoặc tách thành hai hộ.",
        )
        return None, Fault(first.sheet.name, heads[-1].number, "relation", what, cure, rows=numbers)
    what = f"{called} không có chủ hộ (dòng {_span(numbers)})."
    return None, Fault(
        first.sheet.name,
        first.number,
        "relation",
        what,
        "Ghi “Chủ hộ” vào cột quan hệ của một người.",
        rows=numbers,
    )


def _span(rows: tuple[int, ...]) -> str:
    return (
        str(rows[0])
        if len(rows) == 1
        else f"{rows[0]}–{rows[-1]}"
        if rows[-1] - rows[0] == len(rows) - 1
        else ", ".join(map(str, rows))
    )


def _hold_back(group: _Group, faults: list[Fault], listed: Listed) -> None:
    """The whole household waits; each of its rows says why."""
    numbers = tuple(row.number for row in group.rows)
    for fault in faults:
        listed.faults.append(fault)
    told = {fault.row for fault in faults}
    main = faults[0]
    for row in group.rows:
        _tell(
            [one for one in row.faults if not any(one.field == f.field and one.row == f.row for f in faults)],
            numbers,
            listed,
        )
        if row.number not in told and not row.faults:
            cure = f"Sửa dòng {main.row} rồi nhập lại cả hộ."
            listed.faults.append(
                Fault(
                    row.sheet.name,
                    row.number,
                    main.field,
                    f"Cùng hộ với dòng {main.row}: {main.what}",
                    cure,
                    rows=numbers,
                )
            )
        listed.faulty_rows.add((row.sheet.name, row.number))
        listed.faulty_names.add(row.person.order_key)


def _tell(faults: list[Fault], numbers: tuple[int, ...], listed: Listed) -> None:
    for fault in faults:
        listed.faults.append(Fault(fault.sheet, fault.row, fault.field, fault.what, fault.cure, rows=numbers))
        listed.faulty_rows.add((fault.sheet, fault.row))


class _Seen:
    """Who is in the list already: repeated rows are left out, likely doubles are told."""

    def __init__(self, listed: Listed):
        self.listed = listed
        self.by_key: dict[tuple[str, str, int | None], list[tuple[ListedPerson, ListedHousehold]]] = {}
        self.alike: dict[tuple[str, str], list[ListedPerson]] = {}

    def add(self, household: ListedHousehold) -> None:
        again: dict[int, ListedPerson] = {}
        own: dict[tuple[str, int | None], ListedPerson] = {}
        for place, person in enumerate(household.people):
            first = own.get((person.order_key, person.birth_year))
            if (
                first is not None
                and _agree(first.sex, person.sex)
                and first.relation in ("", HEAD, person.relation)
            ):
                again[place] = first
            else:
                own[person.order_key, person.birth_year] = person
                for other, elsewhere in self.by_key.get(
                    (household.hamlet_id, person.order_key, person.birth_year), ()
                ):
                    if _same(person, household, other, elsewhere):
                        again[place] = other
                        break
        if 0 in again and len(again) < len(household.people):
            # A head cannot be left out of a household that says something new: a person decides.
            again = {place: other for place, other in again.items() if place}
            for other, _ in self.by_key.get(
                (household.hamlet_id, household.head.order_key, household.head.birth_year), ()
            ):
                self._pair(other, household.head, "cùng họ tên, năm sinh và ấp, là chủ hộ ở hai nơi")
                break
        for place, first in again.items():
            person = household.people[place]
            self.listed.repeats.append(Repeat(person.sheet, person.row, first.sheet, first.row, person.name))
        if 0 in again:
            return
        household.people = [person for place, person in enumerate(household.people) if place not in again]
        for person in household.people:
            self.by_key.setdefault((household.hamlet_id, person.order_key, person.birth_year), []).append(
                (person, household)
            )
            self.alike.setdefault((household.hamlet_id, person.search_key), []).append(person)
        self.listed.households.append(household)

    def _pair(self, first: ListedPerson, second: ListedPerson, why: str) -> None:
        self.listed.pairs.append(Pair(second, first, "", "", why))

    def tell_pairs(self) -> None:
        told = {(pair.first.row, pair.second.row) for pair in self.listed.pairs if pair.first}
        for people in self.alike.values():
            if len(people) > 1:
                for place, second in enumerate(people[:_MOST_ALIKE]):
                    for first in people[:place]:
                        why = why_alike(
                            first.order_key, first.birth_year, second.order_key, second.birth_year
                        )
                        if why and (first.row, second.row) not in told:
                            self._pair(first, second, why)


def why_alike(name: str, birth_year: int | None, other_name: str, other_birth_year: int | None) -> str:
    """Why two people of one hamlet, whose names are equal without accents, may be one; empty when nothing says so."""
    if birth_year is not None and birth_year == other_birth_year:
        return (
            "cùng họ tên, năm sinh và ấp"
            if name == other_name
            else "họ tên chỉ khác dấu, cùng năm sinh và ấp"
        )
    if name == other_name and (birth_year is None or other_birth_year is None):
        return "cùng họ tên và ấp, một dòng thiếu năm sinh"
    return ""


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _same(
    person: ListedPerson, household: ListedHousehold, other: ListedPerson, elsewhere: ListedHousehold
) -> bool:
    """Nothing that two rows say of a person of one name, birth year and hamlet contradicts."""
    return (
        _agree(person.sex, other.sex)
        and _agree(person.phone, other.phone)
        and _agree(household.number, elsewhere.number)
        and _agree(household.group, elsewhere.group)
        and _agree(household.address, elsewhere.address)
        and (person.relation == HEAD) == (other.relation == HEAD)
    )
