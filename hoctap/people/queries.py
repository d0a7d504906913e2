"""Reading the register: its keys, the places it is about, what an import would do. Its lists: `people/register.py`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.people import rules
from hoctap.people.models import ImportRun, Residence
from hoctap.places.models import Level, Place
from hoctap.places.queries import hamlets_of


def register_keys(hamlet_ids: Iterable[UUID | str], year: int) -> set[rules.HouseholdKey]:
    """Who is in the register and had not left by that year, as keys that a new row is compared with."""
    rows = Residence.objects.filter(
        Q(to_year__isnull=True) | Q(to_year__gt=year), hamlet__in=list(hamlet_ids)
    ).values_list("hamlet_id", "household__head__full_name", "household__head__birth_year")
    return {rules.household_key(str(hamlet_id), name, birth_year) for hamlet_id, name, birth_year in rows}


def hamlets_to_read(actor: Actor) -> list[Place]:
    """The hamlets whose register the actor may read, commune by commune."""
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(actor, Permission.HOUSEHOLD_READ)
    return list(hamlets.select_related("parent").order_by("parent__sort_key", "sort_key", "id"))


@dataclass(frozen=True)
class PlacesToChoose:
    """What a list of the register can be narrowed to: communes, and the hamlets of the chosen one."""

    communes: list[Place]
    hamlets: list[Place]
    commune: UUID | None
    """Chosen, or the commune of the chosen hamlet, or the only one there is."""


def places_to_choose(actor: Actor, commune: UUID | None, hamlet: UUID | None) -> PlacesToChoose:
    """Two queries; an officer of a province is not handed the thousands of hamlets of all communes."""
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(actor, Permission.HOUSEHOLD_READ)
    communes = list(
        Place.objects.filter(pk__in=hamlets.order_by().values("parent_id")).only(
            "id", "kind", "name", "valid_to"
        )
    )
    if len(communes) == 1:
        commune = communes[0].pk
    below = Q(parent=commune) if commune else Q(parent__children=hamlet)
    shown = list(hamlets.filter(below)) if commune or hamlet else []
    return PlacesToChoose(communes, shown, shown[0].parent_id if shown else None)


def households_per_hamlet(hamlet_ids: list[UUID], year: int) -> dict[UUID, int]:
    rows = (
        Residence.objects.counted_in(year)
        .filter(hamlet__in=hamlet_ids)
        .values("hamlet")
        .annotate(n=Count("id"))
    )
    return {row["hamlet"]: row["n"] for row in rows.order_by()}


@dataclass
class ImportPreview:
    """What an import would do now."""

    good: list[rules.GoodRow] = field(default_factory=list)
    already: list[rules.GoodRow] = field(default_factory=list)
    faulty: list[rules.RawRow] = field(default_factory=list)
    faults: list[rules.Fault] = field(default_factory=list)
    by_hamlet: list[tuple[str, int]] = field(default_factory=list)
    dropped_columns: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.good) + len(self.already) + len(self.faulty)


def preview_of(run: ImportRun) -> ImportPreview:
    """Checked against the register as it is now, not as it was when the file was read. Empty once
    applied or dropped.
    """
    if run.state != ImportRun.State.PREVIEWED:
        return ImportPreview()
    hamlets = {str(hamlet.pk): hamlet.full_name for hamlet in hamlets_of(run.place)}
    raw = [rules.as_raw(values) for values in run.rows]
    checked = rules.check_rows(raw, hamlets, register_keys(hamlets, run.year), run.year)
    return ImportPreview(
        good=checked.good,
        already=checked.already,
        faulty=checked.faulty,
        faults=checked.faults,
        by_hamlet=checked.by_hamlet,
        dropped_columns=[note["column"] for note in run.problems if note["kind"] == "dropped"],
        unknown_columns=[note["column"] for note in run.problems if note["kind"] == "unknown"],
    )
