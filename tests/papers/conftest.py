"""Papers that a real season left behind."""

import pytest

from tests import season as steps
from tests.season import Season
from tests.world import World


@pytest.fixture
def met(world: World) -> Season:
    """Ấp 1 held its meeting; its minutes are a draft."""
    return steps.walk(world, last=steps.hold_meeting)


@pytest.fixture
def drafted(world: World) -> Season:
    """The tờ trình is signed, the decision waits for the chair."""
    return steps.walk(world, last=steps.prepare_decision)


@pytest.fixture
def decided(world: World) -> Season:
    return steps.walk(world, last=steps.sign_decision)
