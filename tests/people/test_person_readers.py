"""A citizen asks who has seen his data."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Read
from hoctap.core.dates import today
from hoctap.people import actions
from hoctap.people.reader_queries import readers_of_person
from tests.audit.trail import run
from tests.world import World, make_household


def _look(client: Client, user: object, *names: tuple[str, object]) -> None:
    client.force_login(user)  # type: ignore[arg-type]
    for name, pk in names:
        assert client.get(reverse(name, args=[pk])).status_code == 200


def test_the_officer_of_his_place_shows_who_saw_what_on_which_day(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    other = make_household(world.hamlet, "Lê Văn Khác")
    _look(client, world.lan, ("household_detail", household.pk), ("household_detail", household.pk))
    run("UPDATE audit_read SET at = '2026-03-05 16:30+00'")
    _look(client, world.hung, ("person_detail", household.head_id), ("person_detail", other.head_id))
    client.force_login(world.admin)
    body = client.get(reverse("person_readers", args=[household.head_id])).content.decode()
    for words in (
        "Ngày 05/03/2026",
        "Nguyễn Thị Lan (Chủ tịch Hội Khuyến học, Hội Khuyến học xã Tân Kiều)",
        "Trang của một hộ",
        "Trần Văn Hùng (Trưởng ấp, Ban nhân dân Ấp 1)",
        "Trang của một người",
    ):
        assert words in body
    days = readers_of_person(household.head).days
    assert [(look.who.split(" (")[0], look.times) for day in days for look in day.looks][-1] == (
        "Nguyễn Thị Lan",
        2,
    )
    assert sum(look.times for day in days for look in day.looks) == 4, "with this look of the officer"


def test_who_saw_the_row_that_was_the_same_person_saw_him(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    double = make_household(world.hamlet, "Nguyễn Văn Hỏi", birth_year=None)
    _look(client, world.hung, ("person_detail", double.head_id))
    double.head.merged_into = household.head
    double.head.save()
    assert [look.page for day in readers_of_person(household.head).days for look in day.looks] == [
        "Trang của một người"
    ]


def test_his_own_copy_of_his_data_tells_it_too(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    _look(client, world.hung, ("household_detail", household.pk))
    by = world.actor(world.admin)
    asked = actions.register_request(household.head, kind="view", received_on=today(), channel="paper", by=by)
    content = actions.export_person(asked, by=by)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = json.loads(archive.read("du-lieu.json"))["phan"]
    [part] = [part for part in parts if part["ten"] == "Ai đã xem dữ liệu"]
    [row] = part["dong"]
    assert row["Ai"] == "Trần Văn Hùng (Trưởng ấp, Ban nhân dân Ấp 1)"
    assert (row["Đã xem"], row["Số lần"]) == ("Trang của một hộ", "1")


def test_nobody_else_may_ask(client: Client, world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    url = reverse("person_readers", args=[household.head_id])
    for user, status in (
        (world.oanh, 403),
        (world.hung, 403),
        (world.minh, 403),
        (world.bich, 403),
        (world.admin, 200),
    ):
        client.force_login(user)
        assert client.get(url).status_code == status


def test_a_person_of_the_next_commune_is_not_found(client: Client, world: World):
    stranger = make_household(world.other_hamlet, "Nguyễn Văn Bên")
    client.force_login(world.admin)
    assert client.get(reverse("person_readers", args=[stranger.head_id])).status_code == 404
    assert not Read.objects.exists()


@pytest.mark.parametrize("many", [1, 30])
def test_it_takes_a_fixed_number_of_queries(
    client: Client, world: World, many: int, django_assert_num_queries
):
    household = make_household(world.hamlet, "Nguyễn Văn Hỏi")
    for _ in range(many):
        _look(client, world.hung, ("household_detail", household.pk))
    with django_assert_num_queries(2):
        readers_of_person(household.head)
