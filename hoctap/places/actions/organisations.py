"""Other names of an organisation, its end and what followed it."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places import rules
from hoctap.places.lineage import Change
from hoctap.places.models import Organisation, OrganisationAlias


@transaction.atomic
def add_alias(
    organisation: Organisation,
    name: str,
    *,
    from_day: dt.date | None = None,
    to_day: dt.date | None = None,
    decision: str = "",
    by: Actor,
) -> OrganisationAlias:
    """An old name, a short one, an abbreviation; without days it is meant at any time."""
    by.must(Permission.PLACE_EDIT, at=organisation)
    organisation = _locked(organisation)
    name = clean(name)
    reasons = []
    if not name:
        reasons.append(Reason("Hãy ghi tên gọi khác hoặc tên viết tắt.", field="alias"))
    elif name.lower() == organisation.name.lower():
        reasons.append(Reason("Đây là tên đang dùng của cơ quan, tổ chức này.", field="alias"))
    elif organisation.aliases.filter(name__iexact=name).exists():
        reasons.append(Reason(f"Đã ghi tên {name}.", field="alias"))
    if from_day and to_day and to_day <= from_day:
        reasons.append(Reason("Ngày thôi dùng phải sau ngày bắt đầu dùng.", field="to_day"))
    if reasons:
        raise Refused(reasons)
    alias = OrganisationAlias.objects.create(
        organisation=organisation, name=name, from_day=from_day, to_day=to_day, decision=clean(decision)
    )
    audit.record(by, "places.organisation.alias_added", organisation)
    return alias


@transaction.atomic
def drop_alias(alias: OrganisationAlias, *, by: Actor) -> None:
    """Take back one that was written by mistake."""
    by.must(Permission.PLACE_EDIT, at=alias)
    organisation = alias.organisation
    alias.delete()
    audit.record(by, "places.organisation.alias_dropped", organisation)


@transaction.atomic
def end_organisation(
    organisation: Organisation, *, change: Change, successor: Organisation | None = None, by: Actor
) -> None:
    """It issues nothing from that day on. `successor`: the one it was merged into; its papers stay its own."""
    by.must(Permission.PLACE_EDIT, at=organisation)
    organisation = _locked(organisation)
    period = rules.Period(organisation.name, organisation.valid_from, organisation.valid_to)
    reasons = rules.day_blockers(change.on, today(), [period])
    if successor is not None:
        successor.refresh_from_db(fields=["valid_to"])
        if successor.pk == organisation.pk:
            reasons.append(Reason("Một tổ chức không nhập vào chính nó.", field="successor"))
        elif successor.valid_to is not None and successor.valid_to <= change.on:
            reasons.append(Reason(f"{successor.name} đã kết thúc trước ngày đó.", field="successor"))
    if reasons:
        raise Refused(reasons)
    organisation.valid_to = change.on
    organisation.ended_by = clean(change.decision)
    organisation.successor = successor
    organisation.save(update_fields=["valid_to", "ended_by", "successor"])
    audit.record(by, "places.organisation.ended", organisation, fields=["valid_to", "successor"])


def _locked(organisation: Organisation) -> Organisation:
    return (
        Organisation.objects.select_for_update(of=("self",)).select_related("place").get(pk=organisation.pk)
    )
