"""Slips for many hamlet heads at once."""

import pytest
from django.test import Client

from hoctap.accounts.models import AccountSlip, User
from hoctap.accounts.slips import actions
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from tests.world import World, make_user


def another_head(world: World, name: str = "Lý Thị Bưởi", login: str = "buoi") -> User:
    return make_user(name, login, world.hamlet_board, "Trưởng ấp", (Role.HAMLET_HEAD, world.hamlet_2))


def test_one_press_prints_a_slip_for_each_and_only_for_those_chosen(world: World, client: Client):
    heads = [world.hung, another_head(world)]
    third = another_head(world, "Ngô Văn Cam", "cam")
    client.force_login(world.admin)
    page = client.get("/accounts/slips/").content.decode()
    assert all(head.full_name in page for head in [*heads, third])
    body = client.post("/accounts/slips/", {"people": [str(head.pk) for head in heads]}).content.decode()
    assert body.count('<svg class="qr"') == 2
    assert third.full_name not in body
    assert {slip.user_id for slip in AccountSlip.objects.all()} == {head.pk for head in heads}
    assert "Đã có phiếu" in client.get("/accounts/slips/").content.decode()


def test_those_who_already_work_are_not_ticked_beforehand(world: World, client: Client):
    waiting = another_head(world)
    User.objects.filter(pk=waiting.pk).update(must_change_password=True)
    client.force_login(world.admin)
    page = client.get("/accounts/slips/").content.decode()
    assert f'id="p-{waiting.pk}" checked' in page
    assert f'id="p-{world.hung.pk}" checked' not in page


def test_nobody_chosen_and_too_many_are_refused(world: World, client: Client):
    client.force_login(world.admin)
    answer = client.post("/accounts/slips/", {"people": ["khong-phai-ma"]})
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một người" in answer.content.decode()
    with pytest.raises(Refused, match="nhiều nhất 60"):
        actions.issue_slips([world.hung] * 61, by=world.actor(world.admin))


def test_one_person_out_of_reach_and_nobody_gets_a_slip(world: World, client: Client):
    away = make_user(
        "Người Xa", "xa", world.hamlet_board, "Trưởng ấp", (Role.HAMLET_HEAD, world.other_hamlet)
    )
    with pytest.raises(Forbidden):
        actions.issue_slips([world.hung, away], by=world.actor(world.admin))
    assert not AccountSlip.objects.exists()
    client.force_login(world.admin)
    assert "Người Xa" not in client.get("/accounts/slips/").content.decode()


def test_queries_do_not_grow_with_the_heads(world: World, client: Client, django_assert_max_num_queries):
    for number in range(12):
        another_head(world, f"Trưởng Ấp {number}", f"head{number}")
    client.force_login(world.admin)
    client.get("/accounts/slips/")
    with django_assert_max_num_queries(14):
        client.get("/accounts/slips/")


def test_without_the_right_the_page_is_closed(world: World, client: Client):
    client.force_login(world.lan)
    assert client.get("/accounts/slips/").status_code == 403
