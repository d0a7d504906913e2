"""One commune in one year."""

import pytest
from django.test import Client

from hoctap.schooling import actions
from hoctap.schooling.rules import TypedEnrolment, TypedLevel
from tests.schooling import hands
from tests.world import World


@pytest.mark.requirement("S2-29", "S2-17")
def test_every_figure_says_of_which_day_of_the_system_it_is(world: World, client: Client):
    by = world.actor(world.admin)
    typed = hands.year_of(
        levels={"kindergarten": TypedLevel("1", "7/QĐ"), "literacy": TypedLevel("2")},
        enrolments={"primary": TypedEnrolment("200", "199"), "lower_secondary": TypedEnrolment("100", "95")},
        relapsed="0",
    )
    actions.record_year(world.commune, typed, by=by)
    hands.pupil(world.hamlet, by=world.actor(world.hung))
    client.force_login(world.minh)
    page = client.get(f"/schooling/{world.commune.pk}/?year=2024").content.decode()
    assert page.count("theo hệ thống PCGD–XMC ngày 05/10/2024") == 5
    assert "tự đánh giá, chưa có quyết định" in page
    assert "294" in page, "the sum of the levels"
    assert "1 em đang cần vận động" in page
    assert "Lê Văn Nghỉ" not in page, "who reads figures reads no names"
    assert "Ghi số liệu năm" not in page
    assert "0 người" in page
    before = client.get(f"/schooling/{world.commune.pk}/?year=2023").content.decode()
    assert "chưa rà soát" in before
    client.force_login(world.oanh)
    assert client.get(f"/schooling/{world.commune.pk}/").status_code == 404


def test_what_was_corrected_stays_readable(world: World, client: Client):
    by = world.actor(world.admin)
    actions.record_year(world.commune, hands.year_of(levels={"primary": TypedLevel("2", "7/QĐ")}), by=by)
    again = hands.year_of(levels={"primary": TypedLevel("3", "9/QĐ")}, why="Ghi nhầm mức")
    actions.record_year(world.commune, again, by=by)
    client.force_login(world.admin)
    page = client.get(f"/schooling/{world.commune.pk}/?year=2024").content.decode()
    now, _, before = page.partition("Đã ghi lại")
    assert "mức độ 3" in now
    assert "mức độ 2" not in now
    assert "mức độ 2" in before
