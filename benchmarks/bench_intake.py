"""A plan of ten pages with letters, and a scanned page, each against the bare library on the same pages in the same run.

The floor of the text is pypdfium2 giving out the letters of every page; that of the scan is Tesseract on the page as pdfium draws it at the
same resolution. Claimed are the ratios; the seconds are those the requirement names, on one core.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hoctap.intake.extraction import extract
from hoctap.intake.reading import ocr, opening
from tests.intake import documents
from tests.tools import require_program

PAGES = 10
MOST_SECONDS_OF_TEXT, MOST_SECONDS_OF_A_SCAN = 2.0, 6.0
MOST_RATIO_OF_A_SCAN = 4.0
BARE_TEXT = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
print(sum(len(page.get_textpage().get_text_bounded()) for page in document))
"""
OURS_TEXT = """
import sys
from hoctap.intake.command import main
sys.exit(main(["read", sys.argv[1], "--json", "--anyway"]))
"""
ROOT = Path(__file__).resolve().parents[1]


def plan_of(pages: int) -> bytes:
    import io

    import pypdfium2 as pdfium

    one = pdfium.PdfDocument(documents.plan_pdf())
    whole = pdfium.PdfDocument.new()
    for _ in range(pages):
        whole.import_pages(one)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def seconds(call: Callable[[], object]) -> float:
    """Processor time of this process and of those it started."""

    def used() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)

    before = used()
    call()
    return used() - before


def run(code: str, content: bytes) -> float:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-c", code, file.name]
        return seconds(
            lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=120)
        )


@pytest.mark.measured
def test_ten_pages_with_letters_are_read_in_two_seconds():
    content = plan_of(PAGES)
    floor = min(run(BARE_TEXT, content) for _ in range(3))
    ours = min(run(OURS_TEXT, content) for _ in range(3))
    print(f"\n{PAGES} pages: {ours:.2f} s, bare pypdfium2 {floor:.2f} s, ratio {ours / floor:.1f}")
    assert ours <= MOST_SECONDS_OF_TEXT


@pytest.mark.measured
def test_a_scanned_page_is_read_in_six_seconds():
    require_program("tesseract")
    assert ocr.is_there()
    content = documents.scanned(documents.plan_pdf())
    drawn = documents.picture_of(documents.plan_pdf(), dpi=300)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.png"
        drawn.save(page)
        bare = ["tesseract", str(page), "stdout", "-l", "vie", "--psm", "3", "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        floor = min(
            seconds(lambda: subprocess.run(bare, check=True, capture_output=True, env=environment))
            for _ in range(3)
        )
    ours = min(seconds(lambda: extract(opening.read_file("a.pdf", content))) for _ in range(3))
    print(f"\na scanned page: {ours:.2f} s, bare tesseract {floor:.2f} s, ratio {ours / floor:.1f}")
    assert ours <= MOST_SECONDS_OF_A_SCAN
    assert ours <= MOST_RATIO_OF_A_SCAN * floor
