"""Setting up the app that makes codes."""

import re

from django.core.cache import cache
from django.test import Client

from hoctap.audit.models import Event
from tests.accounts.codes import code_now
from tests.world import PASSWORD, World


def signed_in(login: str = "minh") -> Client:
    cache.clear()
    client = Client()
    client.post("/login/", {"login": login, "password": PASSWORD})
    return client


def test_the_page_shows_a_qr_without_inline_style_and_the_key_to_type(world: World):
    client = signed_in()
    body = client.get("/second-factor/app/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert f"otpauth://totp/minh?secret={secret}&amp;issuer=hoctap" in body
    assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in body
    svg = re.search(r'<svg class="qr".*?</svg>', body, re.DOTALL)
    assert svg
    assert not re.search(r"style=|data:", svg.group())


def test_a_wrong_first_code_keeps_the_same_key_and_sets_up_nothing(world: World):
    client = signed_in()
    client.get("/second-factor/app/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/second-factor/app/", {"code": "12"})
    assert answer.status_code == 422
    assert client.session["mfa.totp.secret"] == secret
    assert "Chưa bật" in client.get("/second-factor/").content.decode()
    assert client.post("/second-factor/app/", {"code": code_now(secret)}).status_code == 200
    assert Event.objects.filter(what="accounts.second_factor.app_added", actor_id=str(world.minh.pk)).exists()


def test_a_second_app_waits_until_the_first_is_gone(world: World):
    client = signed_in()
    client.get("/second-factor/app/")
    client.post("/second-factor/app/", {"code": code_now(client.session["mfa.totp.secret"])})
    client.get("/second-factor/app/")
    again = client.post("/second-factor/app/", {"code": code_now(client.session["mfa.totp.secret"])})
    assert again.status_code == 422
    assert "Đã có một ứng dụng" in again.content.decode()
