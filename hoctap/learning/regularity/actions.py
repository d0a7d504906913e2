"""A place says what "thường xuyên" means there."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.learning.models import RegularityStandard
from hoctap.learning.regularity import queries, rules
from hoctap.learning.regularity.rules import Regular
from hoctap.places.models import Place


@transaction.atomic
def set_regularity(
    place: Place, *, activities: int, months: int, from_on: dt.date, source: str, by: Actor
) -> RegularityStandard:
    """By whoever keeps the plan: not by the centre that is measured with it."""
    by.must(Permission.PLAN_EDIT, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    source = clean(source)[:200]
    above = queries.standard_above(place, from_on)
    if reasons := rules.standard_blockers(
        Regular(activities, months),
        from_on=from_on,
        source=source,
        today=today(),
        above=above.regular if above.standard else None,
        above_of=above.standard.place.title if above.standard else "",
    ):
        raise Refused(reasons)
    row = RegularityStandard.objects.create(
        place=place,
        activities=activities,
        months=months,
        from_on=from_on,
        source=source,
        set_by=by.described[:300],
    )
    audit.record(by, "learning.regularity.set", row)
    return row
