"""Recovery codes are for who has a second factor, and shown once."""

import re

from django.core.cache import cache
from django.test import Client

from tests.accounts.codes import SECRET, code_now, put_app
from tests.world import PASSWORD, World


def test_without_a_second_factor_there_are_none(world: World, client: Client):
    client.post("/login/", {"login": "lan", "password": PASSWORD})
    answer = client.post("/second-factor/codes/")
    assert answer.status_code == 422
    assert "Hãy đặt xác thực hai lớp trước" in answer.content.decode()


def test_they_are_shown_in_the_answer_and_never_again(world: World, client: Client):
    cache.clear()
    put_app(world.lan)
    client.post("/login/", {"login": "lan", "password": PASSWORD})
    client.post("/login/second-factor/", {"code": code_now(SECRET)})
    made = client.post("/second-factor/codes/")
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", made.content.decode())
    assert len(codes) == 10
    assert "no-store" in made["Cache-Control"]
    for page in ("/second-factor/codes/", "/second-factor/"):
        body = client.get(page).content.decode()
        assert not [code for code in codes if code in body]
