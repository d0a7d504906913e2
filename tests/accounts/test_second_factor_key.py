"""Adding a security key: the ceremony itself is in the journey with a browser; here what a browser never sends."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.world import PASSWORD, World


def signed_in() -> Client:
    client = Client()
    client.post("/login/", {"login": "minh", "password": PASSWORD})
    return client


def test_the_page_carries_its_options_as_data_and_its_script_from_here(world: World):
    body = signed_in().get("/second-factor/key/").content.decode()
    assert '<script id="passkey-options" type="application/json">' in body
    assert "accounts/passkey.js" in body
    assert '"challenge"' in body


@pytest.mark.parametrize("nonsense", ["", "{}", "[]", "7", '{"id": "x", "response": {}}'])
def test_nonsense_is_refused_with_a_cure_and_adds_nothing(world: World, nonsense: str):
    client = signed_in()
    client.get("/second-factor/key/")
    answer = client.post("/second-factor/key/", {"name": "Máy", "credential": nonsense})
    assert answer.status_code == 422
    assert "Khóa chưa được nhận" in answer.content.decode()
    assert not Authenticator.objects.exists()
