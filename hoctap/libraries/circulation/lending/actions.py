"""A book goes home with somebody and comes back; it may stay longer; what was written down by mistake."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.evidence import actions as evidence
from hoctap.libraries.circulation import records
from hoctap.libraries.circulation.forgetting import let_go
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.circulation.lending import rules
from hoctap.libraries.circulation.models import Hold
from hoctap.libraries.circulation.rows import (
    borrower_facts,
    copy_facts,
    counted_by_notebook,
    free_copies,
    library_facts,
    lock_borrower,
    lock_copy,
    lock_library,
    must_lend,
    waiting_for,
)
from hoctap.libraries.models import Borrower, Copy, Library, Loan


@transaction.atomic
def lend(
    library: Library,
    copy: Copy,
    borrower: Borrower,
    *,
    on: dt.date | None = None,
    over_why: str = "",
    by: Actor,
) -> Loan:
    """At the library where the copy stands, be it another's. `on`: today, or a day of the notebook that is written down later."""
    library = lock_library(library.pk)
    must_lend(by, library)
    borrower, copy = lock_borrower(borrower.pk), lock_copy(copy.pk)
    day, on = today(), on or today()
    if borrower.library_id != library.pk:
        raise Refused([Reason(f"Thẻ này của {borrower.library.name}. Hãy cấp thẻ ở đây.", field="card")])
    moving.expire(library, day, by)
    reasons = rules.lending_blockers(
        library_facts(library),
        copy_facts(copy, library, borrower, by),
        borrower_facts(borrower, day),
        on=on,
        today=day,
        over_why=over_why,
        counted=counted_by_notebook(library, on),
    )
    if reasons:
        raise Refused(reasons)
    born = borrower.person.birth_year if borrower.person else None
    loan = Loan.objects.create(
        library=library,
        copy=copy,
        borrower=borrower,
        is_child=rules.is_child(born, borrower.is_child, on),
        lent_on=on,
        due_on=on + dt.timedelta(days=library.loan_days),
        lent_by=by.described[:300],
        over_why=clean(over_why)[:200],
    )
    audit.record(by, "libraries.loan.lent", loan)
    moving.taken(borrower, copy, library, by)
    return loan


@dataclass(frozen=True)
class CameBack:
    loan: Loan
    hold: Hold | None
    """Who waits for it: it is put aside."""


@transaction.atomic
def take_back(loan: Loan, *, on: dt.date | None = None, by: Actor) -> CameBack:
    """Who borrowed it and was erased meanwhile leaves nothing once the last book is back."""
    library = lock_library(loan.library_id)
    must_lend(by, library)
    copy = lock_copy(loan.copy_id)
    loan = _lock(loan)
    on = on or today()
    if reasons := rules.return_blockers(
        lent_on=loan.lent_on, returned_on=loan.returned_on, on=on, today=today()
    ):
        raise Refused(reasons)
    loan.returned_on, loan.taken_back_by = on, by.described[:300]
    loan.save(update_fields=["returned_on", "taken_back_by"])
    audit.record(by, "libraries.loan.taken_back", loan, fields=["returned_on"])
    let_go(loan)
    moving.expire(library, today(), by)
    return CameBack(loan, moving.offer_next(copy.stands_at, copy, by))


@transaction.atomic
def renew(loan: Loan, *, by: Actor) -> Loan:
    library = lock_library(loan.library_id)
    must_lend(by, library)
    loan = _lock(loan)
    title = loan.copy.title_id
    waiting = 0 if free_copies(library, title).exists() else waiting_for(library, title).count()
    if reasons := rules.renewal_blockers(
        library_facts(library),
        renewed=loan.renewed,
        is_open=loan.returned_on is None,
        waiting=waiting,
        today=today(),
    ):
        raise Refused(reasons)
    loan.renewed += 1
    loan.due_on = rules.renewed_until(loan.due_on, library.loan_days, today())
    loan.save(update_fields=["renewed", "due_on"])
    audit.record(by, "libraries.loan.renewed", loan, fields=["due_on"])
    return loan


@transaction.atomic
def cancel_loan(loan: Loan, why: str, *, by: Actor) -> Loan:
    """It never was: it counts nowhere, and what was proved by it is proved no more (`evidence.actions.end_record`)."""
    library = lock_library(loan.library_id)
    must_lend(by, library)
    copy = lock_copy(loan.copy_id)
    loan = _lock(loan)
    if reasons := rules.cancelling_blockers(why, is_cancelled=bool(loan.cancelled_why)):
        raise Refused(reasons)
    loan.cancelled_why = clean(why)[:200]
    loan.returned_on = loan.returned_on or max(loan.lent_on, today())
    loan.save(update_fields=["cancelled_why", "returned_on"])
    audit.record(by, "libraries.loan.cancelled", loan, fields=["cancelled_why"])
    evidence.end_record(records.CODE, str(loan.pk), f"lượt mượn ghi nhầm: {loan.cancelled_why}", by=by)
    let_go(loan)
    moving.offer_next(copy.stands_at, copy, by)
    return loan


def _lock(loan: Loan) -> Loan:
    rows = Loan.objects.select_for_update(of=("self",))
    return rows.select_related("library__place", "copy__title", "borrower").get(pk=loan.pk)
