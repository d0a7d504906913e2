"""Photos that look alike, in a commune with 20,000 photos among the photos of fourteen others, against the former ways, in the same run.

The former ways: reading every photo's likeness of the commune into Python and counting there; and the same statement without its index. What is
claimed: one statement, p95 at most 60 ms. The small case proves that both find the same photos.
"""

import os
import random
import time
from collections.abc import Callable
from statistics import median, quantiles

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hoctap.core.ids import uuid7
from hoctap.evidence.likeness import MOST, photos_like
from hoctap.evidence.models import HOUSEHOLD, Evidence
from hoctap.evidence.rules import NEAR
from hoctap.places.models import Place
from tests.world import World, make_place

PHOTOS = int(os.environ.get("HOCTAP_BENCH_PHOTOS", "20000"))
OTHER_COMMUNES = 14
MASK = (1 << 64) - 1


def signed(bits: int) -> int:
    return bits - (1 << 64) if bits >> 63 else bits


def fill(hamlet: Place, count: int, chance: random.Random) -> None:
    """Half of the pictures are a few bits away from another one."""
    bits = 0
    rows = []
    for number in range(count):
        bits = chance.getrandbits(64) if number % 2 == 0 else bits ^ (1 << chance.randrange(64))
        rows.append(
            Evidence(
                kind="file",
                place=hamlet,
                commune_id=hamlet.parent_id,
                subject_kind=HOUSEHOLD,
                subject_id=str(uuid7()),
                sha256="0" * 64,
                media_type="image/jpeg",
                likeness=signed(bits),
            )
        )
    Evidence.objects.bulk_create(rows, batch_size=5_000)


def counted_in_python(evidence: Evidence) -> list[tuple[int, object]]:
    rows = Evidence.objects.filter(commune=evidence.commune_id, likeness__isnull=False, withdrawn_at=None)
    assert evidence.likeness is not None
    near = []
    for pk, likeness, subject in rows.order_by().values_list("pk", "likeness", "subject_id"):
        distance = ((likeness ^ evidence.likeness) & MASK).bit_count()
        if distance <= NEAR and subject != evidence.subject_id:
            near.append((distance, pk))
    return sorted(near)[:MOST]


def without_index(evidence: Evidence) -> object:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off;")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        return photos_like(evidence)


def timed(find: Callable[[Evidence], object], photos: list[Evidence]) -> list[float]:
    took = []
    for photo in photos:
        begun = time.perf_counter()
        find(photo)
        took.append((time.perf_counter() - begun) * 1000)
    return took


def test_small_case_finds_the_same_photos_as_counting_in_python_in_constant_queries(world: World):
    fill(world.hamlet, 300, random.Random(3))
    photos = list(Evidence.objects.order_by("id")[:60])
    for photo in photos:
        assert [(near.distance, near.id) for near in photos_like(photo)] == counted_in_python(photo)
    assert any(photos_like(photo) for photo in photos)
    with CaptureQueriesContext(connection) as queries:
        photos_like(photos[0])
    assert len(queries) == 2


@pytest.mark.measured
def test_twenty_thousand_photos_of_a_commune_are_measured(world: World, capsys: pytest.CaptureFixture[str]):
    chance = random.Random(5)
    fill(world.hamlet, PHOTOS, chance)
    for number in range(OTHER_COMMUNES):
        commune = make_place("commune", "xã", f"Xã Đo {number}", world.district)
        fill(make_place("hamlet", "ấp", "Ấp 1", commune), PHOTOS, chance)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; ANALYZE evidence_evidence")
    photos = list(Evidence.objects.filter(place=world.hamlet).order_by("?")[:200])
    timed(photos_like, photos[:5])
    found = timed(photos_like, photos)
    python, bare = timed(counted_in_python, photos[:10]), timed(without_index, photos[:10])
    p95 = quantiles(found, n=20)[-1]
    with capsys.disabled():
        print(
            f"\n{PHOTOS:,} photos in the commune, {PHOTOS * (OTHER_COMMUNES + 1):,} in all: "
            f"median {median(found):.1f} ms, p95 {p95:.1f} ms; counted in Python {median(python):.0f} ms, "
            f"without the index {median(bare):.0f} ms; load {os.getloadavg()[0]:.1f}"
        )
    assert p95 <= 60
