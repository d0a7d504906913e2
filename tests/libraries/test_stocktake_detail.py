"""Code after code along the shelves; what is missing, what does not belong here, and what is given up."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.catalogue.stocktaking import actions
from hoctap.libraries.catalogue.stocktaking.rules import MOST_CODES, Seen, scan_blockers, verdict
from hoctap.libraries.models import Borrower, Copy, Library, LibraryKind, Loan, StockTake
from tests.libraries.shelf_hands import SINCE, copy_in, library_at, title_at
from tests.world import World


@pytest.fixture
def shelf(world: World, library: Library) -> dict[str, Copy]:
    """What stands in the library, went out of it, or belongs to the bookcase of Ấp 1."""
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    title = title_at(world.commune)
    made = {code: copy_in(library, title, code) for code in ("A1", "A2", "A3", "LENT")}
    made["AWAY"] = copy_in(library, title, "AWAY", at=case)
    made["GUEST"] = copy_in(case, title, "GUEST", at=library)
    made["FOREIGN"] = copy_in(case, title, "FOREIGN")
    made["GONE"] = copy_in(library, title, "GONE", gone_on=dt.date(2024, 1, 1), gone_why="lost")
    borrower = Borrower.objects.create(library=library, name="Em Na", card="1", since=SINCE)
    Loan.objects.create(
        library=library, copy=made["LENT"], borrower=borrower, lent_on=SINCE, due_on=SINCE, lent_by="thử"
    )
    return made


@pytest.fixture
def stocktake(world: World, librarian: User, library: Library) -> StockTake:
    return actions.open_stocktake(library, by=world.actor(librarian))


def test_what_a_code_means():
    assert verdict(None) == "unknown"
    assert verdict(Seen(True, True, False, True)) == "gone"
    assert verdict(Seen(True, True, True, False)) == "lent"
    assert verdict(Seen(True, True, False, False)) == "here"
    assert verdict(Seen(False, True, False, False)) == "here"
    assert verdict(Seen(True, False, False, False)) == "away"
    assert verdict(Seen(False, False, False, False)) == "foreign"
    assert scan_blockers(["A"], is_open=False)
    assert scan_blockers([], is_open=True)
    assert scan_blockers(["A"] * (MOST_CODES + 1), is_open=True)


def test_codes_are_told_apart_and_sending_them_twice_changes_nothing(
    world: World, librarian: User, stocktake: StockTake, shelf: dict[str, Copy], client: Client
):
    client.force_login(librarian)
    url = reverse("stocktake_scan", args=[stocktake.pk])
    sent = {"codes": "a1\nA2 guest\nLENT\nAWAY\nFOREIGN\nGONE\nLA LA\n"}
    answer = client.post(url, sent)
    assert answer["Location"].endswith("#saved-write")
    client.post(url, sent)
    found = dict(stocktake.scans.values_list("code", "found"))
    assert found == {
        "A1": "here", "A2": "here", "GUEST": "here", "LENT": "lent", "AWAY": "away",
        "FOREIGN": "foreign", "GONE": "gone", "LA": "unknown",
    }  # fmt: skip
    page = client.get(f"/libraries/stocktakes/{stocktake.pk}/").content.decode()
    assert "của nơi khác: Tủ sách Ấp 1" in page
    assert "sổ ghi đang cho mượn" in page
    assert "không có trong mục lục" in page
    assert "Em Na" not in page
    assert client.post(url, {"codes": " "}).status_code == 422


def test_closing_lists_what_is_missing_and_loses_nothing_by_itself(
    world: World, librarian: User, stocktake: StockTake, shelf: dict[str, Copy], client: Client
):
    by = world.actor(librarian)
    actions.scan_codes(stocktake, ["A1", "GUEST"], by=by)
    with pytest.raises(Refused, match="Kết thúc kiểm kê trước"):
        actions.lose_missing(stocktake, [1], by=by)
    client.force_login(librarian)
    client.post(reverse("stocktake_close", args=[stocktake.pk]))
    stocktake.refresh_from_db()
    assert stocktake.expected == 4
    assert set(stocktake.missing.values_list("copy__code", flat=True)) == {"A2", "A3"}
    assert not Copy.objects.filter(code__in=["A2", "A3"], gone_on__isnull=False).exists()
    assert client.post(reverse("stocktake_close", args=[stocktake.pk])).status_code == 422
    assert client.post(reverse("stocktake_scan", args=[stocktake.pk]), {"codes": "A2"}).status_code == 422
    lose = reverse("stocktake_lose", args=[stocktake.pk])
    assert client.post(lose, {}).status_code == 422
    lost = stocktake.missing.get(copy__code="A2")
    client.post(lose, {"missing": [str(lost.pk), "99999999999999999999", "x"]})
    assert Copy.objects.get(code="A2").gone_why == "lost"
    assert Copy.objects.get(code="A3").gone_on is None
    page = client.get(f"/libraries/stocktakes/{stocktake.pk}/").content.decode()
    assert "đã ghi mất 1" in page


def test_what_was_lent_after_the_count_is_not_lost(
    world: World, librarian: User, library: Library, stocktake: StockTake, shelf: dict[str, Copy]
):
    by = world.actor(librarian)
    actions.close_stocktake(stocktake, by=by)
    row = stocktake.missing.get(copy__code="A1")
    Loan.objects.create(
        library=library,
        copy=shelf["A1"],
        borrower=Borrower.objects.get(),
        lent_on=SINCE,
        due_on=SINCE,
        lent_by="thử",
    )
    assert actions.lose_missing(stocktake, [row.pk], by=by) == 0


def test_an_outsider_neither_sees_nor_scans(
    world: World, stocktake: StockTake, shelf: dict[str, Copy], client: Client
):
    with pytest.raises(Forbidden):
        actions.scan_codes(stocktake, ["A1"], by=world.actor(world.oanh))
    client.force_login(world.oanh)
    assert client.get(f"/libraries/stocktakes/{stocktake.pk}/").status_code == 404
    client.force_login(world.lan)
    assert client.get(f"/libraries/stocktakes/{stocktake.pk}/").status_code == 200
    assert client.post(reverse("stocktake_scan", args=[stocktake.pk]), {"codes": "A1"}).status_code == 403


def test_many_scans_take_no_more_queries(
    world: World,
    librarian: User,
    library: Library,
    stocktake: StockTake,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    title = title_at(world.commune)
    codes = [copy_in(library, title, f"B{number}").code for number in range(20)]
    by = world.actor(librarian)
    with django_assert_max_num_queries(10):
        actions.scan_codes(stocktake, [*codes, *(f"X{number}" for number in range(20))], by=by)
    client.force_login(librarian)
    client.get(f"/libraries/stocktakes/{stocktake.pk}/")
    with django_assert_max_num_queries(17):
        client.get(f"/libraries/stocktakes/{stocktake.pk}/")
