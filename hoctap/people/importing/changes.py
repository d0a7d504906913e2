"""What a list says otherwise than the register: plain values."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from hoctap.people.importing.listed import ListedHousehold, ListedPerson, Pair


class ChangeKind(StrEnum):
    """What may be applied or left, kind by kind. `proposed`: applied unless the officer says no."""

    label: str
    proposed: bool

    def __new__(cls, value: str, label: str, proposed: bool) -> "ChangeKind":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.proposed = proposed
        return member

    MOVED = "moved", "Hộ chuyển sang ấp khác", True
    NEW_HEAD = "new_head", "Hộ đổi chủ hộ", True
    BORN = "born", "Trẻ mới sinh", True
    JOINED = "joined", "Người mới vào hộ", True
    DETAILS = "details", "Địa chỉ, Tổ, điện thoại, số nhân khẩu thay đổi", True
    MOVED_PERSON = "moved_person", "Người có thể đã chuyển hộ", False
    LEFT = "left", "Người không còn trong danh sách mới", False
    MISSING = "missing_household", "Hộ không có trong danh sách mới", False
    RENAMED = "renamed_hamlet", "Ấp đổi tên", False
    PAST_MOVE = "past_move", "Chuyển vào hoặc ra khỏi ấp đã kết thúc: không ghi", False

    @property
    def may_apply(self) -> bool:
        """Others are only told, with the reason."""
        return self is not ChangeKind.PAST_MOVE

    @property
    def by_kind(self) -> bool:
        """Applied because its kind is; whether two names are one person, only somebody who answers for that row can say."""
        return self.may_apply and self is not ChangeKind.MOVED_PERSON


PROPOSED = frozenset(kind for kind in ChangeKind if kind.proposed)
BY_KIND = frozenset(kind for kind in ChangeKind if kind.by_kind)


@dataclass(slots=True)
class KnownPerson:
    member_id: UUID
    person_id: UUID
    name: str
    order_key: str
    search_key: str
    birth_year: int | None
    sex: str
    phone: str
    is_head: bool
    joined_year: int = 0
    still_here: int | None = None


@dataclass(slots=True)
class KnownHousehold:
    """A household of the register with the people in it now.

    `has_left`, `moved_since`: it left, or its present residence began, after the year of the list. `still_here`: the year whose list did not
    name it while somebody said that it is.
    """

    id: UUID
    hamlet_id: str
    hamlet: str
    number: str
    group: str
    address: str
    members_count: int | None
    from_year: int
    people: list[KnownPerson] = field(default_factory=list)
    has_left: bool = False
    moved_since: bool = False
    still_here: int | None = None

    @property
    def head(self) -> KnownPerson | None:
        return next((person for person in self.people if person.is_head), None)


@dataclass(slots=True)
class Change:
    """One thing that the list says differently. `key` names it again after the next check; `was` and `becomes` are for the reader."""

    kind: ChangeKind
    key: str
    name: str
    was: str
    becomes: str
    household: KnownHousehold | None = None
    known: KnownPerson | None = None
    listed: ListedHousehold | None = None
    person: ListedPerson | None = None
    fields: dict[str, object] = field(default_factory=dict)
    person_fields: dict[str, object] = field(default_factory=dict)
    hamlet_id: str = ""
    why: str = ""
    may_die: bool = True
    """False where more people than the one named would go with him."""
    remembered: int | None = None
    """The year whose list did not name them either, when somebody said that they are still here."""

    @property
    def at(self) -> tuple[str, int]:
        return self.sheet, self.row

    @property
    def sheet(self) -> str:
        return self.person.sheet if self.person else self.listed.head.sheet if self.listed else ""

    @property
    def row(self) -> int:
        return self.person.row if self.person else self.listed.head.row if self.listed else 0


@dataclass
class Comparison:
    new: list[ListedHousehold] = field(default_factory=list)
    already: int = 0
    changes: list[Change] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    matches: list[tuple[ListedHousehold, KnownHousehold]] = field(default_factory=list)
    confirmed: set[UUID] = field(default_factory=set)
    """Memberships of people whom the list names where they are."""
