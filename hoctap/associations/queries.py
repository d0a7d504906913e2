"""What the pages of the association show. A tally that is missing is missing: it is told, never taken for 0."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoctap.accounts.models import User
from hoctap.associations.models import (
    Briefing,
    Chapter,
    Closing,
    Member,
    Officer,
    Position,
    Support,
    SupportKind,
    Tally,
    Term,
)
from hoctap.associations.rules import TallyCounts, tally_doubt
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import percent_of
from hoctap.people.models import Person
from hoctap.places.models import (
    Level,
    Organisation,
    OrganisationKind,
    PopulationFigure,
)
from hoctap.places.queries import populations

type TallyKey = tuple[UUID, UUID | None]
"""An association, and a chapter of it or None: who belongs to the association itself."""


def associations(
    actor: Actor, permission: Permission = Permission.ASSOCIATION_READ
) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION).select_related("place")
    return rows if actor.system_job else rows.filter(place__path__overlap=actor.places_with(permission))


def day_of(year: int) -> dt.date:
    """The day at which a year's books are read: its last, or today."""
    return min(today(), dt.date(year, 12, 31))


def standing_tallies(
    association_ids: Iterable[UUID],
    year: int,
    *,
    until: dt.date | None = None,
) -> dict[TallyKey, Tally]:
    """The one that counts of each chapter in the year: of the latest day, recorded last. One query."""
    rows = Tally.objects.filter(association__in=list(association_ids), year=year)
    if until is not None:
        rows = rows.filter(as_of__lte=until)
    ordered = rows.order_by("as_of", "recorded_at", "id")
    return {(row.association_id, row.chapter_id): row for row in ordered}


def standing_chapters(association_ids: Iterable[UUID], day: dt.date) -> list[Chapter]:
    """Those that worked on that day. One query."""
    rows = Chapter.objects.filter(association__in=list(association_ids)).select_related("place")
    began = Q(founded_on__isnull=True) | Q(founded_on__lte=day)
    return list(rows.filter(began, Q(ended_on__isnull=True) | Q(ended_on__gt=day)))


# ---------------------------------------------------------------- the list


@dataclass(frozen=True)
class Sum:
    """Of an association's chapters in a year."""

    chapters: int
    boards: int
    members: int | None
    """Of those that were told; None where nothing was."""
    told: int
    asked: int
    """Chapters and boards, and who belongs to the association itself where a tally says so."""
    joined: int | None = None
    left: int | None = None
    as_of: dt.date | None = None

    @property
    def is_partial(self) -> bool:
        return self.members is not None and self.told < self.asked


@dataclass(frozen=True)
class AssociationRow:
    association: Organisation
    sum: Sum
    population: PopulationFigure | None
    briefings: int = 0
    """Held in the year."""

    @property
    def is_quiet(self) -> bool:
        """Of the year nothing is on record: no number of members, no briefing."""
        return self.sum.members is None and not self.briefings and self.association.valid_to is None

    @property
    def share(self) -> object:
        if self.sum.members is None or self.population is None or not self.population.value:
            return None
        return percent_of(self.sum.members, self.population.value)


def summed(chapters: Sequence[Chapter], tallies: dict[TallyKey, Tally], association_id: UUID) -> Sum:
    own = [one for one in chapters if one.association_id == association_id]
    keys: list[TallyKey] = [(association_id, one.pk) for one in own]
    if (association_id, None) in tallies:
        keys.append((association_id, None))
    found = [tallies[key] for key in keys if key in tallies]
    joined = [row.joined for row in found if row.joined is not None]
    left = [row.left for row in found if row.left is not None]
    return Sum(
        chapters=sum(not one.is_board for one in own),
        boards=sum(one.is_board for one in own),
        members=sum(row.members for row in found) if found else None,
        told=len(found),
        asked=len(keys),
        joined=sum(joined) if joined else None,
        left=sum(left) if left else None,
        as_of=max((row.as_of for row in found), default=None),
    )


def rows_of(found: Iterable[Organisation], year: int) -> list[AssociationRow]:
    """Four queries, however many associations."""
    rows, day = list(found), day_of(year)
    ids = [one.pk for one in rows]
    chapters, tallies = standing_chapters(ids, day), standing_tallies(ids, year)
    people = populations([one.place_id for one in rows if one.place.level == Level.COMMUNE], day)
    held = Briefing.objects.filter(association__in=ids, held_on__year=year).order_by()
    briefings = dict(held.values_list("association").annotate(n=Count("id")))
    return [
        AssociationRow(
            one, summed(chapters, tallies, one.pk), people.get(one.place_id), briefings.get(one.pk, 0)
        )
        for one in rows
    ]


def listed(actor: Actor, year: int, *, place: UUID | None = None) -> list[AssociationRow]:
    """Those of the actor's places in the year (or of one place and below it), the higher first; ended ones at the end."""
    found = associations(actor).filter(valid_from__lte=dt.date(year, 12, 31))
    if place is not None:
        found = found.filter(place__path__contains=[place])
    rows = rows_of(found, year)
    return sorted(
        rows,
        key=lambda row: (
            row.association.valid_to is not None,
            len(row.association.place.path),
            row.association.place.sort_key,
            row.association.name,
        ),
    )


def hamlet_chapters(actor: Actor) -> list[Chapter]:
    """For who has the right at an ấp alone: the chapters there."""
    rows = Chapter.objects.visible_to(actor).standing().select_related("association", "place")
    return list(rows.exclude(association__in=associations(actor)))


# ---------------------------------------------------------------- one association


@dataclass(frozen=True)
class ChapterRow:
    chapter: Chapter
    tally: Tally | None
    head: Officer | None
    corrected: int = 0
    """Earlier tallies of the year."""


@dataclass(frozen=True)
class AssociationPage:
    row: AssociationRow
    year: int
    chapters: list[ChapterRow]
    ended: list[Chapter]
    own: Tally | None
    officers: list[Officer]
    former: list[Officer]
    terms: list[Term]
    aliases: list[str]
    predecessors: list[Organisation]
    closing: Closing | None
    briefings: list[Briefing]
    doubts: list[str]

    @property
    def association(self) -> Organisation:
        return self.row.association

    @property
    def missing(self) -> list[str]:
        return [row.chapter.name for row in self.chapters if row.tally is None]


def page_of(association: Organisation, year: int) -> AssociationPage:
    """A fixed number of queries."""
    day = day_of(year)
    chapters = standing_chapters([association.pk], day)
    tallies = standing_tallies([association.pk], year)
    before = standing_tallies([association.pk], year - 1)
    people = populations([association.place_id], day) if association.place.level == Level.COMMUNE else {}
    officers = list(
        Officer.objects.filter(association=association)
        .select_related("member", "term", "chapter")
        .order_by("from_day", "id")
    )
    now = [one for one in officers if one.from_day <= day and (one.to_day is None or one.to_day > day)]
    heads = {one.chapter_id: one for one in now if one.chapter_id and one.position == "head"}
    counted = (
        Tally.objects.filter(association=association, year=year)
        .order_by()
        .values_list("chapter")
        .annotate(n=Count("id"))
    )
    times = dict(counted)
    rows = [
        ChapterRow(
            one, tallies.get((association.pk, one.pk)), heads.get(one.pk), max(times.get(one.pk, 0) - 1, 0)
        )
        for one in chapters
    ]
    return AssociationPage(
        row=AssociationRow(
            association, summed(chapters, tallies, association.pk), people.get(association.place_id)
        ),
        year=year,
        chapters=rows,
        ended=list(
            Chapter.objects.filter(association=association, ended_on__isnull=False)
            .select_related("merged_into")
            .order_by("-ended_on", "id")
        ),
        own=tallies.get((association.pk, None)),
        officers=in_order(one for one in now if one.chapter_id is None),
        former=[one for one in officers if one.chapter_id is None and one not in now][::-1],
        terms=list(Term.objects.filter(association=association)),
        aliases=[one.name for one in association.aliases.all()],
        predecessors=list(association.predecessors.select_related("place")),
        closing=Closing.objects.filter(association=association).first() if association.valid_to else None,
        briefings=list(briefings_of(association, year)),
        doubts=_doubts(rows, before),
    )


def in_order(officers: Iterable[Officer]) -> list[Officer]:
    """As on a decision: the chair first."""
    order = {value: rank for rank, value in enumerate(Position.values)}
    return sorted(officers, key=lambda one: (order[one.position], one.member.sort_key))


def _doubts(rows: Sequence[ChapterRow], before: dict[TallyKey, Tally]) -> list[str]:
    found = []
    for row in rows:
        if row.tally is not None:
            last = before.get((row.chapter.association_id, row.chapter.pk))
            counts = TallyCounts(row.tally.members, row.tally.joined, row.tally.left)
            found.append(tally_doubt(row.chapter.name, last.members if last else None, counts))
    return [one for one in found if one]


def tally_rows(association: Organisation, year: int) -> list[tuple[UUID, str, Tally | None]]:
    """For typing: each standing chapter, then who belongs to the association itself, with what counts now."""
    tallies = standing_tallies([association.pk], year)
    chapters = Chapter.objects.standing().filter(association=association)
    rows = [(one.pk, one.name, tallies.get((association.pk, one.pk))) for one in chapters]
    return [
        *rows,
        (association.pk, "Trực thuộc Hội, không ở chi hội nào", tallies.get((association.pk, None))),
    ]


@dataclass(frozen=True)
class ChapterPage:
    chapter: Chapter
    tallies: list[Tally]
    officers: list[Officer]
    merged: list[Chapter]

    @property
    def counts(self) -> set[UUID]:
        """Which of the tallies count; the others were corrected."""
        return {row.pk for row in {row.year: row for row in reversed(self.tallies)}.values()}


def chapter_page(chapter: Chapter) -> ChapterPage:
    return ChapterPage(
        chapter,
        list(chapter.tallies.order_by("-year", "-as_of", "-recorded_at", "-id")),
        list(chapter.officers.select_related("member").order_by("-from_day", "-id")),
        list(chapter.merged_chapters.all()),
    )


# ---------------------------------------------------------------- members


def members_of(association: Organisation, actor: Actor, *, q: str = "", gone: bool = False) -> list[Member]:
    rows = Member.objects.visible_to(actor).filter(association=association, left_on__isnull=not gone)
    rows = rows.select_related("chapter").prefetch_related("positions")
    wanted = without_accents(q.replace("\0", " "))
    return [one for one in rows if not wanted or wanted in without_accents(one.full_name)]


def candidates(member: Member, actor: Actor) -> list[Person]:
    """Of the register, with the very name (and birth year where both know it), in the places of the actor."""
    if member.person_id is not None or member.left_on is not None:
        return []
    rows = (
        Person.objects.visible_to(actor)
        .standing()
        .filter(erased_on__isnull=True, full_name__iexact=member.full_name)
        .filter(memberships__household__hamlet__path__contains=[member.association.place_id])
        .distinct()
    )
    if member.birth_year:
        rows = rows.filter(Q(birth_year__isnull=True) | Q(birth_year=member.birth_year))
    return list(rows[:10])


def account_holders(association: Organisation) -> QuerySet[User]:
    """Who signs in for the association today."""
    return User.objects.filter(
        capacities__organisation=association, capacities__ends_on__isnull=True, is_active=True
    ).distinct()


# ---------------------------------------------------------------- briefings


def briefings_of(association: Organisation, year: int) -> QuerySet[Briefing]:
    rows = Briefing.objects.filter(association=association, held_on__year=year)
    return with_counts(rows)


def with_counts(rows: QuerySet[Briefing]) -> QuerySet[Briefing]:
    return rows.annotate(
        named=Count("briefed", distinct=True), counted=Count("heads", distinct=True)
    ).select_related("association__place")


@dataclass(frozen=True)
class HeadsRow:
    id: UUID
    title: str
    people: str
    tally: Tally | None
    error: str = ""


def heads_rows(
    briefing: Briefing, typed: dict[UUID, str] | None = None, wrong: dict[str, str] | None = None
) -> list[HeadsRow]:
    """Each chapter that stood on the day, then the association itself."""
    association = briefing.association
    kept = {row.chapter_id or association.pk: row.people for row in briefing.heads.all()}
    tallies = standing_tallies([association.pk], briefing.held_on.year)
    rows = [(one.pk, one.name, one.pk) for one in standing_chapters([association.pk], briefing.held_on)]
    rows.append((association.pk, "Trực thuộc Hội", None))  # type: ignore[arg-type]
    return [
        HeadsRow(
            pk,
            title,
            typed.get(pk, "") if typed is not None else str(kept.get(pk, "")),
            tallies.get((association.pk, chapter)),
            (wrong or {}).get(f"people-{pk}", ""),
        )
        for pk, title, chapter in rows
    ]


# ---------------------------------------------------------------- encouragement and help


@dataclass(frozen=True)
class SupportSum:
    """Of one kind in a year."""

    label: str
    times: int
    beneficiaries: int
    amount: int | None


def support_sums(rows: Iterable[Support]) -> list[SupportSum]:
    """Of those that were not withdrawn; kinds that were not given are left out."""
    found = []
    for kind in SupportKind:
        own = [one for one in rows if one.kind == kind and one.withdrawn_at is None]
        money = [one.amount for one in own if one.amount is not None]
        if own:
            people = sum(one.beneficiaries for one in own)
            found.append(SupportSum(kind.label, len(own), people, sum(money) if money else None))
    return found


def supports_of(association: Organisation, actor: Actor, year: int) -> list[Support]:
    rows = Support.objects.visible_to(actor).filter(association=association, given_on__year=year)
    return list(rows.select_related("chapter"))


# ---------------------------------------------------------------- after a merger


@dataclass(frozen=True)
class Inherited:
    """What the associations that became this one still hold: chapters that work, members known by name."""

    chapters: list[Chapter]
    members: list[Member]


def inherited(association: Organisation) -> Inherited:
    """Three queries. What came by a merger belongs to the successor, wherever the old commune lay."""
    ended = list(association.predecessors.filter(valid_to__isnull=False).values_list("pk", flat=True))
    chapters = Chapter.objects.standing().filter(association__in=ended)
    members = Member.objects.standing().filter(association__in=ended)
    return Inherited(
        list(chapters.select_related("association__place", "place")),
        list(members.select_related("association", "chapter")),
    )


def last_tally(chapters: Sequence[Chapter]) -> dt.date | None:
    rows = Tally.objects.filter(chapter__in=[one.pk for one in chapters]).order_by("-as_of")
    return rows.values_list("as_of", flat=True).first()
