"""The page that the QR of a slip opens: once, for a time, for one person, and it tells a stranger nothing."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts import actions
from hoctap.accounts.models import AccountSlip, User
from hoctap.accounts.slips import making
from hoctap.accounts.slips.rules import slip_blockers
from hoctap.audit.models import Event
from tests.world import World

OWN = {"password1": "ruong-lua-chin-vang", "password2": "ruong-lua-chin-vang"}
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def printed(world: World) -> making.IssuedSlip:
    return actions.reset_password(world.hung, by=world.actor(world.admin))


def scan(slip: making.IssuedSlip | str, client: Client | None = None):
    """The page that the QR leads to."""
    address = slip if isinstance(slip, str) else page_of(slip)
    return (client or Client()).get(address, follow=True)


def page_of(slip: making.IssuedSlip) -> str:
    return reverse("slip_open", args=[slip.token])


@pytest.mark.parametrize(
    ("changed", "usable"),
    [
        ({}, True),
        ({"used": True}, False),
        ({"void": True}, False),
        ({"account_open": False}, False),
        ({"expires_at": NOW}, False),
        ({"expires_at": NOW + dt.timedelta(seconds=1)}, True),
    ],
)
def test_a_slip_is_usable_once_in_time_while_the_account_is_open(changed: dict, usable: bool):
    known = {
        "used": False,
        "void": False,
        "expires_at": NOW + dt.timedelta(days=1),
        "now": NOW,
        "account_open": True,
    }
    assert (slip_blockers(**(known | changed)) == []) is usable


def test_hung_scans_sets_his_password_and_is_in(world: World, client: Client):
    slip = printed(world)
    page = scan(slip, client)
    assert page.redirect_chain == [("/activate/", 302)]
    assert "Trần Văn Hùng" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert client.post("/activate/", OWN)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(world.hung.pk)
    assert client.get("/notices/").status_code == 200
    hung = User.objects.get(pk=world.hung.pk)
    assert hung.check_password(OWN["password1"])
    assert not hung.check_password(slip.one_time_password)
    assert Event.objects.filter(what="accounts.slip.used", actor_id=str(hung.pk)).exists()


def test_a_used_a_replaced_an_expired_and_an_invented_slip_get_the_same_page(world: World):
    used = printed(world)
    first = Client()
    scan(used, first)
    first.post("/activate/", OWN)
    replaced, newest = printed(world), printed(world)
    AccountSlip.objects.filter(void_at=None, used_at=None).update(
        issued_at=NOW - dt.timedelta(days=20), expires_at=NOW - dt.timedelta(days=6)
    )
    bodies = set()
    for address in (*map(page_of, (used, replaced, newest)), "/activate/khong-co-phieu-nay/"):
        client = Client()
        answer = scan(address, client)
        assert answer.status_code == 404
        bodies.add(answer.content.decode().split("<main")[1])
        assert client.post("/activate/", OWN).status_code == 404
    assert len(bodies) == 1
    assert "Hùng" not in bodies.pop()


def test_the_one_time_password_dies_with_its_slip(world: World, client: Client):
    slip = printed(world)
    AccountSlip.objects.filter(void_at=None).update(
        issued_at=timezone.now() - dt.timedelta(days=20), expires_at=timezone.now() - dt.timedelta(seconds=1)
    )
    client.post("/login/", {"login": "hung", "password": slip.one_time_password})
    assert "_auth_user_id" not in client.session


def test_setting_the_password_by_hand_ends_the_qr_too(world: World, client: Client):
    slip = printed(world)
    client.post("/login/", {"login": "hung", "password": slip.one_time_password})
    client.post("/password/", {"oldpassword": slip.one_time_password, **OWN})
    assert not User.objects.get(pk=world.hung.pk).must_change_password
    assert scan(slip).status_code == 404


def test_neither_token_nor_code_is_in_the_database(world: World):
    slip = printed(world)
    kept = AccountSlip.objects.get(void_at=None)
    values = [
        str(value) for value in [*vars(kept).values(), *vars(User.objects.get(pk=world.hung.pk)).values()]
    ]
    assert not [value for value in values if slip.token in value or slip.one_time_password in value]
    assert len(slip.token) == 22  # 128 bits


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("ngan", "ngan", "8"),
        ("ruong-lua-chin", "ruong-lua-xanh", "chưa giống nhau"),
        ("MatKhau@123", "MatKhau@123", "nhiều người dùng"),
        ("", "", "Hãy ghi mật khẩu"),
    ],
)
def test_a_password_that_will_not_do_is_said_so_and_the_slip_stays_good(
    world: World, client: Client, first: str, second: str, said: str
):
    scan(printed(world), client)
    answer = client.post("/activate/", {"password1": first, "password2": second})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert client.post("/activate/", OWN).status_code == 302


def test_the_code_itself_does_not_become_ones_own_password(world: World, client: Client):
    slip = printed(world)
    scan(slip, client)
    typed = {"password1": slip.one_time_password, "password2": slip.one_time_password}
    assert "phải khác" in client.post("/activate/", typed).content.decode()


def test_thirty_guesses_a_minute_from_one_address(world: World, client: Client):
    cache.clear()
    answers = {client.get(f"/activate/doan-{turn}/").status_code for turn in range(30)}
    assert answers == {302}
    assert client.get("/activate/doan-31/").status_code == 429
    cache.clear()


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(world: World, client: Client):
    client.get("/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    scan(printed(world), client)
    client.post("/activate/", OWN)
    assert client.session.session_key != before
    assert "planted" not in client.session


def test_without_a_slip_there_is_nothing_to_set(db: None, client: Client):
    assert client.get("/activate/")["Location"] == "/login/"
    assert client.post("/activate/", OWN)["Location"] == "/login/"


def test_a_slip_in_the_hands_of_somebody_signed_in_is_still_the_other_persons(world: World, client: Client):
    client.force_login(world.lan)
    scan(printed(world), client)
    client.post("/activate/", OWN)
    assert client.session["_auth_user_id"] == str(world.hung.pk)
    assert User.objects.get(pk=world.lan.pk).password == world.lan.password


def test_the_paper_has_a_qr_that_the_policy_lets_stand(world: World, client: Client):
    client.force_login(world.admin)
    body = client.post(reverse("account_reset", args=[world.hung.pk])).content.decode()
    svg = re.search(r'<svg class="qr".*?</svg>', body, re.DOTALL)
    assert svg
    assert not re.search(r"style=|data:|<script", svg.group())
    assert "Dùng một lần, đến hết" in body
