"""Ten years of a family, a hamlet, a commune, a unit or a clan on one page: all titles, ours and the others. Points and đạt / không đạt stand
in columns of their own: they are two ways of judging and are never added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse

from hoctap.assessments.models import Assessment, FileState
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date, format_number
from hoctap.measures.models import Summary
from hoctap.people.models import Clan, Household, WorkUnit
from hoctap.people.registry import Link
from hoctap.places.models import Level, LineageEdge, Place
from hoctap.places.registry import HamletLink
from hoctap.recognition.held import decision_numbers
from hoctap.recognition.models import Dossier, DossierState, OtherHolder, OtherList, RecognitionRound

YEARS = 10


@dataclass(frozen=True)
class HistoryRow:
    year: int
    title: str
    state: str
    points: str = ""
    passed: str = ""
    """Level, or đạt / không đạt, where nobody gives points."""
    paper: str = ""
    url: str = ""
    who: str = ""
    """The citizen of a family, the Tổ of a hamlet."""


@dataclass(frozen=True)
class SeasonYear:
    """What the families and citizens of a hamlet reached in a year."""

    year: int
    families: int | None
    households: int
    citizens: int | None


@dataclass(frozen=True)
class History:
    name: str
    place: Place
    rows: tuple[HistoryRow, ...]
    seasons: tuple[SeasonYear, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    """Units that it came from: (name, address of their own page)."""

    @property
    def finding(self) -> str:
        years = {row.year for row in self.rows}
        return (
            f"{len(self.rows)} dòng trong {len(years)} năm." if years else "Chưa có hồ sơ nào trong mười năm."
        )


# ── of files ────────────────────────────────────────────────────────────────────────────────────────


def file_rows(files: Iterable[Assessment], subject: object = None) -> list[HistoryRow]:
    """`subject`: whose page it is; another one is named in the row."""
    rows = []
    for one in files:
        kept = one.frozen or one.self_judged or {}
        decided = one.state in (FileState.RECOGNISED, FileState.REFUSED, FileState.REVOKED)
        total = Decimal(kept["total"]) if one.has_points and kept.get("total") else None
        passed = ""
        if not one.has_points and decided:
            passed = "không đạt" if one.state == FileState.REFUSED else (one.level_label.lower() or "đạt")
        paper = ""
        if one.decided_on:
            paper = f"{one.decision_number} ngày {format_date(one.decided_on)}"
            paper += f" của {one.decision_by}" if one.decision_by else ""
        rows.append(
            HistoryRow(
                one.year,
                one.title_name,
                one.get_state_display().lower(),
                points="" if total is None else f"{format_number(total)} điểm",
                passed=passed,
                paper=paper,
                url=reverse("assessment_detail", args=[one.pk]),
                who="" if subject is None or one.subject == subject else one.subject_name,
            )
        )
    return rows


def _files(actor: Actor, since: int) -> QuerySet[Assessment]:
    return (
        Assessment.objects.visible_to(actor)
        .filter(year__gt=since)
        .exclude(state=FileState.WITHDRAWN)
        .with_all()
        .order_by("-year", "title", "id")
    )


# ── the pages ───────────────────────────────────────────────────────────────────────────────────────


def of_household(household: Household, actor: Actor, this_year: int) -> History:
    """The family, and the citizens that lived in it. Four queries."""
    since = this_year - YEARS
    dossiers = list(
        Dossier.objects.visible_to(actor)
        .of_people_kept()
        .filter(household=household, year__gt=since)
        .exclude(state=DossierState.LISTED)
        .named()
        .select_related("round")
        .order_by("-year", "title", "person__sort_key", "id")
    )
    numbers = decision_numbers(one.pk for one in dossiers)
    rows = [_dossier_row(one, numbers) for one in dossiers]
    rows += _other_rows(OtherHolder.objects.filter(household=household), actor, since)
    return History(f"Hộ {household.head.full_name}", household.hamlet, _sorted(rows))


def _dossier_row(one: Dossier, numbers: dict[UUID, str]) -> HistoryRow:
    kept = (one.frozen_score or {}).get("total")
    total = Decimal(str(kept)) if kept else one.commune_total or one.hamlet_total
    number = numbers.get(one.pk, "")
    return HistoryRow(
        one.year,
        one.title_name,
        one.get_state_display().lower(),
        points="" if total is None else f"{format_number(total)} điểm",
        paper=f"{number} ngày {format_date(one.decided_on)}" if number and one.decided_on else number,
        url=reverse("dossier_detail", args=[one.pk]),
        who=one.person.full_name if one.person else "",
    )


def of_place(place: Place, actor: Actor, this_year: int) -> History:
    """A hamlet with its Tổ, or a commune or above. At most seven queries."""
    since = this_year - YEARS
    own = Q(place=place)
    if place.level == Level.HAMLET:
        own |= Q(place__parent=place, place__level=Level.GROUP)
    files = _files(actor, since).filter(own, unit=None, clan=None)
    rows = file_rows(files, place)
    rows += _other_rows(OtherHolder.objects.filter(place=place, household=None), actor, since)
    edges = LineageEdge.objects.filter(successor=place).select_related("predecessor").order_by("on", "id")
    visible = set(
        Place.objects.visible_to(actor, Permission.ASSESSMENT_READ)
        .filter(pk__in=[edge.predecessor_id for edge in edges])
        .values_list("pk", flat=True)
    )
    return History(
        place.title,
        place,
        _sorted(rows),
        seasons=_seasons(place, since, this_year) if place.level == Level.HAMLET else (),
        before=tuple(
            (
                edge.predecessor.title,
                history_url("place", edge.predecessor_id) if edge.predecessor_id in visible else "",
            )
            for edge in edges
        ),
    )


def _seasons(hamlet: Place, since: int, this_year: int) -> tuple[SeasonYear, ...]:
    """From the counters. Two queries."""
    rounds = set(
        RecognitionRound.objects.filter(place=hamlet.parent_id, year__gt=since).values_list("title", "year")
    )
    counted: dict[str, dict[int, int]] = {}
    wanted = ("learning_family.recognised", "learning_citizen.recognised", "household.listed")
    sums = (
        Summary.objects.filter(place=hamlet, counter__in=wanted, year__lte=this_year)
        .order_by()
        .values_list("counter", "year")
        .annotate(n=Sum("value"))
    )
    for counter, year, number in sums:
        counted.setdefault(counter, {})[year] = number
    found = []
    for year in sorted({year for _, year in rounds}, reverse=True):
        found.append(
            SeasonYear(
                year,
                counted.get(wanted[0], {}).get(year, 0) if ("learning_family", year) in rounds else None,
                sum(number for at, number in counted.get(wanted[2], {}).items() if at <= year),
                counted.get(wanted[1], {}).get(year, 0) if ("learning_citizen", year) in rounds else None,
            )
        )
    return tuple(found)


def of_unit(unit: WorkUnit, actor: Actor, this_year: int) -> History:
    rows = file_rows(_files(actor, this_year - YEARS).filter(unit=unit), unit)
    return History(unit.name, unit.place, _sorted(rows))


def of_clan(clan: Clan, actor: Actor, this_year: int) -> History:
    rows = file_rows(_files(actor, this_year - YEARS).filter(clan=clan), clan)
    return History(f"Dòng họ {clan.name}", clan.place, _sorted(rows))


def _other_rows(holders: QuerySet[OtherHolder], actor: Actor, since: int) -> list[HistoryRow]:
    found = holders.filter(
        other_list__in=OtherList.objects.visible_to(actor).standing(), other_list__year__gt=since
    ).select_related("other_list")
    return [
        HistoryRow(
            one.other_list.year,
            one.other_list.facts.name,
            "được công nhận theo văn bản khác",
            paper=one.other_list.paper_words,
            url=reverse("otherlist_detail", args=[one.other_list_id]),
        )
        for one in found
    ]


def _sorted(rows: list[HistoryRow]) -> tuple[HistoryRow, ...]:
    return tuple(sorted(rows, key=lambda row: -row.year))


# ── links to the page ───────────────────────────────────────────────────────────────────────────────


def history_url(kind: str, pk: UUID) -> str:
    return reverse("history_detail", args=[kind, pk])


def household_link(household: Household, by: Actor) -> list[Link]:
    return [Link("Mười năm qua", history_url("household", household.pk), note="mọi danh hiệu của hộ")]


def hamlet_link(hamlet: Place, year: int, by: Actor) -> list[HamletLink]:
    return [HamletLink("Mười năm", history_url("place", hamlet.pk))]
