"""What the tests of one process stand on: a world and the steps of its season, each made once and kept under a savepoint.

A fixture of what many tests begin with is made of layers, each on top of the one before:

    scored = standing_fixture("scored", "season", a_world, *season_up_to(score_by_list))

What the next test begins with is made before its own transaction begins and stays when that is undone, so that the next but one finds it
there; each test gets a copy of the objects and of the files. A layer that cannot stand (a test that commits, a fixture asked for by its name
in the middle of a test) is made within the test, by the same functions.
"""

import itertools
import pickle
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import override_settings

from hoctap.core import cluster
from tests import season as seasons
from tests.season import Step
from tests.world import make_world

type State = dict[str, Any]
type Layer = Callable[[State], None]
"""Adds to what stands, in the database and in the objects that tests know it by."""

_FIXTURES: dict[Any, tuple[Layer, ...]] = {}
_NAMED: dict[str, tuple[Layer, ...]] = {}


def standing_fixture(name: str, gives: str, *layers: Layer, doc: str = "") -> Any:
    """A fixture that gives one object of the state after these layers."""

    def made(db: None, footing: "Footing") -> Any:
        return footing.up_to(layers)[gives]

    made.__doc__ = doc or None
    _FIXTURES[made] = _NAMED[name] = layers
    return pytest.fixture(name=name)(made)


def layers_of(item: pytest.Item) -> tuple[Layer, ...]:
    """The longest that one of the test's fixtures asks for, also one that it is going to ask for by a name among its parameters."""
    known = getattr(item, "_fixtureinfo", None)
    if known is None:
        return ()
    asked = [_FIXTURES.get(found[-1].func, ()) for found in known.name2fixturedefs.values()]
    if "request" in known.names_closure and hasattr(item, "callspec"):
        asked += [
            _NAMED[one] for one in item.callspec.params.values() if isinstance(one, str) and one in _NAMED
        ]
    return max(asked, key=len, default=())


@dataclass(frozen=True)
class _Kept:
    layer: Layer
    state: bytes
    """Pickled: ten times as quick to copy from as objects are."""
    files: Path
    savepoint: transaction.Atomic
    depth: int


class Footing:
    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, itertools.count()
        self._kept: list[_Kept] = []
        self._stood: tuple[Layer, ...] = ()
        self._copy: State = {}

    def stand_on(self, layers: Sequence[Layer]) -> None:
        """What stands beyond them is taken back, what is missing is made."""
        if not self._whole():
            self.clear()
        common = _common(layers, [kept.layer for kept in self._kept])
        self._take_back_to(common)
        for layer in layers[common:]:
            self._add(layer)
        self._stood = tuple(layers)
        self._copy = self._state() if layers else {}

    def put_files(self, folder: Path) -> None:
        if self._kept:
            shutil.copytree(self._kept[-1].files, folder, dirs_exist_ok=True)

    def up_to(self, layers: Sequence[Layer]) -> State:
        """For a test: its own copy; what does not stand is made now and undone with the test."""
        for layer in layers[_common(layers, self._stood) :]:
            layer(self._copy)
            self._stood = (*self._stood, layer)
        return self._copy

    def clear(self) -> None:
        self._take_back_to(0)
        self._stood, self._copy = (), {}

    def _add(self, layer: Layer) -> None:
        files = self._folder / str(next(self._count))
        files.mkdir()
        self.put_files(files)
        state = self._state() if self._kept else {}
        savepoint = transaction.atomic()
        savepoint.__enter__()
        kept = _Kept(layer, b"", files, savepoint, len(connection.savepoint_ids))
        self._kept.append(kept)
        try:
            with override_settings(MEDIA_ROOT=files), connection.cursor() as cursor:
                cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')
                layer(state)
                # Now, once: what waits to be checked would be checked again at the end of each test that stands on it.
                connection.check_constraints()
                cursor.execute("RESET ROLE")
            self._kept[-1] = replace(kept, state=pickle.dumps(state))
        except BaseException:
            self._take_back_to(len(self._kept) - 1)
            raise

    def _state(self) -> State:
        """A copy of its own of what stands last."""
        state: State = pickle.loads(self._kept[-1].state)
        return state

    def _take_back_to(self, height: int) -> None:
        while len(self._kept) > height:
            kept = self._kept.pop()
            transaction.set_rollback(True)
            kept.savepoint.__exit__(None, None, None)
            shutil.rmtree(kept.files, ignore_errors=True)

    def _whole(self) -> bool:
        """False after a test that closed the connection."""
        return not self._kept or (
            connection.in_atomic_block
            and not connection.closed_in_transaction
            and not connection.needs_rollback
            and len(connection.savepoint_ids) == self._kept[-1].depth
        )


def _common(one: Sequence[Layer], other: Sequence[Layer]) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] is pair[1], pairs))


# ---------------------------------------------------------------- the layers


def a_world(state: State) -> None:
    cache.clear()
    state["world"] = make_world()


def _begin(state: State) -> None:
    state["season"] = seasons.begin(state["world"])


def _layer(step: Step) -> Layer:
    def layer(state: State) -> None:
        step(state["season"])

    return layer


_STEPS = {step: _layer(step) for step in seasons.STEPS}


def season_up_to(last: Step) -> tuple[Layer, ...]:
    """What `walk(world, last=last)` does."""
    steps = seasons.STEPS[: seasons.STEPS.index(last) + 1]
    return (_begin, *(_STEPS[step] for step in steps))


def _protected(state: State) -> None:
    seasons.protect(state["season"])
    seasons.preview_import(state["season"])


def _next_door(state: State) -> None:
    away = state["away"] = seasons.walk_next_door(state["world"])
    seasons.protect(away)
    seasons.preview_import(away)


WHOLE_SEASON = (a_world, *season_up_to(seasons.STEPS[-1]), _protected)
"""To its end, with the desk of who protects data and a list that waits."""
BOTH_SEASONS = (*WHOLE_SEASON, _next_door)
"""The same next door: `state["away"]`."""


def season_fixture(name: str, last: Step, doc: str = "") -> Any:
    return standing_fixture(name, "season", a_world, *season_up_to(last), doc=doc)
