"""What a list would change in the register: values in, changes out. No table, no clock.

A household of the list is found in the register by hamlet, name and birth year of its head; then by its number and its members (a new
head); then by its head in another hamlet of the commune (moved). Nothing is guessed: where two could be meant, none is taken, and the
likely doubles are told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import UUID

from hoctap.people.importing.assembling import HEAD, why_alike
from hoctap.people.importing.changes import (
    PROPOSED,
    Change,
    ChangeKind,
    Comparison,
    KnownHousehold,
    KnownPerson,
)
from hoctap.people.importing.listed import Listed, ListedHousehold, ListedPerson, Pair

# A hamlet is taken as covered by a list, and a hamlet name as a new name of another, when this share of households agrees.
COVERED, RENAMED = 0.5, 0.6
_FEWEST_TO_RENAME = 3


def compare(listed: Listed, register: Iterable[KnownHousehold], year: int, last_year: int) -> Comparison:
    """`year` is the list's, `last_year` that of the list before: who was born since is a birth."""
    return _Comparing(listed, list(register), year, last_year).made()


class _Comparing:
    def __init__(self, listed: Listed, register: list[KnownHousehold], year: int, last_year: int):
        self.listed = listed
        self.register = register
        self.year = year
        self.last_year = last_year
        self.found = Comparison()
        self.matches: list[tuple[ListedHousehold, KnownHousehold]] = []
        self.free: dict[UUID, KnownHousehold] = {one.id: one for one in register}
        self.by_persons = any(len(one.people) > 1 for one in listed.households)

    def made(self) -> Comparison:
        if not self.register:
            self.found.new = self.listed.households
            return self.found
        rest = self._same_head(self.listed.households)
        rest = self._same_number(rest)
        rest = self._same_members(rest)
        rest = self._moved(rest)
        self.found.new = rest
        self.found.already = len(self.matches)
        self.found.matches = self.matches
        for listed, known in self.matches:
            # A list older than what the register says of the household changes nothing.
            if known.from_year <= self.year and not known.has_left:
                self._differences(listed, known)
        self._missing()
        self._moved_persons()
        self._doubles()
        return self.found

    # ------------------------------------------------------------ finding a household again

    def _take(self, listed: ListedHousehold, known: KnownHousehold) -> None:
        self.matches.append((listed, known))
        del self.free[known.id]

    def _same_head(self, households: list[ListedHousehold]) -> list[ListedHousehold]:
        by_head: dict[tuple[str, str, int | None], list[KnownHousehold]] = defaultdict(list)
        for known in self.register:
            if head := known.head:
                by_head[known.hamlet_id, head.order_key, head.birth_year].append(known)
        rest = []
        for listed in households:
            choices = by_head.get((listed.hamlet_id, listed.head.order_key, listed.head.birth_year), [])
            best = max(choices, key=lambda known: _likeness(listed, known), default=None)
            if best is None:
                rest.append(listed)
            else:
                choices.remove(best)
                self._take(listed, best)
        return self._same_head_unsure(rest)

    def _same_head_unsure(self, households: list[ListedHousehold]) -> list[ListedHousehold]:
        """The birth year is missing on one side, and number or phone say that it is the same household."""
        by_name: dict[tuple[str, str], list[KnownHousehold]] = defaultdict(list)
        for known in self.free.values():
            if head := known.head:
                by_name[known.hamlet_id, head.order_key].append(known)
        rest = []
        for listed in households:
            mine = listed.head
            sure = [
                known
                for known in by_name.get((listed.hamlet_id, mine.order_key), [])
                if known.id in self.free
                and (known_head := known.head)
                and None in (mine.birth_year, known_head.birth_year)
                and (
                    (listed.number and listed.number == known.number)
                    or (mine.phone and mine.phone == known_head.phone)
                )
            ]
            if len(sure) == 1:
                self._take(listed, sure[0])
            else:
                rest.append(listed)
        return rest

    def _same_number(self, households: list[ListedHousehold]) -> list[ListedHousehold]:
        """The number stays and the head is another, where numbers are known to stay from list to list."""
        numbered = [(one, known) for one, known in self.matches if one.number and known.number]
        if not numbered or sum(one.number == known.number for one, known in numbered) < 0.9 * len(numbered):
            return households
        by_number: dict[tuple[str, str], list[KnownHousehold]] = defaultdict(list)
        for known in self.free.values():
            if known.number:
                by_number[known.hamlet_id, known.number].append(known)
        twice = Counter((one.hamlet_id, one.number) for one in households if one.number)
        rest = []
        for listed in households:
            choices = by_number.get((listed.hamlet_id, listed.number), []) if listed.number else []
            if (
                len(choices) == 1
                and twice[listed.hamlet_id, listed.number] == 1
                and _one_family(listed, choices[0])
            ):
                self._take(listed, choices[0])
            else:
                rest.append(listed)
        return rest

    def _same_members(self, households: list[ListedHousehold]) -> list[ListedHousehold]:
        """The head of the list was a member of the household, or half of its people were."""
        homes: dict[tuple[str, str, int], list[KnownHousehold]] = defaultdict(list)
        for known in self.free.values():
            for one in known.people:
                if one.birth_year is not None:
                    homes[known.hamlet_id, one.order_key, one.birth_year].append(known)
        rest = []
        for listed in households:
            votes = Counter(
                known.id
                for person in listed.people
                if person.birth_year is not None
                for known in homes.get((listed.hamlet_id, person.order_key, person.birth_year), ())
                if known.id in self.free
            )
            best = votes.most_common(2)
            alone = best and (len(best) == 1 or best[0][1] > best[1][1])
            if alone and best[0][1] * 2 >= min(len(listed.people), len(self.free[best[0][0]].people)):
                self._take(listed, self.free[best[0][0]])
            else:
                rest.append(listed)
        return rest

    def _moved(self, households: list[ListedHousehold]) -> list[ListedHousehold]:
        by_head: dict[tuple[str, int | None], list[KnownHousehold]] = defaultdict(list)
        for known in self.free.values():
            if head := known.head:
                by_head[head.order_key, head.birth_year].append(known)
        twice = Counter((one.head.order_key, one.head.birth_year) for one in households)
        rest = []
        for listed in households:
            key = (listed.head.order_key, listed.head.birth_year)
            choices = [
                known
                for known in by_head.get(key, [])
                if known.id in self.free and known.hamlet_id != listed.hamlet_id
            ]
            if len(choices) == 1 and twice[key] == 1 and _surely_moved(listed, choices[0]):
                self._take(listed, choices[0])
            else:
                rest.append(listed)
        return rest

    # ------------------------------------------------------------ what differs

    def _differences(self, listed: ListedHousehold, known: KnownHousehold) -> None:
        add = self.found.changes.append
        head, known_head = listed.head, known.head
        if listed.hamlet_id != known.hamlet_id:
            add(
                Change(
                    ChangeKind.PAST_MOVE if known.moved_since else ChangeKind.MOVED,
                    f"moved:{known.id}",
                    head.name,
                    known.hamlet,
                    listed.hamlet,
                    known,
                    listed=listed,
                    why=_MOVED_SINCE if known.moved_since else "",
                )
            )
        pairs, arrived, gone = _people(listed, known)
        self.found.confirmed.update(other.member_id for _, other in pairs)
        if known_head is not None and not any(one is head and other is known_head for one, other in pairs):
            add(Change(ChangeKind.NEW_HEAD, f"new_head:{known.id}", head.name, known_head.name, head.name, known,
                       known=next((other for one, other in pairs if one is head), None), listed=listed))  # fmt: skip
        fields = _changed(
            (("number", known.number, listed.number), ("group_name", known.group, listed.group),
             ("address", known.address, listed.address), ("members_count", known.members_count, listed.members_count)))  # fmt: skip
        if fields:
            add(
                Change(
                    ChangeKind.DETAILS,
                    f"details:{known.id}",
                    head.name,
                    *_words(known, fields),
                    known,
                    listed=listed,
                    fields=fields,
                )
            )
        for person, other in pairs:
            changed = _changed((("birth_year", other.birth_year, person.birth_year), ("sex", other.sex, person.sex),
                                ("phone", other.phone, person.phone)))  # fmt: skip
            if changed:
                was, becomes = _person_words(other, changed)
                add(Change(ChangeKind.DETAILS, f"details:{other.person_id}", person.name, was, becomes, known, other, listed, person,
                           person_fields=changed))  # fmt: skip
        if len(listed.people) < 2 and not (self.by_persons and len(known.people) > 1):
            return  # a list of households says nothing of the members
        for person in arrived:
            born = person.birth_year is not None and person.birth_year >= self.last_year
            kind = ChangeKind.BORN if born else ChangeKind.JOINED
            if person is not head:
                add(Change(kind, f"{kind}:{known.id}:{person.order_key}:{person.birth_year}"[:120], person.name, "", _shown(person), known,
                           listed=listed, person=person))  # fmt: skip
        for other in gone:
            if other.joined_year > self.year:
                continue  # came after the list was made
            if other is not known_head or any(one is head for one, _ in pairs) or head in arrived:
                add(Change(ChangeKind.LEFT, f"left:{other.member_id}", other.name, f"hộ {head.name}, {known.hamlet}", "ghi rời đi",
                           known, other, why=_remembered(other.still_here), remembered=other.still_here))  # fmt: skip

    def _missing(self) -> None:
        """Households of the hamlets that the list covers. Who stands on a faulty row is not missing."""
        matched = Counter(known.hamlet_id for _, known in self.matches)
        all_of = Counter(known.hamlet_id for known in self.register if known.from_year <= self.year)
        for known in self.free.values():
            head = known.head
            name = head.name if head else known.number
            covered = (
                matched[known.hamlet_id] >= COVERED * all_of[known.hamlet_id] and matched[known.hamlet_id] > 0
            )
            if (
                covered
                and known.from_year <= self.year
                and not (known.has_left or known.moved_since)
                and not any(one.joined_year > self.year for one in known.people)
                and not (head and head.order_key in self.listed.faulty_names)
            ):
                self.found.changes.append(
                    Change(ChangeKind.MISSING, f"missing:{known.id}", name, known.hamlet, "không có", known,
                           why=_remembered(known.still_here), may_die=_is_alone(known), remembered=known.still_here)
                )  # fmt: skip

    # ------------------------------------------------------------ one person in two households

    def _moved_persons(self) -> None:
        """Who stands in another household of the list than in the register, and is the only one of that name and birth year on both sides.
        A proposal: names and years may meet by chance.
        """
        covered = [known for _, known in self.matches] + [
            one.household
            for one in self.found.changes
            if one.kind is ChangeKind.MISSING and one.household is not None
        ]
        leaving = {
            (one.order_key, one.birth_year): (known, one)
            for known in covered
            if known.from_year <= self.year and not (known.has_left or known.moved_since)
            for one in known.people
            if one.birth_year is not None and one.member_id not in self.found.confirmed and one.joined_year <= self.year
        }  # fmt: skip
        if not leaving:
            return
        here = Counter((one.order_key, one.birth_year) for known in self.register for one in known.people)
        there = Counter(
            (one.order_key, one.birth_year) for home in self.listed.households for one in home.people
        )
        arriving = [(home, person) for home in self.found.new for person in home.people]
        arriving += [
            (one.listed, one.person or one.listed.head)
            for one in self.found.changes
            if one.listed is not None
            and (
                one.kind in (ChangeKind.BORN, ChangeKind.JOINED)
                or (one.kind is ChangeKind.NEW_HEAD and one.known is None)
            )
        ]
        met: dict[UUID, tuple[KnownHousehold, KnownPerson, ListedHousehold, ListedPerson]] = {}
        for home, person in arriving:
            key = (person.order_key, person.birth_year)
            if (
                here[key] != 1
                or there[key] != 1
                or key not in leaving
                or person.order_key in self.listed.faulty_names
            ):
                continue
            known, one = leaving[key]
            if not (one.sex and person.sex and one.sex != person.sex):
                met[one.person_id] = (known, one, home, person)
        renewed = {
            one.household.id
            for one in self.found.changes
            if one.kind is ChangeKind.NEW_HEAD and one.household
        }
        for known, one, home, person in met.values():
            others_go_too = all(other.person_id in met for other in known.people)
            if one.is_head and known.id not in renewed and not (others_go_too and _may_all_go(known)):
                continue  # who would head the household that stays is not known
            head = known.head
            where = f"hộ {head.name if head else known.number}, {known.hamlet}"
            self.found.changes.append(
                Change(ChangeKind.MOVED_PERSON, f"moved_person:{one.person_id}", one.name, where,
                       f"hộ {home.head.name}, {home.hamlet}", known, one, home, person,
                       person_fields=_changed((("sex", one.sex, person.sex), ("phone", one.phone, person.phone))),
                       why=f"cùng họ tên, cùng sinh năm {one.birth_year}, không trùng với ai khác")
            )  # fmt: skip

    def _doubles(self) -> None:
        """New people of the list beside people of the register who may be the same."""
        matched = {id(one) for one, _ in self.matches}
        alike: dict[tuple[str, str], list[KnownPerson]] = defaultdict(list)
        for known in self.register:
            for other in known.people:
                alike[known.hamlet_id, other.search_key].append(other)
        new = [(one.hamlet_id, person) for one in self.found.new for person in one.people]
        new += [
            (change.listed.hamlet_id, change.person)
            for change in self.found.changes
            if change.kind in (ChangeKind.BORN, ChangeKind.JOINED)
            and change.person
            and change.listed
            and id(change.listed) in matched
        ]
        asked = {
            (*change.at, change.known.person_id)
            for change in self.found.changes
            if change.kind is ChangeKind.MOVED_PERSON and change.known
        }
        for hamlet_id, person in new:
            for other in alike.get((hamlet_id, person.search_key), ()):
                if (person.sheet, person.row, other.person_id) in asked:
                    continue
                if why := why_alike(other.order_key, other.birth_year, person.order_key, person.birth_year):
                    self.found.pairs.append(Pair(person, None, str(other.person_id), other.name, why))


_MOVED_SINCE = (
    "Sổ đã ghi hộ này ở nơi khác từ một năm sau đó. Nếu năm ấy hộ ở ấp khác thật, mở hộ và ghi chuyển ấp."
)


def _may_all_go(known: KnownHousehold) -> bool:
    """Nobody without a name stays behind."""
    return (known.members_count or 0) <= len(known.people)


def _is_alone(known: KnownHousehold) -> bool:
    return len(known.people) == 1 and _may_all_go(known)


def _likeness(listed: ListedHousehold, known: KnownHousehold) -> int:
    """How much speaks for this of several households with heads of one name and birth year."""
    names = {(one.order_key, one.birth_year) for one in known.people}
    head = known.head
    return (
        8 * bool(listed.number and listed.number == known.number)
        + 4 * bool(listed.head.phone and head and listed.head.phone == head.phone)
        + 2 * bool(listed.group and listed.group == known.group)
        + bool(listed.address and listed.address == known.address)
        + sum((one.order_key, one.birth_year) in names for one in listed.people[1:])
    )


def _remembered(year: int | None) -> str:
    return f"Danh sách năm {year} cũng không có; khi đó đã trả lời là vẫn còn ở." if year else ""


def _one_family(listed: ListedHousehold, known: KnownHousehold) -> bool:
    """Where members are known on both sides, somebody must be in both."""
    if len(listed.people) < 2 or len(known.people) < 2:
        return True
    names = {one.order_key for one in known.people}
    return any(one.order_key in names for one in listed.people)


def _surely_moved(listed: ListedHousehold, known: KnownHousehold) -> bool:
    if listed.head.birth_year is not None:
        return True
    head = known.head
    same_phone = bool(head and listed.head.phone and listed.head.phone == head.phone)
    return same_phone or bool(listed.number and listed.number == known.number)


def _people(
    listed: ListedHousehold, known: KnownHousehold
) -> tuple[list[tuple[ListedPerson, KnownPerson]], list[ListedPerson], list[KnownPerson]]:
    """(who is both in the list and in the register, who is only in the list, who is only in the register)."""
    rest = list(known.people)
    pairs: list[tuple[ListedPerson, KnownPerson]] = []
    waiting = list(listed.people)
    for exactly in (True, False):
        still = []
        for person in waiting:
            same = [
                one
                for one in rest
                if one.order_key == person.order_key
                and (
                    one.birth_year == person.birth_year
                    if exactly
                    else None in (one.birth_year, person.birth_year)
                )
            ]
            if same and (exactly or len(same) == 1):
                pairs.append((person, same[0]))
                rest.remove(same[0])
            else:
                still.append(person)
        waiting = still
    return pairs, waiting, rest


def _changed(values: Iterable[tuple[str, object, object]]) -> dict[str, object]:
    """What the list says and the register says otherwise. An empty cell says nothing."""
    return {name: becomes for name, was, becomes in values if becomes not in ("", None) and becomes != was}


_LABELS = {
    "number": "số hộ", "group_name": "Tổ", "address": "địa chỉ", "members_count": "số nhân khẩu",
    "birth_year": "năm sinh", "sex": "giới tính", "phone": "điện thoại",
}  # fmt: skip
_SEXES = {"m": "nam", "f": "nữ"}


def _words(known: KnownHousehold, fields: dict[str, object]) -> tuple[str, str]:
    was = {
        "number": known.number,
        "group_name": known.group,
        "address": known.address,
        "members_count": known.members_count,
    }
    return _said({name: was[name] for name in fields}), _said(fields)


def _person_words(known: KnownPerson, fields: dict[str, object]) -> tuple[str, str]:
    return _said({name: getattr(known, name) for name in fields}), _said(fields)


def _said(values: dict[str, object]) -> str:
    return "; ".join(
        f"{_LABELS[name]}: {_SEXES.get(str(value), value) or 'chưa ghi'}" for name, value in values.items()
    )


def _shown(person: ListedPerson) -> str:
    return f"sinh {person.birth_year}" if person.birth_year else "chưa rõ năm sinh"


def renamed_hamlets(listed: Listed, register: Iterable[KnownHousehold]) -> dict[str, str]:
    """Names of the list that the commune has not → id of the one hamlet in which most of their households live.

    A hamlet that stands in the list under its own name was not renamed.
    """
    if not listed.unknown_hamlets:
        return {}
    homes: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for known in register:
        if head := known.head:
            homes[head.order_key, head.birth_year].add(known.hamlet_id)
    present = {one.hamlet_id for one in listed.households}
    proposed: dict[str, str] = {}
    for name, keys in listed.unknown_hamlets.items():
        votes = Counter(hamlet for key in keys for hamlet in homes.get(key, ()) if hamlet not in present)
        for hamlet, count in votes.most_common(1):
            if len(keys) >= _FEWEST_TO_RENAME and count >= RENAMED * len(keys):
                proposed[name] = hamlet
    taken = Counter(proposed.values())
    return {name: hamlet for name, hamlet in proposed.items() if taken[hamlet] == 1}


__all__ = [
    "HEAD",
    "PROPOSED",
    "Change",
    "ChangeKind",
    "Comparison",
    "KnownHousehold",
    "KnownPerson",
    "compare",
    "renamed_hamlets",
]
