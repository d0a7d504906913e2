import pytest

from hoctap.core.actor import Actor
from hoctap.portal import rules
from hoctap.portal.models import Door
from tests.portal import hands
from tests.world import World


@pytest.fixture
def door(world: World) -> Door:
    """Of Tân Kiều: open, with every part."""
    return hands.door_at(world.commune)


@pytest.fixture
def by(world: World) -> Actor:
    return hands.everything(world.commune)


@pytest.fixture
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test types faster than a person."""
    monkeypatch.setattr(rules, "QUICKEST", -1)
