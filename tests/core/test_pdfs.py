"""A PDF with scripts, with a program to start or locked is not paper."""

import zlib

import pytest

from hoctap.core import files, pdfs
from hoctap.core.refusals import Refused
from tests.season import SCAN

TAKEN = {files.PDF}


def pdf(*objects: bytes) -> bytes:
    numbered = [b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1)]
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>\n%%EOF"


def packed(objects: bytes) -> bytes:
    """As newer programs write: objects in a packed stream."""
    content = zlib.compress(objects)
    return b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        len(content),
        content,
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf(b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"), "mã lệnh"),
        (pdf(b"<</OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>>>"), "mã lệnh"),
        (pdf(b"<</Type/Catalog>>", packed(b"1 0 <</S/JavaScript/JS(app.alert(1))>>")), "mã lệnh"),
        (pdf(b"<</AA<</O<</S/Launch/F(cmd.exe)>>>>>>"), "mở chương trình khác"),
        (pdf(b"<</Type/Catalog>>") + b"trailer<</Encrypt 5 0 R>>", "bị khóa hoặc có mật khẩu"),
        (pdf(packed(b" " * 90_000_000)), "quá lớn khi mở ra"),
    ],
)
def test_it_is_refused_with_the_cure(content: bytes, words: str):
    with pytest.raises(Refused, match=words):
        files.take(content, allowed=TAKEN)


@pytest.mark.parametrize(
    "content",
    [
        SCAN,
        pdf(b"<</Type/Catalog/OpenAction[3 0 R/Fit]>>", packed(b"1 0 <</Type/Page>>")),
        # What is in a picture is not looked at as if it were a command.
        pdf(b"<</Length 40>>stream\n /JavaScript /Launch (a page of a book)\nendstream"),
    ],
)
def test_what_is_only_paper_is_taken(content: bytes):
    assert files.take(content, allowed=TAKEN).media_type == files.PDF


def test_a_plain_scan_costs_no_process():
    assert not pdfs.needs_a_look(SCAN)
