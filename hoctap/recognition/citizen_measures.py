"""Five measures of Công dân học tập, never added to each other: each has people of its own in its denominator.

    người lao động of recognised families, clans, communities    30 % in the plans of 2024
    cán bộ, công chức, viên chức, người lao động of recognised units   40 %
    công dân trong xã                                            60 and 80 % of the commune's own title
    thành viên, người học of the units with a file of the year   90 and 95 %, for each unit by itself
    người lớn                                                    40 and 70 % of QĐ 677/QĐ-TTg

Families and citizens are read from the seasons, communities and units from their files. A clan has households and people per ấp and no
names, so its workers are told to be missing wherever a clan holds the title. Of a unit the names count, and beyond them the heads that it gave.

A denominator is distinct persons who lived in the commune at the end of the year, each in the household he came to last; one that was
merged in the register is the one he was merged into. The numerator is those of them who hold the title of the year, wherever it was
given, so that no share can pass 100 %. What opens from a figure is the same SELECT that counted it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.urls import reverse

from hoctap.criteria.models import Title
from hoctap.measures.registry import Counted, Measure
from hoctap.people.counting import ADULT, WORKING
from hoctap.places.models import Place
from hoctap.recognition.as_of import end_of
from hoctap.recognition.measures import HasData, communes_with_round, of_registered, with_round
from hoctap.recognition.registry import FileSubject, file_subjects

_WHO = {
    "learning_citizen.of_citizens": """
        EXISTS (SELECT FROM recognition_recognitionround AS season
                WHERE season.place_id = hamlet.parent_id AND season.title = 'learning_citizen' AND season.year = %(year)s
                  AND (person.birth_year IS NULL OR person.birth_year <= %(year)s - season.age_from))""",
    "learning_citizen.of_adults": "person.birth_year <= %(year)s - %(adult)s",
    "learning_citizen.of_workers": """
        EXISTS (SELECT FROM people_workstatus AS work
                WHERE work.person_id = person.id AND work.status = ANY(%(working)s) AND work.from_year <= %(year)s
                  AND (work.to_year IS NULL OR work.to_year > %(year)s))
        AND (hamlet.id = ANY(%(communities)s)
          OR EXISTS (SELECT FROM recognition_dossier AS family
                     WHERE family.household_id = member.household_id AND family.title = 'learning_family'
                       AND family.year = %(year)s AND {family_recognised})
          OR EXISTS (SELECT FROM places_place AS circle JOIN people_household AS household ON household.id = member.household_id
                     WHERE circle.id = ANY(%(communities)s) AND circle.parent_id = hamlet.id AND household.group_name <> ''
                       AND household.group_name IN (circle.name, circle.kind || ' ' || circle.name)))""",
}
_OF_UNITS = frozenset({"learning_citizen.of_staff", "learning_citizen.of_unit"})

_TITLED = """
    WITH RECURSIVE holds (dossier_id, is_late, person_id, merged_into_id) AS (
        SELECT dossier.id, dossier.is_late, person.id, person.merged_into_id
        FROM recognition_dossier AS dossier JOIN people_person AS person ON person.id = dossier.person_id
        WHERE dossier.title = 'learning_citizen' AND dossier.year = %(year)s AND {dossier_recognised}
        UNION ALL
        SELECT holds.dossier_id, holds.is_late, person.id, person.merged_into_id
        FROM holds JOIN people_person AS person ON person.id = holds.merged_into_id
    ), titled (person_id, is_late, dossier_id) AS (
        SELECT DISTINCT ON (person_id) person_id, is_late, dossier_id FROM holds
        WHERE merged_into_id IS NULL ORDER BY person_id, is_late, dossier_id
    )"""

_PEOPLE = (
    _TITLED
    + """, lived (person_id, hamlet_id, commune_id, household_id) AS (
        SELECT DISTINCT ON (person.id, hamlet.parent_id) person.id, hamlet.id, hamlet.parent_id, member.household_id
        FROM people_residence AS residence
        JOIN places_place AS hamlet ON hamlet.id = residence.hamlet_id
        JOIN people_householdmember AS member ON member.household_id = residence.household_id
        JOIN people_person AS person ON person.id = member.person_id AND person.merged_into_id IS NULL
        WHERE hamlet.parent_id = ANY(%(communes)s)
          AND residence.from_year <= %(year)s AND (residence.to_year IS NULL OR residence.to_year > %(year)s)
          AND member.joined_year <= %(year)s AND (member.left_year IS NULL OR member.left_year > %(year)s)
          AND {who}
        ORDER BY person.id, hamlet.parent_id, member.joined_year DESC, member.id DESC
    )"""
)

# Who works in one of these units at the end of the year, in the one he came to last; `hamlet_id` where the unit is registered below a commune.
_WORK = (
    _TITLED
    + """, named AS (
        SELECT coalesce(person.merged_into_id, person.id) AS person_id, member.unit_id, asked.commune_id,
               CASE WHEN unit.place_id <> asked.commune_id THEN unit.place_id END AS hamlet_id, member.from_year, member.id
        FROM unnest(%(units)s::uuid[], %(of_communes)s::uuid[]) AS asked (unit_id, commune_id)
        JOIN people_workunit AS unit ON unit.id = asked.unit_id
        JOIN people_unitmembership AS member ON member.unit_id = asked.unit_id
         AND member.from_year <= %(year)s AND (member.to_year IS NULL OR member.to_year > %(year)s)
        JOIN people_person AS person ON person.id = member.person_id
    ), lived (person_id, hamlet_id, commune_id, household_id, unit_id) AS (
        SELECT DISTINCT ON (person_id, commune_id) person_id, hamlet_id, commune_id, NULL::uuid, unit_id
        FROM named ORDER BY person_id, commune_id, from_year DESC, id DESC
    )"""
)


_NOW = "{alias}.state = 'recognised'"
# Only what was recognised once can have been so at the end of a past day.
_THEN = """{alias}.state IN ('recognised', 'revoked') AND (
    SELECT change.to_state FROM recognition_state_change AS change
    WHERE change.dossier_id = {alias}.id AND change.at < %(until)s ORDER BY change.at DESC, change.id DESC LIMIT 1
) = 'recognised'"""


def _people(
    code: str, communes: Sequence[UUID], year: int, day: dt.date | None, subjects: Sequence[FileSubject]
) -> tuple[str, dict[str, Any]]:
    """The common part of what counts and what lists, with its parameters."""
    recognised = _NOW if day is None else _THEN
    asked: dict[str, Any] = {"year": year} | ({} if day is None else {"until": end_of(day)})
    if code in _OF_UNITS:
        units = {one.unit_id: one.commune_id for one in subjects if one.unit_id}
        asked |= {"units": list(units), "of_communes": list(units.values())}
        return _WORK.format(dossier_recognised=recognised.format(alias="dossier")), asked
    who = _WHO[code].format(family_recognised=recognised.format(alias="family"))
    asked |= {
        "communes": list(communes),
        "adult": ADULT,
        "working": [str(one) for one in WORKING],
        "communities": [one.place_id for one in subjects if one.place_id],
    }
    return _PEOPLE.format(who=who, dossier_recognised=recognised.format(alias="dossier")), asked


UNIT_TITLES = ("learning_unit", "learning_unit_district", "learning_unit_province")
"""Whoever holds one of them is a recognised unit; no year has two of them (`assessment_one_road_per_unit_and_year`)."""
FILE_TITLES = ("learning_unit_district", "learning_unit_province")
"""Whose edition asks for the share of the unit's own people."""
_SUBJECTS = {
    "learning_citizen.of_workers": ("learning_community", "learning_clan"),
    "learning_citizen.of_staff": UNIT_TITLES,
    "learning_citizen.of_unit": FILE_TITLES,
}


def subjects_of(code: str, communes: Sequence[UUID], year: int, day: dt.date | None) -> list[FileSubject]:
    """The communities, clans or units that a measure counts the people of. One query, or none."""
    titles = _SUBJECTS.get(code, ())
    if not titles or not communes:
        return []
    found = [one for read in file_subjects for one in read(titles, communes, year, day)]
    return [one for one in found if one.is_recognised or code == "learning_citizen.of_unit"]


def _count(code: str, communes: Sequence[UUID], year: int, day: dt.date | None) -> dict[UUID, Counted]:
    subjects = subjects_of(code, communes, year, day)
    if code in _OF_UNITS and not subjects:
        return {}
    people, asked = _people(code, communes, year, day, subjects)
    sql = f"""{people}
        SELECT coalesce(hamlet_id, commune_id), count(titled.person_id), count(*),
               count(*) FILTER (WHERE titled.is_late)
        FROM lived LEFT JOIN titled USING (person_id)
        GROUP BY GROUPING SETS ((hamlet_id), (commune_id))"""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        counted = {row[0]: Counted(*row[1:]) for row in cursor.fetchall() if row[0] is not None}
    left_out = _unnamed(subjects, year) if code in _OF_UNITS else _clans(subjects)
    for place, number in left_out.items():
        known = counted.get(place, Counted(0, 0, 0))
        beyond = number if code in _OF_UNITS else 0
        counted[place] = Counted(known.numerator, known.denominator + beyond, known.late, number)
    return counted


def _clans(subjects: Sequence[FileSubject]) -> dict[UUID, int]:
    return dict(
        Counter(one.commune_id for one in {one.clan_id: one for one in subjects if one.clan_id}.values())
    )


def _unnamed(subjects: Sequence[FileSubject], year: int) -> dict[UUID, int]:
    """By commune, and by the hamlet of a unit: heads that units gave beyond the names that stand for them. One query."""
    units = {one.unit_id: one.commune_id for one in subjects if one.unit_id}
    found: Counter[UUID] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT given.unit_id, unit.place_id, given.count - (
                SELECT count(DISTINCT coalesce(person.merged_into_id, person.id))
                FROM people_unitmembership AS member JOIN people_person AS person ON person.id = member.person_id
                WHERE member.unit_id = given.unit_id AND member.from_year <= %(year)s
                  AND (member.to_year IS NULL OR member.to_year > %(year)s))
            FROM people_unitstaffcount AS given JOIN people_workunit AS unit ON unit.id = given.unit_id
            WHERE given.unit_id = ANY(%(units)s) AND given.year = %(year)s
            """,
            {"units": list(units), "year": year},
        )
        for unit_id, place_id, beyond in cursor.fetchall():
            if beyond > 0:
                found[units[unit_id]] += beyond
                if place_id != units[unit_id]:
                    found[place_id] += beyond
    return dict(found)


@dataclass(frozen=True)
class Behind:
    """A person that a figure counted: where he lives or works, and his dossier if he holds the title."""

    person_id: UUID
    hamlet_id: UUID
    """Of a measure about units the place where the unit is registered."""
    household_id: UUID | None
    dossier_id: UUID | None
    is_late: bool
    unit_id: UUID | None = None


def people_behind(
    code: str, place: Place, communes: Sequence[UUID], year: int, part: str, *, as_of: dt.date | None = None
) -> list[Behind]:
    """Those that the figure of the place counted, from the SELECT that counted them; `part` as in a measure's `drill_url`."""
    of_units = code in _OF_UNITS
    if (code not in _WHO and not of_units) or not communes:
        return []
    subjects = subjects_of(code, communes, year, as_of)
    if of_units and not subjects:
        return []
    narrow = {"numerator": "titled.person_id IS NOT NULL", "late": "titled.is_late"}.get(part, "true")
    people, asked = _people(code, communes, year, as_of, subjects)
    unit = "lived.unit_id" if of_units else "NULL::uuid"
    sql = f"""{people}
        SELECT lived.person_id, hamlet.id, lived.household_id, titled.dossier_id, coalesce(titled.is_late, false), {unit}
        FROM lived LEFT JOIN titled USING (person_id)
        JOIN places_place AS hamlet ON hamlet.id = coalesce(lived.hamlet_id, lived.commune_id)
        JOIN people_person AS person ON person.id = lived.person_id
        WHERE hamlet.path @> ARRAY[%(place)s]::uuid[] AND {narrow}
        ORDER BY hamlet.sort_key, person.sort_key, person.id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked | {"place": place.pk})
        return [Behind(*row) for row in cursor.fetchall()]


communes_with_citizens = with_round(Title.LEARNING_CITIZEN)


def _communes_with_both(commune_ids: list[UUID], year: int) -> set[UUID]:
    return communes_with_citizens(commune_ids, year) & communes_with_round(commune_ids, year)


@cache
def _with_units(code: str) -> HasData:
    """Of communes with a round of citizens, those that have such units: without them there is no figure."""

    def communes(commune_ids: list[UUID], year: int) -> set[UUID]:
        subjects = subjects_of(code, commune_ids, year, None)
        found = {one.commune_id for one in subjects if one.unit_id}
        return found & communes_with_citizens(commune_ids, year) if found else set()

    return communes


def _of_people(
    code: str,
    label: str,
    denominator_label: str,
    *,
    has_data: HasData = communes_with_citizens,
    incomplete: str = "",
    left_out_words: str = "",
    why_missing: str = "",
    also_from: Sequence[str] = (),
) -> Measure:
    return Measure(
        code=code,
        label=label,
        unit="người",
        numerator_label="người đạt Công dân học tập",
        denominator_label=denominator_label,
        version=2,
        numerator="",
        denominator="",
        denominator_runs=False,
        late="",
        has_data=has_data,
        drill_url=lambda place, year, part: (
            f"{reverse('measure_people')}?{urlencode({'measure': code, 'place': place.pk, 'year': year, 'part': part})}"
        ),
        computed=lambda communes, year, day: _count(code, communes, year, day),
        incomplete=incomplete,
        left_out_words=left_out_words,
        why_missing=why_missing,
        counted_from=frozenset({Title.LEARNING_CITIZEN, *also_from}),
    )


OF_WORKERS = _of_people(
    "learning_citizen.of_workers",
    "Công dân học tập, trên người lao động của gia đình, dòng họ, cộng đồng được công nhận",
    "người lao động",
    has_data=_communes_with_both,
    left_out_words="chưa tính người lao động của {} dòng họ được công nhận: sổ dòng họ mới có số hộ, số người theo ấp",
    also_from=(Title.LEARNING_FAMILY, *_SUBJECTS["learning_citizen.of_workers"]),
)
OF_STAFF = _of_people(
    "learning_citizen.of_staff",
    "Công dân học tập, trên cán bộ, công chức, viên chức, người lao động của đơn vị được công nhận",
    "người của đơn vị được công nhận",
    has_data=_with_units("learning_citizen.of_staff"),
    left_out_words="{} người của các đơn vị mới có số, chưa có tên: chưa biết ai đạt",
    why_missing="Chưa có số liệu: chưa có đơn vị nào được công nhận Đơn vị học tập trong năm, hoặc chưa mở đợt Công dân học tập.",
    also_from=UNIT_TITLES,
)
OF_CITIZENS = _of_people(
    "learning_citizen.of_citizens",
    "Công dân học tập, trên công dân trong xã",
    "công dân trong xã",
    incomplete="ai là “công dân” lấy theo độ tuổi đặt trong đợt của xã, chưa xác thực với văn bản",
)
OF_UNIT = _of_people(
    "learning_citizen.of_unit",
    "Công dân học tập, trên thành viên, người học của từng đơn vị có hồ sơ tự đánh giá",
    "thành viên, người học",
    has_data=_with_units("learning_citizen.of_unit"),
    incomplete="mới tính người làm việc ở đơn vị; người học chưa có trong sổ",
    left_out_words="{} người của các đơn vị mới có số, chưa có tên: chưa biết ai đạt",
    why_missing="Chưa có số liệu: chưa có đơn vị nào lập hồ sơ tự đánh giá trong năm, hoặc chưa mở đợt Công dân học tập.",
)
OF_ADULTS = _of_people(
    "learning_citizen.of_adults",
    "Công dân học tập, trên người lớn",
    "người lớn",
)

FIVE = (OF_WORKERS, OF_STAFF, OF_CITIZENS, OF_UNIT, OF_ADULTS)


OF_REGISTERED = of_registered(Title.LEARNING_CITIZEN, who="Công dân")
