"""Who is to be won back for school: seen by those who go there."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.audit.models import Read
from hoctap.core.dates import today
from hoctap.schooling import actions, queries, work
from tests.schooling import hands
from tests.world import World

URL = "/schooling/pupils/"


@pytest.mark.requirement("S2-17", "S2-76")
def test_an_ap_sees_its_own_and_who_only_reads_figures_sees_nobody(world: World, client: Client):
    lan = world.actor(world.lan)
    hands.pupil(world.hamlet, "Lê Văn Một", by=lan)
    hands.pupil(world.hamlet_2, "Lê Văn Hai", by=lan)
    for user, sees in (
        (world.hung, {"Lê Văn Một"}),
        (world.lan, {"Lê Văn Một", "Lê Văn Hai"}),
        (world.admin, {"Lê Văn Một", "Lê Văn Hai"}),
        (world.oanh, set()),
    ):
        client.force_login(user)
        page = client.get(URL).content.decode()
        assert {one for one in ("Lê Văn Một", "Lê Văn Hai") if one in page} == sees
    assert Read.objects.filter(persons__gte=1).count() == 3, "each look at names is in the trail"
    for user in (world.minh, world.bich):
        client.force_login(user)
        assert client.get(URL).status_code == 403
    client.force_login(world.lan)
    page = client.get(URL, {"hamlet": str(world.hamlet.pk)}).content.decode()
    assert "Lê Văn Hai" not in page
    assert 'class="no-print"' in page


def test_who_was_not_visited_for_a_month_or_was_promised_a_visit_is_work(world: World):
    hung = world.actor(world.hung)
    pupil = hands.pupil(world.hamlet, by=hung)
    assert work.work_items(hung) == [], "written down today"
    actions.record_visit(
        pupil, on=today() - dt.timedelta(days=31), visitors="Trưởng ấp", outcome="undecided", by=hung
    )
    [item] = work.work_items(hung)
    assert item.title == "1 em cần đến vận động ra lớp"
    soon = today() + dt.timedelta(days=3)
    actions.record_visit(
        pupil,
        on=today() - dt.timedelta(days=30),
        visitors="Trưởng ấp",
        outcome="agreed",
        next_on=soon,
        by=hung,
    )
    assert work.work_items(hung) == []
    assert work.work_items(world.actor(world.minh)) == []
    assert queries.due_count(world.actor(world.oanh)) == 0


def test_a_longer_list_takes_no_more_queries(world: World, client: Client):
    by = world.actor(world.lan)
    hands.pupil(world.hamlet, "Em 0", by=by)
    client.force_login(world.lan)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(1, 6):
        hands.pupil(world.hamlet_2, f"Em {number}", by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
