"""A movement is launched by a paper, by whoever launches it."""

import pytest

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.campaigns.actions import launch_movement
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import movement_typed
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/movements/new/"


def _typed(world: World, **other: str) -> dict[str, str]:
    usual = {
        "place": str(world.commune.pk),
        "name": "Học để thay đổi và thích ứng với công nghệ 4.0",
        "kind": "emulation",
        "launcher": "committee",
        "launcher_name": "UBND xã Tân Kiều",
        "document": "15/KH-UBND ngày 02/01/2024",
        "launched_on": "2024-01-05",
        "first_on": "2024-01-05",
        "last_on": f"{today().year + 1}-12-31",
        "goal": "Mỗi cơ quan một nhóm tự học",
        "tasks": "Có nhóm tự học\nMỗi tháng một buổi",
        "units_wanted": "30",
    }
    return usual | other


@pytest.mark.requirement("S3-22")
@pytest.mark.requirement("S3-17")
def test_a_named_movement_is_launched_with_date_and_document(world: World):
    assert sign_in(world.lan).post(HERE, _typed(world)).status_code == 302
    one = Movement.objects.get()
    assert (one.document, one.launched_on.isoformat(), one.state) == (
        "15/KH-UBND ngày 02/01/2024",
        "2024-01-05",
        "launched",
    )


@pytest.mark.requirement("S1-19")
def test_a_campaign_has_goal_days_and_channels(world: World):
    typed = _typed(world, kind="media", channels="Loa truyền thanh, Zalo")
    assert sign_in(world.lan).post(HERE, typed).status_code == 302
    one = Movement.objects.get()
    assert (one.get_kind_display(), one.channels) == ("chiến dịch truyền thông", "Loa truyền thanh, Zalo")


@pytest.mark.requirement("S3-56")
def test_the_front_launches_one(world: World, bich: Actor):
    typed = movement_typed("Khuyến học, khuyến tài", launcher="front", launcher_name="UBMTTQ huyện")
    made = launch_movement(world.district, typed, by=bich)
    assert "UBMTTQ huyện" in shown(sign_in(world.lan).get(f"/movements/{made.pk}/"))


def test_what_is_missing_comes_back_beside_what_was_typed(world: World):
    answer = sign_in(world.lan).post(HERE, _typed(world, document="", last_on="2023-01-01"))
    assert answer.status_code == 422
    page = shown(answer)
    assert "Ghi văn bản phát động" in page
    assert "Ngày kết thúc ở trước ngày bắt đầu" in page
    assert "Mỗi cơ quan một nhóm tự học" in page


def test_the_same_is_not_launched_twice(world: World, movement: Movement, lan: Actor):
    with pytest.raises(Refused, match="đã ghi ở đây rồi"):
        launch_movement(world.commune, movement_typed(movement.name.upper()), by=lan)


def test_only_who_keeps_movements_there(world: World, lan: Actor):
    assert sign_in(world.hung).get(HERE).status_code == 403
    for place in (world.other_commune, world.district):
        with pytest.raises(Forbidden):
            launch_movement(place, movement_typed(), by=lan)
