"""Households that move to another hamlet of the commune, chosen one by one or by their Tổ."""

from collections.abc import Sequence

from django.db import transaction

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.people import moving
from hoctap.people import stay_rules as rules
from hoctap.people.models import Household, Residence
from hoctap.people.storing import lock_commune
from hoctap.places.models import Level, Place


@transaction.atomic
def move_households(
    households: Sequence[Household], hamlet: Place, to: Place, *, year: int, by: Actor
) -> int:
    """They count in the other hamlet from that year on; what was before stays. Says how many moved: all or none."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=hamlet)
    by.must(Permission.HOUSEHOLD_IMPORT, at=to)
    if hamlet.parent_id is None or to.level != Level.HAMLET or hamlet.level != Level.HAMLET:
        raise Refused([Reason("Hãy chọn ấp, khóm chuyển đến.", field="to")])
    lock_commune(hamlet.parent_id)
    residences = Residence.objects.filter(
        household__in=[one.pk for one in households], hamlet=hamlet, to_year__isnull=True
    )
    reasons = rules.moving_blockers(
        chosen=len(households),
        living_there=residences.count(),
        same_hamlet=hamlet.pk == to.pk,
        same_commune=hamlet.parent_id == to.parent_id,
        target=to.title if to.is_current else "",
        year=year,
        first_year=to.valid_from.year,
        this_year=today().year,
    )
    if reasons:
        raise Refused(reasons)
    return moving.carry(residences, to, year, by)
