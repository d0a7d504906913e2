"""A figure opens to the activities it was counted from."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.learning.models import Activity
from hoctap.partners import actions
from hoctap.partners.models import Commitment, Partner
from tests.centres.hands import topic
from tests.partners.hands import held
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_the_activities_stand_there_and_others_do_not_find_it(world: World, director: User, farmers: Partner):
    actions.record_commitments(
        world.commune, 2026, [actions.Promise(1, farmers, topic(), 2)], by=world.actor(director)
    )
    one = Commitment.objects.get()
    held(world.hamlet, farmers.name, on=dt.date(2026, 3, 1), title="Chăm sóc sen", people=18)
    address = f"/partners/commitments/{one.pk}/"
    page = shown(sign_in(director).get(address))
    assert "Chăm sóc sen" in page
    assert "18 lượt người dự" in page
    activity = f"/centres/activities/{Activity.objects.get().pk}/"
    assert f'href="{activity}"' in page
    assert sign_in(director).get(activity).status_code == 200
    assert sign_in(world.hung).get(address).status_code == 404
    assert sign_in(world.oanh).get(address).status_code == 404
