from dataclasses import dataclass
from typing import Any

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.materials.models import Material
from tests.materials import hands
from tests.season import make_director
from tests.world import World


@dataclass
class Store:
    """A commune with those who write, review and publish. Lan of the association writes, the commune's officer reviews, Minh publishes."""

    world: World
    writer: Actor
    reviewer: Actor
    chair: Actor
    director: User

    def published(self, **changed: Any) -> Material:
        return hands.published(self.world.commune, self.writer, self.reviewer, self.chair, **changed)

    def approved(self, **changed: Any) -> Material:
        return hands.approved(self.world.commune, self.writer, self.reviewer, **changed)

    def proposed(self, **changed: Any) -> Material:
        return hands.proposed(self.world.commune, self.writer, **changed)

    def started(self, **changed: Any) -> Material:
        return hands.started(self.world.commune, self.writer, **changed)


@pytest.fixture
def store(world: World) -> Store:
    return Store(
        world,
        world.actor(world.lan),
        world.actor(world.admin),
        world.actor(world.minh),
        make_director("Đặng Thị Thu", "thu", world.commune),
    )
