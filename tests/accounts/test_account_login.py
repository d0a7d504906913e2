"""Signing in by phone or name, and what is said when it fails."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.accounts.sign_in import normal_phone
from tests.world import PASSWORD, World


def sign_in(client: Client, login: str, password: str = PASSWORD):
    return client.post("/login/", {"login": login, "password": password})


@pytest.mark.parametrize("typed", ["lan", "LAN", " lan ", "0912345678", "0912 345 678", "+84 912.345.678"])
def test_lan_signs_in_with_her_name_or_her_phone_however_she_writes_it(
    world: World, client: Client, typed: str
):
    User.objects.filter(pk=world.lan.pk).update(phone="0912345678")
    response = sign_in(client, typed)
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(world.lan.pk)


def test_a_wrong_password_and_an_unknown_name_get_the_same_words_and_the_cure(world: World, client: Client):
    wrong = sign_in(client, "lan", "sai-mat-khau").content.decode()
    unknown = sign_in(client, "khong-co", "sai-mat-khau").content.decode()
    for body in (wrong, unknown):
        assert "mật khẩu chưa đúng" in body
        assert "nhờ người quản trị của xã cấp phiếu mới" in body
    assert "_auth_user_id" not in client.session


def test_the_page_names_its_fields_and_offers_no_sign_up_and_no_mail(world: World, client: Client):
    body = client.get("/login/").content.decode()
    assert "Số điện thoại hoặc tên đăng nhập" in body
    for word in ("signup", "Sign", "mail", "reset"):
        assert word not in body


def test_empty_fields_are_named(world: World, client: Client):
    body = client.post("/login/", {"login": "", "password": ""}).content.decode()
    assert "Hãy ghi số điện thoại hoặc tên đăng nhập." in body
    assert "Hãy ghi mật khẩu." in body


def test_after_ten_wrong_passwords_the_eleventh_waits(world: World, client: Client):
    cache.clear()
    for _ in range(10):
        sign_in(client, "lan", "sai-mat-khau")
    assert "tạm dừng" in sign_in(client, "lan").content.decode()
    assert "_auth_user_id" not in client.session
    cache.clear()


def test_a_locked_account_does_not_sign_in(world: World, client: Client):
    User.objects.filter(pk=world.lan.pk).update(is_active=False)
    assert "mật khẩu chưa đúng" in sign_in(client, "lan").content.decode()


def test_after_signing_in_one_comes_back_to_the_page_that_was_asked_for(world: World, client: Client):
    response = client.get("/households/?year=2024")
    assert response["Location"] == "/login/?next=/households/%3Fyear%3D2024"
    page = client.get(response["Location"]).content.decode()
    assert 'value="/households/?year=2024"' in page
    done = client.post("/login/", {"login": "lan", "password": PASSWORD, "next": "/households/?year=2024"})
    assert done["Location"] == "/households/?year=2024"
    elsewhere = Client().post(
        "/login/", {"login": "lan", "password": PASSWORD, "next": "https://example.org/"}
    )
    assert elsewhere["Location"] == "/"


def test_signing_out_is_a_post_and_ends_the_session(world: World, client: Client):
    client.force_login(world.lan)
    assert client.get(reverse("account_logout")).status_code == 405
    assert client.post(reverse("account_logout"))["Location"] == "/login/"
    assert "_auth_user_id" not in client.session


def test_what_is_no_phone_number_is_none():
    assert normal_phone("0912345678") == "0912345678"
    assert normal_phone("12345") == ""
    assert normal_phone("lan") == ""
