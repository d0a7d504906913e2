"""Counts of the notebook: kept a period at a time, never beside loans written one by one."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.libraries.circulation.models import LoanTally
from hoctap.libraries.circulation.rows import lock_library, must_lend
from hoctap.libraries.circulation.tallies import rules
from hoctap.libraries.circulation.tallies.rules import TallyTyped
from hoctap.libraries.models import Library, Loan


@transaction.atomic
def keep_tally(library: Library, typed: TallyTyped, *, by: Actor) -> LoanTally:
    library = lock_library(library.pk)
    must_lend(by, library)
    there = LoanTally.objects.standing().filter(library=library, first__lte=typed.last, last__gte=typed.first)
    rows = list(there)
    same_period = [row for row in rows if (row.first, row.last) == (typed.first, typed.last)]
    others = [row for row in rows if row not in same_period]
    named = Loan.objects.standing().filter(library=library, lent_on__range=(typed.first, typed.last))
    if reasons := rules.tally_blockers(
        typed,
        library_name=library.name,
        opened_on=library.valid_from,
        ended_on=library.valid_to,
        lends=library.lends,
        named_loans=named.count(),
        overlapping=str(others[0]) if others else "",
        same=any((row.group, row.readers) == (typed.group, typed.readers) for row in same_period),
        coarser=any(
            bool(row.group) != bool(typed.group) or bool(row.readers) != bool(typed.readers)
            for row in same_period
        ),
        today=today(),
    ):
        raise Refused(reasons)
    row = LoanTally.objects.create(
        library=library,
        first=typed.first,
        last=typed.last,
        group=typed.group,
        readers=typed.readers,
        taken_home=typed.taken_home,
        read_here=typed.read_here,
        entered_by=by.described[:300],
    )
    audit.record(by, "libraries.loantally.kept", row)
    return row


@transaction.atomic
def drop_tally(tally: LoanTally, why: str, *, by: Actor) -> None:
    library = lock_library(tally.library_id)
    must_lend(by, library)
    row = LoanTally.objects.select_for_update(of=("self",)).get(pk=tally.pk)
    if reasons := rules.dropping_blockers(why, is_dropped=bool(row.dropped_why)):
        raise Refused(reasons)
    row.dropped_why = clean(why)[:200]
    row.save(update_fields=["dropped_why"])
    audit.record(by, "libraries.loantally.dropped", row, fields=["dropped_why"])
