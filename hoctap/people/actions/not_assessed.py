"""Why a household is not assessed in a year. It stays in the register and in every total."""

from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.people import stay_rules as rules
from hoctap.people.models import Household, NotAssessed, Residence


@transaction.atomic
def set_not_assessed(
    households: Sequence[Household], year: int, reason: str, *, note: str = "", by: Actor
) -> int:
    """All of them for one reason; what was written for that year before is replaced."""
    for household in households:
        by.must(Permission.HOUSEHOLD_IMPORT, at=household)
    chosen = {one.pk for one in households}
    locked = Household.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("id")
    found = {one.pk for one in locked}
    counted = set(
        Residence.objects.counted_in(year).filter(household__in=found).values_list("household_id", flat=True)
    )
    outside = [one.head.full_name for one in households if one.pk not in counted]
    if reasons := rules.not_assessed_blockers(len(chosen), outside, year, reason, note, today().year):
        raise Refused(reasons)
    NotAssessed.objects.filter(household__in=found, year=year).delete()
    NotAssessed.objects.bulk_create(
        [
            NotAssessed(household_id=pk, year=year, reason=reason, note=clean(note), recorded_by=by.described)
            for pk in sorted(found)
        ]
    )
    audit.record(by, "people.households.not_assessed", households[0], count=len(found))
    return len(found)


@transaction.atomic
def clear_not_assessed(households: Sequence[Household], year: int, *, by: Actor) -> int:
    for household in households:
        by.must(Permission.HOUSEHOLD_IMPORT, at=household)
    if not households:
        raise Refused("Chưa chọn hộ nào.")
    cleared, _ = NotAssessed.objects.filter(household__in=[one.pk for one in households], year=year).delete()
    if cleared:
        audit.record(by, "people.households.assessed_again", households[0], count=cleared)
    return cleared
