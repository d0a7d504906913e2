"""The second step of signing in: real codes, each once; recovery codes, each once; and nothing before the password."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.accounts.codes import SECRET, code_now, put_app
from tests.world import PASSWORD, World

STEP = "/login/second-factor/"


@pytest.fixture(autouse=True)
def no_codes_used(db: None):
    cache.clear()
    yield
    cache.clear()


def past_the_password(login: str = "minh") -> Client:
    client = Client()
    assert client.post("/login/", {"login": login, "password": PASSWORD})["Location"] == STEP
    return client


def is_in(client: Client) -> bool:
    return client.get("/notices/").status_code == 200


def test_minh_signs_in_with_password_and_code(world: World):
    put_app(world.minh)
    client = past_the_password()
    assert not is_in(client), "the password alone opens nothing"
    assert "Xác thực lớp thứ hai" in client.get(STEP).content.decode()
    assert client.post(STEP, {"code": code_now(SECRET)}).status_code == 302
    assert is_in(client)


def test_a_wrong_code_is_refused_with_its_cure_and_an_empty_one_too(world: World):
    put_app(world.minh)
    client = past_the_password()
    wrong = client.post(STEP, {"code": "000000" if code_now(SECRET) != "000000" else "000001"})
    assert wrong.status_code == 422
    assert "giờ của điện thoại" in wrong.content.decode()
    assert "Hãy ghi mã xác thực" in client.post(STEP, {"code": ""}).content.decode()
    assert not is_in(client)


def test_a_code_that_was_seen_over_the_shoulder_does_not_work_again(world: World):
    put_app(world.minh)
    code = code_now(SECRET)
    assert past_the_password().post(STEP, {"code": code}).status_code == 302
    assert past_the_password().post(STEP, {"code": code}).status_code == 422


def test_a_code_of_a_telephone_that_is_half_a_minute_slow_works_and_an_old_one_does_not(world: World):
    put_app(world.minh)
    assert past_the_password().post(STEP, {"code": code_now(SECRET, periods_later=-3)}).status_code == 422
    assert past_the_password().post(STEP, {"code": code_now(SECRET, periods_later=-1)}).status_code == 302


def test_without_the_password_there_is_no_second_step(world: World, client: Client):
    put_app(world.minh)
    assert client.get(STEP)["Location"] == "/login/"
    assert client.post(STEP, {"code": code_now(SECRET)})["Location"] == "/login/"
    assert not is_in(client)


def test_ten_wrong_codes_and_one_waits(world: World):
    put_app(world.minh)
    client = past_the_password()
    for turn in range(10):
        client.post(STEP, {"code": f"abc{turn}"})
    assert "tạm dừng" in client.post(STEP, {"code": code_now(SECRET)}).content.decode()
    assert not is_in(client)


def test_a_recovery_code_works_once(world: World):
    client = Client()
    client.post("/login/", {"login": "minh", "password": PASSWORD})
    client.get("/second-factor/app/")
    secret = client.session["mfa.totp.secret"]
    body = client.post("/second-factor/app/", {"code": code_now(secret)}).content.decode()
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", body)
    assert len(set(codes)) == 10
    first = past_the_password()
    assert first.post(STEP, {"code": codes[0]}).status_code == 302
    assert is_in(first)
    assert past_the_password().post(STEP, {"code": codes[0]}).status_code == 422
    assert "Còn 9 mã" in first.get("/second-factor/").content.decode()
    renewed = first.post("/second-factor/codes/").content.decode()
    assert not set(codes) & set(re.findall(r"<li>(\d{4} \d{4})</li>", renewed))
    assert past_the_password().post(STEP, {"code": codes[1]}).status_code == 422


def test_nonsense_instead_of_a_key_is_refused_and_breaks_nothing(world: World):
    put_app(world.minh)
    for nonsense in (
        "",
        "{}",
        "[]",
        "null",
        '{"id": 1}',
        '"x"',
        '{"id":"a","rawId":"a","type":"x","response":{}}',
    ):
        assert past_the_password().post(STEP, {"credential": nonsense}).status_code == 422


def test_a_slip_does_not_go_around_the_second_factor(world: World):
    put_app(world.hung)
    admin = Client()
    admin.force_login(world.admin)
    body = admin.post(reverse("account_reset", args=[world.hung.pk])).content.decode()
    code = re.search(r'slip-code">([a-z0-9-]+)<', body)
    assert code
    client = Client()
    assert client.post("/login/", {"login": "hung", "password": code.group(1)})["Location"] == STEP
    assert not is_in(client)


def test_one_can_turn_back_and_sign_in_as_somebody_else(world: World):
    put_app(world.minh)
    client = past_the_password()
    assert client.get("/login/")["Location"] == STEP
    assert client.post(reverse("account_cancel"))["Location"] == "/login/"
    assert client.get("/login/").status_code == 200
    assert client.post("/login/", {"login": "lan", "password": PASSWORD})["Location"] == "/"
