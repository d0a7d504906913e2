"""Lending and a person's own data: handed out, erased with a book at home, merged, forgotten when the time is over."""

import datetime as dt

import pytest

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.libraries.circulation import retention, subjects
from hoctap.libraries.circulation.borrowers.actions import end_card, give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.lending.actions import lend, take_back
from hoctap.libraries.models import Borrower, Library, Loan
from hoctap.people import actions as people
from hoctap.people.erasing import erase
from hoctap.people.models import DuplicateCandidate, HouseholdMember, Person
from tests.libraries.lending_hands import card, copy_at, days_ago, keeper, lent, library_at, start
from tests.world import World, make_household, make_place


def test_a_person_s_loans_are_handed_out(world: World):
    shelf, by = start(world)
    person = make_household(world.hamlet, "Nguyễn Văn Đọc").head
    lent(
        copy_at(shelf, "TK-0001", "Đất rừng phương Nam"),
        give_card(shelf, CardTyped(), person=person, by=by),
        by,
    )
    parts = {part.title: part.rows for part in subjects.loans_of_person(person)}
    assert parts["Thẻ bạn đọc"][0]["Số thẻ"] == "T00001"
    assert parts["Sách đã mượn"][0]["Sách"] == "Đất rừng phương Nam"
    assert parts["Sách đã mượn"][0]["Trả ngày"] == "chưa trả"


def test_erased_with_a_book_at_home_only_the_number_stays_and_then_nothing(world: World):
    shelf, by = start(world)
    person = make_household(world.hamlet, "Nguyễn Văn Đọc", birth_year=2014).head
    reader = give_card(shelf, CardTyped(), person=person, by=by)
    over = lent(copy_at(shelf, "TK-0001"), reader, by)
    take_back(over, by=by)
    loan = lent(copy_at(shelf, "TK-0002"), reader, by)
    erase(person, today())
    reader.refresh_from_db()
    over.refresh_from_db()
    assert (reader.person, reader.card, reader.is_erased) == (None, "T00001", True)
    assert over.borrower is None
    with pytest.raises(Refused, match="thôi dùng"):
        lend(shelf, copy_at(shelf, "TK-0003"), reader, by=by)
    take_back(loan, by=by)
    assert not Borrower.objects.exists()
    assert list(Loan.objects.values_list("borrower", "is_child")) == [(None, True), (None, True)]
    assert "số thẻ" in subjects.STAYS


@pytest.fixture
def twice(world: World) -> tuple[Person, Person, DuplicateCandidate]:
    """One man, written in one household as its head and again as a member."""
    household = make_household(world.hamlet, "Lê Văn Á", birth_year=1968)
    double = Person.objects.create(full_name="Lê Văn A", birth_year=1968)
    HouseholdMember.objects.create(household=household, person=double, joined_year=2024)
    people.find_duplicates(world.commune, by=world.actor(world.lan))
    return household.head, double, DuplicateCandidate.objects.get()


def test_merged_one_card_goes_on_and_the_other_only_takes_books_back(
    world: World, twice: tuple[Person, Person, DuplicateCandidate]
):
    kept, double, pair = twice
    shelf, by = start(world)
    case = library_at(world.hamlet, "Tủ sách Ấp 1")
    give_card(shelf, CardTyped(), person=kept, by=by)
    second = give_card(shelf, CardTyped(), person=double, by=by)
    alone = give_card(case, CardTyped(), person=double, by=by)
    loan = lent(copy_at(shelf, "TK-0001"), second, by)
    merge = people.merge_persons(pair, kept, by=world.actor(world.lan))
    second.refresh_from_db()
    alone.refresh_from_db()
    assert (second.person, alone.person) == (double, kept)
    with pytest.raises(Refused, match="đã gộp với Lê Văn Á"):
        lend(shelf, copy_at(shelf, "TK-0002"), second, by=by)
    assert len(subjects.loans_of_person(kept)[1].rows) == 1
    take_back(loan, by=by)
    people.undo_merge(merge, by=world.actor(world.lan))
    alone.refresh_from_db()
    assert alone.person == double


def test_a_household_that_joined_another_borrows_on_that_one_s_card(world: World):
    shelf, by = start(world)
    household, other = (
        make_household(world.hamlet, "Nguyễn Văn Đọc"),
        make_household(world.hamlet, "Trần Thị Hai"),
    )
    reader = give_card(shelf, CardTyped(), household=household, by=by)
    loan = lent(copy_at(shelf, "TK-0001"), reader, by)
    household.joined_into, household.left_year, household.left_kind = other, 2026, "joined"
    household.save()
    with pytest.raises(Refused, match="nhập vào hộ Trần Thị Hai"):
        lend(shelf, copy_at(shelf, "TK-0002"), Borrower.objects.get(pk=reader.pk), by=by)
    with pytest.raises(Refused, match="nhập vào hộ Trần Thị Hai"):
        give_card(library_at(world.hamlet, "Tủ sách"), CardTyped(), household=household, by=by)
    assert take_back(loan, by=by).loan.returned_on


def test_when_the_time_is_over_a_loan_is_nobody_s_and_still_counts(world: World):
    shelf, by = start(world)
    reader = card(shelf, by)
    old = lent(copy_at(shelf, "TK-0000"), reader, by, on=days_ago(500))
    take_back(old, on=days_ago(490), by=by)
    recent = lent(copy_at(shelf, "TK-0001"), reader, by, on=days_ago(480))
    before = today() - dt.timedelta(days=365)
    rows = list(retention.old_loans(world.commune.pk, before))
    assert rows == [old]
    assert list(retention.old_loans(world.other_commune.pk, before)) == []
    assert "TK-0000" in retention.LOANS.describe(rows[0])
    assert retention.drop_names(rows, by) == 1
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.borrower, old.is_child, recent.borrower) == (None, True, reader)
    take_back(recent, by=by)
    end_card(reader, by=by)
    Borrower.objects.update(ended_on=days_ago(400), since=days_ago(600))
    cards = list(retention.old_cards(world.commune.pk, before))
    assert retention.drop_cards(cards, by) == 1
    assert not Borrower.objects.exists()
    assert Loan.objects.count() == 2


def test_after_a_reorganisation_the_successor_s_keeper_goes_on(world: World):
    """Cards and loans hang at the library, and go where it goes."""
    shelf, by = start(world)
    loan = lent(copy_at(shelf, "TK-0001"), card(shelf, by), by)
    new = make_place("commune", "xã", "Xã Mới", world.province)
    Library.objects.filter(pk=shelf.pk).update(place=new)
    other = world.actor(keeper("Lý Thị Mới", "moi", new))
    assert list(Loan.objects.visible_to(other)) == [loan]
    assert take_back(loan, by=other).loan.returned_on
