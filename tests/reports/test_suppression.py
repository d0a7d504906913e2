"""Hidden figures stay hidden: whoever tries to solve for them from all that is printed finds five possible values or more.

Two ways. An attacker who narrows every hidden count by exact arithmetic from totals, rows, percentages with their rounding and the order of
the counts: he solves what is hidden without its complement (so he can), and nothing of ours. And proof: for each hidden count five whole
tables, each of which prints the same pages letter by letter.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoctap.core.vietnamese import format_percent
from hoctap.reports.tables.suppression import (
    LEAST,
    Above,
    Outcome,
    PublicRow,
    Telling,
    Vector,
    added,
    is_sensitive,
    less,
    outcome_of,
)

# ------------------------------------------------------------------------------------------ what is printed


def line(vector: Vector) -> tuple[str, ...]:
    """The counts and each share, as the page rounds them."""
    shares = [
        format_percent(Fraction(small * 100, large).__float__()) if large else "—"
        for at, small in enumerate(vector)
        for large in vector[at + 1 :]
    ]
    return (*map(str, vector), *shares)


def printed(total: Vector, rows: dict[str, Vector], hidden: frozenset[str]) -> list[tuple[str, ...]]:
    return [
        line(total),
        *((key, *(("•",) if key in hidden else line(vector))) for key, vector in rows.items()),
    ]


# ------------------------------------------------------------------------------------------ who tries to solve it


def narrowed(
    total: Vector, rows: dict[str, Vector], hidden: frozenset[str]
) -> dict[tuple[str, int], tuple[int, int]]:
    """The least and the most of each hidden count, by passing bounds along sums and orders until nothing moves."""
    width = len(total)
    rest = less(total, *(vector for key, vector in rows.items() if key not in hidden))
    bounds = {(key, at): (0, rest[at]) for key in hidden for at in range(width)}
    moved = True
    while moved:
        moved = False
        for (key, at), (low, high) in list(bounds.items()):
            others = [bounds[other, at] for other in hidden if other != key]
            low = max(low, rest[at] - sum(most for _, most in others))
            high = min(high, rest[at] - sum(least for least, _ in others))
            if at + 1 < width:
                high = min(high, bounds[key, at + 1][1])
            if at:
                low = max(low, bounds[key, at - 1][0])
            if (low, high) != bounds[key, at]:
                bounds[key, at], moved = (low, high), True
    return bounds


def between(total: Vector, rows: dict[str, Vector], hidden: frozenset[str]) -> list[Vector]:
    """The tables of what lies between two counts: small there is small, too."""
    found = []
    for one, other in pairwise(range(len(total))):
        found.append(
            narrowed(
                (total[other] - total[one],),
                {key: (vector[other] - vector[one],) for key, vector in rows.items()},
                hidden,
            )
        )
    return found  # type: ignore[return-value]


# ------------------------------------------------------------------------------------------ proof by other tables


def splits(rest: Vector, keys: Sequence[str], key: str, at: int, value: int) -> dict[str, Vector]:
    """A table of the hidden rows with this count of this row, and the same sums: the steps between counts are dealt out."""
    steps = [rest[0], *(large - small for small, large in pairwise(rest))]
    mine: list[int] = []
    left = value
    for number, step in enumerate(steps):
        share = min(step, left) if number <= at else 0
        mine.append(share)
        left -= share
    assert left == 0, "the sum does not allow it"
    vector = tuple(sum(mine[: number + 1]) for number in range(len(rest)))
    other = next(one for one in keys if one != key)
    return {one: (0,) * len(rest) for one in keys} | {key: vector, other: less(rest, vector)}


def assert_hidden(total: Vector, rows: dict[str, Vector], outcome: Outcome) -> None:
    if outcome.why or not outcome.hidden:
        assert outcome.why or not any(is_sensitive(vector) for vector in rows.values())
        return
    hidden = outcome.hidden
    assert {key for key, vector in rows.items() if is_sensitive(vector)} <= hidden
    page = printed(total, rows, hidden)
    rest = less(total, *(vector for key, vector in rows.items() if key not in hidden))
    for (key, at), (low, high) in narrowed(total, rows, hidden).items():
        assert high - low + 1 >= LEAST, f"{key} {at}: {low}–{high}"
        for value in range(LEAST):
            other = rows | splits(rest, sorted(hidden), key, at, value)
            assert added(list(other.values()), len(total)) == total
            assert all(list(vector) == sorted(vector) and vector[0] >= 0 for vector in other.values())
            assert printed(total, other, hidden) == page
            assert other[key][at] == value


@st.composite
def vectors(draw: st.DrawFn) -> Vector:
    """Recognised ≤ registered ≤ all; small ones often, and nobody left out often."""
    steps = st.one_of(st.just(0), st.integers(0, 6), st.integers(5, 300))
    counted = [draw(steps) for _ in range(3)]
    return tuple(sum(counted[: number + 1]) for number in range(3))


tables = st.lists(vectors(), min_size=1, max_size=9).map(
    lambda found: {f"ấp {number}": vector for number, vector in enumerate(found)}
)


@settings(max_examples=400, deadline=None)
@given(tables)
def test_no_hidden_count_can_be_solved(rows: dict[str, Vector]):
    total = added(list(rows.values()), 3)
    outcome = outcome_of(total, [PublicRow(key, vector) for key, vector in rows.items()])
    assert_hidden(total, rows, outcome)
    if not outcome.why:
        for found in between(total, rows, outcome.hidden):
            assert all(high == 0 or high - low + 1 >= LEAST for low, high in found.values())  # type: ignore[attr-defined]


def test_the_attacker_solves_what_is_hidden_alone():
    rows = {"a": (3, 10, 20), "b": (30, 40, 60), "c": (50, 60, 80)}
    total = added(list(rows.values()), 3)
    assert narrowed(total, rows, frozenset({"a"}))["a", 0] == (3, 3)
    outcome = outcome_of(total, [PublicRow(key, vector) for key, vector in rows.items()])
    assert outcome.hidden == {"a", "b"}
    assert narrowed(total, rows, outcome.hidden)["a", 0] == (0, 33)


def test_two_small_rows_that_together_are_small_take_a_third_with_them():
    rows = {"a": (1, 10, 20), "b": (2, 40, 60), "c": (50, 60, 80), "d": (90, 95, 120)}
    total = added(list(rows.values()), 3)
    assert narrowed(total, rows, frozenset("ab"))["a", 0] == (0, 3)
    assert outcome_of(total, [PublicRow(key, vector) for key, vector in rows.items()]).hidden == set("abc")


def test_what_lies_between_two_counts_is_hidden_too():
    assert is_sensitive((18, 20, 20))
    assert not is_sensitive((20, 20, 20))
    assert is_sensitive((4, 20, 40))
    assert is_sensitive((0, 20, 40))
    assert is_sensitive((20, 40, 41))


def test_nothing_is_hidden_where_nothing_is_small_and_nothing_shown_where_all_is():
    rows = [PublicRow("a", (30, 40, 60)), PublicRow("b", (50, 60, 80))]
    assert outcome_of((80, 100, 140), rows) == Outcome(frozenset())
    assert outcome_of((3, 4, 5), [PublicRow("a", (3, 4, 5))]).why
    assert outcome_of((6, 12, 60), [PublicRow("a", (3, 6, 30)), PublicRow("b", (3, 6, 30))]).hidden == {
        "a",
        "b",
    }


# ------------------------------------------------------------------------------------------ two days, two places


def tell(rows: dict[str, Vector], earlier: Sequence[tuple[dict[str, Vector], Outcome]] = ()) -> Outcome:
    """A later telling of the same year, after those."""
    tellings, told = [], dict[str, list[Vector]]()
    totals = []
    for then, outcome in earlier:
        if outcome.why:
            continue
        whole = added(list(then.values()), 3)
        totals.append(whole)
        seen = {key: vector for key, vector in then.items() if key not in outcome.hidden}
        tellings.append(Telling(whole, seen, outcome.hidden))
        for key, vector in seen.items():
            told.setdefault(key, []).append(vector)
    return outcome_of(
        added(list(rows.values()), 3),
        [PublicRow(key, vector, tuple(told.get(key, ()))) for key, vector in rows.items()],
        earlier=tellings,
        told_total=totals,
    )


def test_the_same_told_again_shows_the_same():
    rows = {"a": (3, 10, 20), "b": (30, 40, 60), "c": (50, 60, 80)}
    first = tell(rows)
    assert tell(rows, [(rows, first)]) == first


def test_one_more_family_is_not_told_by_telling_again():
    rows = {"a": (3, 10, 20), "b": (30, 40, 60), "c": (50, 60, 80), "d": (70, 80, 95)}
    first = tell(rows)
    later = rows | {"d": (71, 80, 95)}
    assert tell(later, [(rows, first)]).why
    # Two rows that change by two and by three: the total by five, each by less.
    later = rows | {"c": (52, 60, 80), "d": (73, 80, 95)}
    outcome = tell(later, [(rows, first)])
    assert outcome.hidden >= {"a", "b", "c", "d"}


def test_what_was_hidden_stays_hidden_though_it_grew():
    rows = {"a": (3, 10, 20), "b": (30, 40, 60), "c": (50, 60, 80), "d": (70, 80, 95)}
    first = tell(rows)
    later = rows | {"a": (10, 20, 40)}
    assert tell(later, [(rows, first)]).hidden >= first.hidden


@settings(max_examples=200, deadline=None)
@given(tables, st.data())
def test_the_difference_of_two_days_counts_five_or_nobody(rows: dict[str, Vector], data: st.DataObject):
    first = tell(rows)
    changes = st.one_of(st.just(0), st.integers(0, 9))
    later = {
        key: tuple(value + more for value, more in zip(vector, [data.draw(changes)] * 3, strict=True))
        for key, vector in rows.items()
    }
    second = tell(later, [(rows, first)])
    if first.why or second.why:
        return
    assert first.hidden <= second.hidden
    assert_hidden(added(list(later.values()), 3), later, second)
    for key in rows:
        if key not in second.hidden:
            assert all(not 0 < now - then < LEAST for now, then in zip(later[key], rows[key], strict=True))
    groups = [
        less(
            added(list(table.values()), 3),
            *(vector for key, vector in table.items() if key not in second.hidden),
        )
        for table in (rows, later)
    ]
    assert all(not 0 < now - then < LEAST for then, now in zip(*groups, strict=True))


def test_a_place_that_a_page_above_hides_does_not_give_its_neighbour_away():
    # Above, X (30) and Y (3) are hidden together: 33. X told by itself would tell Y.
    rest = (33, 60, 90)
    outcome = outcome_of(
        (30, 40, 50), [PublicRow("a", (30, 40, 50))], above=[Above(rest, others=True, name="tỉnh Đồng Tháp")]
    )
    assert "tỉnh Đồng Tháp" in outcome.why
    room = outcome_of(
        (30, 40, 50), [PublicRow("a", (30, 40, 50))], above=[Above((80, 160, 240), others=True, name="tỉnh")]
    )
    assert not room.why


def test_a_place_that_told_itself_is_no_cover_above():
    """Y must be hidden; X, which is public itself, hides nothing: Z goes with Y."""
    rows = [
        PublicRow("X", (30, 40, 50), told=((30, 40, 50),)),
        PublicRow("Y", (3, 10, 20)),
        PublicRow("Z", (60, 80, 99)),
    ]
    total = added([row.vector for row in rows], 3)
    assert outcome_of(total, rows).hidden == {"Y", "Z"}
    assert outcome_of(added([row.vector for row in rows[:2]], 3), rows[:2]).why


def test_places_below_that_told_themselves_leave_a_rest_of_five():
    """District D hides with E; of D's communes all but a small one are public."""
    rows = [
        PublicRow("D", (33, 50, 70), told_below=(30, 40, 50)),
        PublicRow("E", (1, 9, 18)),
        PublicRow("F", (60, 80, 99)),
    ]
    total = added([row.vector for row in rows], 3)
    assert outcome_of(total, rows).hidden == {"D", "E", "F"}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_rows(count: int):
    rows = [PublicRow(str(number), (10 * number + 3, 60, 90)) for number in range(count)]
    total = added([row.vector for row in rows], 3)
    outcome = outcome_of(total, rows)
    assert_hidden(total, {row.key: row.vector for row in rows}, outcome)


def test_what_belongs_to_no_row_is_not_told_as_the_difference():
    rows = [PublicRow("a", (30, 40, 60)), PublicRow("b", (50, 60, 80)), PublicRow("c", (70, 80, 99))]
    assert outcome_of((150, 180, 239), rows).hidden == frozenset()
    assert outcome_of((152, 182, 241), rows).hidden == {"a", "b"}
