import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.notices.models import Notice
from hoctap.plans.difficulties import actions
from hoctap.plans.difficulties.models import DifficultyGroup
from hoctap.plans.models import Plan
from tests.plans.test_difficulty_list import BEYOND, both
from tests.world import World


@pytest.fixture
def group(world: World, living: Plan) -> DifficultyGroup:
    rows = both(world, living)
    return actions.gather_difficulties(rows, title="Thiếu phòng học", by=world.actor(world.bich))


def go(client: Client, name: str, group: DifficultyGroup, **sent: str):
    return client.post(reverse(name, args=[group.pk]), sent)


@pytest.mark.requirement("S0-51", "S1-68", "S3-65", "S4-66")
def test_proposed_decided_answered_and_every_unit_hears(world: World, group: DifficultyGroup, client: Client):
    client.force_login(world.bich)
    assert "Ghi đề xuất" in go(client, "matter_propose", group, proposal="").text
    assert go(client, "matter_propose", group, proposal="Cấp 50 triệu").status_code == 302
    assert go(client, "matter_decide", group, decision="").status_code == 422
    sent = {"decision": "Đồng ý", "paper": "77/UBND-VX"}
    assert go(client, "matter_decide", group, **sent).status_code == 302
    assert go(client, "matter_answer", group, answer="").status_code == 422
    assert go(client, "matter_answer", group, answer="Đã bố trí kinh phí").status_code == 302
    assert set(group.difficulties.values_list("state", flat=True)) == {"answered"}
    assert all(row.closed_at for row in group.difficulties.all())
    client.force_login(world.minh)
    body = client.get(reverse("matter_detail", args=[group.pk])).text
    assert "Đã bố trí kinh phí" in body
    assert "77/UBND-VX" in body
    assert "Hưng Thạnh" not in body, "the others who raised it are not shown"


def test_a_commune_decides_nothing(world: World, group: DifficultyGroup, client: Client):
    client.force_login(world.minh)
    for name, sent in (
        ("matter_propose", {"proposal": "x"}),
        ("matter_decide", {"decision": "x"}),
        ("matter_answer", {"answer": "x"}),
    ):
        assert go(client, name, group, **sent).status_code == 403


def test_nothing_is_decided_before_it_is_proposed_nor_joined_after(
    world: World, living: Plan, group: DifficultyGroup
):
    bich = world.actor(world.bich)
    with pytest.raises(Refused, match="không chuyển"):
        actions.decide_difficulty(group, decision="Đồng ý", by=bich)
    actions.propose_solution(group, proposal="Cấp", by=bich)
    late = actions.raise_difficulty(living, world.commune, BEYOND, by=world.actor(world.minh))
    group.refresh_from_db()
    with pytest.raises(Refused, match="đã đề xuất"):
        actions.gather_difficulties([late], title="", into=group, by=bich)
    with pytest.raises(Forbidden):
        actions.gather_difficulties([late], title="x", by=world.actor(world.oanh))


def test_those_who_must_act_next_find_it_in_their_queue(world: World, living: Plan):
    from hoctap.plans.work import work_items

    bich = world.actor(world.bich)
    rows = both(world, living)
    assert any("2 khó khăn" in item.title for item in work_items(bich))
    group = actions.gather_difficulties(rows, title="Thiếu phòng học", by=bich)
    actions.propose_solution(group, proposal="Cấp", by=bich)
    assert any("Quyết định về" in item.title for item in work_items(bich))
    actions.decide_difficulty(group, decision="Đồng ý", by=bich)
    assert any("Trả lời các đơn vị" in item.title for item in work_items(bich))
    assert not any("khó khăn" in item.title for item in work_items(world.actor(world.minh)))
    assert not any("Thiếu phòng học" in item.title for item in work_items(world.actor(world.oanh)))
    assert Notice.objects.filter(user=world.bich).exists()
