"""What stands on the pages of services, of the checklist and of the plans of libraries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity
from hoctap.libraries.models import Library, LibraryKind
from hoctap.places.models import Place
from hoctap.reading.models import DigitalCheck, LibraryPlan, LibraryService, ReadingStandard
from hoctap.reading.services.rules import is_digital
from hoctap.reading.services.standing import Standard, standards_of
from hoctap.reading.visits.queries import institutions


@dataclass(frozen=True)
class ServiceRow:
    library: Library
    running: int
    ended: int
    check: DigitalCheck | None
    standard: Standard

    @property
    def items_met(self) -> int | None:
        return None if self.check is None else len(set(self.check.met) & set(self.standard.items))

    @property
    def is_digital(self) -> bool | None:
        if self.check is None:
            return None
        return is_digital(self.check.met, self.standard.items, self.standard.least)


def service_rows(libraries: Sequence[Library], day: object) -> list[ServiceRow]:
    """Three queries, however many institutions."""
    ids = [one.pk for one in libraries]
    running: dict[UUID, int] = dict.fromkeys(ids, 0)
    ended: dict[UUID, int] = dict.fromkeys(ids, 0)
    for library, to_on in (
        LibraryService.objects.filter(library__in=ids).order_by().values_list("library", "to_on")
    ):
        (running if to_on is None else ended)[library] += 1
    checks: dict[UUID, DigitalCheck] = {}
    for check in DigitalCheck.objects.filter(library__in=ids).order_by("as_of", "recorded_at", "id"):
        checks[check.library_id] = check
    standards = standards_of([one.place for one in libraries], day)  # type: ignore[arg-type]
    return [
        ServiceRow(one, running[one.pk], ended[one.pk], checks.get(one.pk), standards[one.place_id])
        for one in libraries
    ]


def activities_for(library: Library) -> list[Activity]:
    """What may be shown for a service: the last ones held at its place."""
    rows = Activity.objects.held().filter(place__path__contains=[library.place_id])
    return list(rows.order_by("-starts_on", "-id")[:50])


@dataclass(frozen=True)
class PlanRow:
    library: Library
    plan: LibraryPlan | None
    may_keep: bool


def plan_rows(actor: Actor, year: int, place: Place | None, *, schools: bool) -> list[PlanRow]:
    """Libraries of schools, or every library, with their plan of the year. Two queries."""
    rows = institutions(actor, place, year)
    rows = rows.filter(kind=LibraryKind.SCHOOL) if schools else rows.lending()
    libraries = list(rows)
    plans = {
        one.library_id: one
        for one in LibraryPlan.objects.filter(library__in=[one.pk for one in libraries], year=year)
    }
    return [PlanRow(one, plans.get(one.pk), actor.may(Permission.LIBRARY_KEEP, at=one)) for one in libraries]


def standards_seen(actor: Actor) -> list[ReadingStandard]:
    rows = ReadingStandard.objects.visible_to(actor).select_related("place")
    return list(rows.order_by("place__sort_key", "-from_on", "-set_at")[:100])
