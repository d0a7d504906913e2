"""The people of Tân Kiều who rank its centre, as a fixture of the tests that import it."""

from dataclasses import dataclass

import pytest

from hoctap.accounts.models import User
from hoctap.assessments.models import Ranking, RankingDecision
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from tests.assessments import ranking_hands as hands
from tests.centres.hands import centre_at
from tests.season import make_director
from tests.world import World


@dataclass
class Bench:
    world: World
    centre: Centre
    director: User

    def by(self, user: User) -> Actor:
        return self.world.actor(user)

    @property
    def own(self) -> Actor:
        return self.by(self.director)

    def opened(self, year: int = 2025) -> Ranking:
        return hands.opened(self.centre, self.own, year)

    def submitted(self, year: int = 2025) -> Ranking:
        return hands.submitted(self.centre, self.own, year)

    def confirmed(self, year: int = 2025) -> Ranking:
        return hands.confirmed(self.centre, self.own, self.by(self.world.minh), year)

    def inspected(self, year: int = 2025) -> Ranking:
        return hands.inspected(self.centre, self.own, self.by(self.world.minh), self.by(self.world.lan), year)

    def drafted(self, year: int = 2025) -> RankingDecision:
        return hands.drafted(self.centre, self.own, self.by(self.world.minh), self.by(self.world.lan), year)


@pytest.fixture
def bench(world: World) -> Bench:
    director = make_director("Đặng Thị Thu", "thu", world.commune)
    return Bench(world, centre_at(world.commune), director)
