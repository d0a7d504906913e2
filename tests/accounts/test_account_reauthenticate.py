"""The password once more before the protection of the account is changed."""

from django.core.cache import cache
from django.test import Client

from tests.world import PASSWORD, World


def test_the_right_password_leads_on_and_a_wrong_one_does_not(world: World, client: Client):
    cache.clear()
    client.post("/login/", {"login": "lan", "password": PASSWORD})
    session = client.session
    session.pop("account_authentication_methods")  # as if signed in long ago
    session.save()
    address = client.get("/second-factor/app/")["Location"]
    assert "Ghi lại mật khẩu" in client.get(address).content.decode()
    wrong = client.post(address, {"password": "sai", "next": "/second-factor/app/"})
    assert "chưa đúng" in wrong.content.decode()
    assert client.get("/second-factor/app/").status_code == 302
    assert (
        client.post(address, {"password": PASSWORD, "next": "/second-factor/app/"})["Location"]
        == "/second-factor/app/"
    )
    assert client.get("/second-factor/app/").status_code == 200


def test_it_leads_nowhere_else(world: World, client: Client):
    client.force_login(world.lan)
    answer = client.post("/confirm-password/", {"password": PASSWORD, "next": "https://example.org/"})
    assert answer["Location"] == "/"
