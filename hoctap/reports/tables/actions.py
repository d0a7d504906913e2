"""Tables kept under a name; lists that a job writes; what a place shows to everybody."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.text import clean
from hoctap.places.models import Organisation, Place
from hoctap.reports.tables import queries, rules
from hoctap.reports.tables.models import SavedTable
from hoctap.reports.tables.rules import Definition


@transaction.atomic
def save_table(
    place: Place,
    definition: Definition,
    *,
    name: str,
    sharing: str = "me",
    office: Organisation | None = None,
    by: Actor,
) -> SavedTable:
    """Keep how a table is asked for; no figure is kept."""
    by.must(Permission.RESULT_READ, at=place)
    if by.user_id is None:
        raise Forbidden("Chỉ người đã đăng nhập lưu được bảng.")
    name = clean(name)[:120]
    if reasons := rules.saving_reasons(_facts(place, name, sharing, office, by=by)):
        raise Refused(reasons)
    saved = SavedTable.objects.create(
        place=place,
        owner_id=by.user_id,
        name=name,
        asked=definition.kept(),
        sharing=sharing,
        office=office if sharing == "office" else None,
        saved_by=by.described,
    )
    audit.record(by, "reports.savedtable.saved", saved)
    return saved


def _facts(
    place: Place,
    name: str,
    sharing: str,
    office: Organisation | None,
    *,
    by: Actor,
) -> rules.SavingFacts:
    own = {one.pk for one in queries.own_offices(by)}
    taken = SavedTable.objects.filter(owner=by.user_id, place=place, name=name).exists()
    return rules.SavingFacts(
        name=name,
        sharing=sharing,
        taken=taken,
        place_name=place.full_name,
        office=office.name if office else "",
        is_own_office=office is None or office.pk in own,
        office_is_above=office is not None and place.pk not in office.place.path,
    )


@transaction.atomic
def drop_table(saved: SavedTable, *, by: Actor) -> None:
    """Only whoever saved it."""
    by.must(Permission.RESULT_READ, at=saved.place)
    if by.user_id != saved.owner_id:
        raise Forbidden("Chỉ người đã lưu bảng mới bỏ được.")
    audit.record(by, "reports.savedtable.dropped", saved)
    saved.delete()
