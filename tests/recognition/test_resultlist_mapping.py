"""What the columns of a list mean is said by a person and remembered for the next file with the same headers."""

import re

import pytest
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.recognition.models import ResultList, ResultMapping, ResultRow
from hoctap.recognition.result_lists import actions as lists
from tests.recognition.elsewhere import WHO, CitizensRound, day
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.world import World

HEADERS = ("TT", "Họ và tên", "Năm sinh", "Số CCCD", "Khu vực", "Cột A", "Cột B", "Ghi chú")
ROW = [1, "Lê Thị Vợ", 1972, "079072001234", "Ấp 1", "85", "Đạt", ""]


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    return CitizensRound(world)


def hand_in(citizens: CitizensRound) -> ResultList:
    return citizens.hand_in([ROW], headers=HEADERS, confirmed_by=WHO, result_on=day())


def here(result_list: ResultList) -> str:
    return reverse("resultlist_mapping", args=[result_list.pk])


def typed(page: str, **meanings: str) -> dict[str, str]:
    """By the header of the column: what is chosen in the form of that column."""
    said = dict(re.findall(r'<label class="visually-hidden" for="id_(column-\d+)">([^<]+)</label>', page))
    chosen = {"Họ và tên": "name", "Năm sinh": "birth", **meanings}
    return {field: chosen.get(label, "") for field, label in said.items()} | {
        "confirmed_by": WHO,
        "result_on": day().isoformat(),
    }


@pytest.mark.requirement("S0-41")
def test_a_person_says_what_the_columns_are_and_the_next_file_is_read_so(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    first = hand_in(citizens)
    assert first.rows.get().outcome == ResultRow.Outcome.FAULT
    page = shown(client.get(here(first)))
    assert "Số CCCD" in page.split("Đã bỏ khi đọc")[1].split("</p>")[0]
    form = typed(page, **{"Khu vực": "hamlet", "Cột A": "total", "Cột B": "passed"})
    answer = client.post(here(first), {**form, "name": "Tệp của Hội"}, follow=True)
    assert "Sẽ ghi 1" in shown(answer)
    assert ResultMapping.objects.get().name == "Tệp của Hội"
    assert hand_in(citizens).rows.get().outcome == ResultRow.Outcome.READY


def test_two_columns_cannot_be_the_same_and_one_must_be_the_name(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    first = hand_in(citizens)
    page = shown(client.get(here(first)))
    twice = typed(page, **{"Cột A": "total", "Cột B": "total"})
    refused(client.post(here(first), twice), "đã là mục này")
    refused(client.post(here(first), {**typed(page), "column-0": "xyz"}), "Hãy chọn một ý nghĩa")
    nameless = typed(page, **{"Họ và tên": ""})
    refused(client.post(here(first), nameless), "hãy chọn cột nào là họ và tên")
    with pytest.raises(Refused, match="không có trong danh sách"):
        lists.map_results(first, {"Sheet": {"A": "phone"}}, by=citizens.officer)


def test_a_list_that_was_written_is_not_read_anew(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    first = hand_in(citizens)
    form = typed(shown(client.get(here(first))), **{"Khu vực": "hamlet", "Cột A": "total", "Cột B": "passed"})
    client.post(here(first), form)
    citizens.write(first)
    assert client.get(here(first)).status_code == 302
    with pytest.raises(Refused, match="đã ghi hoặc đã bỏ"):
        lists.map_results(first, {}, by=citizens.officer)


def test_the_outsider_is_refused(citizens: CitizensRound):
    first = hand_in(citizens)
    assert sign_in(citizens.world.oanh).get(here(first)).status_code == 404
    assert sign_in(citizens.world.hung).get(here(first)).status_code == 404


def test_the_page_takes_few_queries(citizens: CitizensRound):
    assert queries_of(sign_in(citizens.world.lan), here(hand_in(citizens))) <= 9
