"""What the demonstration shows of lending, once there are books."""

from hoctap.core.actor import system_job
from hoctap.home import demo_lending
from hoctap.libraries.circulation.queries import open_loans
from hoctap.libraries.models import Borrower, Hold, LoanTally
from tests.libraries.lending_hands import copy_at, days_ago, library_at
from tests.world import World, make_household


def test_the_demonstration_has_a_household_one_late_book_and_a_count(world: World):
    by = system_job("trình diễn")
    demo_lending.add(world.commune, by)
    assert not Borrower.objects.exists()
    shelf = library_at(world.commune)
    make_household(world.hamlet, "Nguyễn Văn Đọc")
    for n in range(5):
        copy_at(shelf, f"TK-{n}", f"Sách {n}")
    demo_lending.add(world.commune, by)
    assert open_loans([shelf.pk], days_ago(0)) == {shelf.pk: (2, 1)}
    assert Borrower.objects.filter(household__isnull=False).count() == 1
    assert Hold.objects.open().count() == LoanTally.objects.count() == 1
