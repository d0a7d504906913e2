"""Five measures of Công dân học tập, never added to each other: each has people of its own in its denominator.

    người lao động of recognised families, clans, communities   30 % in the plans of 2024 (clans, communities: not yet)
    cán bộ, công chức, viên chức, người lao động of recognised units   40 % (no unit has a title yet: missing)
    công dân trong xã                                            60 and 80 % of the commune's own title
    thành viên, người học of one unit                            90 and 95 % (no unit keeps a file of its own yet: missing)
    người lớn                                                    40 and 70 % of QĐ 677/QĐ-TTg

A denominator is distinct persons who lived in the commune at the end of the year, each in the household he came to last; one that was
merged in the register is the one he was merged into. The numerator is those of them who hold the title of the year, wherever it was
given, so that no share can pass 100 %. What opens from a figure is the same SELECT that counted it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
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
from hoctap.recognition.measures import communes_with_round, of_registered, with_round

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
        AND EXISTS (SELECT FROM recognition_dossier AS family
                    WHERE family.household_id = member.household_id AND family.title = 'learning_family'
                      AND family.year = %(year)s AND {family_recognised})""",
}

_PEOPLE = """
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
    ), lived (person_id, hamlet_id, commune_id, household_id) AS (
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


_NOW = "{alias}.state = 'recognised'"
# Only what was recognised once can have been so at the end of a past day.
_THEN = """{alias}.state IN ('recognised', 'revoked') AND (
    SELECT change.to_state FROM recognition_state_change AS change
    WHERE change.dossier_id = {alias}.id AND change.at < %(until)s ORDER BY change.at DESC, change.id DESC LIMIT 1
) = 'recognised'"""


def _people(
    code: str, communes: Sequence[UUID], year: int, day: dt.date | None
) -> tuple[str, dict[str, Any]]:
    """The common part of what counts and what lists, with its parameters."""
    recognised = _NOW if day is None else _THEN
    who = _WHO[code].format(family_recognised=recognised.format(alias="family"))
    sql = _PEOPLE.format(who=who, dossier_recognised=recognised.format(alias="dossier"))
    asked = {
        "communes": list(communes),
        "year": year,
        "adult": ADULT,
        "working": [str(one) for one in WORKING],
    }
    return sql, asked | ({} if day is None else {"until": end_of(day)})


def _count(code: str, communes: Sequence[UUID], year: int, day: dt.date | None) -> dict[UUID, Counted]:
    people, asked = _people(code, communes, year, day)
    sql = f"""{people}
        SELECT coalesce(hamlet_id, commune_id), count(titled.person_id), count(*),
               count(*) FILTER (WHERE titled.is_late)
        FROM lived LEFT JOIN titled USING (person_id)
        GROUP BY GROUPING SETS ((hamlet_id), (commune_id))"""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return {row[0]: Counted(*row[1:]) for row in cursor.fetchall()}


@dataclass(frozen=True)
class Behind:
    """A person that a figure counted: where he lives, and his dossier if he holds the title."""

    person_id: UUID
    hamlet_id: UUID
    household_id: UUID
    dossier_id: UUID | None
    is_late: bool


def people_behind(
    code: str, place: Place, communes: Sequence[UUID], year: int, part: str, *, as_of: dt.date | None = None
) -> list[Behind]:
    """Those that the figure of the place counted, from the SELECT that counted them; `part` as in a measure's `drill_url`."""
    if code not in _WHO or not communes:
        return []
    narrow = {"numerator": "titled.person_id IS NOT NULL", "late": "titled.is_late"}.get(part, "true")
    people, asked = _people(code, communes, year, as_of)
    sql = f"""{people}
        SELECT lived.person_id, lived.hamlet_id, lived.household_id, titled.dossier_id, coalesce(titled.is_late, false)
        FROM lived LEFT JOIN titled USING (person_id)
        JOIN places_place AS hamlet ON hamlet.id = lived.hamlet_id
        JOIN people_person AS person ON person.id = lived.person_id
        WHERE hamlet.path @> ARRAY[%(place)s]::uuid[] AND {narrow}
        ORDER BY hamlet.sort_key, person.sort_key, person.id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked | {"place": place.pk})
        return [Behind(*row) for row in cursor.fetchall()]


communes_with_citizens = with_round(Title.LEARNING_CITIZEN)


def _communes_with_both(commune_ids: list[UUID], year: int) -> set[UUID]:
    return communes_with_citizens(commune_ids, year) & communes_with_round(commune_ids, year)


def _no_commune(commune_ids: list[UUID], year: int) -> set[UUID]:
    return set()


def _nobody(communes: Sequence[UUID], year: int, day: dt.date | None) -> dict[UUID, Counted]:
    return {}


def _of_people(
    code: str, label: str, denominator_label: str, *, needs_families: bool = False, incomplete: str = ""
) -> Measure:
    return Measure(
        code=code,
        label=label,
        unit="người",
        numerator_label="người đạt Công dân học tập",
        denominator_label=denominator_label,
        version=1,
        numerator="",
        denominator="",
        denominator_runs=False,
        late="",
        has_data=_communes_with_both if needs_families else communes_with_citizens,
        drill_url=lambda place, year, part: (
            f"{reverse('measure_people')}?{urlencode({'measure': code, 'place': place.pk, 'year': year, 'part': part})}"
        ),
        computed=lambda communes, year, day: _count(code, communes, year, day),
        incomplete=incomplete,
        counted_from=frozenset(
            {Title.LEARNING_CITIZEN, *([Title.LEARNING_FAMILY] if needs_families else [])}
        ),
    )


def _without_records(code: str, label: str, denominator_label: str, why: str) -> Measure:
    """Registered so that a target can name it and reads why there is no figure: missing, never zero."""
    return Measure(
        code=code,
        label=label,
        unit="người",
        numerator_label="người đạt Công dân học tập",
        denominator_label=denominator_label,
        version=1,
        numerator="",
        denominator="",
        denominator_runs=False,
        late="",
        has_data=_no_commune,
        drill_url=lambda place, year, part: "",
        computed=_nobody,
        why_missing=why,
        counted_from=frozenset({Title.LEARNING_CITIZEN}),
    )


OF_WORKERS = _of_people(
    "learning_citizen.of_workers",
    "Công dân học tập, trên người lao động của gia đình, dòng họ, cộng đồng được công nhận",
    "người lao động",
    needs_families=True,
    incomplete="mới tính người lao động của các Gia đình học tập; dòng họ và cộng đồng học tập chưa có trong hệ thống",
)
OF_STAFF = _without_records(
    "learning_citizen.of_staff",
    "Công dân học tập, trên cán bộ, công chức, viên chức, người lao động của đơn vị được công nhận",
    "người của đơn vị được công nhận",
    "Chưa có số liệu: hệ thống chưa công nhận danh hiệu Đơn vị học tập, nên chưa biết tính người của đơn vị nào.",
)
OF_CITIZENS = _of_people(
    "learning_citizen.of_citizens",
    "Công dân học tập, trên công dân trong xã",
    "công dân trong xã",
    incomplete="ai là “công dân” lấy theo độ tuổi đặt trong đợt của xã, chưa xác thực với văn bản",
)
OF_UNIT = _without_records(
    "learning_citizen.of_unit",
    "Công dân học tập, trên thành viên, người học của từng đơn vị",
    "thành viên, người học",
    "Chưa có số liệu: hệ thống chưa có hồ sơ tự đánh giá của từng đơn vị.",
)
OF_ADULTS = _of_people(
    "learning_citizen.of_adults",
    "Công dân học tập, trên người lớn",
    "người lớn",
)

FIVE = (OF_WORKERS, OF_STAFF, OF_CITIZENS, OF_UNIT, OF_ADULTS)


OF_REGISTERED = of_registered(Title.LEARNING_CITIZEN, who="Công dân")
