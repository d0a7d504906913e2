"""What a list says once its rows were put together: people, households, and what is wrong or doubtful. Plain values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hoctap.core.text import clean, sort_key, without_accents
from hoctap.people.reading.fields import Field
from hoctap.places.rules import HAMLET_KINDS, closest, hamlet_key, hamlet_kind

ERROR, WARNING = "error", "warning"
FIELD_LABELS: dict[str, str] = {one.value: one.label for one in Field}


@dataclass(slots=True)
class ListedPerson:
    """One row that is a person. `order_key` tells a name with its accents, `search_key` without."""

    sheet: str
    row: int
    name: str
    birth_year: int | None
    sex: str
    relation: str
    phone: str
    order_key: str
    search_key: str


@dataclass(slots=True)
class ListedHousehold:
    """A household of the list; the head is the first of `people`."""

    hamlet_id: str
    hamlet: str
    number: str
    group: str
    address: str
    members_count: int | None
    people: list[ListedPerson]

    @property
    def head(self) -> ListedPerson:
        return self.people[0]


@dataclass(frozen=True, slots=True)
class Fault:
    """Which sheet, row and column, what is wrong, and what to do about it. `rows` are all rows that are held back with this one."""

    sheet: str
    row: int
    field: str
    what: str
    cure: str
    severity: str = ERROR
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row that says again what an earlier one says; it is not entered."""

    sheet: str
    row: int
    first_sheet: str
    first_row: int
    name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one. `first` and `second` are of the list, or `registered` is a person of the register."""

    second: ListedPerson
    first: ListedPerson | None
    registered: str
    registered_name: str
    why: str


@dataclass
class Listed:
    households: list[ListedHousehold] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    rows: int = 0
    faulty_rows: set[tuple[str, int]] = field(default_factory=set)
    faulty_names: set[str] = field(default_factory=set)
    # What is read and not kept: field → number of rows that have it.
    not_kept: Counter[str] = field(default_factory=Counter)
    # Hamlet names of the list that the commune has not → keys of the people who stand under it.
    unknown_hamlets: dict[str, list[tuple[str, int | None]]] = field(default_factory=dict)

    @property
    def persons(self) -> int:
        return sum(len(household.people) for household in self.households)

    @property
    def hamlets(self) -> dict[str, int]:
        """Households by name of hamlet, in the order of the alphabet."""
        counted = Counter(household.hamlet for household in self.households)
        return dict(sorted(counted.items(), key=lambda pair: sort_key(pair[0])))


@dataclass(frozen=True, slots=True)
class NamedHamlet:
    """A hamlet as a list may name it. `kind` as `kind_of_hamlet` says; `refused` says why its people cannot be entered, and the cure."""

    id: str
    name: str
    kind: str = ""
    refused: tuple[str, str] | None = None


@dataclass
class HamletBook:
    """Which hamlet a name in the list means: hamlets by the key of their names, more than one where only the kind tells them apart
    ("Khóm 3", "Ấp 3"). Where the list says another kind than the register a person is asked: `answers` (name as typed → id) is what he
    said. A name that may be made is answered with a promise: the id `new:NAME`.
    """

    known: Mapping[str, Sequence[NamedHamlet]]
    may_create: bool = False
    name_of_new: Callable[[str], str] = str
    usual_kind: str = ""
    of: str = ""
    asks_to_create: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    created: dict[str, tuple[str, str]] = field(default_factory=dict)
    _found: dict[str, NamedHamlet | None] = field(default_factory=dict)

    @property
    def all(self) -> list[NamedHamlet]:
        return [one for same in self.known.values() for one in same]

    def find(self, typed: str) -> tuple[str, str] | None:
        """(id, name), or None when it is to be refused or asked."""
        found = self._find(typed)
        return (found.id, found.name) if found is not None and found.refused is None else None

    def _find(self, typed: str) -> NamedHamlet | None:
        if typed not in self._found:
            self._found[typed] = self._look_for(clean(typed))
        return self._found[typed]

    def _look_for(self, typed: str) -> NamedHamlet | None:
        if not typed:
            return None
        if answer := self.answers.get(typed):
            return next((one for one in self.all if one.id == answer), None)
        if named := [one for one in self.all if one.name == typed]:
            return named[0] if len(named) == 1 else None
        alike = self.alike(typed)
        fitting = [one for one in alike if hamlet_kind(typed) in ("", one.kind)]
        if len(fitting) == 1:
            return fitting[0]
        if alike or not self.may_create:
            return None
        kind = hamlet_kind(typed) or self.usual_kind
        key = f"{kind} {hamlet_key(typed)}"
        promise = self.created.setdefault(key, (f"new:{key}", self.name_of_new(typed)))
        return NamedHamlet(*promise, kind)

    def alike(self, typed: str) -> Sequence[NamedHamlet]:
        """Hamlets of that name, whatever their kind."""
        return self.known.get(hamlet_key(typed)) or self.known.get(_number_of_hamlet(typed)) or ()

    def fault(self, typed: str) -> tuple[str, str]:
        usable = [one.name for one in self.all if one.refused is None]
        if not clean(typed):
            known = ", ".join(usable) if usable else "chưa có ấp nào; hãy lập danh sách ấp trước"
            return "Thiếu tên ấp, khóm.", f"Ghi một trong: {known}."
        if (found := self._find(typed)) and found.refused:
            return found.refused
        if alike := self.alike(typed):
            names = " hay ".join(one.name for one in alike)
            return (
                f"Tệp ghi “{clean(typed)}”, {self.of or 'trong sổ'} là {names}: chưa rõ có phải một nơi không.",
                f"Trả lời ở mục “Tên ấp chưa rõ” của bản xem trước, hoặc ghi {names} trong tệp.",
            )
        near = closest(typed, usable)
        guess = f"Có phải {near}? " if near else ""
        create = " Nếu đúng là ấp của xã cũ, hãy đồng ý lập ấp này." if self.asks_to_create else ""
        known = ", ".join(usable) or "chưa có"
        where = self.of or "trong sổ"
        return (
            f"Không có ấp, khóm nào tên “{clean(typed)}”.",
            f"{guess}Các ấp, khóm {where}: {known}.{create}",
        )


def by_key(hamlets: Iterable[tuple[str, NamedHamlet]]) -> dict[str, list[NamedHamlet]]:
    """(name, hamlet) → hamlets by the key of the name."""
    found: dict[str, list[NamedHamlet]] = {}
    for name, one in hamlets:
        found.setdefault(hamlet_key(name), []).append(one)
    return found


def _number_of_hamlet(typed: str) -> str:
    """'Ap 1' without its accents is ấp 1: a number can mean nothing else. Names need their accents."""
    plain = without_accents(typed)
    for kind in HAMLET_KINDS:
        rest = plain.removeprefix(f"{without_accents(kind)} ")
        if rest != plain and rest.strip().isdigit():
            return hamlet_key(rest.strip())
    return ""
