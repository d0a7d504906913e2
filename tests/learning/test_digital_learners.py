"""Which share of who learns learned digital skills."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import User
from hoctap.plans.indicators import figure_providers, indicators
from tests.learning.club_hands import YESTERDAY, counted, learner, taught, worker
from tests.world import World

YEAR = YESTERDAY.year
CODE = "learners.digital"


@pytest.mark.requirement("S3-50")
def test_each_learner_is_counted_once_among_all_who_learned(world: World):
    bền, nở = worker(world.hamlet, "Lê Văn Bền"), worker(world.hamlet_2, "Trần Thị Nở")
    phone, portal = (taught(world.hamlet, code=code) for code in ("digital-skills", "digital"))
    rice = taught(world.commune, code="crops")
    for activity, person in ((phone, bền), (portal, bền), (rice, bền), (rice, nở)):
        learner(activity, person)
    learner(rice, full_name="Người nơi khác", from_where="xã Hưng Thạnh")
    away = worker(world.other_hamlet, "Ngô Thị Xa")
    learner(taught(world.other_hamlet, code="digital-skills"), away)
    found = figure_providers[CODE]([world.commune.pk, world.district.pk, world.other_commune.pk], YEAR)
    here = found[world.commune.pk]
    assert (here.numerator, here.denominator, here.value) == (1, 2, Decimal("50.00"))
    assert "mỗi người một lần" in here.source
    assert found[world.other_commune.pk].value == 100
    whole = found[world.district.pk]
    assert (whole.numerator, whole.denominator) == (2, 3)
    assert "2/2 xã có số liệu" in whole.source
    assert indicators[CODE].kind == "percent"


def test_who_is_counted_by_heads_or_struck_off_is_nobody_here(world: World, director: User):
    session = taught(world.hamlet, code="digital-skills").sessions.get()
    counted(session, 30, director)
    assert figure_providers[CODE]([world.commune.pk], YEAR) == {}
    rice = taught(world.hamlet, code="crops")
    row = learner(rice, worker(world.hamlet, "Lê Văn Bền"))
    assert figure_providers[CODE]([world.commune.pk], YEAR)[world.commune.pk].value == 0
    row.removed_at, row.removed_why = row.taken_at, "ghi nhầm"
    row.save()
    assert figure_providers[CODE]([world.commune.pk], YEAR) == {}
    assert figure_providers[CODE]([world.commune.pk], YEAR - 1) == {}


def test_the_number_of_queries_does_not_grow(world: World):
    for place in (world.hamlet, world.other_hamlet):
        learner(taught(place, code="digital-skills"), worker(place, f"Lê {place.name}"))
    counts = []
    for places in ([world.commune.pk], [world.commune.pk, world.other_commune.pk, world.district.pk]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            figure_providers[CODE](places, YEAR)
        counts.append(len(asked))
    assert counts == [3, 3]
