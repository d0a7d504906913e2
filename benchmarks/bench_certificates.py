"""1,000 certificates: entered in the book, and made into PDFs by the job, against the bare library on the same pages.

What is claimed is the ratio of processor time against bare Typst in a child of its own with the same data in one piece, in the same run;
and the minute that an officer may wait, by the clock.
"""

import datetime as dt
import os
import time
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hoctap.core import files
from hoctap.recognition.certificates import actions, contents, queries, typesetting
from hoctap.recognition.certificates.tasks import make_certificates
from hoctap.recognition.models import Certificate, DecisionLine, Dossier, RecognitionDecision
from tests import season as steps
from tests.season import Season
from tests.world import World, make_household

CERTIFICATES = int(os.environ.get("HOCTAP_BENCH_CERTIFICATES", "1000"))
LONGEST = 60


def decided(world: World, count: int) -> Season:
    """A season whose decision recognises so many families."""
    season = steps.walk(world, last=steps.prepare_decision)
    decision = RecognitionDecision.objects.get(pk=season.decision.pk)
    for number in range(3, count + 1):
        household = make_household(season.hamlet, f"Nguyễn Hoàng Phương Thảo {number}")
        dossier = Dossier.objects.create(
            round=season.round, household=household, hamlet=season.hamlet, title=season.round.title, year=2024,
            state="proposed", registered_on=dt.date(2024, 2, 1), hamlet_total=Decimal(90), sort_key="",
        )  # fmt: skip
        DecisionLine.objects.create(
            decision=decision, dossier=dossier, position=number, head_name=household.head.full_name, hamlet_name="Ấp 1",
            total=Decimal(90),
        )  # fmt: skip
    steps.sign_decision(season)
    return season


def given(season: Season) -> tuple[Any, float]:
    by = season.by(season.officer)
    actions.set_certificate_rule(season.round, award="all", every_years=None, with_qr=True, by=by)
    begun = time.perf_counter()
    batch = actions.issue_certificates(
        season.decision, dated_on=dt.date(2024, 11, 9), capacity=None, sheet=contents.plain_sheet("a4"),
        check_base="https://hoctap.example", by=by,
    )  # fmt: skip
    return batch, time.perf_counter() - begun


def processor() -> float:
    """Seconds of processor time of this process and of the children it has waited for."""
    return sum(os.times()[:4])


def printed(batch: Any) -> tuple[float, float]:
    """By the clock, and of the processor."""
    begun, used = time.perf_counter(), processor()
    make_certificates(print_id=str(batch.prints.get().pk))
    return time.perf_counter() - begun, processor() - used


def bare(batch: Any) -> float:
    rows = list(Certificate.objects.filter(batch=batch).order_by("number"))
    data = contents.certificates(batch, rows, contents.plain_sheet("a4"))
    used = processor()
    typesetting.pdf("certificate", data, made_at=timezone.now())
    return processor() - used


def test_a_few_certificates_are_entered_and_printed(world: World):
    batch, _ = given(decided(world, 5))
    printed(batch)
    part = batch.prints.get().parts.get()
    assert files.read(part.sha256).startswith(b"%PDF-")
    assert (batch.first_number, batch.last_number) == (1, 5)


@pytest.mark.measured
def test_a_thousand_certificates_are_measured(world: World, capsys: pytest.CaptureFixture[str]):
    batch, book = given(decided(world, CERTIFICATES))
    job, used = printed(batch)
    alone = bare(batch)
    parts = list(batch.prints.get().parts.all())
    assert all(part.sha256 for part in parts)
    assert queries.gaps(batch.book) == 0
    with capsys.disabled():
        print(
            f"\n{batch.count:,} certificates with QR: {book:.1f} s to enter in the book, {job:.1f} s to print in {len(parts)} parts, "
            f"{used:.1f} s of processor time, {used / alone:.2f} times bare Typst in one piece ({alone:.1f} s); "
            f"load {os.getloadavg()[0]:.1f}"
        )
    assert book + job <= LONGEST
    assert used <= 4 * alone
