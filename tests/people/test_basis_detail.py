"""The receipt of what a person said."""

from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.people import actions
from tests.world import World, make_household


def test_it_says_what_was_said_to_which_words_and_is_taken_back_once(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Dân").head
    basis = actions.record_consent(
        person,
        purpose="phone",
        agrees=True,
        given_on=today(),
        channel="phone",
        notice_version="thông báo 01/10/2026",
        helper="Trần Văn Hùng",
        by=world.actor(world.lan),
    )
    client.force_login(world.lan)
    url = reverse("basis_detail", args=[basis.pk])
    body = client.get(url).content.decode()
    for words in (
        *("Biên nhận", "Lê Văn Dân", "Liên lạc qua điện thoại", "Người dân đồng ý", "thông báo 01/10/2026"),
        *("Trần Văn Hùng", "Nguyễn Thị Lan", "rút hoặc đổi ý kiến bất cứ lúc nào"),
    ):
        assert words in body
    withdraw = reverse("basis_withdraw", args=[basis.pk])
    assert client.post(withdraw).status_code == 302
    assert client.post(withdraw).status_code == 422
    assert "Rút ngày" in client.get(url).content.decode()
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
