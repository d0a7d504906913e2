"""Visits are counted: one by one, by the counter at the door, by the book of loans, or by a notebook's month. Whoever counts holds the library,
so that two ways of counting a day never meet.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.models import Library, Loan
from hoctap.libraries.storing import locked_library
from hoctap.reading.models import Purpose, VisitCorrection, VisitLine, VisitSheet, Way, Who
from hoctap.reading.visits import rules
from hoctap.reading.visits.rules import Spell

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def tally_visits(
    library: Library, *, on: dt.date, purpose: str, who: str, people: int = 1, by: Actor
) -> VisitLine:
    """One press of a button: so many more for a purpose."""
    library = locked_library(library)
    by.must(KEEP, at=library)
    reasons = rules.add_reasons(
        people=people, purpose=purpose, who=who, purposes=Purpose.values, whos=Who.values
    )
    reasons += _day_reasons(library, on, on, Way.TALLY)
    if reasons:
        raise Refused(reasons)
    sheet = VisitSheet.objects.filter(library=library, from_on=on).first()
    sheet = sheet or _new_sheet(library, on, on, Way.TALLY, by)
    line, _ = VisitLine.objects.get_or_create(sheet=sheet, purpose=purpose, who=who, defaults={"people": 0})
    VisitLine.objects.filter(pk=line.pk).update(people=F("people") + people)
    line.refresh_from_db()
    audit.record(by, "reading.visits.counted", sheet, count=people)
    return line


@transaction.atomic
def record_gate(
    library: Library, *, on: dt.date, first: int | None, last: int | None, both_ways: bool, by: Actor
) -> VisitSheet:
    library = locked_library(library)
    by.must(KEEP, at=library)
    reasons = rules.gate_reasons(first=first, last=last) + _day_reasons(library, on, on, Way.GATE)
    if reasons or first is None or last is None:
        raise Refused(reasons)
    sheet = _new_sheet(
        library, on, on, Way.GATE, by, gate_first=first, gate_last=last, gate_both_ways=both_ways
    )
    people = rules.through_the_gate(first, last, both_ways=both_ways)
    VisitLine.objects.create(sheet=sheet, purpose=Purpose.UNKNOWN, who=Who.ANYBODY, people=people)
    audit.record(by, "reading.visits.counted", sheet, count=people)
    return sheet


@transaction.atomic
def count_by_loans(library: Library, *, on: dt.date, by: Actor) -> VisitSheet:
    """Where nobody stands at the door: each card that borrowed or brought back on that day is one visit."""
    library = locked_library(library)
    by.must(KEEP, at=library)
    reasons = _day_reasons(library, on, on, Way.LOANS)
    loans = Loan.objects.standing().filter(library=library).order_by()
    cards = set(loans.filter(lent_on=on).values_list("borrower", flat=True))
    cards |= set(loans.filter(returned_on=on).values_list("borrower", flat=True))
    if not cards and not reasons:
        reasons = [Reason("Ngày ấy sổ mượn, trả không có ai. Hãy đếm cách khác.", "on")]
    if None in cards and not reasons:
        reasons = [Reason("Tên người mượn ngày ấy không còn lưu. Hãy đếm cách khác.", "on")]
    if reasons:
        raise Refused(reasons)
    sheet = _new_sheet(library, on, on, Way.LOANS, by)
    VisitLine.objects.create(sheet=sheet, purpose=Purpose.BORROW, who=Who.ANYBODY, people=len(cards))
    audit.record(by, "reading.visits.counted", sheet, count=len(cards))
    return sheet


@transaction.atomic
def record_month(
    library: Library, *, year: int | None, month: int | None, people: Mapping[str, int | None], by: Actor
) -> VisitSheet:
    """`people`: by purpose; what the notebook does not tell is None."""
    library = locked_library(library)
    by.must(KEEP, at=library)
    reasons = rules.month_reasons(year, month) + rules.notebook_reasons(people)
    if reasons or year is None or month is None:
        raise Refused(reasons)
    first, last = rules.month_of(year, month)
    reasons = _day_reasons(library, first, last, Way.NOTEBOOK, field="month")
    if reasons:
        raise Refused(reasons)
    sheet = _new_sheet(library, first, last, Way.NOTEBOOK, by)
    told = {purpose: number for purpose, number in people.items() if number is not None}
    VisitLine.objects.bulk_create(
        VisitLine(sheet=sheet, purpose=purpose, who=Who.ANYBODY, people=number)
        for purpose, number in told.items()
    )
    audit.record(by, "reading.visits.counted", sheet, count=sum(told.values()))
    return sheet


@transaction.atomic
def correct_visits(line: VisitLine, *, now: int | None, why: str, by: Actor) -> VisitCorrection:
    """What stood there before stays readable."""
    line = (
        VisitLine.objects.select_for_update(of=("self",))
        .select_related("sheet__library__place")
        .get(pk=line.pk)
    )
    by.must(KEEP, at=line)
    why = clean(why)[:200]
    reasons = rules.correction_reasons(was=line.people, now=now, why=why)
    if reasons or now is None:
        raise Refused(reasons)
    made = VisitCorrection.objects.create(
        sheet=line.sheet,
        purpose=line.purpose,
        who=line.who,
        was=line.people,
        now=now,
        why=why,
        corrected_by=by.described[:300],
    )
    line.people = now
    line.save(update_fields=["people"])
    audit.record(by, "reading.visits.corrected", line.sheet, fields=["people"])
    return made


def _day_reasons(
    library: Library, from_on: dt.date, to_on: dt.date, way: Way, field: str = "on"
) -> list[Reason]:
    touching = VisitSheet.objects.filter(library=library, from_on__lte=to_on, to_on__gte=from_on)
    counted = [
        Spell(one.from_on, one.to_on, one.way, one.get_way_display()) for one in touching.order_by("from_on")
    ]
    return rules.day_reasons(
        from_on=from_on,
        to_on=to_on,
        way=way,
        counted=counted,
        stood_from=library.valid_from,
        stood_to=library.valid_to,
        today=today(),
        field=field,
    )


def _new_sheet(
    library: Library, from_on: dt.date, to_on: dt.date, way: Way, by: Actor, **gate: object
) -> VisitSheet:
    return VisitSheet.objects.create(
        library=library, from_on=from_on, to_on=to_on, way=way, recorded_by=by.described[:300], **gate
    )
