"""A stranger who tries passwords shuts out strangers, never the owner; and he cannot choose his address."""

import time

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from hoctap.accounts import lockout
from hoctap.accounts.devices import cookies
from hoctap.accounts.models import KnownDevice, User
from hoctap.accounts.sign_in import client_address
from hoctap.audit.models import Event
from tests.world import PASSWORD, World


@pytest.fixture(autouse=True)
def no_tries_yet(db: None, settings):
    # A quick hash: what is counted here are tries, not their cost.
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [quick, "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, password: str = PASSWORD, login: str = "lan", **headers: str) -> bool:
    client.post("/login/", {"login": login, "password": password}, **headers)
    return "_auth_user_id" in client.session


def known_machine(login: str = "lan") -> Client:
    client = Client()
    assert sign_in(client, login=login)
    client.post("/logout/")
    assert "_auth_user_id" not in client.session
    return client


def attack(tries: int, login: str = "lan", client: Client | None = None) -> str:
    client = client or Client()
    body = ""
    for turn in range(tries):
        answer = client.post(
            "/login/",
            {"login": login, "password": f"doan-{turn}"},
            REMOTE_ADDR=f"198.51.100.{turn % 200 + 1}",
        )
        body = answer.content.decode()
    return body


def test_attack_the_stranger_waits_and_lan_on_her_own_machine_comes_in(world: World):
    lans = known_machine()
    assert "tạm dừng" in attack(11)
    assert not sign_in(Client()), "a new machine waits, with the right password too"
    assert sign_in(lans)


def test_attack_from_many_addresses_is_stopped_all_the_same(world: World):
    assert "tạm dừng" in attack(40)


def test_waiting_does_not_tell_whether_a_name_exists(world: World):
    real, invented = attack(11, "lan"), attack(11, "khong-co-ai")
    assert "tạm dừng" in real
    assert "tạm dừng" in invented


def test_a_telephone_number_is_one_however_it_is_written(world: World):
    User.objects.filter(pk=world.lan.pk).update(phone="0912345678")
    attack(5, "0912 345 678")
    assert "tạm dừng" in attack(6, "+84912345678")


def test_her_own_mistakes_on_her_machine_count_for_that_machine(world: World):
    lans = known_machine()
    assert "tạm dừng" in attack(11, client=lans)
    assert sign_in(Client()), "elsewhere nobody has tried"


def test_a_cookie_of_the_attackers_own_account_does_not_make_him_known_to_lan(world: World):
    attacker = known_machine("oanh")
    assert "tạm dừng" in attack(11, client=attacker)
    lans = known_machine(
        "hung"
    )  # a machine of Hùng's, and strangers have used up their tries at Lan's account
    assert not sign_in(lans)


def test_a_planted_cookie_never_becomes_hers(world: World):
    attacker = known_machine("oanh")
    planted = Client()
    planted.cookies[cookies.NAME] = attacker.cookies[cookies.NAME].value
    assert sign_in(planted)
    assert "tạm dừng" in attack(11, client=attacker)
    assert not sign_in(attacker)


def test_a_cookie_that_was_written_by_hand_counts_for_nothing(world: World):
    device = Client()
    device.cookies[cookies.NAME] = "AAAAAAAAAAAAAAAAAAAAAA:1tE:forged"
    assert "tạm dừng" in attack(11, client=device)


def test_a_shared_machine_is_known_to_each_who_signed_in_there(world: World):
    shared = known_machine("hung")
    assert sign_in(shared, login="lan")
    shared.post("/logout/")
    attack(11)
    attack(11, "hung")
    assert sign_in(shared, login="hung")
    shared.post("/logout/")
    assert sign_in(shared, login="lan")
    assert KnownDevice.objects.count() == 2


def test_right_passwords_use_up_nothing(world: World):
    for _ in range(15):
        assert sign_in(Client())


def test_sixty_a_day_is_the_end_for_strangers(world: World, monkeypatch: pytest.MonkeyPatch):
    clock = [time.time()]
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: clock[0])
    request = RequestFactory().post("/login/")
    taken = 0
    for turn in range(300):
        clock[0] += 60
        request.META["REMOTE_ADDR"] = f"198.51.100.{turn % 250 + 1}"
        taken += lockout.take_a_try(request, "lan", world.lan) is not None
    assert taken == 60


def test_one_address_that_tries_many_names_waits(world: World):
    request = RequestFactory().post("/login/", REMOTE_ADDR="198.51.100.9")
    taken = [lockout.take_a_try(request, f"ten{turn}", None) is not None for turn in range(61)]
    assert taken == [True] * 60 + [False]


def test_the_officer_sees_it_and_lets_the_person_try(world: World, client: Client):
    attack(11, "hung")
    client.force_login(world.admin)
    page = f"/accounts/{world.hung.pk}/"
    assert "Cho thử đăng nhập lại" in client.get(page).content.decode()
    client.post(reverse("account_lift", args=[world.hung.pk]))
    assert Event.objects.filter(what="accounts.lockout.lifted").exists()
    assert "Cho thử đăng nhập lại" not in client.get(page).content.decode()
    assert sign_in(Client(), login="hung")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "198.51.100.1"),
        (0, "", "198.51.100.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "1.2.3.4, 203.0.113.5", "203.0.113.5"),
        (2, "1.2.3.4, 203.0.113.5, 192.0.2.1", "203.0.113.5"),
        (2, "203.0.113.5", "198.51.100.1"),
        (1, "khong-phai-dia-chi", "198.51.100.1"),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_address_is_the_one_our_own_proxies_wrote(settings, proxies: int, forwarded: str, address: str):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", **headers)) == address


def test_an_attacker_who_forges_addresses_is_still_one_address(settings, world: World):
    settings.TRUSTED_PROXIES = 1
    taken = []
    for turn in range(61):
        forged = RequestFactory().post("/login/", HTTP_X_FORWARDED_FOR=f"192.0.2.{turn}, 203.0.113.5")
        taken.append(lockout.take_a_try(forged, f"ten{turn}", None) is not None)
    assert taken == [True] * 60 + [False]
