"""Tổng quan: what each role sees of its place, in how many queries, and what cannot be told of a past day."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.criteria.models import Title
from hoctap.measures.boards import BoardSection
from hoctap.places.models import Place
from hoctap.reports.board.peers import median, position
from hoctap.reports.board.queries import Board, board
from tests.figures import fill_hamlet, make_round
from tests.world import World, make_place

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def seasons(two_seasons: World) -> World:
    """Ấp 1: 3 of 6 families recognised, Ấp 2: 1 of 4, against 85 %; the next commune has no round."""
    return two_seasons


def sections_of(found: Board) -> dict[str, BoardSection]:
    return {section.heading: section for section in found.sections}


def at(place: Place, by: Actor, year: int = 2024, as_of: dt.date | None = None) -> dict[str, BoardSection]:
    return sections_of(board(place, year, by=by, as_of=as_of))


def test_a_district_sees_who_is_in_who_is_missing_and_the_sum_over_the_sum(seasons: World):
    found = at(seasons.district, seasons.actor(seasons.bich))
    communes = found["Các xã: nơi đã có, nơi còn thiếu"]
    assert (
        communes.finding == f"1/2 xã, phường có số liệu; cộng lại 4/10 = 40{NBSP}%. Còn thiếu: xã Hưng Thạnh."
    )
    assert communes.table is not None
    first, second = communes.table.rows
    assert [first[0].value, first[1].value, first[4].value] == ["Xã Hưng Thạnh", "chưa có số liệu", None]
    assert [second[0].value, second[1].value, second[4].value] == ["Xã Tân Kiều", "chưa đạt", Decimal(40)]
    assert found["Chỉ tiêu và kết quả"].finding == "0/1 chỉ tiêu đã đạt, 1 chưa đạt."


def test_a_commune_sees_its_ap_in_the_order_of_the_register_and_opens_to_the_dossiers(seasons: World):
    found = at(seasons.commune, seasons.actor(seasons.lan))
    season = found["Đợt công nhận theo ấp, khóm"]
    assert season.table is not None
    assert [row[0].value for row in season.table.rows] == ["Ấp 1", "Ấp 2"]
    assert reverse("dossier_list") in season.table.rows[0][1].url
    assert "Các xã: nơi đã có, nơi còn thiếu" not in found
    assert found["Văn bản chờ ký"].finding == "Không có văn bản nào chờ ký."


def test_a_hamlet_head_sees_what_is_asked_of_his_own_ap_first(seasons: World):
    found = board(seasons.hamlet, 2024, by=seasons.actor(seasons.hung))
    own = found.sections[0]
    assert own.heading == "Việc của Ấp 1"
    assert own.table is not None
    assert [head.label for head in own.table.heads] == ["Việc", "Đã làm", "Phải làm", "Từ ngày", "Hạn cuối"]


def test_a_deadline_before_the_15th_is_over_with_the_14th(seasons: World):
    dues = at(seasons.commune, seasons.actor(seasons.lan))["Hạn phải xong"]
    assert dues.table is not None
    assert dt.date(2024, 11, 14) in [row[0].value for row in dues.table.rows]
    assert all(str(row[1].value).startswith("trễ ") for row in dues.table.rows)


def test_a_past_day_is_told_where_it_can_and_said_where_it_cannot(seasons: World):
    """Nothing was written down on that day: the rounds are younger."""
    by = seasons.actor(seasons.bich)
    found = at(seasons.district, by, as_of=dt.date(2024, 6, 30))
    assert found["Các xã: nơi đã có, nơi còn thiếu"].finding.startswith("0/2 xã, phường có số liệu")
    assert found["Chỉ tiêu và kết quả"].finding == "0/1 chỉ tiêu đã đạt, 1 chưa có số liệu."
    for heading in ("Hạn phải xong", "Khó khăn, vướng mắc", "Qua các năm"):
        assert found[heading].finding.startswith("Không dựng lại được cho một ngày đã qua")
        assert found[heading].table is None


def test_five_years_of_a_district_and_of_a_commune_say_the_same_of_one_commune(seasons: World):
    above = at(seasons.district, seasons.actor(seasons.bich))["Qua các năm"]
    own = at(seasons.commune, seasons.actor(seasons.lan))["Qua các năm"]
    assert above.table is not None
    assert own.table is not None
    figures = [[(row[1].value, row[2].value) for row in table.rows] for table in (above.table, own.table)]
    assert figures[0] == figures[1]
    assert figures[0][-2:] == [(1, 2), (4, 10)]
    assert figures[0][0] == (None, None)


def test_the_last_year_of_a_district_is_told_on_its_last_day(seasons: World):
    for place in (seasons.district, seasons.commune, seasons.other_commune):
        Place.objects.filter(pk=place.pk).update(valid_to=dt.date(2024, 7, 1))
    seasons.district.refresh_from_db()
    table = at(seasons.district, seasons.actor(seasons.bich))["Qua các năm"].table
    assert table is not None
    assert [(row[1].value, row[2].value) for row in table.rows][-2:] == [(1, 2), (4, 10)]


def test_peers_are_told_in_words_without_names_and_only_where_enough_stand_beside(seasons: World):
    by = seasons.actor(seasons.lan)
    heading = "Cạnh các xã khác của huyện Tháp Mười"
    assert "chưa đủ 6 để so" in at(seasons.commune, by)[heading].finding
    for number in range(6):
        commune = make_place("commune", "xã", f"Thử {number}", seasons.district)
        hamlet = make_place("hamlet", "ấp", "Ấp 9", commune)
        fill_hamlet(make_round(commune, seasons.edition), hamlet, 10, 10, number * 2)
    make_place("commune", "thị trấn", "Mỹ An", seasons.district)
    told = at(seasons.commune, by)[heading]
    assert told.finding.replace(NBSP, " ") == (
        "Xã Tân Kiều 40 %: ở nửa dưới trong 7 xã có số liệu; khoảng giữa của các xã khác là 50 %."
    )
    assert told.table is None
    assert "Thử" not in told.finding + told.note


def test_quarters_and_the_middle():
    others = [Decimal(one) for one in (10, 20, 30, 40)]
    told = [position(Decimal(own), others) for own in (5, 15, 25, 35, 45)]
    assert told == [
        "thuộc một phần tư thấp nhất",
        "ở nửa dưới",
        "ở nửa trên",
        "thuộc một phần tư cao nhất",
        "thuộc một phần tư cao nhất",
    ]
    assert median(others) == Decimal(25)
    assert median(others[:3]) == Decimal(20)
    assert position(Decimal(10), [Decimal(10)] * 6) == "ngang các nơi khác"


def test_the_page_shows_each_section_with_its_finding_and_its_table(seasons: World, client: Client):
    client.force_login(seasons.bich)
    answer = client.get(reverse("board_detail"), {"place": str(seasons.district.pk), "year": "2024"})
    body = answer.text.replace(NBSP, " ")
    assert answer.status_code == 200
    assert "1/2 xã, phường có số liệu; cộng lại 4/10 = 40 %" in body
    assert 'role="img"' in body
    # A number opens to its records, a place to its own board.
    assert f"{reverse('dossier_list')}?place={seasons.commune.pk}&amp;year=2024&amp;part=numerator" in body
    assert f"{reverse('board_detail')}?place={seasons.commune.pk}&amp;year=2024" in body


def test_a_day_to_come_or_no_day_at_all_gives_the_figures_of_now_and_says_so(seasons: World, client: Client):
    client.force_login(seasons.bich)
    here = {"place": str(seasons.district.pk), "year": "2024"}
    for asked in ("2999-01-01", "hôm qua"):
        assert (
            "Chưa đọc được ngày đã ghi" in client.get(reverse("board_detail"), here | {"as_of": asked}).text
        )
    assert "31/10/2024" in client.get(reverse("board_detail"), here | {"as_of": "31/10/2024"}).text


def test_an_officer_of_another_commune_gets_nothing_of_this_one(seasons: World, client: Client):
    client.force_login(seasons.oanh)
    for place in (seasons.commune, seasons.district, seasons.hamlet):
        answer = client.get(reverse("board_detail"), {"place": str(place.pk), "year": "2024"})
        assert answer.status_code == 404


def test_a_place_without_rounds_plans_or_communes_has_a_board_that_says_what_is_not_there(
    seasons: World, client: Client
):
    empty = make_place("district", "huyện", "Không Xã", seasons.province)
    found = at(empty, seasons.actor(seasons.bich), 2020)
    assert "Năm 2020 chưa có xã, phường nào" in found["Các xã"].finding
    client.force_login(seasons.oanh)
    assert "chưa mở đợt công nhận nào" in client.get(reverse("board_detail"), {"year": "2021"}).text


@pytest.mark.parametrize("level", ["province", "district", "commune", "hamlet"])
def test_a_board_costs_the_same_for_any_number_of_places(seasons: World, level: str):
    place = getattr(seasons, level)
    user = {
        "province": seasons.bich,
        "district": seasons.bich,
        "commune": seasons.lan,
        "hamlet": seasons.hung,
    }
    by = seasons.actor(user[level])

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            board(place, 2024, by=by, title=Title.LEARNING_FAMILY)
        return len(captured)

    before = cost()
    for number in range(4):
        commune = make_place("commune", "xã", f"Thử {number}", seasons.district)
        fill_hamlet(
            make_round(commune, seasons.edition), make_place("hamlet", "ấp", "Ấp 9", commune), 1, 1, 1
        )
        more = make_place("hamlet", "ấp", f"Ấp {number + 7}", seasons.commune)
        fill_hamlet(seasons.commune.rounds.get(year=2024), more, 1, 1, 1)
    assert cost() == before
