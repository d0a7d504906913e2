"""One library: what it has, its rules of lending, its end."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.refusals import Reason, Refused
from hoctap.libraries.institutions import actions
from hoctap.libraries.institutions.rules import LendingRules, ending_blockers, lending_blockers
from hoctap.libraries.models import Borrower, Copy, Library, LibraryKind, Loan
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.world import World

ON = dt.date(2024, 6, 1)


def _url(library: Library) -> str:
    return f"/libraries/{library.pk}/"


@pytest.mark.requirement("S1-29")
def test_it_tells_titles_copies_and_where_they_stand(
    world: World, librarian: User, library: Library, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    title = title_at(world.commune)
    copy_in(library, title, "A1")
    copy_in(library, title, "A2", at=case)
    copy_in(library, title, "A3", gone_on=ON, gone_why="lost")
    client.force_login(librarian)
    page = client.get(_url(library)).content.decode()
    assert "2 bản sách của 1 đầu sách" in page
    assert "1 bản của mình đang ở nơi khác" in page
    assert "1 bản" in client.get(_url(case)).content.decode()


def test_an_outsider_does_not_find_it(world: World, library: Library, client: Client):
    client.force_login(world.oanh)
    assert client.get(_url(library)).status_code == 404
    assert client.post(reverse("library_end", args=[library.pk]), {}).status_code in (403, 404)


def test_the_page_takes_the_same_queries_with_more_books(
    world: World,
    librarian: User,
    library: Library,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    title = title_at(world.commune)
    for number in range(20):
        copy_in(library, title, f"A{number}")
    client.force_login(librarian)
    client.get(_url(library))
    with django_assert_max_num_queries(25):
        client.get(_url(library))


def test_rules_of_lending_have_their_bounds():
    assert lending_blockers(LendingRules(14, 3, 1, 5)) == []
    assert [one.field for one in lending_blockers(LendingRules(0, 51, -1, None))] == [
        "loan_days",
        "loan_limit",
        "renewals",
        "hold_days",
    ]


def test_the_keeper_sets_how_long_books_are_lent(librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    typed = {"loan_days": "21", "loan_limit": "5", "renewals": "0", "hold_days": "3"}
    assert client.post(reverse("library_lending", args=[library.pk]), typed).status_code == 302
    library.refresh_from_db()
    assert (library.loan_days, library.loan_limit, library.renewals, library.hold_days) == (21, 5, 0, 3)
    answer = client.post(reverse("library_lending", args=[library.pk]), typed | {"loan_days": "0"})
    assert answer.status_code == 422
    assert "từ 1 đến 365" in answer.content.decode()


def test_a_museum_lends_nothing(world: World, librarian: User):
    museum = library_at(world.commune, "Nhà truyền thống", LibraryKind.MUSEUM)
    with pytest.raises(Refused, match="không cho mượn"):
        actions.set_lending(museum, LendingRules(14, 3, 1, 5), by=world.actor(librarian))


def _texts(reasons: list[Reason]) -> str:
    return " ".join(one.text for one in reasons)


def test_how_a_library_ends():
    since, today = dt.date(2020, 1, 1), dt.date(2024, 7, 1)

    def told(**values: object) -> str:
        facts: dict[str, object] = {
            "on": ON,
            "why": "hết",
            "since": since,
            "today": today,
            "lent": 0,
            "held": 0,
            "successor": False,
        }
        return _texts(ending_blockers(**(facts | values)))  # type: ignore[arg-type]

    assert told() == ""
    assert "ghi ngày" in told(on=None)
    assert "không thể thôi trước" in told(on=dt.date(2019, 1, 1))
    assert "chưa tới" in told(on=dt.date(2025, 1, 1))
    assert "lý do" in told(why="")
    assert "2 bản đang cho mượn" in told(lent=2)
    assert "3 bản trong kho" in told(held=3)
    assert told(held=3, successor=True) == ""


@pytest.mark.requirement("S1-04")
def test_what_ends_gives_its_books_to_its_successor_and_its_name_stays(
    world: World, librarian: User, library: Library, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE, keeper_name="Bác Sáu")
    copy_in(case, title_at(world.commune), "A1")
    client.force_login(librarian)
    typed = {"ended_on": "2024-06-01", "why": "Gộp về thư viện xã", "successor": ""}
    answer = client.post(reverse("library_end", args=[case.pk]), typed)
    assert answer.status_code == 422
    assert "1 bản trong kho" in answer.content.decode()
    client.post(reverse("library_end", args=[case.pk]), typed | {"successor": str(library.pk)})
    case.refresh_from_db()
    assert (case.valid_to, case.successor, case.keeper_name) == (ON, library, "")
    assert Copy.objects.get().library == library
    assert "Tủ sách Ấp 1" in client.get(_url(library)).content.decode()
    with pytest.raises(Refused, match="đã thôi hoạt động"):
        actions.end_library(case, ended_on=ON, why="nữa", by=world.actor(librarian))


def test_it_does_not_end_with_books_at_home_or_on_their_way(world: World, librarian: User, library: Library):
    by = world.actor(librarian)
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    lent = copy_in(case, title_at(world.commune), "A1")
    borrower = Borrower.objects.create(library=case, name="Em Na", card="1", since=dt.date(2024, 1, 1))
    loan = Loan.objects.create(
        library=case, copy=lent, borrower=borrower, lent_on=ON, due_on=ON, lent_by="thử"
    )
    with pytest.raises(Refused, match="đang cho mượn"):
        actions.end_library(case, ended_on=ON, why="hết", successor=library, by=by)
    loan.returned_on = ON
    loan.save()
    copy_in(library, lent.title, "A2", at=case)
    with pytest.raises(Refused, match="đang luân chuyển"):
        actions.end_library(case, ended_on=ON, why="hết", successor=library, by=by)
    Copy.objects.filter(code="A2").update(at=None)
    with pytest.raises(Refused, match="Chọn một thư viện"):
        actions.end_library(case, ended_on=ON, why="hết", successor=case, by=by)
    actions.end_library(case, ended_on=ON, why="hết", successor=library, by=by)


def test_it_ends_when_what_is_not_returned_is_written_off_as_lost(
    world: World, librarian: User, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    lent = copy_in(case, title_at(world.commune), "A1")
    borrower = Borrower.objects.create(library=case, name="Em Na", card="1", since=dt.date(2024, 1, 1))
    Loan.objects.create(library=case, copy=lent, borrower=borrower, lent_on=ON, due_on=ON, lent_by="thử")
    client.force_login(librarian)
    end, typed = reverse("library_end", args=[case.pk]), {"ended_on": ON.isoformat(), "why": "hết"}
    assert "hoặc ghi mất" in client.post(end, typed).content.decode()
    lost = {"copies": [str(lent.pk)], "why": "lost", "on": ON.isoformat()}
    assert client.post(reverse("copy_withdraw", args=[lent.title_id]), lost).status_code == 302
    assert client.post(end, typed).status_code == 302
    case.refresh_from_db()
    assert case.valid_to == ON


def test_its_lists_stand_under_heads_and_what_is_done_most_at_the_bottom(
    librarian: User, library: Library, client: Client
):
    client.force_login(librarian)
    page = client.get(f"/libraries/{library.pk}/")
    assert [head.label for head, _ in page.context["page"].pages] == ["Sách", "Mượn trả", "Văn hóa đọc"]
    assert f'href="/lending/?library={library.pk}">Cho mượn, nhận trả' in page.text
    assert f'href="/libraries/books/find/?library={library.pk}">Thêm sách' in page.text
