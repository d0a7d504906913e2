"""Many communes with full dossiers, filled by SQL: points and signatures for each of ten criteria, frozen scores where decided.

`python -m benchmarks.country PROVINCES COMMUNES DOSSIERS [WRONG]` fills the database of the environment, in rounds of equal size; one in
WRONG dossiers that are still open has a total that its points do not give.
"""

import datetime as dt
import json
import os
import random
import sys
from decimal import Decimal
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection, transaction

from hoctap.core.ids import uuid7
from hoctap.core.text import natural_sort_key
from hoctap.criteria.models import CriteriaEdition, Criterion
from hoctap.people.models import Person
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound
from hoctap.recognition.points import score_column

YEAR = 2026
HAMLETS = int(os.environ.get("HOCTAP_BENCH_HAMLETS", "4"))
"""In each commune; the country has some 27."""
CRITERIA = 10
SAMPLES = 400
STATES = ["listed", "registered", "scored", "scored", "recognised", "recognised", "recognised", "recognised"]


def fill(provinces: int, communes: int, dossiers: int, *, wrong: int = 0, told: bool = False) -> list[Place]:
    """The provinces. Each is one transaction, so that the triggers count it in one go."""
    edition = make_edition()
    with transaction.atomic():
        _samples(edition)
    head = Person.objects.create(full_name="Nguyễn Văn Đo")
    per_hamlet = max(1, dossiers // communes // HAMLETS)
    made = []
    for number in range(provinces):
        share = communes // provinces + (number < communes % provinces)
        with transaction.atomic():
            made.append(_province(number, share, per_hamlet, edition, head, wrong))
        if told:
            print(f"{number + 1} / {provinces}", file=sys.stderr, flush=True)
    return made


def make_edition() -> CriteriaEdition:
    edition = CriteriaEdition.objects.create(
        code=f"do-{uuid7().hex[:12]}",
        title="learning_family",
        name="Bộ tiêu chí đo",
        instrument="Dùng để đo",
        verification="sample",
        verification_note="Chỉ dùng để đo.",
        valid_from=dt.date(2020, 1, 1),
        threshold=Decimal(80),
    )
    for position in range(CRITERIA):
        Criterion.objects.create(
            edition=edition, position=position, code=f"C{position}", group="Nhóm", label=f"Tiêu chí {position}",
            clause="", max_points=Decimal(10), verification="sample",
        )  # fmt: skip
    edition.published_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    edition.save()
    return edition


def _samples(edition: CriteriaEdition) -> None:
    """What the dossiers' answers are taken from: a table that lives as long as the connection."""
    frozen = edition.frozen()
    chance = random.Random(3)
    rows = []
    for number in range(SAMPLES):
        state = STATES[number % len(STATES)]
        answers: dict[str, Any] = {}
        if state not in ("listed", "registered"):
            for criterion in frozen.criteria:
                answers[criterion.code] = {
                    column: {
                        "by": "Trần Văn Hùng (Trưởng ấp, Ban nhân dân Ấp 1)",
                        "by_id": str(uuid7()),
                        "at": "2026-09-14T09:30:00+00:00",
                        "points": str(Decimal(chance.randint(70, 100)) / 10),
                        "why": "",
                    }
                    for column in ("self", "hamlet")
                }
        own, hamlet = (
            None if (counted := score_column(frozen, answers, column)) is None else counted.total
            for column in ("self", "hamlet")
        )
        decided = state == "recognised"
        score = {
            "total": str(hamlet),
            "lines": [
                {"code": c.code, "label": c.label, "points": answers[c.code]["hamlet"]["points"]}
                for c in frozen.criteria
            ],
        } if decided else None  # fmt: skip
        rows.append(
            (number, state, json.dumps(answers), own, hamlet, json.dumps(score) if score else None, decided)
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.sample")
        cursor.execute(
            "CREATE TEMPORARY TABLE sample (n int PRIMARY KEY, state text, answers jsonb, own numeric, hamlet numeric,"
            " frozen jsonb, decided bool)"
        )
        cursor.executemany("INSERT INTO sample VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)
        cursor.execute("ANALYZE pg_temp.sample")


# Keys in the order of their making, as the program gives them: rows of one round lie together.
_KEY = (
    "(lpad(to_hex({start} + row_number() OVER (ORDER BY {order})), 12, '0') || '7000'"
    " || to_hex(8 + (random() * 3)::int) || lpad(to_hex((random() * 1e15)::bigint), 15, '0'))::uuid"
)


def _province(
    number: int, communes: int, per_hamlet: int, edition: CriteriaEdition, head: Person, wrong: int
) -> Place:
    province = Place.objects.create(level="province", kind="tỉnh", name=f"Đo {number} {uuid7().hex[:8]}")
    below = _places([province], "commune", "xã", communes)
    hamlets = _places(below, "hamlet", "ấp", HAMLETS)
    RecognitionRound.objects.bulk_create(
        RecognitionRound(
            title="learning_family", year=YEAR, place=commune, edition=edition, opened_by="Đo",
            opened_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC),
        )
        for commune in below
    )  # fmt: skip
    start = 1_700_000_000_000 + number * 1_000_000_000
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO people_household (id, hamlet_id, head_id, number, group_name, address, listed_year, left_why, sort_key,
                                          search_key, created_at)
            SELECT {_KEY.format(start=start, order="hamlet, n")}, hamlet, %s, n::text, '', '', %s, '', '', '', now()
            FROM unnest(%s::uuid[]) AS hamlet, generate_series(1, %s) AS n
            """,
            [head.pk, YEAR, [hamlet.pk for hamlet in hamlets], per_hamlet],
        )
        cursor.execute(
            """
            INSERT INTO people_residence (id, household_id, hamlet_id, from_year, sort_key)
            SELECT gen_random_uuid(), household.id, household.hamlet_id, listed_year, ''
            FROM people_household AS household JOIN places_place AS hamlet ON hamlet.id = household.hamlet_id
            WHERE hamlet.path @> ARRAY[%s::uuid]
            """,
            [province.pk],
        )
        cursor.execute(
            f"""
            INSERT INTO recognition_dossier (id, round_id, household_id, hamlet_id, title, year, state, registered_on, way,
                form, answers, self_total, hamlet_total, return_reason, frozen_score, decided_on, is_late, version, sort_key)
            SELECT {_KEY.format(start=start + 500_000_000, order="round.id, household.id")}, round.id, household.id,
                   household.hamlet_id, round.title, round.year, s.state,
                   CASE WHEN s.state <> 'listed' THEN make_date({YEAR}, 2, 1) END,
                   CASE WHEN s.own IS NULL THEN '' ELSE 'criteria' END, '', s.answers, s.own,
                   CASE WHEN %s > 0 AND s.state = 'scored' AND household.number::int %% %s = 0 THEN 60 ELSE s.hamlet END,
                   '', s.frozen, CASE WHEN s.decided THEN make_date({YEAR}, 11, 10) END,
                   s.decided AND household.number::int %% 11 = 0, 1, ''
            FROM people_household AS household
            JOIN places_place AS hamlet ON hamlet.id = household.hamlet_id
            JOIN recognition_recognitionround AS round ON round.place_id = hamlet.parent_id
            JOIN sample AS s ON s.n = household.number::int %% {SAMPLES}
            WHERE hamlet.path @> ARRAY[%s::uuid]
            """,
            [wrong, max(1, wrong), province.pk],
        )
    return province


def _places(parents: list[Place], level: str, kind: str, count: int) -> list[Place]:
    places = []
    for parent in parents:
        for number in range(count):
            place = Place(level=level, kind=kind, name=f"Đo {number}", parent=parent)
            place.path = [*parent.path, place.pk]
            place.sort_key = natural_sort_key(place.name)
            places.append(place)
    return Place.objects.bulk_create(places, batch_size=2000)


if __name__ == "__main__":
    PROVINCES, COMMUNES, DOSSIERS, *REST = map(int, sys.argv[1:])
    fill(PROVINCES, COMMUNES, DOSSIERS, wrong=REST[0] if REST else 0, told=True)
