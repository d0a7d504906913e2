"""Files made to harm: pictures too large to open, files that are two things at once, names that are paths."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image

from hoctap.core import files
from hoctap.core.refusals import Refused
from tests.attacks.ground import Ground, client_of, undone, upload
from tests.season import SCAN

SCAN_TYPES = {*files.IMAGE_TYPES, files.PDF}
NAMES = [
    "../../../../tmp/evil.pdf",
    "..\\..\\evil.pdf",
    "/etc/cron.d/evil",
    "a\r\nX-Evil: 4711.pdf",
    'a"; filename="evil.html',
    "\u202egpj.exe",
    "evil.pdf\x00.html",
    ".htaccess",
    "con.pdf",
    "a" * 400 + ".pdf",
    "%2e%2e%2fevil.pdf",
]


def _png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG whose head says this size; the picture itself is a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    packed = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + packed


def _jpeg(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", comment=comment)
    return out.getvalue()


@pytest.mark.parametrize("side", [60_000, 2**31 - 1])
def test_a_picture_of_billions_of_pixels_is_refused_before_it_is_opened(side: int):
    with pytest.raises(Refused, match="Ảnh không đọc được"):
        files.take(_png(side, side), allowed=SCAN_TYPES)


def test_a_picture_with_a_text_that_unpacks_to_a_gigabyte_does_not_fill_the_memory():
    bomb = zlib.compress(b"\0" * 200_000_000, 9)
    with pytest.raises(Refused):
        files.take(_png(100, 100, (b"zTXt", b"Comment\0\0" + bomb)), allowed=SCAN_TYPES)


def test_what_is_hidden_in_a_picture_does_not_survive():
    """A JPEG that is also a page: what is kept is drawn anew from the pixels."""
    page = b"<html><script>alert(4711)</script></html>"
    stored = files.take(_jpeg(page) + page, allowed=SCAN_TYPES)
    kept = files.read(stored.sha256)
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"script" not in kept
    assert b"html" not in kept
    assert stored.media_type == "image/jpeg"


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(4711)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(4711)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"MZ\x90\x00",
        b"#!/bin/sh\n",
        b"GIF89a<script>",
        b"\x00" * 100,
        b"%PD",
        b"  %PDF-1.4",
    ],
)
def test_a_page_a_drawing_or_a_program_is_refused_whatever_it_is_called(content: bytes):
    with pytest.raises(Refused, match=r"nên không nhận|Loại tệp không nhận"):
        files.take(content, allowed=SCAN_TYPES)


@pytest.mark.parametrize("head", [b"\xff\xd8\xff<html>", b"\x89PNG\r\n\x1a\n<html>", b"RIFF0000WEBP<html>"])
def test_a_page_with_the_first_bytes_of_a_picture_is_refused(head: bytes):
    with pytest.raises(Refused, match="Ảnh không đọc được"):
        files.take(head + b"<script>alert(4711)</script>", allowed=SCAN_TYPES)


def test_one_byte_more_than_the_limit_is_refused_and_the_limit_is_taken():
    largest = SCAN + b"\0" * (files.MAX_BYTES - len(SCAN))
    assert files.take(largest, allowed=SCAN_TYPES).size == files.MAX_BYTES
    with pytest.raises(Refused, match="15 MB"):
        files.take(largest + b"\0", allowed=SCAN_TYPES)


def test_a_list_that_unpacks_to_gigabytes_is_refused_with_a_cure(ground: Ground):
    home = ground.home
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", b" " * 10_000_000)
        for number in range(1, 4):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"<a>" * 60_000_000)
    answer = _import(ground, "danh-sach.xlsx", bomb.getvalue())
    assert answer.status_code == 422
    assert home.commune.name


def test_an_entity_that_reads_files_of_the_server_is_not_followed(ground: Ground):
    packed = io.BytesIO()
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with zipfile.ZipFile(packed, "w") as made:
        for name in (
            "[Content_Types].xml",
            "xl/workbook.xml",
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet1.xml",
        ):
            made.writestr(name, entity)
    answer = _import(ground, "a.xlsx", packed.getvalue())
    assert answer.status_code == 422
    assert b"root:" not in answer.content


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_name_of_a_file_decides_neither_where_it_lies_nor_how_it_is_handed_out(name: str, ground: Ground):
    """It is kept under the hash of what it holds, and handed out under a name that this system gives."""
    home = ground.home
    dossier = home.open_dossiers[0]
    client = client_of(home.officer)
    before = _outside(Path(settings.MEDIA_ROOT))
    with undone():
        post = {
            "criterion": "A2",
            "kind": "file",
            "text": "Giấy khen",
            "file": upload(name, SCAN + name.encode()),
        }
        answer = client.post(reverse("dossier_evidence", kwargs={"pk": dossier.pk}), post)
        assert answer.status_code in (200, 302, 422)
        strange = [
            file
            for file in Path(settings.MEDIA_ROOT).rglob("*")
            if file.is_file() and not (len(file.name) == 64 and file.parent.name == file.name[:2])
        ]
        assert not strange
    assert _outside(Path(settings.MEDIA_ROOT)) == before


def _outside(folder: Path) -> set[str]:
    """What lies beside the folder of files."""
    return {one.name for one in folder.parent.iterdir()} | {
        one.name for one in folder.parent.parent.iterdir()
    }


def test_evidence_is_handed_out_as_what_it_is_and_in_no_frame(ground: Ground):
    answer = client_of(ground.home.officer).get(
        reverse("evidence_file", kwargs={"pk": ground.home.evidence.pk})
    )
    assert answer.status_code == 200
    assert answer["Content-Type"] in {*files.IMAGE_TYPES, files.PDF}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def _import(ground: Ground, name: str, content: bytes) -> HttpResponse:
    post = {"place": str(ground.home.commune.pk), "year": "2024", "file": upload(name, content)}
    with undone():
        return client_of(ground.home.officer).post(reverse("import_new"), post, follow=True)  # type: ignore[return-value]
