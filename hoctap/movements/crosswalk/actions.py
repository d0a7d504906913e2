"""A line of the table is added, or used no more."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.measures.registry import measures
from hoctap.movements.crosswalk import rules
from hoctap.movements.crosswalk.models import CrosswalkLine, OtherTitle
from hoctap.movements.crosswalk.rules import LineTyped
from hoctap.movements.days.queries import keeping_reasons
from hoctap.places.models import Place

KEEP = Permission.MOVEMENT_KEEP


@transaction.atomic
def add_line(place: Place, typed: LineTyped, *, by: Actor) -> CrosswalkLine:
    by.must(KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    typed = LineTyped(
        typed.dossier,
        clean(typed.code)[:30],
        clean(typed.wording)[:500],
        typed.measure,
        clean(typed.source)[:300],
    )
    there = CrosswalkLine.objects.standing().filter(
        place=place, dossier=typed.dossier, code=typed.code, measure=typed.measure
    )
    reasons = keeping_reasons(place) + rules.line_reasons(
        typed,
        dossiers=OtherTitle.values,
        measures={one.code for one in measures.at(place.path)},
        is_taken=there.exists(),
    )
    if reasons:
        raise Refused(reasons)
    made = CrosswalkLine.objects.create(
        place=place,
        dossier=typed.dossier,
        code=typed.code,
        wording=typed.wording,
        measure=typed.measure,
        source=typed.source,
        made_by=by.described,
    )
    audit.record(by, "movements.crosswalk.line_added", made)
    return made


@transaction.atomic
def end_line(line: CrosswalkLine, *, by: Actor) -> None:
    by.must(KEEP, at=line)
    row = CrosswalkLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if row.ended_on is not None:
        raise Refused("Dòng này đã thôi dùng rồi.")
    row.ended_on = today()
    row.save(update_fields=["ended_on"])
    audit.record(by, "movements.crosswalk.line_ended", row)
