"""Giving an account, and the slip that is shown once."""

import re

from django.test import Client

from hoctap.accounts.models import User
from tests.world import World


def form(world: World, **changes: str) -> dict[str, str]:
    return {
        "full_name": "Trần Văn Bảy",
        "phone": "0987654321",
        "login": "",
        "organisation": str(world.hamlet_board.pk),
        "title": "Trưởng ấp",
        "role": "hamlet_head",
        "place": str(world.hamlet.pk),
        "starts_on": "",
        "decision": "",
    } | changes


def test_the_slip_shows_a_password_that_works_and_is_kept_nowhere(world: World, client: Client):
    client.force_login(world.admin)
    response = client.post("/accounts/new/", form(world))
    body = response.content.decode()
    assert "Phiếu cấp tài khoản" in body
    assert "no-store" in response["Cache-Control"]
    found = re.search(r'class="slip-code">([a-z0-9-]+)<', body)
    assert found
    bay = Client()
    assert bay.post("/login/", {"login": "0987654321", "password": found.group(1)}).status_code == 302
    assert bay.get("/notices/")["Location"] == "/password/"
    again = client.get(f"/accounts/{User.objects.get(phone='0987654321').pk}/").content.decode()
    assert found.group(1) not in again
    assert "Chưa đăng nhập lần đầu" in again


def test_a_role_at_the_wrong_level_is_refused_on_the_same_page_with_what_was_typed(
    world: World, client: Client
):
    client.force_login(world.admin)
    response = client.post("/accounts/new/", form(world, place=str(world.commune.pk)))
    body = response.content.decode()
    assert response.status_code == 422
    assert "chỉ giao ở một ấp, khóm" in body
    assert "Trần Văn Bảy" in body
    assert not User.objects.filter(phone="0987654321").exists()


def test_places_and_organisations_elsewhere_are_neither_offered_nor_taken(world: World, client: Client):
    client.force_login(world.admin)
    page = client.get("/accounts/new/").content.decode()
    assert "Hưng Thạnh" not in page
    assert "Cấp trên theo dõi" not in page
    other = world.oanh.capacities.get().organisation
    for changes in (
        {"place": str(world.other_hamlet.pk)},
        {"organisation": str(other.pk)},
        {"place": str(world.district.pk), "role": "supervisor"},
    ):
        response = client.post("/accounts/new/", form(world, **changes))
        assert response.status_code == 422
    assert not User.objects.filter(phone="0987654321").exists()


def test_two_submissions_make_one_account(world: World, client: Client):
    client.force_login(world.admin)
    client.post("/accounts/new/", form(world))
    response = client.post("/accounts/new/", form(world))
    assert response.status_code == 422
    assert "đã thuộc một tài khoản khác" in response.content.decode()
