"""Vocational classes and technology transfer of a year, with what came of them."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning.models import LearnerOutcome, VocationalClass
from hoctap.learning.outcomes.queries import added_up, trainings
from hoctap.learning.outcomes.work import work_items
from tests.learning.club_hands import YESTERDAY, learner, taught
from tests.learning.outcome_examples import shown, trained
from tests.world import World

URL = f"/vocational/?year={YESTERDAY.year}"


@pytest.mark.requirement("S4-61", "S0-32", "S0-35")
def test_crafts_minority_areas_and_transfers_are_told_apart(world: World, director: User, client: Client):
    one, two = (
        trained(taught(world.hamlet, title="Lớp đan lát")),
        shown(taught(world.hamlet_2, title="Lớp lúa")),
    )
    VocationalClass.objects.filter(activity=one).update(is_craft=True, in_minority_area=True)
    two.transfer.households = 35
    two.transfer.save()
    taught(world.hamlet, code="crops", title="Lớp chưa ghi rõ")
    taught(world.hamlet, code="law-dissemination", title="Lớp pháp luật")
    trained(taught(world.other_hamlet, title="Lớp xã bên"))
    told = added_up(trainings(world.actor(director), YESTERDAY.year))
    assert (told.classes, told.crafts, told.minority, told.retraining, told.transfers, told.households) == (
        1, 1, 1, 0, 1, 35,
    )  # fmt: skip
    client.force_login(director)
    page = client.get(URL).text
    for words in ("Lớp đan lát", "Lớp lúa", "Lớp chưa ghi rõ", "nghề truyền thống", "35 hộ"):
        assert words in page
    assert "Lớp pháp luật" not in page
    assert "Lớp xã bên" not in page
    client.force_login(world.hung)
    assert "/outcomes/" not in client.get(URL).text


def test_results_are_dashes_until_somebody_asked(world: World, director: User):
    activity = trained(taught(world.hamlet))
    one, two = learner(activity, full_name="Một"), learner(activity, full_name="Hai")
    by = world.actor(director)
    assert trainings(by, YESTERDAY.year)[0].results.working is None
    for row, works in ((one, True), (two, False)):
        LearnerOutcome.objects.create(
            attendance=row, has_finished=True, has_work=works, as_of=YESTERDAY, recorded_by="x"
        )
    results = trainings(by, YESTERDAY.year)[0].results
    assert (results.finished, results.working, results.certified) == (2, 1, None)


def test_a_class_that_ended_long_ago_waits_for_somebody_to_ask(world: World, director: User):
    long_ago = today() - dt.timedelta(days=120)
    activity = trained(taught(world.hamlet, on=long_ago, title="Lớp cũ"))
    trained(taught(world.hamlet, title="Lớp mới"))
    assert [one.title for one in work_items(world.actor(director))] == [
        "Lớp cũ: chưa hỏi việc làm sau đào tạo"
    ]
    assert work_items(world.actor(world.oanh)) == work_items(world.actor(world.hung)) == []
    LearnerOutcome.objects.create(
        attendance=learner(activity), has_work=False, as_of=YESTERDAY, recorded_by="x"
    )
    assert work_items(world.actor(director)) == []


def test_a_longer_list_takes_no_more_queries(world: World, director: User, client: Client):
    learner(trained(taught(world.hamlet)))
    client.force_login(director)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(5):
        learner(trained(taught(world.hamlet_2, title=f"Lớp {number}")))
        taught(world.hamlet_2, title=f"Lớp chưa rõ {number}")
    with CaptureQueriesContext(connection) as many:
        assert "Lớp 4" in client.get(URL).text
    assert len(many) <= len(few)
