"""Which rows of a public table are hidden, so that nothing that counts fewer than five can be read or worked out. Plain values in and out.

A table has a total and rows; each row a *vector*: counts in an order in which each is part of the next (recognised ≤ registered ≤ all), so
what lies between two of them counts people too. A row is shown whole or hidden whole; percentages are printed of shown rows only and
tell nothing that their counts do not.

Why nothing can be solved: all that is printed of the hidden rows is their sum (total − rows shown). Each of its counts is five or more, and
two hidden rows or more share it; any split of the sum that keeps the order of the counts prints the very same page. So each hidden
count can be anything from 0 to that of the sum. The same is asked again of every sum that another page lets one work out: an earlier
telling of the same year, a place below or above that is public itself. What was told once stays told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LEAST = 5

type Vector = tuple[int, ...]


def is_sensitive(vector: Vector) -> bool:
    """Something in it, or between two counts of it, counts fewer than five. That nobody is between them tells of nobody."""
    return any(value < LEAST for value in vector) or any(
        0 < abs(large - small) < LEAST for at, small in enumerate(vector) for large in vector[at + 1 :]
    )


def is_close(now: Vector, before: Vector) -> bool:
    """The difference of two tellings counts fewer than five."""
    return any(0 < abs(one - other) < LEAST for one, other in zip(now, before, strict=True))


def added(vectors: Sequence[Vector], width: int) -> Vector:
    return tuple(sum(vector[at] for vector in vectors) for at in range(width))


def less(vector: Vector, *others: Vector) -> Vector:
    return tuple(value - sum(other[at] for other in others) for at, value in enumerate(vector))


@dataclass(frozen=True)
class PublicRow:
    key: str
    vector: Vector
    told: tuple[Vector, ...] = ()
    """Every vector of it that was told before, on whatever page."""
    told_below: Vector | None = None
    """The sum of what places below it have told, while it has not been told itself."""

    @property
    def is_known(self) -> bool:
        return self.vector in self.told


@dataclass(frozen=True)
class Telling:
    """The same table as it was told before: a row that was hidden then is not among `rows`."""

    total: Vector
    rows: Mapping[str, Vector] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Above:
    """What a page above told of rows that it hid, one of which this place is (or lies in): the sum of what is still unknown, this
    place included. `others`: whether anything else remains in it.
    """

    rest: Vector
    others: bool
    name: str


@dataclass(frozen=True)
class Outcome:
    hidden: frozenset[str]
    why: str = ""
    """Not empty: nothing of the table is shown."""


WHOLE_TOO_SMALL = "số liệu cả địa bàn quá nhỏ"
HIDDEN_ABOVE = "nếu hiện thì tính ra được số đang ẩn trên trang của {}"
CHANGED_TOO_LITTLE = "chỉ khác lần công khai trước vài trường hợp"
NOT_POSSIBLE = "các trang khác đã công khai đủ để tính ra số cần ẩn"


def outcome_of(
    total: Vector,
    rows: Sequence[PublicRow],
    *,
    earlier: Sequence[Telling] = (),
    told_total: Sequence[Vector] = (),
    above: Sequence[Above] = (),
) -> Outcome:
    """Hides what must be, then the smallest rows beside it until no sum gives anything away."""
    everything = frozenset(row.key for row in rows)
    if is_sensitive(total):
        return Outcome(everything, WHOLE_TOO_SMALL)
    if any(is_close(total, before) for before in told_total):
        return Outcome(everything, CHANGED_TOO_LITTLE)
    if total not in told_total:
        for one in above:
            if one.others and is_sensitive(less(one.rest, total)):
                return Outcome(everything, HIDDEN_ABOVE.format(one.name))
    hidden_before = {key for telling in earlier for key in telling.hidden}
    hidden = {
        row.key
        for row in rows
        if not row.is_known
        and (
            is_sensitive(row.vector)
            or any(is_close(row.vector, before) for before in row.told)
            or (row.key in hidden_before and not row.told)
        )
    }
    order = sorted(
        (row for row in rows if row.key not in hidden and not row.is_known),
        key=lambda row: (row.vector, row.key),
    )
    while not is_safe(total, rows, hidden, earlier):
        if not order:
            return Outcome(everything, NOT_POSSIBLE)
        hidden.add(order.pop(0).key)
    return Outcome(frozenset(hidden))


def is_safe(
    total: Vector, rows: Sequence[PublicRow], hidden: set[str], earlier: Sequence[Telling] = ()
) -> bool:
    """Whether every sum of hidden rows that one can work out counts five or more, of two rows at least."""
    unseen = [row for row in rows if row.key in hidden]
    rest = less(total, *(row.vector for row in rows if row.key not in hidden))
    if not unseen:
        # What belongs to no row is read as the difference.
        return not any(rest) or not is_sensitive(rest)
    if len(unseen) < 2 or is_sensitive(rest):
        return False
    # Who takes it that nothing changed subtracts what was told of them before.
    told = [row.told[-1] for row in unseen if row.told]
    below = [row.told_below for row in unseen if row.told_below is not None and not row.told]
    never = [row for row in unseen if not row.told]
    if told:
        if len(never) == 1:
            return False
        left = less(rest, *told)
        if never and is_sensitive(left):
            return False
        if not never and is_close(rest, added(told, len(total))):
            return False
    if below and is_sensitive(less(rest, *told, *below)):
        return False
    return all(_holds_against(telling, rest, hidden) for telling in earlier)


def _holds_against(telling: Telling, rest: Vector, hidden: set[str]) -> bool:
    """The same rows' sum in an earlier telling: the difference counts five or more, or nobody."""
    if not telling.hidden <= hidden:
        # Told elsewhere meanwhile: what it was hidden with then is asked about by itself.
        return True
    before = less(telling.total, *(vector for key, vector in telling.rows.items() if key not in hidden))
    return not is_close(rest, before)
