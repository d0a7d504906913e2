"""Activities: each body finds what it took part in, the commune finds each once."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning.activities.actions import join_activity
from hoctap.places.models import Organisation, OrganisationKind
from tests.learning.hands import activity_at, held_at
from tests.world import World, make_organisation

URL = "/centres/activities/"


@pytest.fixture
def farmers(world: World) -> Organisation:
    return make_organisation(OrganisationKind.OTHER, "Hội Nông dân xã Tân Kiều", "HND", world.commune)


@pytest.mark.requirement("S2-05", "S2-12", "S2-73")
def test_an_evening_of_three_bodies_is_in_the_list_of_each_and_once_in_that_of_the_commune(
    world: World, director: User, farmers: Organisation, client: Client
):
    evening = held_at(
        world.hamlet, world.actor(director), kind="embedded", title="Lúa hữu cơ", hosts=[farmers.name]
    )
    join_activity(evening, by=world.actor(world.lan))
    held_at(world.hamlet_2, world.actor(director), title="Huyết áp", code="health-care")
    client.force_login(world.lan)
    for body in (farmers, world.association):
        page = client.get(f"{URL}?body={body.pk}").content.decode()
        assert (page.count("Lúa hữu cơ"), page.count("Huyết áp")) == (1, 0)
    page = client.get(f"{URL}?commune={world.commune.pk}").content.decode()
    assert (page.count("Lúa hữu cơ"), page.count("Huyết áp")) == (1, 1)
    assert farmers.name in page


def test_it_narrows_by_kind_state_field_and_place(world: World, director: User, client: Client):
    by = world.actor(director)
    held_at(world.hamlet, by, title="Lúa hữu cơ")
    held_at(world.hamlet_2, by, kind="class", title="Lớp may", code="household-skills")
    activity_at(world.commune, on=today(), title="Sắp nói chuyện")
    client.force_login(director)
    field = activity_at(world.commune, code="crops", title="khác").topic.parent
    assert field is not None
    for query, shown in (
        ("kind=class", "Lớp may"),
        (f"field={field.pk}&state=held", "Lúa hữu cơ"),
        (f"place={world.hamlet_2.pk}", "Lớp may"),
        ("state=planned", "Sắp nói chuyện"),
    ):
        page = client.get(f"{URL}?{query}").content.decode()
        assert [name for name in ("Lúa hữu cơ", "Lớp may", "Sắp nói chuyện") if name in page] == [shown]
    assert "Lúa hữu cơ" not in client.get(f"{URL}?year={today().year - 1}").content.decode()


def test_what_is_over_without_a_count_is_told(world: World, director: User, client: Client):
    activity_at(world.hamlet)
    client.force_login(director)
    assert "1 buổi đã qua ngày mà chưa ghi người dự" in client.get(URL).content.decode()


def test_next_door_and_its_bodies_are_not_found(world: World, director: User, client: Client):
    held_at(world.hamlet, world.actor(director), title="Lúa hữu cơ")
    client.force_login(world.oanh)
    assert "Lúa hữu cơ" not in client.get(URL).content.decode()
    for query in (f"body={world.association.pk}", f"commune={world.commune.pk}", "body=x", "place=x"):
        assert client.get(f"{URL}?{query}").status_code == 404


def _sheet(client: Client, query: str = "") -> list[tuple[object, ...]]:
    content = client.get(f"{reverse('activity_xlsx')}{query}").content
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    return list(page.iter_rows(values_only=True))


def test_the_workbook_has_the_rows_that_the_filters_leave(
    world: World, director: User, farmers: Organisation, client: Client
):
    by = world.actor(director)
    held_at(world.hamlet, by, kind="embedded", title="=Lúa hữu cơ", hosts=[farmers.name], on=today())
    held_at(world.hamlet_2, by, title="Huyết áp", code="health-care")
    activity_at(world.commune, title="Sắp nói chuyện", on=today())
    client.force_login(director)
    assert 'href="/centres/activities/xlsx/?state=held"' in client.get(f"{URL}?state=held").content.decode()
    heads, *rows = _sheet(client)
    assert len(rows) == 3
    heads, *rows = _sheet(client, f"?body={farmers.pk}")
    row = dict(zip(heads, rows.pop(), strict=True))
    assert not rows
    assert row["Hoạt động"] == "'=Lúa hữu cơ"  # no program runs it as a formula
    assert (row["Từ ngày"], row["Nơi"], row["Xã"]) == (
        f"{today():%d/%m/%Y}",
        world.hamlet.title,
        world.commune.title,
    )
    assert farmers.name in str(row["Đơn vị"])
    assert row["Lượt người"] == 27
    planned = dict(zip(*_sheet(client, "?state=planned"), strict=True))
    assert (planned["Hoạt động"], planned["Lượt người"]) == ("Sắp nói chuyện", None)


def test_next_door_finds_none_of_it_in_the_workbook(world: World, director: User, client: Client):
    held_at(world.hamlet, world.actor(director), title="Lúa hữu cơ")
    client.force_login(world.oanh)
    assert len(_sheet(client)) == 1
    for query in (f"body={world.association.pk}", f"commune={world.commune.pk}", "place=x"):
        assert client.get(f"{URL}xlsx/?{query}").status_code == 404
    client.logout()
    assert client.get(f"{URL}xlsx/").status_code == 302


def test_a_longer_workbook_takes_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(60):
        activity_at(world.hamlet, title=f"Chuyên đề {number}")
    client.force_login(director)
    client.get(f"{URL}xlsx/")
    with django_assert_max_num_queries(10):
        assert len(_sheet(client)) == 61


def test_a_longer_list_takes_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(8):
        held_at(world.hamlet, world.actor(director), title=f"Chuyên đề {number}")
    client.force_login(director)
    client.get(URL)
    with django_assert_max_num_queries(11):
        assert "Chuyên đề 7" in client.get(URL).content.decode()
