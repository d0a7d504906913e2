"""The forms from above of his places."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.reports.foreign.hands import bring
from tests.world import World

pytestmark = pytest.mark.usefixtures("district_officer")


def test_the_list_reads_its_forms_in_a_fixed_number_of_queries(world: World, client: Client):
    client.force_login(world.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("foreign_list"))
        return len(captured)

    bring(world)
    few = cost()
    for number in range(4):
        bring(world, name=f"Biểu {number}")
    assert cost() == few
