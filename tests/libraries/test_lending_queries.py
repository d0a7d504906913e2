"""What other apps count of lending, and a citizen's own list."""

import datetime as dt

import pytest

from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.lending.actions import cancel_loan, take_back
from hoctap.libraries.circulation.queries import loans_by_library, open_loans, read_by
from hoctap.libraries.circulation.tallies.actions import keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped
from hoctap.libraries.models import Library
from tests.libraries.lending_hands import card, copy_at, days_ago, lent, library_at, start
from tests.world import World, make_household

FIRST, LAST = days_ago(60), days_ago(0)


@pytest.mark.requirement("S1-09")
def test_loans_and_counts_are_told_apart_and_never_twice(world: World, django_assert_num_queries):
    shelf, by = start(world)
    pupil = card(shelf, by)
    household = give_card(shelf, CardTyped(), household=make_household(world.hamlet, "Nguyễn Văn Đọc"), by=by)
    person = give_card(shelf, CardTyped(), person=make_household(world.hamlet, "Trần Thị Hai").head, by=by)
    for number, reader in enumerate((pupil, household, person)):
        lent(copy_at(shelf, f"TK-{number}"), reader, by, on=days_ago(20))
    Library.objects.filter(pk=shelf.pk).update(loan_days=60)
    wrong = lent(copy_at(shelf, "TK-8", "Sách toán"), card(shelf, by, "Phan Văn Hai"), by)
    cancel_loan(wrong, "nhầm", by=by)
    keep_tally(shelf, TallyTyped(days_ago(50), days_ago(50), 7, read_here=4), by=by)
    keep_tally(shelf, TallyTyped(days_ago(70), days_ago(55), 9), by=by)
    silent = library_at(world.hamlet, "Tủ sách im")
    with django_assert_num_queries(3):
        found = loans_by_library([shelf.pk, silent.pk], FIRST, LAST)
    told = found[shelf.pk]
    assert (told.named, told.counted, told.total, told.read_here, told.left_out) == (3, 7, 10, 4, 1)
    assert told.by_readers == {"child": 1, "adult": 1, "": 1 + 7}
    assert told.by_group == {"8": 3, "": 7}
    assert silent.pk not in found
    assert open_loans([shelf.pk], days_ago(0)) == {shelf.pk: (3, 3)}


@pytest.mark.requirement("S1-06")
def test_a_citizen_s_own_list_has_what_he_read(world: World, django_assert_num_queries):
    shelf, by = start(world)
    person = make_household(world.hamlet, "Nguyễn Văn Đọc").head
    reader = give_card(shelf, CardTyped(), person=person, by=by)
    take_back(lent(copy_at(shelf, "TK-1"), reader, by, on=days_ago(9)), by=by)
    lent(copy_at(shelf, "TK-2", "Đất rừng phương Nam"), reader, by)
    with django_assert_num_queries(1):
        read = read_by(person)
    assert [(one.title, one.returned_on is None) for one in read] == [
        ("Đất rừng phương Nam", True),
        ("Dế mèn phiêu lưu ký", False),
    ]
    assert isinstance(read[0].on, dt.date)


def test_the_page_of_a_library_counts_without_names(world: World, client):
    shelf, by = start(world)
    lent(copy_at(shelf, "TK-1"), card(shelf, by), by, on=days_ago(30))
    client.force_login(world.lan)
    page = client.get(f"/libraries/{shelf.pk}/").content.decode()
    assert "Đang cho mượn" in page
    assert "1 bản" in page
    assert "Lê Thị Học" not in page
