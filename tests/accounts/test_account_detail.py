"""One person: what he may do here and why, and the acts upon his account."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from tests.world import PASSWORD, World


def test_it_says_in_words_what_hung_may_do_and_by_which_position(world: World, client: Client):
    client.force_login(world.admin)
    body = client.get(f"/accounts/{world.hung.pk}/").content.decode()
    for words in (
        "Trưởng ấp, Ban nhân dân Ấp 1",
        "tại Ấp 1",
        "Ghi kết quả họp bình xét",
        "chưa ghi quyết định",
    ):
        assert words in body
    assert "Ký quyết định" not in body


def test_a_forgotten_password_is_replaced_on_the_spot_and_ends_his_sessions(world: World, client: Client):
    hung = Client()
    hung.force_login(world.hung)
    assert hung.get("/notices/").status_code == 200
    client.force_login(world.admin)
    response = client.post(reverse("account_reset", args=[world.hung.pk]))
    assert "Mật khẩu một lần" in response.content.decode()
    assert hung.get("/notices/").status_code == 302
    assert hung.post("/login/", {"login": "hung", "password": PASSWORD}).status_code == 200


def test_locking_and_opening_again(world: World, client: Client):
    client.force_login(world.admin)
    client.post(reverse("account_deactivate", args=[world.hung.pk]))
    assert not User.objects.get(pk=world.hung.pk).is_active
    assert "Đã khóa" in client.get(f"/accounts/{world.hung.pk}/").content.decode()
    client.post(reverse("account_reactivate", args=[world.hung.pk]))
    assert User.objects.get(pk=world.hung.pk).is_active


def test_a_refusal_comes_back_on_the_same_page(world: World, client: Client):
    client.force_login(world.admin)
    response = client.post(f"/accounts/{world.admin.pk}/deactivate/")
    assert response.status_code == 422
    assert "Không tự khóa" in response.content.decode()
    role = world.admin.capacities.get().roles.get()
    response = client.post(reverse("role_take_back", args=[role.pk]))
    assert response.status_code == 422
    assert "người quản trị cuối cùng" in response.content.decode()


def test_people_of_another_commune_do_not_exist_here(world: World, client: Client):
    client.force_login(world.admin)
    capacity = world.oanh.capacities.get()
    pages = [f"/accounts/{world.oanh.pk}/", f"/accounts/{world.oanh.pk}/capacities/new/"]
    pages += [f"/accounts/capacities/{capacity.pk}/end/", f"/accounts/capacities/{capacity.pk}/roles/new/"]
    acts = [f"/accounts/{world.oanh.pk}/{act}/" for act in ("reset", "deactivate", "reactivate")]
    acts += [f"/accounts/roles/{capacity.roles.get().pk}/take-back/"]
    for response in [*(client.get(url) for url in pages), *(client.post(url) for url in acts)]:
        assert response.status_code == 404
        assert "Oanh" not in response.content.decode()


@pytest.mark.parametrize("act", ["reset", "deactivate", "reactivate"])
def test_an_act_without_the_right_is_forbidden(world: World, client: Client, act: str):
    client.force_login(world.lan)
    assert client.post(f"/accounts/{world.hung.pk}/{act}/").status_code == 403
    assert User.objects.get(pk=world.hung.pk).is_active
