"""Requests that wait, the oldest first; who waits for whom."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.surveys.models import Wish, WishBox
from hoctap.surveys.requests import actions
from hoctap.surveys.requests.rules import WishDetails
from hoctap.surveys.work import work_items
from tests.centres.hands import centre_at
from tests.world import World

URL = "/surveys/wishes/"


def _wish(world: World, by: Actor, text: str, **values: object) -> Wish:
    hamlet = values.get("hamlet", world.hamlet)
    return actions.record_wish(centre_at(world.commune), WishDetails(text), hamlet=hamlet, by=by)  # type: ignore[arg-type]


def test_the_head_sees_those_of_his_ap_and_others_none(world: World, by: Actor, client: Client):
    _wish(world, by, "Nuôi lươn không bùn")
    _wish(world, by, "Sửa xe máy", hamlet=world.hamlet_2)
    for user, first, second in (
        (world.lan, True, True),
        (world.hung, True, False),
        (world.oanh, False, False),
    ):
        client.force_login(user)
        page = client.get(URL).content.decode()
        assert ("Nuôi lươn không bùn" in page, "Sửa xe máy" in page) == (first, second)
    client.force_login(world.bich)
    assert client.get(URL).status_code == 403


@pytest.mark.requirement("S0-42")
def test_how_long_an_answer_takes_is_shown(world: World, by: Actor, client: Client):
    """Response time."""
    client.force_login(world.lan)
    assert "Thường trả lời sau: —" in client.get(URL).content.decode()
    wish = _wish(world, by, "Nuôi lươn")
    Wish.objects.filter(pk=wish.pk).update(received_on=today() - dt.timedelta(days=6))
    actions.answer_wish(wish, answer="Mở lớp ngày 3", by=by)
    page = client.get(f"{URL}?state=over").content.decode()
    assert "Thường trả lời sau: 6 ngày" in page
    assert "Nuôi lươn" in page


def test_the_open_page_is_switched_by_who_runs_surveys(world: World, director: User, client: Client):
    centre = centre_at(world.commune)
    client.force_login(director)
    client.post(f"/surveys/centres/{centre.pk}/wishes/open/")
    token = WishBox.objects.get().token
    assert f"/w/{token}/" in client.get(URL).content.decode()
    client.post(f"/surveys/centres/{centre.pk}/wishes/close/")
    client.post(f"/surveys/centres/{centre.pk}/wishes/open/")
    assert WishBox.objects.get().token == token  # the sheets on the walls go on opening it
    client.force_login(world.hung)
    assert client.post(f"/surveys/centres/{centre.pk}/wishes/close/").status_code == 403


def test_what_waits_is_work_and_is_late_after_fifteen_days(world: World, by: Actor):
    wish = _wish(world, by, "Nuôi lươn")
    (item,) = [one for one in work_items(by) if "cần gì học nấy" in one.title]
    assert not item.late
    Wish.objects.filter(pk=wish.pk).update(received_on=today() - dt.timedelta(days=16))
    (item,) = [one for one in work_items(by) if "cần gì học nấy" in one.title]
    assert item.late
    assert not [one for one in work_items(world.actor(world.oanh)) if "cần gì học nấy" in one.title]


def test_a_longer_list_takes_no_more_queries(
    world: World, by: Actor, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.lan)
    _wish(world, by, "Một")
    client.get(URL)
    for number in range(5):
        _wish(world, by, f"Điều {number}")
    with django_assert_max_num_queries(14):
        client.get(URL)
