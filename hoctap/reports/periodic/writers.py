"""Whose report it is, whose turn it is to write one, and who wrote in it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from hoctap.accounts.models import Capacity, RoleAssignment
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.places.models import Organisation, Place
from hoctap.reports.periodic.models import PeriodicReport

HELPS = "Viết giúp: "
WRITERS = [role.value for role in Role if Permission.REPORT_PREPARE in role.permissions]


def own_bodies(by: Actor) -> list[Organisation]:
    """In which the actor holds a position today."""
    if by.user_id is None:
        return []
    day = today()
    held = Capacity.objects.filter(user=by.user_id, starts_on__lte=day).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    )
    if by.capacity_id is not None:
        held = held.filter(pk=by.capacity_id)
    return [one.organisation for one in held.select_related("organisation").order_by("id")]


def body_elsewhere(report: PeriodicReport, by: Actor) -> Organisation | None:
    """The actor's own body, where the report is another's."""
    bodies = own_bodies(by)
    return None if report.issuer_id in {one.pk for one in bodies} else next(iter(bodies), None)


def written_by(report: PeriodicReport) -> list[str]:
    """Everybody whose words, figures, answers or files stand in it, with their position. One query."""
    texts = report.texts.order_by().values_list("by")
    rows = texts.union(
        report.typed.order_by().values_list("by"),
        report.answers.order_by().values_list("by"),
        report.files.order_by().values_list("by"),
    )
    return sorted({by for (by,) in rows.order_by()})


def helpers_of(report: PeriodicReport) -> list[str]:
    """Bodies that wrote in it and whose report it is not."""
    notes = report.moves.filter(note__startswith=HELPS).order_by("id").values_list("note", flat=True)
    return list(dict.fromkeys(note.removeprefix(HELPS) for note in notes))


def preparers(places: Iterable[Place], kinds: Iterable[str]) -> dict[tuple[UUID, str], list[Organisation]]:
    """The standing bodies of each kind at each place. One query."""
    day = today()
    rows = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        place__in=[one.pk for one in places],
        kind__in=list(kinds),
        valid_from__lte=day,
    )
    found: dict[tuple[UUID, str], list[Organisation]] = {}
    for one in rows.order_by("name", "id"):
        found.setdefault((one.place_id, one.kind), []).append(one)
    return found


def with_writers(bodies: Iterable[UUID]) -> set[UUID]:
    """Those of the bodies in which somebody may make reports at the body's place today. One query."""
    day = today()
    rows = RoleAssignment.objects.filter(
        Q(capacity__ends_on__isnull=True) | Q(capacity__ends_on__gt=day),
        capacity__organisation__in=list(bodies),
        capacity__starts_on__lte=day,
        capacity__user__is_active=True,
        role__in=WRITERS,
    )
    return set(rows.values_list("capacity__organisation", flat=True))
