"""Dated figures of population: what was counted elsewhere, typed with its source and cut-off day."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places import queries, rules
from hoctap.places.models import FigureKind, Place, PopulationFigure


@transaction.atomic
def record_figures(
    place: Place,
    typed: Mapping[UUID, str],
    *,
    what: FigureKind,
    as_of: dt.date | None,
    source: str,
    paper_number: str = "",
    by: Actor,
) -> int:
    """Figures of one cut-off day and one source for `place` and places below it, as they were typed; empty ones are left
    out. All or none. One that says the same as what counts already for that day adds no row. Says how many rows were added.
    """
    by.must(Permission.PLACE_EDIT, at=place)
    place = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    reasons = rules.figures_blockers(source, as_of, today())
    known = Place.objects.in_bulk(list(typed))
    values: dict[UUID, int] = {}
    for place_id, text in typed.items():
        one = known.get(place_id)
        if one is None or place.pk not in one.path:
            reasons.append(Reason(f"Có nơi không thuộc {place.full_name}. Hãy mở lại trang."))
        elif clean(text):
            value = rules.figure_value(text)
            if value is None:
                reasons.append(rules.figure_reason(text, one.title, field=f"value-{place_id}"))
            else:
                values[place_id] = value
    if not values and not reasons:
        reasons.append(Reason("Chưa ghi số nào."))
    if reasons or as_of is None:
        raise Refused(reasons)
    same = {
        place_id
        for place_id, figure in queries.figures_of(list(values), what, as_of).items()
        if (figure.value, figure.source, figure.paper_number)
        == (values[place_id], clean(source), clean(paper_number))
    }
    rows = [
        PopulationFigure(
            place_id=place_id,
            what=what,
            value=value,
            as_of=as_of,
            source=clean(source),
            paper_number=clean(paper_number),
            recorded_by=by.described,
        )
        for place_id, value in values.items()
        if place_id not in same
    ]
    PopulationFigure.objects.bulk_create(rows)
    if rows:
        audit.record(by, "places.figures.recorded", place, count=len(rows))
    return len(rows)
