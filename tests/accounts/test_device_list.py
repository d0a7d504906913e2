"""One's own devices, and how a session ends: by its owner, by an officer, by a new password, by time."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.devices import sessions
from hoctap.accounts.devices.rules import Limits, device_label, is_over
from hoctap.accounts.models import DeviceSession, KnownDevice
from hoctap.audit.models import Event
from tests.world import PASSWORD, World

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
HOUR = Limits(idle_seconds=3600, whole_seconds=12 * 3600)


def signed_in(login: str = "lan", agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent} if agent else None)
    assert client.post("/login/", {"login": login, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/notices/").status_code == 200


@pytest.mark.parametrize(
    ("started", "seen", "over"),
    [
        (0, 0, False),
        (10, 3599, False),
        (10, 3600, True),
        (12 * 3600, 5, True),
        (-400, -400, True),
        (-60, -60, False),
    ],
)
def test_a_session_ends_by_idleness_by_age_and_when_the_clock_went_back(started: int, seen: int, over: bool):
    now = 1_000_000
    assert is_over(now - started, now - seen, now, HOUR) is over


def test_a_browser_is_named_as_people_name_it():
    assert device_label(PHONE) == "Chrome, Android"
    assert device_label("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114") == "Cốc Cốc, Windows"
    assert device_label("") == "Trình duyệt khác"


def test_lan_sees_her_two_devices_and_signs_the_other_out(world: World):
    office, phone = signed_in(), signed_in(agent=PHONE)
    body = office.get("/devices/").content.decode()
    assert "Chrome, Android" in body
    assert body.count("Đang đăng nhập") == 2
    assert "(máy này)" in body
    other = KnownDevice.objects.get(label="Chrome, Android")
    assert office.post(reverse("device_end", args=[other.pk]))["Location"] == "/devices/"
    assert is_in(office)
    assert not is_in(phone)
    assert Event.objects.filter(what="accounts.device.ended", actor_id=str(world.lan.pk)).exists()


def test_all_others_go_and_this_one_stays(world: World):
    here = signed_in()
    others = [signed_in(agent=PHONE), signed_in()]
    here.post(reverse("device_end_others"))
    assert is_in(here)
    assert not any(is_in(client) for client in others)
    assert (
        "Không có thiết bị nào khác" in here.post(reverse("device_end_others"), follow=True).content.decode()
    )


@pytest.mark.parametrize("name", ["device_end", "device_end_others"])
def test_long_after_signing_in_the_password_is_asked_before_a_device_is_signed_out(world: World, name: str):
    office, phone = signed_in(), signed_in(agent=PHONE)
    session = office.session
    session.pop("account_authentication_methods")  # as if signed in long ago
    session.save()
    other = KnownDevice.objects.get(label="Chrome, Android")
    asked = office.post(reverse(name, args=[other.pk] if name == "device_end" else []))["Location"]
    assert asked.startswith("/confirm-password/")
    typed = {"next": asked.partition("next=")[2].replace("%2F", "/")}
    office.post(asked, {**typed, "password": "sai"})
    assert is_in(phone)
    assert office.post(asked, {**typed, "password": PASSWORD})["Location"] == "/devices/"
    assert not is_in(phone)
    assert is_in(office)


def test_somebody_elses_device_does_not_exist_here(world: World):
    signed_in("oanh")
    device = KnownDevice.objects.get(user=world.oanh)
    assert signed_in().post(reverse("device_end", args=[device.pk])).status_code == 404
    assert KnownDevice.objects.filter(pk=device.pk).exists()


def test_the_second_sign_in_in_a_browser_is_the_same_device(world: World):
    client = signed_in()
    client.post("/logout/")
    client.post("/login/", {"login": "lan", "password": PASSWORD})
    assert KnownDevice.objects.filter(user=world.lan).count() == 1
    assert DeviceSession.objects.count() == 1


def test_the_officer_ends_everything_somebody_in_reach_has_open(world: World, client: Client):
    hungs = signed_in("hung")
    client.force_login(world.admin)
    page = f"/accounts/{world.hung.pk}/"
    assert "Đang đăng nhập trên 1 thiết bị" in client.get(page).content.decode()
    client.post(reverse("account_end_sessions", args=[world.hung.pk]))
    assert not is_in(hungs)
    assert not KnownDevice.objects.filter(user=world.hung).exists()
    assert Event.objects.filter(what="accounts.sessions.ended").exists()


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one_known(world: World):
    here, elsewhere = signed_in(), signed_in(agent=PHONE)
    new = "ruong-lua-chin-vang"
    here.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(here)
    assert not is_in(elsewhere)
    here.get("/devices/")
    assert DeviceSession.objects.filter(session_key=here.session.session_key).exists()


def test_a_planted_session_key_is_worth_nothing_after_signing_in(world: World, client: Client):
    client.get("/login/?next=/")
    session = client.session
    session["x"] = 1
    session.save()
    planted = session.session_key
    client.post("/login/", {"login": "lan", "password": PASSWORD})
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)


@pytest.mark.parametrize(
    ("login", "idle_minutes", "hours"), [("lan", 3 * 24 * 60, 14 * 24), ("minh", 60, 12), ("quan", 60, 12)]
)
def test_time_ends_a_session_sooner_for_who_signs_or_gives_rights(
    world: World, login: str, idle_minutes: int, hours: int
):
    for started, seen, stays in [
        (10, idle_minutes * 60 - 60, True),
        (10, idle_minutes * 60 + 1, False),
        (hours * 3600 + 1, 5, False),
    ]:
        client = signed_in(login)
        session = client.session
        now = int(time.time())
        session[sessions.STARTED], session[sessions.SEEN] = now - max(started, seen), now - seen
        session.save()
        assert is_in(client) is stays
    answer = client.get("/login/?next=/notices/")
    assert "hết thời gian" in answer.content.decode()


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(world: World):
    cookie = signed_in().cookies["hoctap_devices"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    token = cookie.value.split(":")[0]
    assert token not in KnownDevice.objects.get(user=world.lan).token_hash


def test_the_list_asks_a_fixed_number_of_questions(world: World, django_assert_max_num_queries):
    here = signed_in()
    for _ in range(6):
        signed_in(agent=PHONE)
    with django_assert_max_num_queries(12):
        here.get("/devices/")
