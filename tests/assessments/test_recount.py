"""Σ/Σ of files and households at every level against an independent count in SQL, over drawn records."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.db import connection

from hoctap.assessments.models import Assessment
from hoctap.measures.queries import breakdowns, figure, read_scope
from hoctap.measures.registry import measures
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound
from tests.assessments import hands
from tests.figures import make_dossier, make_round
from tests.world import World, make_household, make_place

YEARS = (2024, 2025, 2026)
IN_YEAR = {"learning_clan", "learning_community", "learning_unit"}
OF_FILES = {
    "learning_clan.recognised": ("learning_clan", "clan"),
    "learning_community.recognised": ("learning_community", "hamlet"),
    "learning_unit.recognised": ("learning_unit", "unit"),
    "learning_unit_district.recognised": ("learning_unit_district", "unit"),
    "learning_community_commune.level_1": ("learning_community_commune", "commune"),
    "learning_community_commune.level_2": ("learning_community_commune", "commune"),
}

WHOLE = {
    "clan": """SELECT id, place_id FROM people_clan WHERE from_year <= %(year)s AND (to_year IS NULL OR to_year > %(year)s)""",
    "unit": """SELECT id, place_id FROM people_workunit WHERE from_year <= %(year)s AND (to_year IS NULL OR to_year > %(year)s)""",
    "hamlet": """SELECT id, id AS place_id FROM places_place WHERE level = 'hamlet' AND valid_from <= %(last)s
                 AND (valid_to IS NULL OR valid_to > %(last)s)""",
    "commune": """SELECT id, id AS place_id FROM places_place WHERE level = 'commune' AND valid_from <= %(last)s
                  AND (valid_to IS NULL OR valid_to > %(last)s)""",
}
HELD = """
SELECT DISTINCT coalesce(a.unit_id, a.clan_id, a.place_id) AS subject
FROM assessments_assessment a
JOIN places_place p ON p.id = a.place_id
WHERE a.title = %(title)s AND p.path @> ARRAY[%(place)s]::uuid[]
  AND a.state IN ('recognised', 'revoked') AND a.year <= %(year)s AND a.decided_on <= %(recorded)s
  AND (a.revoked_on IS NULL OR a.revoked_on > %(last)s)
  AND (a.valid_until >= %(last)s OR (a.valid_until IS NULL AND a.year = %(year)s))
  AND (%(levels)s::text[] IS NULL OR coalesce(nullif(a.concluded_level, ''), a.level) = ANY(%(levels)s::text[]))
"""


def counted_in_sql(code: str, place: Place, year: int) -> tuple[int, int]:
    title, kind = OF_FILES[code]
    facts = {
        "title": title,
        "place": str(place.pk),
        "year": year,
        "last": dt.date(year, 12, 31),
        "recorded": dt.date(year if title in IN_YEAR else year + 1, 12, 31),
        "levels": ["1", "2"] if code.endswith("level_1") else ["2"] if code.endswith("level_2") else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({WHOLE[kind]}) whole JOIN places_place p ON p.id = whole.place_id "
            "WHERE p.path @> ARRAY[%(place)s]::uuid[]",
            facts,
        )
        (whole,) = cursor.fetchone()
        cursor.execute(
            f"SELECT count(*) FROM ({HELD}) held JOIN ({WHOLE[kind]}) whole ON whole.id = held.subject", facts
        )
        (held,) = cursor.fetchone()
    return held, whole


def draw_files(world: World, chance: random.Random) -> list[Place]:
    """Communes of two districts with clans, units and files of three years, decided, taken back, run out, ended."""
    far = make_place("district", "huyện", "Lấp Vò", world.province, code="876")
    third = make_place("commune", "xã", "Định An", far, code="30199")
    make_place("hamlet", "ấp", "An Lợi A", third)
    gone = make_place("hamlet", "ấp", "An Lợi B", third)
    Place.objects.filter(pk=gone.pk).update(valid_to=dt.date(2025, 8, 1))
    communes = [world.commune, world.other_commune, third]
    editions = {
        "learning_clan": "dong-ho-hoc-tap-242",
        "learning_community": "cong-dong-ap-hoc-tap-242",
        "learning_unit": "don-vi-xa-hoc-tap-242",
        "learning_unit_district": "don-vi-hoc-tap-huyen-tt24",
        "learning_community_commune": "cong-dong-hoc-tap-xa-tt25",
    }
    known = {title: hands.edition(code) for title, code in editions.items()}

    def decide(title: str, year: int, place: Place, **subject: object) -> None:
        roll = chance.random()
        if roll < 0.25:
            return
        state = (
            "recognised"
            if roll < 0.7
            else "revoked"
            if roll < 0.85
            else "refused"
            if roll < 0.95
            else "draft"
        )
        decided = (
            None if state == "draft" else dt.date(year + (title not in IN_YEAR), chance.randint(1, 12), 10)
        )
        more = {} if title in IN_YEAR else {"level": chance.choice(["1", "2"])}
        if title == "learning_community_commune" and chance.random() < 0.3:
            more["concluded_level"] = "1"
        Assessment.objects.create(
            title=title,
            year=year,
            edition=known[title],
            place=place,
            state=state,
            decides="" if state == "draft" else "Chủ tịch",
            frozen=None if decided is None else {},
            decided_on=decided,
            valid_until=None
            if decided is None
            else dt.date(year, 12, 31)
            if title in IN_YEAR
            else dt.date(year + chance.randint(1, 3), chance.choice([6, 12]), 30),
            revoked_on=decided + dt.timedelta(chance.randint(0, 500))
            if state == "revoked" and decided
            else None,
            revoked_why="Kê khai sai" if state == "revoked" else "",
            opened_by="kiểm thử",
            **more,
            **subject,
        )

    for commune in communes:
        here = list(Place.objects.filter(parent=commune, level="hamlet"))
        # Part of a hamlet: where it has a file of its own, it is no further hamlet.
        groups = [make_place("group", "tổ", "Tổ NDTQ số 1", here[0])]
        clans = [
            Clan.objects.create(
                place=commune,
                name=f"Họ {number}",
                from_year=chance.choice([2020, 2025]),
                to_year=chance.choice([None, None, 2026]),
            )
            for number in range(chance.randint(0, 4))
        ]
        units = [
            WorkUnit.objects.create(
                place=commune,
                name=f"Trường {number}",
                kind="school",
                from_year=chance.choice([2020, 2025]),
                to_year=chance.choice([None, None, 2026]),
            )
            for number in range(chance.randint(0, 4))
        ]
        for year in YEARS:
            for hamlet in (*here, *groups):
                decide("learning_community", year, hamlet)
            for clan in clans:
                if clan.from_year <= year and (clan.to_year is None or year < clan.to_year):
                    decide("learning_clan", year, commune, clan=clan)
            for unit in units:
                if unit.from_year <= year and (unit.to_year is None or year < unit.to_year):
                    decide(
                        chance.choice(["learning_unit", "learning_unit_district"]), year, commune, unit=unit
                    )
            decide("learning_community_commune", year, commune)
    return [world.province, world.district, far, *communes, *Place.objects.filter(parent__in=communes)]


@pytest.mark.parametrize("seed", range(4))
def test_files_are_summed_as_sql_counts_them_at_every_level(world: World, seed: int):
    places = draw_files(world, random.Random(seed))
    told = 0
    for code, (_, kind) in OF_FILES.items():
        for year in YEARS:
            for place in places:
                if place.level == "hamlet" and kind != "hamlet":
                    continue
                found = figure(measures[code], place, year)
                held, whole = counted_in_sql(code, place, year)
                said = (found.numerator or 0, found.denominator or 0)
                assert said == (held, whole), (code, str(place), year)
                assert held <= whole
                told += held
    assert told > 20


@pytest.mark.parametrize("seed", range(3))
def test_what_stands_below_adds_up_to_what_stands_above(world: World, seed: int):
    draw_files(world, random.Random(seed))
    chosen = [measures[code] for code in OF_FILES]
    for year in YEARS:
        for place in (world.province, world.district):
            for code, told in breakdowns(read_scope(place, year), chosen).items():
                for part in ("numerator", "denominator"):
                    below = sum(getattr(child.figure, part) or 0 for child in told.children)
                    assert below == (getattr(told.total, part) or 0), (code, year, part)


OF_HOUSEHOLDS = """
SELECT count(*) FILTER (WHERE d.state = 'recognised'), count(DISTINCT r.household_id)
FROM people_residence r
JOIN places_place hamlet ON hamlet.id = r.hamlet_id
LEFT JOIN recognition_dossier d ON d.household_id = r.household_id AND d.year = %(year)s AND d.title = 'learning_family'
WHERE hamlet.path @> ARRAY[%(place)s]::uuid[] AND r.from_year <= %(year)s AND (r.to_year IS NULL OR r.to_year > %(year)s)
"""


@pytest.mark.parametrize("seed", range(3))
def test_households_are_summed_as_sql_counts_them_at_every_level(world: World, seed: int):
    chance = random.Random(seed)
    hamlets = [world.hamlet, world.hamlet_2, world.other_hamlet]
    for year in (2024, 2025):
        for commune in (world.commune, world.other_commune):
            make_round(commune, world.edition, year)
    rounds = {(one.place_id, one.year): one for one in RecognitionRound.objects.all()}
    for hamlet in hamlets:
        for number in range(chance.randint(0, 9)):
            household = make_household(
                hamlet, f"Nguyễn Văn {number}", listed_year=chance.choice([2023, 2024, 2025])
            )
            listed = household.residences.get().from_year
            for year in (2024, 2025):
                if year >= listed:
                    state = chance.choice(["listed", "registered", "recognised", "recognised"])
                    make_dossier(rounds[hamlet.parent_id, year], household, state)  # type: ignore[index]
    measure = measures["learning_family.recognised"]
    for year in (2024, 2025):
        for place in (world.province, world.district, world.commune, world.other_commune, *hamlets):
            found = figure(measure, place, year)
            with connection.cursor() as cursor:
                cursor.execute(OF_HOUSEHOLDS, {"year": year, "place": str(place.pk)})
                held, whole = cursor.fetchone()
            assert (found.numerator, found.denominator) == (held, whole), (str(place), year)
            if whole:
                assert found.ratio == Decimal(held) / whole
