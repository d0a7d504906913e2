"""A paper that names an authority ends; what was decided by it stays."""

import datetime as dt

from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.roads import authority_for
from hoctap.core.actor import system_job
from tests.assessments import hands
from tests.assessments.test_authority_new import keeper_of
from tests.assessments.test_commune_title import hands_paper
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_ends_on_a_day_and_names_nobody_afterwards(world: World):
    named = actions.name_authority(hands.COMMUNE, world.province, hands_paper(), by=system_job("kiểm thử"))
    here = reverse("authority_end", args=[named.pk])
    keeper = sign_in(keeper_of(world))
    assert named.paper_words in shown(keeper.get(here))
    assert "phải sau ngày áp dụng" in shown(keeper.post(here, {"on": "2026-01-05"}))
    assert "phải sau ngày áp dụng" in shown(keeper.post(here, {"on": ""}))
    assert keeper.post(here, {"on": "2026-07-01"}).status_code == 302
    assert authority_for(hands.COMMUNE, world.commune, dt.date(2026, 6, 30)) is not None
    assert authority_for(hands.COMMUNE, world.commune, dt.date(2026, 7, 1)) is None
    assert sign_in(world.lan).get(here).status_code == 404
