"""Typed rows on a bad line: sent twice, shuffled, cut off, late. Nothing that was acknowledged is lost, nothing is doubled.

A case is a handful of typed rows and the requests in which they arrive. Each case runs against PostgreSQL through the action that keeps
typed rows, and is rolled back. `make test` tries 2,000 of them, `make soak` 100,000.
"""

import itertools
import os
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow
from hoctap.recognition.models import Dossier
from tests import season as steps
from tests.season import Season

CASES = int(os.environ.get("HOCTAP_CASES", "2000"))
SOAK = int(os.environ.get("HOCTAP_SOAK_CASES", "100000"))
ROWS = 3

type Stored = tuple[int, bool, Decimal | None, Decimal | None, str]


@dataclass(frozen=True)
class Typed:
    """What a person typed into one row, over the version that his page showed."""

    row: int
    over: int
    registered: bool
    own: str
    hamlet: str

    @property
    def is_good(self) -> bool:
        return self.registered and "x" not in self.own + self.hamlet and "101" not in (self.own, self.hamlet)

    def values(self) -> tuple[bool, Decimal | None, Decimal | None]:
        return self.registered, _number(self.own), _number(self.hamlet)


@dataclass(frozen=True)
class Request:
    rows: tuple[Typed, ...]

    @property
    def contradicts_itself(self) -> bool:
        """One row with two different figures, over whatever version."""
        return len({one.row for one in self.rows}) < len(set(self.rows))


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text else None


_TOTAL = st.sampled_from(["", "0", "71", "79,9", "80", "92,5", "100", "101", "9x"])
_TYPED = st.builds(
    Typed,
    row=st.integers(0, ROWS - 1),
    over=st.sampled_from([1, 1, 1, 2]),
    registered=st.sampled_from([True, True, True, False]),
    own=_TOTAL,
    hamlet=_TOTAL,
)


@st.composite
def _arrivals(draw: st.DrawFn) -> list[Request]:
    """The rows as they were typed, and then as the line lets them through: part of them, again, in another order."""
    typed = draw(st.lists(_TYPED, min_size=1, max_size=3))
    requests = [Request(tuple(typed[: draw(st.integers(1, len(typed)))]))]
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        again = draw(st.permutations(typed))
        requests.append(Request(tuple(again[: draw(st.integers(1, len(again)))])))
    return requests


@dataclass(frozen=True)
class Start:
    """The list before anything is sent; each case is rolled back to it."""

    season: Season
    by: Actor
    keys: list[UUID]
    stored: dict[UUID, Stored]
    events: int
    moves: int


class Line:
    """One ấp's list at the far end of the line, and what has been acknowledged so far."""

    def __init__(self, start: Start) -> None:
        self.season, self.by, self.keys = start.season, start.by, start.keys
        self.stored = start.stored
        self.events, self.moves = start.events, start.moves

    def send(self, request: Request) -> None:
        before = self.stored
        rows = [
            TypedRow(self.keys[one.row], one.over, one.registered, one.own, one.hamlet)
            for one in request.rows
        ]
        try:
            count = actions.save_list(self.season.round, self.season.hamlet, rows, by=self.by)
        except Refused:
            self.stored = stored_of(self.season)
            assert self.stored == before, "a refused request changed something"
            assert not self._must_be_taken(request, before), "a good row over the newest version was refused"
            return
        assert not request.contradicts_itself, "one row with two figures was taken"
        self.stored = stored_of(self.season)
        assert len(self.stored) == len(before), "a row was lost or doubled"
        told = {self.keys[one.row]: one for one in request.rows}
        changed = {pk for pk in before if self.stored[pk] != before[pk]}
        assert changed <= set(told), "a row that nobody sent was changed"
        assert count == len(changed)
        for pk, one in told.items():
            assert self.stored[pk][1:4] == one.values(), "acknowledged and not there"
            if pk in changed:
                assert self.stored[pk][0] == before[pk][0] + 1 == one.over + 1, (
                    "it went over somebody's newer figures"
                )
        self.events += bool(changed)
        self.moves += sum(1 for pk in changed if self.stored[pk][4] != before[pk][4])

    def _must_be_taken(self, request: Request, before: dict[UUID, Stored]) -> bool:
        return not request.contradicts_itself and all(
            one.is_good and one.over == before[self.keys[one.row]][0] for one in request.rows
        )

    def check(self) -> None:
        events, moves = counts_of(self.season)
        assert events == self.events, "the trail tells of each change once"
        assert moves == self.moves, "each move is on record once"


def stored_of(season: Season) -> dict[UUID, Stored]:
    return {
        row[0]: (row[1], row[2] is not None, *row[3:])
        for row in Dossier.objects.filter(round=season.round).values_list(
            "pk", "version", "registered_on", "self_total", "hamlet_total", "state"
        )
    }


def counts_of(season: Season) -> tuple[int, int]:
    """Rows of the trail about the list, and moves of its dossiers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM audit_event WHERE what = 'recognition.list.saved'),"
            " (SELECT count(*) FROM recognition_state_change)"
        )
        events, moves = cursor.fetchone()
    return events, moves


@pytest.fixture
def start(opened: Season) -> Start:
    """An ấp of three families of whom nothing is entered, beside one that nobody touches."""
    season = opened
    by = season.by(season.officer)
    steps.people.add_household(season.hamlet, full_name="Kiều Thị Thứ Ba", year=steps.YEAR, by=by)
    season.dossiers = list(season.round.dossiers.filter(hamlet=season.hamlet))
    keys = [dossier.pk for dossier in season.dossiers]
    assert len(keys) == ROWS
    return Start(season, season.by(season.head), keys, stored_of(season), *counts_of(season))


def _play(start: Start, requests: list[Request]) -> None:
    with transaction.atomic():
        line = Line(start)
        for request in requests:
            line.send(request)
        line.check()
        transaction.set_rollback(True)


_LOUD: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


@settings(max_examples=CASES, derandomize=True, **_LOUD)
@given(requests=_arrivals())
def test_rows_sent_twice_shuffled_and_cut_are_kept_once(start: Start, requests: list[Request]):
    _play(start, requests)


@pytest.mark.soak
@settings(max_examples=SOAK, **_LOUD)
@given(requests=_arrivals())
def test_rows_sent_twice_shuffled_and_cut_are_kept_once_for_long(start: Start, requests: list[Request]):
    _play(start, requests)


_GOOD = st.sampled_from(["", "0", "71", "80", "92,5"])


@settings(max_examples=CASES // 20, derandomize=True, **_LOUD)
@given(
    typed=st.lists(st.tuples(_GOOD, _GOOD), min_size=ROWS, max_size=ROWS),
    order=st.permutations(range(ROWS)),
    cuts=st.sets(st.integers(1, ROWS - 1)),
)
def test_the_order_of_entry_never_matters(
    start: Start, typed: list[tuple[str, str]], order: list[int], cuts: set[int]
):
    """All at once from the top, or in any order and in any number of requests: the list is the same."""
    season = start.season

    def entered(requests: list[list[int]]) -> list[tuple[Any, ...]]:
        with transaction.atomic():
            for request in requests:
                rows = [TypedRow(season.dossiers[at].pk, 1, True, *typed[at]) for at in request]
                actions.save_list(season.round, season.hamlet, rows, by=start.by)
            found = list(
                season.round.dossiers.order_by("pk").values_list(
                    "pk", "state", "way", "self_total", "hamlet_total", "version", "registered_on"
                )
            )
            transaction.set_rollback(True)
        return found

    ends = [0, *sorted(cuts), ROWS]
    in_pieces = [order[a:b] for a, b in itertools.pairwise(ends)]
    assert entered(in_pieces) == entered([list(range(ROWS))])
