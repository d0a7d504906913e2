"""What remains of a borrower who is to be forgotten: while a book is out the number of the card, then nothing."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.circulation.models import Hold, HoldState
from hoctap.libraries.models import Borrower, Copy, Library, Loan


def forget(borrower: Borrower, on: dt.date, by: Actor) -> None:
    """Loans that are over lose him at once; what he asked for in advance goes; an open loan keeps the card until the book is back."""
    aside = list(
        Copy.objects.filter(holds__borrower=borrower, holds__state=HoldState.READY).select_related(
            "library", "at"
        )
    )
    library = Library.objects.get(pk=borrower.library_id)
    Hold.objects.filter(borrower=borrower).delete()
    for copy in aside:
        moving.offer_next(library, copy, by)
    borrower.loans.filter(returned_on__isnull=False).update(borrower=None)
    if borrower.loans.exists():
        borrower.person = borrower.household = None
        borrower.name = borrower.details = borrower.search_key = ""
        borrower.is_erased, borrower.ended_on = True, borrower.ended_on or on
        borrower.save()
    else:
        borrower.delete()


def let_go(loan: Loan) -> None:
    """A loan that is over, of one who was erased."""
    borrower = loan.borrower
    if borrower is None or not borrower.is_erased:
        return
    loan.borrower = None
    loan.save(update_fields=["borrower"])
    if not Loan.objects.filter(borrower=borrower).exists():
        borrower.delete()
