import pytest
from django.test import Client
from django.urls import reverse

from hoctap.plans.difficulties import actions
from hoctap.plans.difficulties.rules import DifficultyDetails
from hoctap.plans.models import Difficulty, Plan
from tests.world import World


@pytest.fixture
def raised(world: World, living: Plan) -> Difficulty:
    details = DifficultyDetails("Chưa có người dạy", beyond=False)
    return actions.raise_difficulty(living, world.commune, details, by=world.actor(world.minh))


def go(client: Client, name: str, row: Difficulty, **sent: str):
    return client.post(reverse(name, args=[row.pk]), sent)


@pytest.mark.requirement("S3-65")
def test_first_here_then_above(world: World, raised: Difficulty, client: Client):
    page = reverse("difficulty_detail", args=[raised.pk])
    client.force_login(world.bich)
    assert client.get(page).status_code == 200, "below his own place"
    client.force_login(world.minh)
    assert go(client, "difficulty_send", raised, wish="").status_code == 422
    assert go(client, "difficulty_send", raised, wish="Cử giáo viên").status_code == 302
    body = client.get(page).text
    assert "Đã gửi đầu mối" in body
    assert "Cử giáo viên" in body
    assert "không chuyển" in go(client, "difficulty_solve", raised, solution="x").text
    assert go(client, "difficulty_withdraw", raised).status_code == 302
    assert "Đã rút" in client.get(page).text


def test_solved_at_its_place(world: World, raised: Difficulty, client: Client):
    client.force_login(world.minh)
    assert "Ghi cách đã giải quyết" in go(client, "difficulty_solve", raised, solution="").text
    assert go(client, "difficulty_solve", raised, solution="Mời giáo viên").status_code == 302
    assert "Mời giáo viên" in client.get(reverse("difficulty_detail", args=[raised.pk])).text


def test_a_neighbour_does_not_find_it(world: World, raised: Difficulty, client: Client):
    client.force_login(world.oanh)
    assert client.get(reverse("difficulty_detail", args=[raised.pk])).status_code == 404
    assert go(client, "difficulty_solve", raised, solution="x").status_code == 404
