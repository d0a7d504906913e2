"""Finding a place of any time, here or only in the catalogue."""

import datetime as dt
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.actor import system_job
from hoctap.core.text import natural_sort_key
from hoctap.places import actions, catalogue, country
from hoctap.places.lookup import PAGE, Asked, Found, Key, find
from hoctap.places.models import Place
from tests.world import World, make_place

URL = "/places/"
JOB = system_job("kiểm thử")
pytestmark = pytest.mark.django_db


def in_year(text: str, year: int) -> Asked:
    return Asked(text, dt.date(year, 1, 1), dt.date(year, 12, 31))


def titles(asked: Asked) -> list[str]:
    return [row.title for row in find(asked).rows]


def every_page(asked: Asked) -> list[Found]:
    rows, after = [], None
    while True:
        page = find(asked, after)
        rows += page.rows
        if page.after is None:
            return rows
        assert len(page.rows) <= PAGE
        after = Key.read(str(page.after))
        assert after == page.after


def test_muoi_finds_thap_muoi_typed_in_any_way():
    for typed in ("muoi", "MƯỜI", "thap muoi", "Tháp Mười", "tháp mười", "xa thap muoi", "xã Tháp Mười"):
        assert "Xã Tháp Mười" in titles(in_year(typed, 2026)), typed
    assert titles(in_year("xã Tháp Mười", 2026))[0] == "Xã Tháp Mười"
    assert "Huyện Tháp Mười" in titles(in_year("thap muoi", 2024))
    assert "Huyện Tháp Mười" not in titles(in_year("thap muoi", 2026))


def test_exact_accents_come_first_then_the_vietnamese_alphabet():
    rows = every_page(in_year("hòa", 2026))
    ranks = [row.key.rank for row in rows]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1}  # also Hoa, Hóa, Hỏa
    assert all("hòa" in row.title.lower() for row in rows if row.key.rank == 0)
    for rank in (0, 1):
        keys = [natural_sort_key(row.title.split(" ", 1)[1]) for row in rows if row.key.rank == rank]
        assert keys, rank
    assert titles(in_year("Đắk", 2026))[0].startswith(("Phường Đắk", "Xã Đắk", "Tỉnh Đắk"))


def test_numbers_are_in_the_order_of_numbers_and_a_kind_before_a_name_counts():
    found = [row for row in every_page(in_year("phường 1", 2024)) if "Vũng Tàu" in row.above]
    assert [row.title for row in found] == ["Phường 1", "Phường 10", "Phường 11", "Phường 12"]
    assert "Huyện Quan Sơn" in titles(Asked("quan son"))  # 'quan' is not only quận


def test_i_and_y_and_both_places_of_a_tone_mark_find_the_name():
    assert "Xã Mỹ Quí" in titles(in_year("my quy", 2026))
    assert "Xã Mỹ Quý" in titles(in_year("mĩ quí", 2024))
    assert "Xã Mỹ Hòa" in titles(in_year("mỹ hoà", 2024))


def test_a_code_means_what_it_meant():
    assert [row.period for row in find(Asked("xã Trường Xuân")).rows if row.code == "30046"] == [
        "đến 30/6/2025", "từ 01/7/2025",
    ]  # fmt: skip
    assert titles(Asked("30043")) == ["Xã Hưng Thạnh", "Xã Phương Thịnh"]
    assert titles(in_year("30043", 2024)) == ["Xã Hưng Thạnh"]
    assert titles(Asked("30043", dt.date(2025, 7, 1), dt.date(2025, 7, 1))) == ["Xã Phương Thịnh"]
    assert titles(in_year("82", 2024)) == ["Tỉnh Tiền Giang"]


def test_nothing_asked_shows_the_provinces_of_the_time_in_the_order_of_the_alphabet():
    assert titles(in_year("", 2026))[:3] == ["Tỉnh An Giang", "Tỉnh Bắc Ninh", "Tỉnh Cà Mau"]
    assert len(every_page(in_year("", 2026))) == 34
    assert len(every_page(Asked("", dt.date(2025, 6, 30), dt.date(2025, 6, 30)))) == 63
    assert len(every_page(Asked())) == 97


@pytest.mark.parametrize("installed", [False, True])
def test_pages_by_key_show_every_row_once_and_in_order(installed: bool):
    known = catalogue.load()
    if installed:  # every second one, so that both halves of each page meet
        rows = [row for row in known.places if row.level is not catalogue.Level.COMMUNE]
        communes = [row for row in known.places if row.level is catalogue.Level.COMMUNE and "Tân" in row.name]
        actions.load_places([*rows, *communes[::2]], by=JOB)
    rows = every_page(Asked("tan"))
    keys = [row.key for row in rows]
    assert all(one < other for one, other in pairwise(keys))
    expected = {row.id for row in known.places if _has_tan(row.name)}
    assert {row.id for row in rows} == expected
    assert {row.installed for row in rows} == ({True, False} if installed else {False})


def _has_tan(name: str) -> bool:
    from hoctap.core.text import without_accents

    return any(word.startswith("tan") for word in without_accents(name).replace("-", " ").split())


def test_an_installed_place_that_was_given_another_name_shows_its_own_and_not_the_catalogues():
    row = catalogue.load().resolve("30502", dt.date(2026, 1, 1))
    chain = [catalogue.load().by_id[row.parent_id], row] if row.parent_id else [row]
    actions.load_places(chain, by=JOB)
    place = Place.objects.get(pk=row.id)
    place.name = "Thới Sơn Mới"
    place.save()
    found = [one for one in find(in_year("thoi son", 2026)).rows if one.id == row.id]
    assert [(one.title, one.installed) for one in found] == [("Phường Thới Sơn Mới", True)]


def test_it_says_what_is_installed_divided_and_not_settled(world: World, client: Client):
    client.force_login(world.hung)
    body = client.get(URL, {"q": "tan kieu"}).content.decode()
    assert "đã lập trong hệ thống này" in body
    assert "chỉ có trong danh mục" in body  # the catalogue's own Tân Kiều: the one here was typed in
    assert "bị chia cho nhiều nơi" in client.get(URL, {"q": "gao giong"}).content.decode()
    assert "chưa kiểm chứng" in client.get(URL, {"q": "Đặng Xá"}).content.decode()
    place = make_place("hamlet", "ấp", "Tân Kiều Ấp", parent=world.commune)
    assert (
        place.name not in client.get(URL, {"q": "tan kieu"}).content.decode()
    )  # hamlets are not looked up here


def test_the_number_of_queries_does_not_grow(world: World, client: Client):
    client.force_login(world.lan)

    def cost(query: dict[str, str]) -> int:
        client.get(URL, query)
        with CaptureQueriesContext(connection) as captured:
            client.get(URL, query)
        return len(captured)

    queries = [{"q": "tan"}, {"q": "tan", "when": "2024"}, {"q": "can tho"}, {}]
    few = [cost(query) for query in queries]
    assert max(few) <= 8
    country.load(["92"], by=JOB)  # 3 old provinces, 30 districts, 400 communes
    assert max(cost(query) for query in queries) == max(few)
    for asked in (Asked("zzz"), Asked("tan"), Asked()):
        with CaptureQueriesContext(connection) as captured:
            find(asked)
        assert len(captured) <= 3


def test_the_next_page_keeps_what_was_asked_and_a_broken_key_begins_anew(world: World, client: Client):
    client.force_login(world.lan)
    first = client.get(URL, {"q": "tan", "when": "2024"})
    assert "Trang sau" in first.content.decode()
    following = client.get(f"{URL}?{first.context['next_page']}")
    assert following.context["page"].rows[0].key > first.context["page"].rows[-1].key
    assert "Về đầu danh sách" in following.content.decode()
    for broken in ("x", "0~a", "0~a~b~c", f"2~a~2025-07-01~{world.commune.pk}"):
        again = client.get(URL, {"q": "tan", "when": "2024", "after": broken})
        assert [row.id for row in again.context["page"].rows] == [
            row.id for row in first.context["page"].rows
        ]
    assert Key.read(f"0~a\0~2025-07-01~{world.commune.pk}") is None


@pytest.mark.parametrize("typed", ["hôm qua", "31/2/2025", "20245", "1800", "1/1/1800", "²024"])
def test_a_time_that_is_none_is_refused_with_its_cure(world: World, client: Client, typed: str):
    client.force_login(world.lan)
    response = client.get(URL, {"q": "tan", "when": typed})
    assert response.status_code == 422
    assert "Hãy ghi" in response.content.decode()


@pytest.mark.parametrize("typed", ["'", "[", "(", "a\\", "%", "*", "\u200b", "K' D", "-", "(^|", "a{3}"])
def test_signs_are_looked_for_as_they_are(world: World, client: Client, typed: str):
    client.force_login(world.lan)
    assert client.get(URL, {"q": typed}).status_code == 200


def test_nothing_found_says_what_to_do(world: World, client: Client):
    client.force_login(world.bich)
    assert "Không có địa bàn nào đúng như đã tìm" in client.get(URL, {"q": "zzz"}).content.decode()


def test_no_other_page_reads_the_catalogue(world: World, client: Client, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the catalogue was read")

    monkeypatch.setattr(catalogue, "load", refuse)
    client.force_login(world.lan)
    for address in ("/", "/hamlets/", "/organisations/", reverse("household_list"), reverse("result_table")):
        assert client.get(address).status_code == 200, address
    with pytest.raises(AssertionError, match="the catalogue was read"):
        client.get(URL)
