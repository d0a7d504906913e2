"""The PDFs of the certificates: made by a job in parts, whatever dies meanwhile, on any sheet."""

import datetime as dt
import hashlib
import re
import subprocess
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.core import files, isolation
from hoctap.core.refusals import Forbidden
from hoctap.recognition.certificates import actions, contents, rules, tasks, typesetting
from hoctap.recognition.models import CertificateBatch, CertificatePart, CertificatePrint
from tests.recognition.giving import give, print_now, reissue
from tests.recognition.hands import names, queries_of, shown, sign_in
from tests.season import Season
from tests.tools import require_program


def address(batch: CertificateBatch, name: str = "certificate_batch", *more: int) -> str:
    return reverse(name, args=[batch.pk, *more])


def text_of(pdf: bytes) -> str:
    require_program("pdftotext")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def part(batch: CertificateBatch) -> CertificatePart:
    return batch.prints.order_by("-id")[0].parts.order_by("number")[0]


def test_the_officer_waits_and_opens_a_pdf_that_says_what_the_book_says(decided: Season):
    batch = give(decided)
    lan = sign_in(decided.officer)
    waiting = shown(lan.get(address(batch)))
    assert "0 / 2 giấy" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert lan.get(address(batch, "certificate_part", 1)).status_code == 404
    print_now(batch)
    page = shown(lan.get(address(batch)))
    assert "hx-trigger" not in page
    answer = lan.get(address(batch, "certificate_part", 1))
    assert answer["Content-Type"] == files.PDF
    pages = text_of(answer.content).split("\f")
    for number, (name, text) in enumerate(zip(names(decided.dossiers), pages, strict=False), start=1):
        assert name.upper() in text
        for words in (
            "GIẤY CÔNG NHẬN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
            "ỦY BAN NHÂN DÂN XÃ TÂN KIỀU", "Gia đình học tập", "Quyết định số 07/QĐ-UBND ngày 08/11/2024",
            f"Số vào sổ: 000{number}/2024", "Lê Quang Minh", "CHỦ TỊCH", "xã Tân Kiều, huyện Tháp Mười, tỉnh Đồng Tháp",
            "MẪU CHƯA XÁC THỰC",
        ):  # fmt: skip
            assert words in text, words


def test_only_who_gives_certificates_opens_them(decided: Season):
    batch = give(decided)
    print_now(batch)
    for name, more in (("certificate_batch", ()), ("certificate_part", (1,))):
        assert sign_in(decided.chair).get(address(batch, name, *more)).status_code == 403
        assert sign_in(decided.world.oanh).get(address(batch, name, *more)).status_code == 404
    assert (
        sign_in(decided.world.oanh)
        .post(address(batch, "certificate_print"), {"sheet": "plain:a5"})
        .status_code
        == 404
    )
    with pytest.raises(Forbidden):
        actions.print_certificates(batch, sheet=contents.plain_sheet("a5"), by=decided.by(decided.chair))


def test_a_job_that_runs_again_makes_nothing_twice_and_the_same_file(
    decided: Season, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "PART", 1)
    batch = give(decided)
    parts = list(part(batch).printing.parts.order_by("number"))
    assert [(one.first_number, one.last_number) for one in parts] == [(1, 1), (2, 2)]
    tasks.make_part(parts[0].printing, parts[0])  # killed after the first
    made = CertificatePart.objects.get(pk=parts[0].pk)
    print_now(batch)
    print_now(batch)
    again = CertificatePart.objects.get(pk=parts[0].pk)
    assert (again.sha256, again.made_at) == (made.sha256, made.made_at)
    first = files.read(made.sha256)
    actions.print_certificates(batch, sheet=contents.plain_sheet("a4"), by=decided.by(decided.officer))
    print_now(batch)
    assert hashlib.sha256(files.read(part(batch).sha256)).digest() == hashlib.sha256(first).digest()


def test_a_print_whose_job_died_is_woken_once(decided: Season):
    batch = give(decided)
    own = str(batch.prints.get().pk)
    jobs = ProcrastinateJob.objects.filter(task_name="recognition.make_certificates", args__print_id=own)
    assert jobs.count() == 1
    tasks.wake_certificates(timestamp=0)
    assert jobs.count() == 1, "asked for a moment ago"
    CertificatePrint.objects.update(asked_at=timezone.now() - dt.timedelta(hours=1))
    tasks.wake_certificates(timestamp=0)
    assert jobs.count() == 1, "its job is waiting"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    tasks.wake_certificates(timestamp=0)
    assert jobs.filter(status="todo").count() == 1
    print_now(batch)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    tasks.wake_certificates(timestamp=0)
    assert not jobs.filter(status="todo").exists(), "it is done"


def test_what_went_wrong_is_said_and_the_numbers_stay(decided: Season, monkeypatch: pytest.MonkeyPatch):
    batch = give(decided)

    def fail(*args: Any, **kwargs: Any) -> bytes:
        raise isolation.IsolatedFailure("x")

    with monkeypatch.context() as patched:
        patched.setattr(isolation, "run", fail)
        print_now(batch)
    page = shown(sign_in(decided.officer).get(address(batch)))
    assert "Không dàn được trang in" in page
    assert "Số trong sổ vẫn còn nguyên" in page
    print_now(batch)
    assert part(batch).sha256
    assert not CertificatePrint.objects.get().failed


def test_it_is_printed_again_on_another_sheet_with_the_same_numbers(decided: Season):
    batch = give(decided)
    by = decided.by(decided.officer)
    layout = actions.save_layout(
        None, decided.commune, name="Phôi đỏ", paper="a4", fields=rules.usual_fields("a4"),
        offset_x=Decimal(0), offset_y=Decimal(0), by=by,
    )  # fmt: skip
    lan = sign_in(decided.officer)
    lan.post(address(batch, "certificate_print"), {"sheet": str(layout.pk)})
    print_now(batch)
    assert "phôi “Phôi đỏ” (A4)" in shown(lan.get(address(batch)))
    text = text_of(files.read(part(batch).sha256))
    assert names(decided.dossiers)[0] in text
    assert "0001/2024" in text
    assert "GIẤY CÔNG NHẬN" not in text, "that stands on the phôi"
    assert "MẪU CHƯA XÁC THỰC" in text
    actions.drop_layout(layout, by=by)
    assert "phôi “Phôi đỏ” (A4)" in shown(lan.get(address(batch))), "what was asked for keeps its sheet"


def test_a_sheet_that_does_not_exist_is_refused(decided: Season):
    batch = give(decided)
    answer = sign_in(decided.officer).post(address(batch, "certificate_print"), {"sheet": "plain:a0"})
    assert answer.status_code == 422
    assert CertificatePrint.objects.count() == 1


def test_what_is_cancelled_is_not_printed_again(decided: Season):
    batch = give(decided)
    first = batch.certificates.order_by("number")[0]
    reissue(decided, first)
    print_now(batch)
    text = text_of(files.read(part(batch).sha256))
    assert "0001/2024" not in text
    assert "0002/2024" in text


def test_the_words_of_people_are_never_read_as_markup(decided: Season):
    batch = give(decided)
    data = contents.certificates(batch, batch.certificates.order_by("number"), contents.plain_sheet("a4"))
    wild = '#pagebreak() $x^2$ *a* _b_ `c` @d <e> \\ #read("/etc/passwd")'
    data["certificates"] = [{**data["certificates"][0], "holder": wild, "address": wild}]
    data["award"] = wild
    pdf = typesetting.pdf("certificate", data, made_at=timezone.now())
    text = re.sub(r"\s+", " ", text_of(pdf))
    assert text.count("\f") <= 1
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text


def test_the_fonts_are_those_of_the_package_on_every_machine(decided: Season):
    batch = give(decided)
    print_now(batch)
    require_program("pdffonts")
    done = subprocess.run(
        ["pdffonts", "-"], input=files.read(part(batch).sha256), capture_output=True, check=True
    )
    lines = done.stdout.decode().splitlines()[2:]
    assert lines
    assert all("LibertinusSerif" in line and " yes yes yes " in line for line in lines), lines


def test_the_number_of_queries(decided: Season):
    batch = give(decided)
    print_now(batch)
    assert queries_of(sign_in(decided.officer), address(batch)) <= 16
