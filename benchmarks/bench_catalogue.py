"""Reading the places of the country, against the plainest way to read the same files, in the same run.

The baseline is `csv.DictReader` into dictionaries, with nothing parsed and nothing joined: no ids, no days, no parents,
no ends of edges. What is claimed is the ratio; the seconds are of the machine.
"""

import csv
import os
import time
from collections.abc import Callable

import pytest

from hoctap.places import catalogue
from hoctap.places.catalogue import DATA, Catalogue

TIMES = int(os.environ.get("HOCTAP_BENCH_TIMES", "7"))
MOST = 2.5
"""Times the baseline that reading may cost."""


def read_plainly() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    files = []
    for name in ("places.csv", "lineage.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            files.append(list(csv.DictReader(file)))
    return files[0], files[1]


def read_whole() -> Catalogue:
    return catalogue.load.__wrapped__(DATA)


def test_both_read_the_same_places_and_edges():
    places, edges = read_plainly()
    known = read_whole()
    assert [line["id"] for line in places] == [str(place.id) for place in known.places]
    assert [line["predecessor"] for line in edges] == [
        known.by_id[edge.predecessor_id].label for edge in known.edges
    ]


@pytest.mark.measured
def test_the_country_is_read_in_little_more_than_its_lines(capsys: pytest.CaptureFixture[str]):
    plain = best_of(TIMES, read_plainly)
    whole = best_of(TIMES, read_whole)
    known = read_whole()
    indexes = best_of(1, lambda: (known.by_id, known.holders("30043"), known.edges_from(known.places[0])))
    looked_up = best_of(TIMES, lambda: [known.edges_from(place) for place in known.places])
    with capsys.disabled():
        print(
            f"\nthe country, {len(known.places):,} places and {len(known.edges):,} edges: {whole * 1000:.0f} ms, "
            f"{whole / plain:.2f} times csv.DictReader ({plain * 1000:.0f} ms); indexes {indexes * 1000:.0f} ms, "
            f"the successors of every place {looked_up * 1000:.0f} ms"
        )
    assert whole <= MOST * plain


def best_of(times: int, work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
