"""Titles of the season: families and citizens. What was so last year is found by who he is, wherever he lived then.

Registered and recognised are those of the season's table. Again (lại) is who also registered last year, kept (giữ vững) who also held the title
then: a household by itself, a citizen also under a row of the register that was merged with his. New is the rest, so that new and again are
registered, and new and kept recognised.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from hoctap.criteria.models import Title
from hoctap.measures.queries import found_at
from hoctap.measures.registry import Counted, Measure
from hoctap.places.models import Place
from hoctap.recognition.as_of import end_of, past_counters
from hoctap.recognition.citizen_measures import OF_ADULTS, OF_STAFF
from hoctap.recognition.measures import dossiers_url
from hoctap.reports.quantities.parts import BY_NAME, split
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.reading import day_read, hamlets_of
from hoctap.reports.quantities.registry import Asked, Found
from hoctap.reports.season import dated, words_of

_SINCE_LAST_YEAR = {"registered_new", "registered_again", "recognised_new", "recognised_kept"}

# Rows merged in the register → the one kept, over however many merges.
_SAME_PERSON = """
    merging (id, kept) AS (
        SELECT id, merged_into_id FROM people_person WHERE merged_into_id IS NOT NULL
        UNION ALL
        SELECT merging.id, person.merged_into_id FROM merging
        JOIN people_person AS person ON person.id = merging.kept WHERE person.merged_into_id IS NOT NULL
    ), same (id, kept) AS (
        SELECT merging.id, merging.kept FROM merging JOIN people_person AS person ON person.id = merging.kept
        WHERE person.merged_into_id IS NULL
    )"""

_NOW = """
    now AS (
        SELECT dossier.title, dossier.hamlet_id, hamlet.parent_id AS commune_id,
               coalesce(same.kept, dossier.person_id, dossier.household_id) AS subject, dossier.state = 'recognised' AS held
        FROM recognition_dossier AS dossier
        JOIN places_place AS hamlet ON hamlet.id = dossier.hamlet_id
        LEFT JOIN same ON same.id = dossier.person_id
        WHERE hamlet.parent_id = ANY(%(communes)s) AND dossier.title = ANY(%(titles)s) AND dossier.year = %(year)s
          AND dossier.registered_on IS NOT NULL
    )"""

_THEN = """
    moved AS (
        SELECT DISTINCT ON (dossier.id) dossier.title, dossier.hamlet_id, hamlet.parent_id AS commune_id,
               dossier.person_id, dossier.household_id, change.to_state
        FROM recognition_dossier AS dossier
        JOIN places_place AS hamlet ON hamlet.id = dossier.hamlet_id
        JOIN recognition_state_change AS change ON change.dossier_id = dossier.id
        WHERE hamlet.parent_id = ANY(%(communes)s) AND dossier.title = ANY(%(titles)s) AND dossier.year = %(year)s
          AND change.at < %(until)s
        ORDER BY dossier.id, change.at DESC, change.id DESC
    ), now AS (
        SELECT moved.title, moved.hamlet_id, moved.commune_id,
               coalesce(same.kept, moved.person_id, moved.household_id) AS subject, moved.to_state = 'recognised' AS held
        FROM moved LEFT JOIN same ON same.id = moved.person_id WHERE moved.to_state <> 'listed'
    )"""

_AGAIN = """
    WITH RECURSIVE {same}, {now}, before AS (
        SELECT dossier.title, coalesce(same.kept, dossier.person_id, dossier.household_id) AS subject,
               bool_or(dossier.state = 'recognised') AS held
        FROM recognition_dossier AS dossier LEFT JOIN same ON same.id = dossier.person_id
        WHERE dossier.title = ANY(%(titles)s) AND dossier.year = %(year)s - 1 AND dossier.registered_on IS NOT NULL
        GROUP BY 1, 2
    )
    SELECT now.title, coalesce(now.hamlet_id, now.commune_id), count(*), count(*) FILTER (WHERE now.held AND before.held)
    FROM now JOIN before USING (title, subject)
    GROUP BY GROUPING SETS ((now.title, now.hamlet_id), (now.title, now.commune_id))"""


def again_and_kept(asked: Asked, titles: Sequence[str]) -> dict[tuple[str, UUID], tuple[int, int]]:
    """By title and commune or hamlet: who registered last year too, and who held the title then. One query."""
    values: dict[str, Any] = {"communes": list(asked.communes), "titles": list(titles), "year": asked.year}
    if asked.as_of is not None:
        values["until"] = end_of(asked.as_of)
    sql = _AGAIN.format(same=_SAME_PERSON, now=_NOW if asked.as_of is None else _THEN)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {(title, place): (again, kept) for title, place, again, kept in cursor.fetchall()}


def read_seasons(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    parts = {code: split(code) for code in asked.codes}
    titles = sorted({title for title, _ in parts.values()})
    measures: dict[str, Measure] = {}
    for title, part in parts.values():
        words = words_of(Title(title))
        measures[words.of_registered.code] = words.of_registered
        if part == "total":
            measures[words.of_whole.code] = words.of_whole
    counted = _counted(asked, list(measures.values()), titles)
    again = (
        again_and_kept(asked, titles) if any(part in _SINCE_LAST_YEAR for _, part in parts.values()) else {}
    )
    found: dict[str, dict[UUID, Found]] = {}
    for code, (title, part) in parts.items():
        words = words_of(Title(title))
        measure = words.of_whole if part == "total" else words.of_registered
        found[code] = {
            place: _part(part, one, again.get((title, place), (0, 0)))
            for place, one in counted[measure.code].items()
        }
    return found


def _part(part: str, one: Counted, again: tuple[int, int]) -> Found:
    match part:
        case "total" | "registered":
            return Found(one.denominator)
        case "registered_again":
            return Found(again[0])
        case "registered_new":
            return Found(one.denominator - again[0])
        case "recognised_kept":
            return Found(again[1])
        case "recognised_new":
            return Found(one.numerator - again[1])
        case "recognised_late":
            return Found(one.late)
    return Found(one.numerator, one.late)


def _counted(
    asked: Asked, measures: Sequence[Measure], titles: Sequence[str]
) -> dict[str, dict[UUID, Counted]]:
    past = None
    if asked.as_of is not None:
        past = past_counters(asked.communes, asked.year, titles, asked.as_of)
    hamlets = hamlets_of(asked) if asked.with_hamlets else {}
    return found_at(measures, list(asked.communes), asked.year, hamlets=hamlets, past=past)


_OF_PEOPLE = {
    "learning_citizen.adults": (OF_ADULTS, "denominator"),
    "learning_citizen.adults_recognised": (OF_ADULTS, "numerator"),
    "learning_citizen.staff": (OF_STAFF, "denominator"),
    "learning_citizen.staff_recognised": (OF_STAFF, "numerator"),
}


def read_people(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    """Adults, and officials and workers of recognised units: who they are and who of them holds the title."""
    wanted = {code: _OF_PEOPLE[code] for code in asked.codes}
    measures = list({measure.code: measure for measure, _ in wanted.values()}.values())
    counted = _counted(asked, measures, ["learning_citizen"])
    return {
        code: {
            place: Found(getattr(one, part), one.late if part == "numerator" else 0)
            for place, one in counted[measure.code].items()
        }
        for code, (measure, part) in wanted.items()
    }


def season_url(code: str, place: Place, period: Period) -> str:
    title, part = split(code)
    words = words_of(Title(title))
    drill = BY_NAME[part].drill
    if drill == "denominator":
        return dated(words.of_whole.drill_url(place, period.year, "denominator"), day_read(period))
    return dated(dossiers_url(place, period.year, drill, title=Title(title)), day_read(period))


def people_url(code: str, place: Place, period: Period) -> str:
    measure, part = _OF_PEOPLE[code]
    return dated(measure.drill_url(place, period.year, part), day_read(period))
