"""Lending what stands in the register, and taking it back once."""

import datetime as dt

from django.db import transaction
from django.db.models import Sum

from hoctap.audit import actions as audit
from hoctap.centres.facilities.equipment.models import Equipment
from hoctap.centres.facilities.lending import rules
from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean


@transaction.atomic
def lend_equipment(
    equipment: Equipment,
    *,
    quantity: int,
    borrower: str,
    receiver_name: str = "",
    purpose: str,
    out_on: dt.date,
    due_on: dt.date,
    out_note: str = "",
    by: Actor,
) -> EquipmentLoan:
    """Two who lend the same last piece at once: the row lets one in after the other, the second finds it gone."""
    row = _lock(equipment)
    by.must(Permission.CENTRE_KEEP, at=row)
    lent = EquipmentLoan.objects.out().filter(equipment=row).aggregate(n=Sum("quantity"))["n"] or 0
    if reasons := rules.loan_blockers(
        name=str(row),
        quantity=quantity,
        there=max(row.good - lent, 0),
        borrower=clean(borrower),
        purpose=clean(purpose),
        out_on=out_on,
        due_on=due_on,
        today=today(),
        is_dropped=row.dropped_on is not None,
    ):
        raise Refused(reasons)
    loan = EquipmentLoan.objects.create(
        equipment=row,
        quantity=quantity,
        borrower=clean(borrower)[:200],
        receiver_name=clean(receiver_name)[:120],
        purpose=clean(purpose)[:300],
        out_on=out_on,
        due_on=due_on,
        out_note=clean(out_note)[:200],
        lent_by=by.described[:300],
    )
    audit.record(by, "centres.equipmentloan.lent", loan)
    return loan


@transaction.atomic
def take_back(
    loan: EquipmentLoan,
    *,
    back_on: dt.date,
    back_good: int,
    back_repair: int = 0,
    back_broken: int = 0,
    back_note: str = "",
    by: Actor,
) -> None:
    """All of it at once; the register follows the state in which it came."""
    equipment = _lock(loan.equipment)
    row = EquipmentLoan.objects.select_for_update(of=("self",)).get(pk=loan.pk)
    row.equipment = equipment
    by.must(Permission.CENTRE_KEEP, at=row)
    if reasons := rules.return_blockers(
        quantity=row.quantity,
        good=back_good,
        repair=back_repair,
        broken=back_broken,
        out_on=row.out_on,
        back_on=back_on,
        today=today(),
        returned_on=row.back_on,
        note=clean(back_note),
    ):
        raise Refused(reasons)
    row.back_on, row.back_note = back_on, clean(back_note)[:200]
    row.back_good, row.back_repair, row.back_broken = back_good, back_repair, back_broken
    row.taken_back_by = by.described[:300]
    row.save()
    if worse := back_repair + back_broken:
        equipment.good -= worse
        equipment.repair += back_repair
        equipment.broken += back_broken
        equipment.save(update_fields=["good", "repair", "broken"])
    audit.record(by, "centres.equipmentloan.taken_back", row, fields=["back_on"])


def _lock(equipment: Equipment) -> Equipment:
    rows = Equipment.objects.select_for_update(of=("self",)).select_related(
        "kind", "centre__organisation__place", "venue__place"
    )
    return rows.get(pk=equipment.pk)
