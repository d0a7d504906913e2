"""The list of changes of boundaries."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.places.boundaries import actions
from tests.boundaries import JOB, merge
from tests.season import keeper_of_province
from tests.world import World


def test_it_says_what_was_recorded_and_how_far_it_is(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    page = client.get(reverse("boundary_list")).content.decode()
    assert "Chưa ghi việc sắp xếp nào" in page
    change = merge(world)
    page = client.get(reverse("boundary_list")).content.decode()
    assert "Lập xã Phương Thịnh" in page
    assert "Bản nháp" in page
    actions.apply_change(change, by=JOB)
    page = client.get(reverse("boundary_list")).content.decode()
    assert "Đã thực hiện" in page
    assert reverse("boundary_detail", args=[change.pk]) in page


def test_the_queries_do_not_grow_with_the_changes(world: World, client: Client):
    client.force_login(keeper_of_province(world))

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("boundary_list"))
        return len(captured)

    merge(world)
    few = cost()
    for _ in range(5):
        merge(world)
    assert cost() == few


def test_an_officer_of_a_commune_has_no_such_page(world: World, client: Client):
    merge(world)
    client.force_login(world.admin)
    assert client.get(reverse("boundary_list")).status_code == 403
    assert "Sắp xếp đơn vị hành chính" not in client.get("/").content.decode()
