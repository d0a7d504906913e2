"""A centre enters the books."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres import rules
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.places.models import Organisation, OrganisationKind, Place


@transaction.atomic
def register_centre(
    place: Place,
    name: str,
    *,
    symbol: str = "",
    founded_on: dt.date | None = None,
    founded_by: str = "",
    by: Actor,
) -> Centre:
    """With the organisation whose name its papers bear. `founded_on`: the day of `founded_by`, where it is known."""
    by.must(Permission.CENTRE_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    name = clean(name)
    standing = Organisation.objects.filter(place=place, valid_to__isnull=True).values_list("name", flat=True)
    if reasons := rules.centre_blockers(
        name=name,
        level=place.level,
        place_name=place.title,
        founded_on=founded_on,
        today=today(),
        taken=standing,
    ):
        raise Refused(reasons)
    organisation = Organisation.objects.create(
        place=place,
        kind=OrganisationKind.CENTRE,
        name=name,
        parent_name=f"Ủy ban nhân dân {place.full_name}",
        symbol=clean(symbol) or "TTHTCĐ",
        numbering="own",
        valid_from=founded_on or place.valid_from,
        founded_by=clean(founded_by)[:120],
    )
    centre = Centre.objects.create(organisation=organisation)
    audit.record(by, "centres.centre.registered", centre)
    return centre
