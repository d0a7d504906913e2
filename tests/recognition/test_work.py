"""What of a season waits for whom on the home page."""

import pytest

from hoctap.recognition import actions
from hoctap.recognition.work import work_items
from tests.recognition.hands import review, sign_in, verdict
from tests.season import Season


def titles(season: Season, person: str) -> list[str]:
    user = season.world.oanh if person == "oanh" else getattr(season, person)
    items = work_items(season.by(user))
    client = sign_in(user)
    assert all(client.get(item.url).status_code == 200 for item in items), "work that cannot be opened"
    return [item.title for item in items]


@pytest.mark.parametrize(
    ("step", "person", "said"),
    [
        ("opened", "head", "Nhập điểm Ấp 1: còn 2 hộ"),
        ("scored", "head", "Họp bình xét Ấp 1: 2 hộ đã chấm"),
        ("nominated", "officer", "Xét 2 hộ do Ấp 1 đề nghị"),
        ("accepted", "officer", "Lập tờ trình cho 2 hộ xã đã đồng ý"),
        ("drafted", "chair", "Quyết định cho 2 hộ chờ ký"),
    ],
)
@pytest.mark.requirement("S3-29")
def test_each_step_waits_for_the_one_who_takes_it(
    step: str, person: str, said: str, request: pytest.FixtureRequest
):
    season: Season = request.getfixturevalue(step)
    assert said in titles(season, person)
    assert titles(season, "oanh") == []
    others = {"head", "chair"} - {person}
    assert not [other for other in others if said in titles(season, other)]


def test_returned_households_wait_for_the_head(nominated: Season):
    review(nominated, verdict(nominated.dossiers[0], False, why="thiếu chữ ký"))
    assert "Xem 1 hộ xã trả lại cho Ấp 1" in titles(nominated, "head")


def test_the_last_day_is_the_day_before_the_deadline_and_late_work_says_so(opened: Season):
    (item,) = work_items(opened.by(opened.head))
    assert (item.due_on.isoformat() if item.due_on else "", item.late) == ("2024-10-14", True)


def test_a_closed_round_asks_nothing(opened: Season):
    actions.close_round(opened.round, by=opened.by(opened.officer))
    assert titles(opened, "head") == titles(opened, "officer") == []
