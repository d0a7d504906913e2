"""What a list says once its rows were put together: people, households, and what is wrong or doubtful. Plain values."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hoctap.core.text import clean, sort_key, without_accents
from hoctap.people.reading.fields import Field
from hoctap.places.rules import HAMLET_KINDS, closest, hamlet_key

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


@dataclass
class HamletBook:
    """Which hamlet a name in the list means. `refused` says of a known name why its people cannot be entered; a name that may be made
    is answered with a promise: the id `new:NAME`.
    """

    known: Mapping[str, tuple[str, str]]
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    may_create: bool = False
    name_of_new: Callable[[str], str] = str
    of: str = ""
    asks_to_create: bool = False
    created: dict[str, tuple[str, str]] = field(default_factory=dict)
    _answers: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def find(self, typed: str) -> tuple[str, str] | None:
        """(id, name), or None when it is to be refused."""
        if typed not in self._answers:
            self._answers[typed] = self._find(typed)
        return self._answers[typed]

    def _find(self, typed: str) -> tuple[str, str] | None:
        if not clean(typed):
            return None
        key = hamlet_key(typed)
        if key in self.refused:
            return None
        if found := self.known.get(key) or self.known.get(_number_of_hamlet(typed)):
            return found
        if self.may_create:
            return self.created.setdefault(key, (f"new:{key}", self.name_of_new(clean(typed))))
        return None

    def fault(self, typed: str) -> tuple[str, str]:
        names = [name for _, name in self.known.values()]
        if not clean(typed):
            known = ", ".join(names) if names else "chưa có ấp nào; hãy lập danh sách ấp trước"
            return "Thiếu tên ấp, khóm.", f"Ghi một trong: {known}."
        if refused := self.refused.get(hamlet_key(typed)):
            return refused
        near = closest(typed, names)
        guess = f"Có phải {near}? " if near else ""
        create = " Nếu đúng là ấp của xã cũ, hãy đồng ý lập ấp này." if self.asks_to_create else ""
        known = ", ".join(names) or "chưa có"
        where = self.of or "trong sổ"
        return (
            f"Không có ấp, khóm nào tên “{clean(typed)}”.",
            f"{guess}Các ấp, khóm {where}: {known}.{create}",
        )


def _number_of_hamlet(typed: str) -> str:
    """'Ap 1' without its accents is ấp 1: a number can mean nothing else. Names need their accents."""
    plain = without_accents(typed)
    for kind in HAMLET_KINDS:
        rest = plain.removeprefix(f"{without_accents(kind)} ")
        if rest != plain and rest.strip().isdigit():
            return hamlet_key(rest.strip())
    return ""
