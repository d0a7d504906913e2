"""Two communes with their seasons, walked once for all attacks; each test works on a copy and is undone."""

import zlib

import pytest

from tests.attacks.ground import SCREENS, Ground, place_others, sign_all_in, targets_of, visits_of
from tests.standing import BOTH_SEASONS, State, standing_fixture


def the_ground(state: State) -> None:
    home, away = state["season"], state["away"]
    ground = state["ground"] = Ground(home, away, place_others(home, away))
    sign_all_in(ground)


def the_visits(state: State) -> None:
    ground = state["ground"]
    state["visits"] = {name: visits_of(name, ground.home) for name in SCREENS}
    sign_all_in(ground)  # some examples end sessions


def the_targets(state: State) -> None:
    state["targets"] = targets_of(state["ground"])


ground = standing_fixture("ground", "ground", *BOTH_SEASONS, the_ground)
visits = standing_fixture("visits", "visits", *BOTH_SEASONS, the_ground, the_visits)
targets = standing_fixture("targets", "targets", *BOTH_SEASONS, the_ground, the_targets)


# What walks every address with every attacker takes minutes: each run of the tests takes a tenth of the addresses, always the
# same one, `make soak` takes all of them. (tests/test_access.py walks all addresses in every run, as owner and as outsider.)
PART = 10


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        name = parameters.get("name")
        if "tests/attacks/" in item.nodeid and isinstance(name, str) and zlib.crc32(name.encode()) % PART:
            item.add_marker(pytest.mark.soak)
