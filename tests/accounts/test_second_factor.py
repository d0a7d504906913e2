"""Who must have a second factor, how it is put away, and who takes it off somebody."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hoctap.accounts.second_factor import rules
from hoctap.audit.models import Event
from hoctap.core.permissions import Role
from tests.accounts.codes import SECRET, code_now, put_app
from tests.world import PASSWORD, World


@pytest.fixture(autouse=True)
def no_codes_used(db: None):
    cache.clear()
    yield
    cache.clear()


def signed_in(login: str) -> Client:
    client = Client()
    client.post("/login/", {"login": login, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("policy", "powerful", "has_one", "owed"),
    [
        ("required", True, False, True),
        ("required", True, True, False),
        ("required", False, False, False),
        ("offered", True, False, False),
        ("off", True, False, False),
    ],
)
def test_who_goes_nowhere_before_it_is_set_up(policy: str, powerful: bool, has_one: bool, owed: bool):
    assert rules.is_owed(policy, powerful=powerful, has_one=has_one) is owed


def test_administrators_and_signers_are_asked_and_nobody_below():
    asked = {role for role in Role if rules.is_powerful([role.value])}
    assert asked == {Role.COMMUNE_ADMIN, Role.SYSTEM_ADMIN, Role.CHAIR, Role.EDUCATION_HEAD}


@pytest.mark.parametrize("login", ["minh", "quan"])
def test_where_it_is_required_the_chair_sets_it_up_first_and_then_works(world: World, settings, login: str):
    settings.SECOND_FACTOR = "required"
    client = signed_in(login)
    for address in ("/", "/notices/", "/accounts/", "/decisions/"):
        assert client.get(address)["Location"] == "/second-factor/"
    assert "Đặt một trong hai cách" in client.get("/second-factor/").content.decode()
    client.get("/second-factor/app/")
    secret = client.session["mfa.totp.secret"]
    body = client.post("/second-factor/app/", {"code": code_now(secret)}).content.decode()
    assert body.count("<li>") >= 10
    assert client.get("/notices/").status_code == 200


@pytest.mark.parametrize(
    ("login", "policy"), [("lan", "required"), ("hung", "required"), ("minh", "offered")]
)
def test_others_and_other_installations_work_without(world: World, settings, login: str, policy: str):
    settings.SECOND_FACTOR = policy
    client = signed_in(login)
    assert client.get("/notices/").status_code == 200
    assert client.get("/second-factor/").status_code == 200


def test_the_only_one_stays_where_it_is_required(world: World, settings):
    factor = put_app(world.minh)
    client = signed_in("minh")
    client.post("/login/second-factor/", {"code": code_now(SECRET)})
    remove = reverse("second_factor_remove", args=[factor.pk])
    settings.SECOND_FACTOR = "required"
    answer = client.post(remove)
    assert answer.status_code == 422
    assert "cách duy nhất" in answer.content.decode()
    settings.SECOND_FACTOR = "offered"
    assert client.post(remove).status_code == 302
    assert not Authenticator.objects.filter(user=world.minh).exists()


def test_an_old_session_types_the_password_again_before_it_changes_anything(world: World, client: Client):
    client.force_login(world.lan)
    for name in ("second_factor_app", "second_factor_key", "second_factor_codes"):
        assert client.get(reverse(name))["Location"].startswith("/confirm-password/")
    factor = put_app(world.lan)
    remove = reverse("second_factor_remove", args=[factor.pk])
    assert client.post(remove)["Location"].startswith("/confirm-password/")
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_somebody_elses_factor_is_not_found(world: World):
    factor = put_app(world.minh)
    assert signed_in("lan").post(reverse("second_factor_remove", args=[factor.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_another_administrator_takes_it_off_on_the_spot(world: World):
    put_app(world.minh)
    minhs = signed_in("minh")
    minhs.post("/login/second-factor/", {"code": code_now(SECRET)})
    assert minhs.get("/notices/").status_code == 200
    admin = signed_in("quan")
    assert "Gỡ xác thực hai lớp" in admin.get(f"/accounts/{world.minh.pk}/").content.decode()
    admin.post(reverse("account_reset_factor", args=[world.minh.pk]))
    assert not Authenticator.objects.filter(user=world.minh).exists()
    assert minhs.get("/notices/").status_code == 302
    assert Event.objects.filter(what="accounts.second_factor.reset").exists()
    again = admin.post(reverse("account_reset_factor", args=[world.minh.pk]), follow=True)
    assert "chưa đặt xác thực hai lớp" in again.content.decode()


def test_nobody_takes_off_his_own_nor_one_next_door(world: World):
    put_app(world.oanh)
    admin = signed_in("quan")
    put_app(world.admin)
    answer = admin.post(reverse("account_reset_factor", args=[world.admin.pk]), follow=True)
    assert "Không tự gỡ" in answer.content.decode()
    assert admin.post(reverse("account_reset_factor", args=[world.oanh.pk])).status_code == 404
    assert Authenticator.objects.count() == 2


def test_the_secret_lies_encrypted_in_the_database(world: World):
    client = signed_in("minh")
    client.get("/second-factor/app/")
    secret = client.session["mfa.totp.secret"]
    client.post("/second-factor/app/", {"code": code_now(secret)})
    kept = json.dumps([factor.data for factor in Authenticator.objects.filter(user=world.minh)])
    assert secret not in kept
