"""Sessions and passwords: what an attacker who planted, kept or guessed something gets."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, ScryptPasswordHasher
from django.core.cache import cache
from django.test import Client
from django.utils.html import escape

from hoctap.accounts import actions as accounts
from hoctap.accounts import rules
from hoctap.accounts.models import User
from tests.attacks.ground import (
    SCREENS,
    Ground,
    address_of,
    answers_to_owners,
    client_of,
    forms_in,
    go,
    likeness,
    undone,
    visits_of,
)
from tests.examples import Visit
from tests.world import PASSWORD

WRONG = "khong-phai-mat-khau"


def test_a_session_planted_before_signing_in_is_worth_nothing_after(ground: Ground):
    client = Client()
    client.get("/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    token = client.cookies["csrftoken"].value
    _sign_in(client, ground.home.officer)
    assert client.cookies["sessionid"].value != planted
    assert client.cookies["csrftoken"].value != token
    assert _is_turned_away(_with_cookie(planted))


def test_a_key_that_the_server_never_gave_opens_no_session(ground: Ground):
    client = _with_cookie("a" * 32)
    _sign_in(client, ground.home.officer)
    assert client.cookies["sessionid"].value != "a" * 32


def test_after_signing_out_the_cookie_of_before_is_dead(ground: Ground):
    client = Client()
    _sign_in(client, ground.home.officer)
    kept = client.cookies["sessionid"].value
    assert client.get("/").status_code == 200
    client.post("/logout/")
    assert _is_turned_away(_with_cookie(kept))
    assert _is_turned_away(client)


def test_signing_out_here_does_not_sign_out_there(ground: Ground):
    here, there = Client(), Client()
    _sign_in(here, ground.home.officer)
    _sign_in(there, ground.home.officer)
    assert here.cookies["sessionid"].value != there.cookies["sessionid"].value
    here.post("/logout/")
    assert there.get("/").status_code == 200


def test_a_new_password_ends_the_sessions_elsewhere(ground: Ground):
    here, there = Client(), Client()
    _sign_in(here, ground.home.officer)
    _sign_in(there, ground.home.officer)
    new = "con-duong-dai-99"
    assert (
        here.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code
        == 302
    )
    assert here.get("/").status_code == 200
    assert _is_turned_away(there)


@pytest.mark.parametrize("act", [accounts.reset_password, accounts.deactivate_account])
def test_a_password_given_anew_and_a_locked_account_end_every_session(act: Any, ground: Ground):
    client = Client()
    _sign_in(client, ground.home.head)
    act(ground.home.head, by=ground.home.by(ground.home.admin))
    assert _is_turned_away(client)


def test_a_position_that_ended_gives_nothing_from_the_next_request_on(ground: Ground):
    client = Client()
    client.force_login(ground.home.head)
    assert client.get("/households/").status_code == 200
    capacity = ground.home.head.capacities.get()
    accounts.end_capacity(capacity, by=ground.home.by(ground.home.admin))
    assert client.get("/households/").status_code == 403


def test_the_position_of_somebody_else_cannot_be_chosen(ground: Ground):
    client = Client()
    client.force_login(ground.away.officer)
    others = ground.home.officer.capacities.get()
    assert client.post("/capacity/", {"capacity": str(others.pk)}).status_code == 422
    session = client.session
    session["capacity_id"] = str(others.pk)
    session.save()
    visit = visits_of("household_detail", ground.home)[0]
    assert go(client, "household_detail", visit).status_code == 404


def test_cookies_are_unreadable_for_scripts_and_stay_on_this_site(ground: Ground):
    client = Client()
    client.get("/login/")
    _sign_in(client, ground.home.officer)
    for name in ("sessionid", "csrftoken", "hoctap_devices"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
        assert not client.cookies[name]["domain"]
    assert set(client.cookies) <= {"sessionid", "csrftoken", "messages", "hoctap_devices"}


def test_no_address_takes_or_tells_the_key_of_a_session(ground: Ground, visits: dict[str, list[Visit]]):
    client = Client()
    _sign_in(client, ground.home.officer)
    key = client.cookies["sessionid"].value
    assert _is_turned_away(Client(), f"/?sessionid={key}")
    for name, screen in SCREENS.items():
        if screen.is_read and screen.app:
            with undone():
                answer = go(client, name, visits[name][0])
            assert key not in (answer.getvalue() if answer.streaming else answer.content).decode(
                "utf-8", "replace"
            )


# ---------------------------------------------------------------- guessing


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time a password is hashed, by the name of the hasher: it is nearly all the work of signing in."""
    done: list[str] = []
    for hasher in (ScryptPasswordHasher, PBKDF2PasswordHasher):
        real = hasher.encode

        def encode(self: Any, *args: Any, real: Any = real, **kwargs: Any) -> str:
            done.append(self.algorithm)
            return real(self, *args, **kwargs)

        monkeypatch.setattr(hasher, "encode", encode)
    return done


def test_nobody_learns_from_the_sign_in_page_who_has_an_account(ground: Ground, hashed: list[str]):
    """Known, locked, unknown, a phone number: one answer, and the same work behind it."""
    for number, user in enumerate((ground.home.officer, ground.others["locked officer"])):
        user.set_password(PASSWORD)  # as real people have it: hashed with scrypt
        user.login = f"zzqx-{number}"
        user.is_active = not number
        user.save()
    answers, work = {}, {}
    for login, password in {
        ground.home.officer.login: WRONG,
        ground.others["locked officer"].login: PASSWORD,
        "zzqx-9": WRONG,
        "0912345678": WRONG,
        "zzqx' OR 1=1 --": WRONG,
    }.items():
        cache.clear()
        hashed.clear()
        answer = Client().post("/login/", {"login": login, "password": password})
        status, location, page = likeness(answer)
        # The name typed stands in its field again.
        answers[login] = (status, location, page.replace(escape(login), "…"))
        work[login] = list(hashed)
    assert len(set(answers.values())) == 1
    assert len({tuple(done) for done in work.values()}) == 1, work
    assert work["zzqx-9"] == ["scrypt"]


def test_a_password_cannot_be_guessed_by_trying(ground: Ground, hashed: list[str]):
    """Thirty tries for one name: at most ten are looked at, and it is the same for a name that nobody has."""
    pages = []
    ground.home.officer.login = "zzqx-1"
    ground.home.officer.save()
    for login in ("zzqx-1", "zzqx-9"):
        cache.clear()
        hashed.clear()
        for number in range(30):
            answer = Client().post("/login/", {"login": login, "password": f"{WRONG}{number}"})
        assert len(hashed) <= 10
        pages.append((answer.status_code, likeness(answer)[2].replace(login, "…")))
    assert pages[0] == pages[1]


def test_one_time_passwords_are_long_enough_and_never_the_same(ground: Ground):
    made = {rules.one_time_password() for _ in range(2_000)}
    assert len(made) == 2_000
    letters = {letter for one in made for letter in one} - {"-"}
    assert len(letters) ** (len(next(iter(made))) - 1) > 2**45


def test_a_one_time_password_opens_nothing_but_the_change_of_it(
    ground: Ground, visits: dict[str, list[Visit]]
):
    slip = accounts.reset_password(ground.home.head, by=ground.home.by(ground.home.admin))
    password = slip.one_time_password
    client = Client()
    answer = client.post("/login/", {"login": ground.home.head.login, "password": password})
    assert answer.status_code == 302
    for name, screen in SCREENS.items():
        door = ("account_login", "account_logout", "account_change_password", "slip_open", "account_activate")
        if screen.app and name not in door and not name.startswith("mfa_"):
            for visit in visits[name]:
                with undone():
                    turned = go(client, name, visit)
                # To the change of it, or (half-way pages of signing in) back to the door.
                assert turned.status_code == 302, name
                assert turned["Location"].split("?")[0] in ("/password/", "/login/"), name


def test_the_ids_of_objects_cannot_be_counted_up(ground: Ground):
    """No address takes a running number as its object, but one's own second factors, which nobody else can name."""
    counted = [screen.route for screen in SCREENS.values() if screen.app and "<int:pk>" in screen.route]
    assert counted == ["/second-factor/<int:pk>/remove/"]


def test_nobody_signs_up_or_asks_for_a_password_by_himself(db: None):
    """Packages bring such pages; none of them has an address here."""
    for path in (
        "/signup/",
        "/accounts/signup/",
        "/password/reset/",
        "/accounts/password/reset/",
        "/admin/",
        "/api/",
    ):
        assert Client().get(path).status_code in (302, 404)
    assert not [screen.route for screen in SCREENS.values() if not screen.app and "signup" in screen.route]


def test_any_long_password_is_taken_as_it_was_typed(ground: Ground):
    """No rules of composition, no cut at some length, no day on which it must be another one."""
    client = Client()
    _sign_in(client, ground.home.officer)
    new = "  con đường đê dài, cỏ xanh mướt; " * 3
    answer = client.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    for typed, status in ((new.strip(), 200), (new[:-1], 200), (new, 302)):
        cache.clear()
        answer = Client().post("/login/", {"login": ground.home.officer.login, "password": typed})
        assert answer.status_code == status
    User.objects.update(created_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    cache.clear()
    old = Client()
    assert old.post("/login/", {"login": ground.home.officer.login, "password": new})["Location"] == "/"


def test_fields_of_passwords_are_masked_and_let_a_manager_fill_them(ground: Ground):
    for client, path, count in ((Client(), "/login/", 1), (client_of(ground.home.officer), "/password/", 3)):
        inputs = re.findall(r'<input[^>]*name="(?:old)?password\d?"[^>]*>', client.get(path).content.decode())
        assert len(inputs) == count
        for one in inputs:
            assert 'type="password"' in one
            assert "autocomplete=" in one
            assert "onpaste" not in one
            assert "maxlength" not in one


def test_keys_of_sessions_are_long_and_never_the_same(ground: Ground):
    keys = set()
    for _ in range(50):
        client = client_of(ground.home.officer)
        keys.add(client.cookies["sessionid"].value)
    assert len(keys) == 50
    assert min(map(len, keys)) >= 32
    assert len({letter for key in keys for letter in key}) > 30


def test_signing_out_is_offered_on_every_page(ground: Ground, visits: dict[str, list[Visit]]):
    without = []
    to_owners = answers_to_owners(ground, visits)
    for name, screen in SCREENS.items():
        if screen.app and screen.has_page:
            visit, answer = visits[name][0], to_owners[name][0]
            if visit.owner and answer.get("Content-Type", "").startswith("text/html"):
                forms = forms_in(answer.content.decode())
                if "<html" in answer.content.decode() and not [
                    one for one in forms if one.action == "/logout/"
                ]:
                    without.append(name)
    assert not without


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "GETT"])
def test_odd_methods_are_refused(method: str, ground: Ground, visits: dict[str, list[Visit]]):
    client = client_of(ground.home.officer, enforce_csrf_checks=True)
    for name, screen in SCREENS.items():
        if screen.app:
            answer = client.generic(method, address_of(name, visits[name][0]))
            # The sign-in page sends whoever is signed in on, whatever the method.
            assert answer.status_code in (403, 405) or answer.get("Location") == "/", name
            assert b"sessionid" not in answer.content


def _sign_in(client: Client, user: User) -> None:
    answer = client.post("/login/", {"login": user.login, "password": PASSWORD})
    assert answer.status_code == 302, answer.status_code


def _with_cookie(key: str | None) -> Client:
    client = Client()
    client.cookies["sessionid"] = key or ""
    return client


def _is_turned_away(client: Client, address: str = "/") -> bool:
    answer = client.get(address)
    return answer.status_code == 302 and answer["Location"].startswith("/login/")
