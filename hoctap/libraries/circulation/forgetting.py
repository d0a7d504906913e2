"""What remains of a borrower who is to be forgotten: while a book is out the number of the card, then nothing."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.circulation.models import Hold
from hoctap.libraries.circulation.rows import asked_on
from hoctap.libraries.models import Borrower, Loan


def forget(borrower: Borrower, on: dt.date, by: Actor) -> None:
    """Loans that are over lose him at once; what he asked for in advance goes; an open loan keeps the card until the book is back."""
    moving.forget_holds(Hold.objects.filter(asked_on(borrower)), by)
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
