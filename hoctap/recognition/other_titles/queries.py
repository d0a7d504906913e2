"""Lists of other titles, whom they name, and who holds A and not B."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.sheets import table_workbook
from hoctap.core.text import without_accents
from hoctap.criteria.titles import Title
from hoctap.measures.queries import read_scope
from hoctap.people.models import Household, Residence
from hoctap.places.models import Level, Place
from hoctap.recognition.held import decision_numbers
from hoctap.recognition.meetings.queries import proposed_lines
from hoctap.recognition.models import Dossier, DossierState, MeetingState, MeetingVote
from hoctap.recognition.other_titles import kinds
from hoctap.recognition.other_titles.kinds import OtherKind, other_kinds
from hoctap.recognition.other_titles.models import OtherHolder, OtherList
from hoctap.recognition.other_titles.rules import Families, Family
from hoctap.recognition.registry import file_subjects


def lists_at(place: Place, year: int, by: Actor) -> QuerySet[OtherList]:
    return (
        OtherList.objects.visible_to(by)
        .filter(place__path__overlap=[place.pk], year=year)
        .select_related("place")
        .annotate(count=Count("holders"))
        .order_by("kind", "place__sort_key", "-id")
    )


def holders_of(other: OtherList) -> QuerySet[OtherHolder]:
    return other.holders.select_related("household__head", "place").order_by("place__sort_key", "name", "id")


def families_of(commune: Place, year: int) -> Families:
    rows = (
        Residence.objects.counted_in(year)
        .within([commune.pk])
        .values_list("household_id", "hamlet_id", "household__head__full_name", "household__head__birth_year")
    )
    return Families([Family(*row) for row in rows])


def held_already(kind: str, year: int, households: Iterable[UUID], places: Iterable[UUID]) -> dict[UUID, str]:
    """Who of these stands in another list of the title and year, and by which paper. One query."""
    of_families, of_places = list(households), list(places)
    holders = OtherHolder.objects.filter(
        other_list__kind=kind, other_list__year=year, other_list__withdrawn_at=None
    ).select_related("other_list")
    if of_families:
        rows = holders.filter(household__in=of_families)
    else:
        rows = holders.filter(household=None, place__in=of_places)
    return {one.household_id or one.place_id or one.pk: one.other_list.paper_words for one in rows}


def communes_that_list(by: Actor) -> list[Place]:
    places = Place.objects.visible_to(by, Permission.DOSSIER_REVIEW).filter(level=Level.COMMUNE)
    return sorted(places, key=lambda place: (not place.is_current, place.sort_key))


# ── from the meetings of the ấp ─────────────────────────────────────────────────────────────────────


def votes_on(kind: OtherKind, commune: Place, year: int) -> list[MeetingVote]:
    """Meetings held in the year that proposed families for this title."""
    votes = MeetingVote.objects.filter(
        round=None,
        meeting__state=MeetingState.HELD,
        meeting__hamlet__parent=commune,
        meeting__held_on__year=year,
    ).select_related("meeting__hamlet")
    wanted = without_accents(kind.name)
    return [one for one in votes if without_accents(one.other_title) == wanted]


def proposed_text(votes: Iterable[MeetingVote]) -> str:
    """Whom they propose, a row each, as they are typed in a list."""
    return "\n".join(
        f"{line.name}; {vote.meeting.hamlet.title}" for vote in votes for line in proposed_lines(vote)
    )


# ── A and not B ─────────────────────────────────────────────────────────────────────────────────────

LEARNING = {
    kinds.HOUSEHOLD: ("learning_family",),
    kinds.HAMLET: ("learning_community",),
    kinds.COMMUNE: ("learning_community_commune",),
}


@dataclass(frozen=True)
class Choice:
    code: str
    name: str
    subject: str


def choices() -> dict[str, Choice]:
    """Ours and the others, of all three kinds of subjects."""
    ours = [Choice(code, Title(code).label, subject) for subject, codes in LEARNING.items() for code in codes]
    others = [Choice(one.code, one.name, one.subject) for one in other_kinds().values()]
    return {one.code: one for one in (*ours, *others)}


def pairs() -> list[tuple[Choice, Choice]]:
    """What a plan names together: ours first."""
    known = choices()
    return [(known[ours], known[one.code]) for one in other_kinds().values() for ours in one.beside]


@dataclass(frozen=True)
class BesideRow:
    subject_id: UUID
    name: str
    where: str
    paper: str
    """By which it holds the one."""


@dataclass(frozen=True)
class Beside:
    first: Choice
    second: Choice
    rows: tuple[BesideRow, ...]
    first_count: int
    both: int

    @property
    def finding(self) -> str:
        word = kinds.WORDS[self.first.subject]
        return (
            f"{len(self.rows)} {word} đạt {self.first.name} mà chưa đạt {self.second.name}; "
            f"{self.both}/{self.first_count} {word} đạt cả hai."
        )


def beside(place: Place, year: int, first: Choice, second: Choice) -> Beside:
    """Who holds the first of a year and not the second. A fixed number of queries. Both must be of one kind of subjects."""
    communes = [one.pk for one in read_scope(place, year, with_children=False).communes]
    mine, other = (_holders(one, place, communes, year) for one in (first, second))
    alone = {pk: paper for pk, paper in mine.items() if pk not in other}
    rows = _named(first.subject, alone)
    return Beside(first, second, tuple(rows), len(mine), len(mine) - len(alone))


def _holders(choice: Choice, place: Place, communes: list[UUID], year: int) -> dict[UUID, str]:
    """Household or place → its paper, as far as a list of ours names it."""
    if choice.code in other_kinds():
        rows = OtherHolder.objects.filter(
            other_list__kind=choice.code,
            other_list__year=year,
            other_list__withdrawn_at=None,
            other_list__place__in=communes,
            place__path__overlap=[place.pk],
        ).select_related("other_list")
        return {one.household_id or one.place_id or one.pk: one.other_list.paper_words for one in rows}
    if choice.subject == kinds.HOUSEHOLD:
        recognised = Dossier.objects.filter(
            title=choice.code, year=year, state=DossierState.RECOGNISED, hamlet__path__overlap=[place.pk]
        )
        found = dict(recognised.order_by().values_list("pk", "household_id"))
        papers = decision_numbers(found)
        return {household: papers.get(pk, "") for pk, household in found.items()}
    held = [one for read in file_subjects for one in read([choice.code], communes, year, None)]
    inside = Place.objects.within([place.pk]).filter(
        pk__in=[one.place_id for one in held if one.is_recognised]
    )
    return dict.fromkeys(inside.values_list("pk", flat=True), "")


def _named(subject: str, alone: dict[UUID, str]) -> list[BesideRow]:
    if subject == kinds.HOUSEHOLD:
        rows = list(
            Household.objects.filter(pk__in=alone)
            .order_by("hamlet__sort_key", "sort_key", "id")
            .values_list("pk", "head_id", "head__full_name", "hamlet_id", "group_name")
        )
        saw(households=[row[0] for row in rows], persons=[row[1] for row in rows])
        hamlets = Place.objects.in_bulk({row[3] for row in rows})
        return [
            BesideRow(pk, name, ", ".join(filter(None, (hamlets[hamlet].title, group))), alone[pk])
            for pk, _, name, hamlet, group in rows
        ]
    places = (
        Place.objects.filter(pk__in=alone).select_related("parent").order_by("parent__sort_key", "sort_key")
    )
    return [
        BesideRow(one.pk, one.title, one.parent.title if one.parent else "", alone[one.pk]) for one in places
    ]


def beside_workbook(found: Beside, place: Place, year: int) -> bytes:
    rows = [(at, row.name, row.where, row.paper) for at, row in enumerate(found.rows, start=1)]
    where = "Ấp, khóm" if found.first.subject == kinds.HOUSEHOLD else "Thuộc"
    return table_workbook(
        f"Năm {year}",
        ["TT", "Tên", where, f"Đạt {found.first.name}, chưa đạt {found.second.name}: văn bản"],
        rows,
        [6, 36, 30, 60],
        wrapped=[4],
    )
