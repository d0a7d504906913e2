"""Two scans lend a book, one takes it back; what may not be says why."""

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.circulation.lending import queries
from hoctap.libraries.circulation.lending.actions import lend, renew, take_back
from hoctap.libraries.models import Borrower, Copy, Library, LibraryKind, Loan
from tests.libraries.lending_hands import card, copy_at, days_ago, keeper, lent, library_at
from tests.world import World, make_household, make_world

URL = "/lending/"


@pytest.fixture
def shelf(world: World) -> Library:
    return library_at(world.commune)


@pytest.fixture
def by(world: World):
    return world.actor(keeper("Võ Thị Giữ", "giu", world.commune))


def at(library: Library, borrower: Borrower | None = None, **more: str) -> str:
    told = f"{URL}?library={library.pk}"
    return (
        told
        + (f"&borrower={borrower.pk}" if borrower else "")
        + "".join(f"&{k}={v}" for k, v in more.items())
    )


def post(client: Client, library: Library, code: str, borrower: Borrower | None = None, **more: Any):
    return client.post(at(library), {"code": code, "borrower": str(borrower.pk) if borrower else ""} | more)


@pytest.mark.requirement("S1-09")
def test_two_scans_lend_a_book_and_one_takes_it_back(world: World, shelf: Library, by, client: Client):
    reader, copy = card(shelf, by), copy_at(shelf, "TK-0001")
    client.force_login(world_user("giu"))
    opened = post(client, shelf, "t00001")
    assert opened["Location"] == at(shelf, reader)
    done = post(client, shelf, "tk-0001", reader)
    assert done["Location"] == at(shelf, reader)
    loan = Loan.objects.get()
    assert (loan.copy, loan.borrower, loan.is_child, loan.library) == (copy, reader, True, shelf)
    page = client.get(done["Location"]).content.decode()
    assert "Lê Thị Học" in page
    assert "Đang giữ <strong>1</strong> bản" in page
    assert "camera=(self)" in client.get(at(shelf))["Permissions-Policy"]
    back = post(client, shelf, "TK-0001")
    assert back["Location"] == at(shelf)
    loan.refresh_from_db()
    assert loan.returned_on is not None
    assert "Đã nhận trả" in client.get(back["Location"]).content.decode()
    assert {"libraries.loan.lent", "libraries.loan.taken_back"} <= set(
        Event.objects.values_list("what", flat=True)
    )


def world_user(login: str) -> User:
    return User.objects.get(login=login)


def test_a_scan_sent_twice_is_done_once(shelf: Library, by, client: Client):
    reader = card(shelf, by)
    copy_at(shelf, "TK-0001")
    client.force_login(world_user("giu"))
    first = post(client, shelf, "TK-0001", reader, form_key="abc")
    again = post(client, shelf, "TK-0001", reader, form_key="abc")
    assert first["Location"] == again["Location"]
    assert Loan.objects.count() == 1
    back = post(client, shelf, "TK-0001", form_key="def")
    assert post(client, shelf, "TK-0001", form_key="def")["Location"] == back["Location"]
    refused = post(client, shelf, "TK-0001", form_key="ghi")
    assert refused.status_code == 422
    assert "đang ở trên giá" in refused.content.decode()


@pytest.mark.parametrize("code", ["T00099", " t00099 "])
def test_a_card_that_nobody_has_sends_away_who_stood_there(shelf: Library, by, client: Client, code: str):
    """The books that follow are of whoever holds that card, never of the one before."""
    copy, reader = copy_at(shelf, "TK-0001"), card(shelf, by)
    client.force_login(User.objects.get(login="giu"))
    answer = client.post(at(shelf), {"code": code, "borrower": reader.pk}, headers={"X-Hoctap-Desk": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không có thẻ T00099" in page
    assert str(reader.pk) not in page
    refused = client.post(at(shelf), {"code": copy.code, "borrower": ""}, headers={"X-Hoctap-Desk": "1"})
    assert refused.status_code == 422
    assert not Loan.objects.exists()


def test_names_and_titles_are_found_without_accents(world: World, shelf: Library, by, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Đọc")
    give = card(shelf, by, "", "", household=household)
    card(shelf, by, "Trần Thị Bé", "lớp 5B")
    copy_at(shelf, "TK-0001")
    client.force_login(world_user("giu"))
    asked = post(client, shelf, "van doc")
    page = client.get(asked["Location"]).content.decode()
    assert "Hộ Nguyễn Văn Đọc" in page
    assert str(give.pk) in page
    assert "Trần Thị Bé" not in page
    assert "Trần Thị Bé" in client.get(at(shelf, q="tran thi be")).content.decode()
    assert "TK-0001" in client.get(at(shelf, q="de men")).content.decode()
    nothing = client.get(at(shelf, q="khong co ai")).content.decode()
    assert "Không có thẻ, mã sách hay tên nào" in nothing
    assert "Cấp thẻ mới" in nothing


def test_the_same_copy_is_never_lent_twice_and_the_database_says_so_too(
    world: World, shelf: Library, by, client: Client
):
    reader, other, copy = (
        card(shelf, by),
        card(shelf, by, "Phan Văn Hai", "lớp 3C"),
        copy_at(shelf, "TK-0001"),
    )
    lent(copy, reader, by)
    client.force_login(world_user("giu"))
    refused = post(client, shelf, "TK-0001", other)
    assert refused.status_code == 422
    assert "đang ghi cho Lê Thị Học (thẻ T00001)" in refused.content.decode()
    with pytest.raises(Refused, match="chính người này"):
        lend(shelf, copy, reader, by=by)
    with pytest.raises(IntegrityError, match="copy_lent_once_at_a_time"), transaction.atomic():
        Loan.objects.create(
            library=shelf, copy=copy, borrower=other, lent_on=days_ago(1), due_on=days_ago(0), lent_by="x"
        )
    with pytest.raises(IntegrityError, match="loan_open_has_a_borrower"), transaction.atomic():
        Loan.objects.update(borrower=None)


def test_who_has_the_book_is_not_told_to_who_may_not_lend_there(world: World, shelf: Library, by):
    """A copy of the commune's library was lent there, and a rotation's papers say that it stands in the hamlet."""
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    volunteer = world.actor(keeper("Bùi Văn Tủ", "tu", world.hamlet))
    copy = copy_at(shelf, "TK-0001")
    lent(copy, card(shelf, by), by)
    Copy.objects.filter(pk=copy.pk).update(at=case)
    with pytest.raises(Refused) as refused:
        lend(case, copy, card(case, volunteer, "Phan Văn Hai"), by=volunteer)
    told = str(refused.value)
    assert "một bạn đọc nơi khác" in told
    assert "Lê Thị Học" not in told
    with pytest.raises(Forbidden):
        lend(shelf, copy, card(shelf, by, "Phan Văn Hai"), by=volunteer)


def test_a_copy_is_lent_where_a_rotation_took_it_and_comes_back_there(world: World, shelf: Library, by):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    copy = copy_at(shelf, "TK-0001", at=case)
    with pytest.raises(Refused, match="đang ở Tủ sách Ấp 1"):
        lent(copy, card(shelf, by), by)
    volunteer = world.actor(keeper("Bùi Văn Tủ", "tu", world.hamlet))
    loan = lent(copy, card(case, volunteer), volunteer)
    assert take_back(loan, by=volunteer).loan.returned_on is not None


def test_limit_overdue_ended_cards_and_days_are_watched(world: World, shelf: Library, by, client: Client):
    reader = card(shelf, by)
    copies = [copy_at(shelf, f"TK-000{n}") for n in range(5)]
    lent(copies[0], reader, by, on=days_ago(40))
    client.force_login(world_user("giu"))
    refused = post(client, shelf, "TK-0001", reader)
    assert refused.status_code == 422
    assert "id_over_why" in refused.content.decode()
    taken = post(client, shelf, "TK-0001", reader, over_why="Nhà xa, hẹn trả cùng lúc")
    assert taken.status_code == 302
    assert Loan.objects.filter(over_why="Nhà xa, hẹn trả cùng lúc").count() == 1
    lend(shelf, copies[2], reader, over_why="hẹn", by=by)
    with pytest.raises(Refused, match="mức của thư viện là 3"):
        lend(shelf, copies[3], reader, over_why="hẹn", by=by)
    other = card(shelf, by, "Phan Văn Hai")
    with pytest.raises(Refused, match="chưa tới"):
        lend(shelf, copies[3], other, on=days_ago(-1), by=by)
    late = copy_at(shelf, "TK-0009")
    Copy.objects.filter(pk=late.pk).update(acquired_on=days_ago(5))
    with pytest.raises(Refused, match="ngày mượn phải từ đó"):
        lend(shelf, late, other, on=days_ago(6), by=by)
    Copy.objects.filter(pk=copies[4].pk).update(gone_on=days_ago(3), gone_why="lost")
    with pytest.raises(Refused, match="thôi giữ"):
        lend(shelf, copies[4], other, by=by)
    Library.objects.filter(pk=shelf.pk).update(valid_to=days_ago(0), ended_why="Sáp nhập")
    with pytest.raises(Refused, match="chỉ còn nhận trả sách"):
        lend(shelf, copies[3], other, by=by)
    assert take_back(Loan.objects.get(copy=copies[0]), by=by).loan.returned_on is not None


def test_a_loan_is_renewed_as_often_as_the_library_allows(shelf: Library, by, client: Client):
    loan = lent(copy_at(shelf, "TK-0001"), card(shelf, by), by, on=days_ago(10))
    client.force_login(world_user("giu"))
    client.post(f"/lending/loans/{loan.pk}/renew/")  # loan_renew
    loan.refresh_from_db()
    assert (loan.renewed, loan.due_on) == (1, days_ago(-14))
    refused = client.post(f"/lending/loans/{loan.pk}/renew/", follow=True).content.decode()
    assert "cho gia hạn 1 lần" in refused
    with pytest.raises(Refused):
        renew(loan, by=by)


def test_two_people_who_scan_one_copy_at_once_lend_it_once(transactional_db: None):
    """Each waits for the library's row; the second is told who has it."""
    world = make_world()
    shelf = library_at(world.commune)
    by = world.actor(keeper("Võ Thị Giữ", "giu", world.commune))
    copy, told = copy_at(shelf, "TK-0001"), []
    readers = [card(shelf, by, f"Người {n}", f"lớp {n}") for n in range(3)]

    def scan(reader: Borrower) -> None:
        try:
            lend(shelf, copy, reader, by=by)
        except Refused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=scan, args=[reader]) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Loan.objects.count() == 1
    assert len(told) == 2
    assert all("đang ghi cho Người" in one for one in told)


def test_an_outsider_opens_no_desk_of_others(world: World, shelf: Library, by, client: Client):
    reader = card(shelf, by)
    loan = lent(copy_at(shelf, "TK-0001"), reader, by)
    keeper("Người Ngoài", "ngoai", world.other_commune)
    client.force_login(world_user("ngoai"))
    assert client.get(at(shelf)).status_code == 404
    assert client.get(f"/lending/cards/{reader.pk}/").status_code == 404
    assert client.post(f"/lending/loans/{loan.pk}/renew/").status_code == 404
    assert "Chưa có thư viện" in client.get(URL).content.decode()


def test_the_desk_asks_a_fixed_number_of_times(shelf: Library, by, django_assert_max_num_queries):
    reader = card(shelf, by)
    for n in range(3):
        lent(copy_at(shelf, f"TK-000{n}"), reader, by)
    with django_assert_max_num_queries(5):
        queries.desk(shelf, queries.borrowers(shelf).get(), "de men", days_ago(0))
    with django_assert_max_num_queries(3):
        queries.scanned(shelf, "TK-0001")


def test_the_desk_leads_back_to_its_library(shelf: Library, by: Any, client: Client):
    client.force_login(User.objects.get(login="giu"))
    page = client.get(URL, {"library": str(shelf.pk)}).text
    trail = page.split('<nav class="trail"')[1].split("</nav>")[0]
    assert f'href="/libraries/{shelf.pk}/"' in trail
