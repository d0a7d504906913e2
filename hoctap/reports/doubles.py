"""The proof that nobody is counted twice: over all titles, whoever holds one title of a year twice, with both papers.

Four ways in which it could be: one family or citizen with two recognised dossiers (also when two rows of the register were merged, or two
families became one); one dossier or file in two decisions in effect; one unit by two roads at once, or one clan written down twice;
one citizen whom the year's measures count in two communes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q
from django.urls import reverse

from hoctap.assessments.effect import in_effect
from hoctap.assessments.models import Assessment, AssessmentDecision, AssessmentDecisionLine
from hoctap.assessments.queries import UNIT_ROADS
from hoctap.criteria.titles import Title
from hoctap.people.models import ClanShare
from hoctap.places.models import Place
from hoctap.recognition.held import decision_numbers
from hoctap.recognition.models import DecisionLine, Dossier, DossierState


@dataclass(frozen=True)
class Paper:
    """By what somebody holds a title: the paper and where it stands."""

    words: str
    url: str


@dataclass(frozen=True)
class Double:
    year: int
    title: str
    who: str
    why: str
    first: Paper
    second: Paper
    paths: tuple[tuple[UUID, ...], ...] = ()
    """Where it counts: paths of the places."""

    @property
    def title_label(self) -> str:
        return Title(self.title).label


def doubles(year: int, place: Place | None = None) -> list[Double]:
    """Those of a place in a year; without a place of the whole installation. A fixed number of queries where there are none."""
    found = [
        *_dossiers(year),
        *_decided_twice(year),
        *_files(year),
        *_files_decided_twice(year),
        *_lived(year),
    ]
    if place is not None:
        found = [one for one in found if any(place.pk in path for path in one.paths)]
    return sorted(found, key=lambda one: (one.title, one.who, one.first.words))


def years_to_prove() -> list[int]:
    """With anything recognised. Two queries."""
    of_dossiers = (
        Dossier.objects.filter(state=DossierState.RECOGNISED).order_by().values_list("year", flat=True)
    )
    of_files = Assessment.objects.filter(state="recognised").order_by().values_list("year", flat=True)
    return sorted({*of_dossiers.distinct(), *of_files.distinct()})


# ── dossiers ────────────────────────────────────────────────────────────────────────────────────────

_ROOTS = """
    WITH RECURSIVE rows (dossier_id, title, household_id, person_id) AS (
        SELECT id, title, household_id, person_id FROM recognition_dossier WHERE year = %(year)s AND state = 'recognised'
    ), persons (dossier_id, person_id, merged_into_id) AS (
        SELECT rows.dossier_id, person.id, person.merged_into_id
        FROM rows JOIN people_person AS person ON person.id = rows.person_id
        UNION ALL
        SELECT persons.dossier_id, person.id, person.merged_into_id
        FROM persons JOIN people_person AS person ON person.id = persons.merged_into_id
    ), homes (dossier_id, household_id, joined_into_id) AS (
        SELECT rows.dossier_id, household.id, household.joined_into_id
        FROM rows JOIN people_household AS household ON household.id = rows.household_id WHERE rows.person_id IS NULL
        UNION ALL
        SELECT homes.dossier_id, household.id, household.joined_into_id
        FROM homes JOIN people_household AS household ON household.id = homes.joined_into_id
    ), subjects (dossier_id, title, subject_id) AS (
        SELECT rows.dossier_id, rows.title, coalesce(persons.person_id, homes.household_id)
        FROM rows
        LEFT JOIN persons ON persons.dossier_id = rows.dossier_id AND persons.merged_into_id IS NULL
        LEFT JOIN homes ON homes.dossier_id = rows.dossier_id AND homes.joined_into_id IS NULL
    )
    SELECT title, subject_id, array_agg(dossier_id ORDER BY dossier_id)
    FROM subjects GROUP BY title, subject_id HAVING count(*) > 1
"""


def _dossiers(year: int) -> list[Double]:
    with connection.cursor() as cursor:
        cursor.execute(_ROOTS, {"year": year})
        groups = cursor.fetchall()
    rows = _read(pk for _, _, ids in groups for pk in ids)
    numbers = decision_numbers(rows)
    found = []
    for title, _, ids in groups:
        for first, second in pairwise(rows[pk] for pk in ids):
            is_one_row = (first.person_id or first.household_id) == (second.person_id or second.household_id)
            why = "công nhận ở hai đợt" if is_one_row else "hai dòng của sổ là một, cả hai đã được công nhận"
            found.append(
                Double(
                    year,
                    title,
                    first.subject_name,
                    why,
                    _paper(first, numbers),
                    _paper(second, numbers),
                    _paths(first.hamlet, second.hamlet),
                )
            )
    return found


def _read(ids: Iterable[UUID]) -> dict[UUID, Dossier]:
    wanted = list(ids)
    if not wanted:
        return {}
    rows = Dossier.objects.filter(pk__in=wanted).named().select_related("round__place", "hamlet")
    return {one.pk: one for one in rows}


def _paper(dossier: Dossier, numbers: dict[UUID, str]) -> Paper:
    number = numbers.get(dossier.pk) or "quyết định chưa ghi trong hệ thống"
    return Paper(
        f"{number}, {dossier.round.place.full_name}, {dossier.hamlet.full_name}",
        reverse("dossier_detail", args=[dossier.pk]),
    )


def _paths(*places: Place) -> tuple[tuple[UUID, ...], ...]:
    return tuple(tuple(place.path) for place in places)


def _decided_twice(year: int) -> list[Double]:
    """In two annexes in effect without having been revoked between them."""
    recognised = Q(effect=DecisionLine.Effect.RECOGNISE)
    lines = DecisionLine.objects.filter(
        dossier__year=year, dossier__state=DossierState.RECOGNISED, decision__effective_on__isnull=False
    )
    twice = (
        lines.order_by()
        .values("dossier")
        .annotate(given=Count("pk", filter=recognised), taken=Count("pk", filter=~recognised))
        .filter(given__gt=F("taken") + 1)
        .values_list("dossier", flat=True)
    )
    ids = list(twice)
    if not ids:
        return []
    by_dossier: dict[UUID, list[DecisionLine]] = defaultdict(list)
    given = lines.filter(recognised, dossier__in=ids).select_related(
        "decision__paper__issuer", "decision__round__place", "dossier__hamlet"
    )
    for line in given.order_by("decision__effective_on", "decision_id"):
        by_dossier[line.dossier_id].append(line)

    def paper(line: DecisionLine) -> Paper:
        number = f"Quyết định số {line.decision.paper.full_number}, {line.decision.round.place.full_name}"
        return Paper(number, reverse("decision_detail", args=[line.decision_id]))

    return [
        Double(
            year,
            first.dossier.title,
            first.head_name,
            "một hồ sơ trong hai quyết định",
            paper(first),
            paper(second),
            _paths(first.dossier.hamlet),
        )
        for rows in by_dossier.values()
        for first, second in pairwise(rows)
    ]


# ── files ───────────────────────────────────────────────────────────────────────────────────────────


def _file(one: Assessment) -> Paper:
    number = one.decision_number or "quyết định chưa ghi số"
    return Paper(
        f"{number}, {one.title_name} năm {one.year}, {one.decision_by or one.decides}",
        reverse("assessment_detail", args=[one.pk]),
    )


def _files(year: int) -> list[Double]:
    """A unit by two roads, a clan of one name with people in one hamlet by two rows of the register. A later recognition of the same
    title takes the place of the earlier one and is no second.
    """
    rows = Assessment.objects.filter(in_effect([*UNIT_ROADS, "learning_clan"], year)).with_all()
    units: dict[UUID, dict[str, Assessment]] = defaultdict(dict)
    clans: dict[UUID, Assessment] = {}
    for one in rows.order_by("year", "pk"):
        if one.unit_id is not None:
            units[one.unit_id][one.title] = one
        elif one.clan_id is not None:
            clans[one.clan_id] = one
    found = [
        Double(
            year,
            second.title,
            first.subject_name,
            "một đơn vị theo hai đường",
            _file(first),
            _file(second),
            _paths(first.place, second.place),
        )
        for by_title in units.values()
        for first, second in pairwise(by_title.values())
    ]
    return found + _clans(year, clans)


def _clans(year: int, held: dict[UUID, Assessment]) -> list[Double]:
    by_name: dict[str, list[Assessment]] = defaultdict(list)
    for one in held.values():
        assert one.clan is not None
        by_name[one.clan.sort_key].append(one)
    same = [rows for rows in by_name.values() if len(rows) > 1]
    if not same:
        return []
    hamlets: dict[UUID, set[UUID]] = defaultdict(set)
    for clan, hamlet in ClanShare.objects.filter(
        clan__in=[one.clan_id for rows in same for one in rows]
    ).values_list("clan_id", "hamlet_id"):
        hamlets[clan].add(hamlet)
    return [
        Double(
            year,
            first.title,
            first.subject_name,
            "một dòng họ ghi hai lần trong sổ, cùng có người ở một ấp",
            _file(first),
            _file(second),
            _paths(first.place, second.place),
        )
        for rows in same
        for at, first in enumerate(rows)
        for second in rows[at + 1 :]
        if first.clan_id and second.clan_id and hamlets[first.clan_id] & hamlets[second.clan_id]
    ]


def _files_decided_twice(year: int) -> list[Double]:
    lines = AssessmentDecisionLine.objects.filter(
        assessment__year=year,
        assessment__state="recognised",
        decision__kind=AssessmentDecision.Kind.RECOGNISE,
        decision__effective_on__isnull=False,
    )
    twice = lines.order_by().values("assessment").annotate(n=Count("pk")).filter(n__gt=1)
    ids = list(twice.values_list("assessment", flat=True))
    if not ids:
        return []
    by_file: dict[UUID, list[AssessmentDecisionLine]] = defaultdict(list)
    for line in lines.filter(assessment__in=ids).select_related(
        "decision__paper__issuer", "assessment__place", "assessment__unit", "assessment__clan"
    ):
        by_file[line.assessment_id].append(line)

    def paper(line: AssessmentDecisionLine) -> Paper:
        number = f"Quyết định số {line.decision.paper.full_number}"
        return Paper(number, reverse("assessment_detail", args=[line.assessment_id]))

    return [
        Double(
            year,
            first.assessment.title,
            first.assessment.subject_name,
            "một hồ sơ trong hai quyết định",
            paper(first),
            paper(second),
            _paths(first.assessment.place),
        )
        for rows in by_file.values()
        for first, second in pairwise(rows)
    ]


# ── measures ────────────────────────────────────────────────────────────────────────────────────────

_LIVED = """
    WITH RECURSIVE holds (dossier_id, person_id, merged_into_id) AS (
        SELECT dossier.id, person.id, person.merged_into_id
        FROM recognition_dossier AS dossier JOIN people_person AS person ON person.id = dossier.person_id
        WHERE dossier.title = 'learning_citizen' AND dossier.year = %(year)s AND dossier.state = 'recognised'
        UNION ALL
        SELECT holds.dossier_id, person.id, person.merged_into_id
        FROM holds JOIN people_person AS person ON person.id = holds.merged_into_id
    ), lived AS (
        SELECT DISTINCT holds.person_id, hamlet.parent_id AS commune_id
        FROM holds
        JOIN people_householdmember AS member ON member.person_id = holds.person_id
         AND member.joined_year <= %(year)s AND (member.left_year IS NULL OR member.left_year > %(year)s)
        JOIN people_residence AS residence ON residence.household_id = member.household_id
         AND residence.from_year <= %(year)s AND (residence.to_year IS NULL OR residence.to_year > %(year)s)
        JOIN places_place AS hamlet ON hamlet.id = residence.hamlet_id
        WHERE holds.merged_into_id IS NULL
    )
    SELECT lived.person_id, array_agg(lived.commune_id), (
        SELECT min(holds.dossier_id::text)::uuid FROM holds WHERE holds.person_id = lived.person_id)
    FROM lived GROUP BY lived.person_id HAVING count(*) > 1
"""


def _lived(year: int) -> list[Double]:
    """Written in households of two communes at the end of the year: each of the two counts him."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVED, {"year": year})
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    if not rows:
        return []
    dossiers = _read(dossier for _, _, dossier in rows)
    communes = Place.objects.in_bulk([pk for _, places, _ in rows for pk in places])
    found = []
    for person, places, dossier in rows:
        one = dossiers[dossier]
        url = reverse("person_detail", args=[person])
        for first, second in pairwise(
            sorted((communes[pk] for pk in places), key=lambda place: place.sort_key)
        ):
            found.append(
                Double(
                    year,
                    one.title,
                    one.subject_name,
                    "cuối năm còn trong sổ hộ của hai xã",
                    Paper(f"sổ hộ {first.full_name}", url),
                    Paper(f"sổ hộ {second.full_name}", url),
                    _paths(first, second),
                )
            )
    return found
