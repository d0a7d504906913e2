"""International cooperation of one's places."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.partners import actions
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/partners/exchanges/"


def test_each_sees_those_of_his_places_in_as_many_queries(world: World, director: User, centre: Centre):
    def add(name: str) -> None:
        actions.add_exchange(
            world.commune,
            kind="exchange",
            partner_name=name,
            country="Lào",
            topic="Làng học tập",
            from_on=dt.date(2026, 3, 1),
            by=world.actor(director),
        )

    add("Đoàn Một")
    client = sign_in(director)
    before = queries_of(client, f"{HERE}?centre={centre.pk}")
    add("Đoàn Hai")
    assert queries_of(client, f"{HERE}?centre={centre.pk}") == before
    assert "Đoàn Hai" in shown(sign_in(world.bich).get(HERE))
    assert "Đoàn Hai" not in shown(sign_in(world.oanh).get(HERE))
    assert "Đoàn Hai" not in shown(sign_in(world.hung).get(HERE))
