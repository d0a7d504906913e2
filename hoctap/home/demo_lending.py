"""Lending in the demonstration: readers of a shelf, what is out, what is late, what a notebook counted."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.circulation.lending.actions import lend, take_back
from hoctap.libraries.circulation.tallies.actions import keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of
from hoctap.libraries.models import Copy, Library
from hoctap.people.models import Household
from hoctap.places.models import Place

COUNTED_DAYS_AGO = 400
LATE, RECENT = 20, 3
"""Days ago."""


def add(commune: Place, by: Actor) -> None:
    """At the first library of the commune that has books: what stands there is lent by these actions alone. Without books nothing."""
    shelves = Library.objects.lending().filter(place__path__contains=[commune.pk], valid_to__isnull=True)
    for shelf in shelves.select_related("place").order_by("sort_key", "pk"):
        late = today() - dt.timedelta(days=LATE)
        rows = Copy.objects.held().standing_at(shelf).filter(acquired_on__lte=late)
        copies = list(rows.order_by("code")[:5])
        if len(copies) == 5:
            _lend_at(shelf, copies, by)
            return


def _lend_at(shelf: Library, copies: list[Copy], by: Actor) -> None:
    homes = Household.objects.filter(hamlet__path__overlap=shelf.place.path[-1:], left_year__isnull=True)
    home = homes.select_related("head").order_by("sort_key", "pk").first()
    pupil = give_card(shelf, CardTyped("Đoàn Ngọc Hân", "lớp 4A", is_child=True), by=by)
    reader = pupil if home is None else give_card(shelf, CardTyped(), household=home, by=by)
    late, recent = today() - dt.timedelta(days=LATE), today() - dt.timedelta(days=RECENT)
    take_back(lend(shelf, copies[0], pupil, on=late, by=by), on=recent, by=by)
    lend(shelf, copies[1], reader, on=late, by=by)
    lend(shelf, copies[2], pupil, on=recent, over_why="Hẹn trả cuối tuần" if reader == pupil else "", by=by)
    other = give_card(shelf, CardTyped("Huỳnh Gia Bảo", "lớp 5B", is_child=True), by=by)
    reserve(shelf, copies[2].title, borrower=other, by=by)
    month = month_of(today() - dt.timedelta(days=COUNTED_DAYS_AGO))
    if shelf.valid_from <= month[0]:
        keep_tally(shelf, TallyTyped(*month, taken_home=37, read_here=52), by=by)
