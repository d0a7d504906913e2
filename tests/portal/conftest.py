import pytest

from hoctap.core.actor import Actor
from hoctap.portal import rules
from hoctap.portal.models import Door
from tests.portal import hands
from tests.season import Season
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


@pytest.fixture
def season(whole_season: Season) -> Season:
    """Tân Kiều's: in Ấp 1 families are recognised, in Ấp 2 still open."""
    return whole_season
