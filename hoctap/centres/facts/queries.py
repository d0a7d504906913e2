"""The file of a centre on one page; guidance and who read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.centres.board.queries import BoardOf, boards_of
from hoctap.centres.facts.models import CentreFact, FactKind, Guidance, GuidanceRead, Regulation
from hoctap.centres.merging.models import CentreMerger, CentreStanding
from hoctap.centres.merging.queries import silences, standing_on
from hoctap.centres.merging.rules import Silence
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.places.models import OrganisationAlias


@dataclass(frozen=True)
class FactLine:
    """How it stands, None: nothing recorded; and everything that was recorded."""

    kind: str
    label: str
    now: CentreFact | None
    history: Sequence[CentreFact]


@dataclass(frozen=True)
class CentreFile:
    centre: Centre
    standing: str
    board: BoardOf
    former_names: Sequence[OrganisationAlias]
    facts: Sequence[FactLine]
    regulations: Sequence[Regulation]
    standings: Sequence[CentreStanding]
    mergers: Sequence[CentreMerger]
    went_into: CentreMerger | None
    silence: Silence | None


def file_of(centre: Centre) -> CentreFile:
    """A fixed number of queries."""
    day = today()
    by_kind: dict[str, list[CentreFact]] = {kind: [] for kind in FactKind.values}
    for fact in centre.facts.all():
        by_kind[fact.kind].append(fact)
    return CentreFile(
        centre=centre,
        standing=standing_on([centre], day)[centre.pk],
        board=boards_of([centre], day)[0],
        former_names=list(centre.organisation.aliases.order_by("to_day", "name")),
        facts=[
            FactLine(kind, str(FactKind(kind).label), rows[0] if rows else None, rows)
            for kind, rows in by_kind.items()
        ],
        regulations=list(centre.regulations.all()),
        standings=list(centre.standings.all()),
        mergers=list(centre.mergers.prefetch_related("parts__centre__organisation")),
        went_into=CentreMerger.objects.filter(parts__centre=centre)
        .select_related("successor__organisation")
        .first(),
        silence=silences([centre], day).get(centre.pk),
    )


@dataclass(frozen=True)
class GuidanceLine:
    guidance: Guidance
    centres: int
    """Of those that this actor sees, for whom it is meant."""
    read: int
    copies: int


def guidance_for(actor: Actor, centres: Sequence[Centre], year: int) -> list[GuidanceLine]:
    """In two queries and the centres at hand."""
    rows = list(
        Guidance.objects.visible_to(actor)
        .filter(year=year)
        .select_related("place")
        .prefetch_related("topics")
    )
    reads: dict[UUID, list[GuidanceRead]] = {}
    for read in GuidanceRead.objects.filter(guidance__in=rows, centre__in=[one.pk for one in centres]):
        reads.setdefault(read.guidance_id, []).append(read)
    return [
        GuidanceLine(
            one,
            sum(one.place_id in centre.place_path for centre in centres),
            len(reads.get(one.pk, [])),
            sum(read.copies for read in reads.get(one.pk, [])),
        )
        for one in rows
    ]


def places_to_guide(actor: Actor) -> list[UUID]:
    return [*actor.places_with(Permission.CENTRE_KEEP), *actor.places_given(Permission.REPORT_RECEIVE)]


def facts_now(centres: Sequence[Centre]) -> dict[UUID, dict[str, CentreFact]]:
    """The latest of each kind: for reports on centres. One query."""
    found: dict[UUID, dict[str, CentreFact]] = {}
    for fact in CentreFact.objects.filter(centre__in=[one.pk for one in centres]):
        found.setdefault(fact.centre_id, {}).setdefault(fact.kind, fact)
    return found


def reads_of(guidance: Guidance, centres: Sequence[Centre]) -> dict[UUID, GuidanceRead]:
    rows = guidance.reads.filter(centre__in=[one.pk for one in centres])
    return {row.centre_id: row for row in rows}
