"""What is taken, what is not, what goes when nobody names it any more."""

import errno
import hashlib
import io
import os
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from docx import Document
from PIL import Image

from hoctap.core import antivirus, files
from hoctap.core.refusals import Refused
from hoctap.home import doctor
from tests.tools import require_program
from tests.world import World

# A file is kept under a lock of the database while a transaction is open.
pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 " + b"hoc tap suot doi " * 1000


def _kept(settings: object) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]  # type: ignore[attr-defined]


def test_the_same_content_is_kept_once_and_readable_by_us_alone(settings: object):
    first, second = files.keep(CONTENT, files.PDF), files.keep(CONTENT, files.PDF)
    assert first == second
    (kept,) = _kept(settings)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert files.read(first.sha256) == CONTENT


def test_half_a_file_left_by_a_power_cut_is_written_again(settings: object):
    stored = files.keep(CONTENT, files.PDF)
    (kept,) = _kept(settings)
    kept.write_bytes(CONTENT[:100])
    files.keep(CONTENT, files.PDF)
    assert hashlib.sha256(files.read(stored.sha256)).hexdigest() == stored.sha256


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_refused_in_words_and_leaves_nothing(
    number: int, settings: object, monkeypatch: pytest.MonkeyPatch
):
    def full(_descriptor: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="hết chỗ lưu tệp"):
        files.keep(CONTENT, files.PDF)
    assert _kept(settings) == []


def test_another_failure_of_the_disk_is_not_called_full(monkeypatch: pytest.MonkeyPatch):
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        files.keep(CONTENT, files.PDF)


def test_a_name_appears_only_when_the_file_is_whole(settings: object, monkeypatch: pytest.MonkeyPatch):
    def killed(*_names: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        files.keep(CONTENT, files.PDF)
    assert _kept(settings) == []


# The harmless sample that every scanner knows, written so that this file is not taken for it.
SAMPLE_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind)
    return out.getvalue()


def letter(**changes: bytes) -> bytes:
    """A Word file; `changes` are parts put in or written anew."""
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Tờ trình")
    document.save(out)
    if not changes:
        return out.getvalue()
    again = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return again.getvalue()


def refused(content: bytes, allowed: set[str] | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        files.take(content, allowed=allowed or files.IMAGE_TYPES | {files.PDF})
    return refusal.value.reasons[0].text


# ---------------------------------------------------------------- by content, not by name


@pytest.mark.requirement("S3-25")
def test_a_photo_of_an_iphone_is_taken_as_jpeg():
    """photo.heic beside this file: a colour ramp of our own, 64 × 48, encoded as phones do."""
    heic = (Path(__file__).parent / "photo.heic").read_bytes()
    assert files.media_type_of(heic) == files.HEIC
    stored = files.take(heic, allowed=files.IMAGE_TYPES)
    assert stored.media_type == "image/jpeg"
    assert Image.open(io.BytesIO(files.read(stored.sha256))).size == (64, 48)


def test_a_broken_heic_is_refused_in_words():
    heic = (Path(__file__).parent / "photo.heic").read_bytes()
    assert "Ảnh không đọc được" in refused(heic[:300])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"MZ\x90\x00" + b"\0" * 64, "chương trình"),
        (b"\x7fELF" + b"\0" * 64, "chương trình"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 64, "phim"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Loại tệp không nhận"),
        (b"<html><script>alert(1)</script>", "Loại tệp không nhận"),
        (b"GIF89a" + b"\0" * 64, "Loại tệp không nhận"),
        (b"%PDF-" + b"0" * files.MAX_BYTES, "15 MB"),
        (photo()[:200], "Ảnh không đọc được"),
    ],
)
def test_what_is_not_a_photo_or_a_pdf_is_refused_with_its_reason(content: bytes, words: str):
    assert words in refused(content)


def test_a_page_hidden_behind_a_photo_does_not_survive():
    """A file that is a photo and a page at once is kept as a photo and nothing else."""
    stored = files.take(photo() + b"<html><script>alert(1)</script></html>", allowed=files.IMAGE_TYPES)
    assert b"<script" not in files.read(stored.sha256)


# ---------------------------------------------------------------- a Word file that comes back


def test_an_edited_word_file_is_kept_as_it_is():
    content = letter()
    assert files.read(files.take_docx(content).sha256) == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a zip", "Word"),
        (letter(**{"word/vbaProject.bin": b"macro"}), "macro"),
        (letter(**{"word/embeddings/oleObject1.bin": b"ole"}), "tệp nhúng"),
        (
            letter(
                **{
                    "word/_rels/document.xml.rels": b'<Relationships xmlns="x"><Relationship Id="r1" Type='
                    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
                    b' Target="http://192.0.2.1/t.dotm" TargetMode="External"/></Relationships>'
                }
            ),
            "nơi khác trên mạng",
        ),
        (letter(**{"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "bất thường"),
        (letter(**{"word/media/bomb.bin": b"\0" * (110 * 1024 * 1024)}), "quá lớn"),
    ],
    ids=["no zip", "macro", "embedded", "fetched template", "entities", "bomb"],
)
def test_a_word_file_with_more_than_words_is_refused(content: bytes, words: str):
    with pytest.raises(Refused) as refusal:
        files.take_docx(content)
    assert words in refusal.value.reasons[0].text
    assert "Excel" not in refusal.value.reasons[0].text


@pytest.mark.parametrize(
    ("allowed", "cure"),
    [
        ({files.PDF}, "Hãy gửi PDF."),
        (files.IMAGE_TYPES | {files.PDF}, "Hãy gửi ảnh (JPG, PNG, HEIC) hoặc PDF."),
        ({files.DOCX, files.PDF}, "Hãy gửi Word (.docx) hoặc PDF."),
        (
            {*files.AUDIO_TYPES, files.PPTX, files.DOCX},
            "Hãy gửi âm thanh (MP3, M4A, OGG), Word (.docx) hoặc PowerPoint (.pptx).",
        ),
    ],
)
def test_the_cure_names_what_is_taken_there(allowed: set[str], cure: str):
    for content in (b"GIF89a" + b"\0" * 64, b"MZ\x90\x00", b"\0\0\0\x18ftypavc1"):
        with pytest.raises(Refused) as refusal:
            files.take_office(content, allowed=allowed)
        assert refusal.value.reasons[0].text.endswith(cure)


# ---------------------------------------------------------------- sound


def _tagged(filling: int) -> bytes:
    frame = bytes([0xFF, 0xFB, 0x90, 0x00]) + b"\0" * 413
    return b"ID3\x04\0\0\0\0\0\x04TAGS" + b"\0" * filling + frame * 4


@pytest.mark.parametrize("filling", [0, 1, 1_000_000])
def test_a_recording_behind_a_tag_with_filling_is_sound(filling: int):
    assert files.media_type_of(_tagged(filling)) == "audio/mpeg"
    assert files.media_type_of(_tagged(filling)[: 14 + filling]) == ""


# ---------------------------------------------------------------- a scanner, where there is one


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real daemon that knows one signature; its socket."""
    program = require_program("clamd")
    folder = tmp_path_factory.mktemp("clamav")
    (folder / "own.ndb").write_text(f"Hoctap.Test:0:*:{SAMPLE_VIRUS[:40].hex()}\n")
    link = folder / "s"
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"DatabaseDirectory {folder}\nLocalSocket {link}\nForeground yes\nOfficialDatabaseOnly no\n"
        f"StreamMaxLength 30M\nTemporaryDirectory {folder}\nUser root\n"
    )
    lines = configuration.read_text().splitlines()
    if os.geteuid() != 0:
        configuration.write_text("\n".join(line for line in lines if not line.startswith("User")) + "\n")
    said = folder / "said"
    with said.open("w") as words:
        daemon = subprocess.Popen(
            [program, "--config-file", str(configuration)], stdout=words, stderr=subprocess.STDOUT
        )
    until = time.monotonic() + 40
    while time.monotonic() < until and daemon.poll() is None:
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(link))
            break
        except OSError:
            time.sleep(0.1)
    else:
        daemon.kill()
        pytest.fail(f"clamd does not start: {said.read_text()[-500:]}")
    yield str(link)
    daemon.kill()
    daemon.wait()


def test_what_the_scanner_knows_is_refused_by_name_and_kept_nowhere(clamd: str, settings: Any):
    settings.CLAMAV = clamd
    words = refused(b"%PDF-1.4\n" + SAMPLE_VIRUS)
    assert "mã độc" in words
    assert "Hoctap.Test" in words
    assert not default_storage.exists("") or not default_storage.listdir("")[0]


def test_what_the_scanner_does_not_know_is_taken(clamd: str, settings: Any):
    settings.CLAMAV = clamd
    assert files.take(photo(), allowed=files.IMAGE_TYPES).size
    assert files.take_docx(letter()).size
    assert "ClamAV" in antivirus.version()


def test_a_scanner_that_is_away_closes_the_door(settings: Any, tmp_path: Path):
    settings.CLAMAV = str(tmp_path / "nobody")
    assert "không trả lời" in refused(photo())
    with pytest.raises(Refused):
        files.take_docx(letter())


# ---------------------------------------------------------------- what nobody names


@pytest.mark.django_db(transaction=True)
def test_content_goes_with_the_last_row_that_names_it(monkeypatch: pytest.MonkeyPatch):
    named = True
    monkeypatch.setattr(files, "is_named", lambda sha256: named)
    stored = files.keep(b"some words", files.PDF)
    with transaction.atomic():
        files.drop_if_unnamed(stored.sha256)
    assert files.read(stored.sha256) == b"some words"
    named = False
    with transaction.atomic():
        files.drop_if_unnamed(stored.sha256)
        assert files.read(stored.sha256) == b"some words"  # until the change is certain
    with pytest.raises(FileNotFoundError):
        files.read(stored.sha256)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_drops_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "is_named", lambda sha256: False)
    stored = files.keep(b"other words", files.PDF)

    def broken_off() -> None:
        with transaction.atomic():
            files.drop_if_unnamed(stored.sha256)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    assert files.read(stored.sha256) == b"other words"


@pytest.mark.django_db
def test_files_without_a_row_are_found_once_they_are_old(world: World):
    stored = files.keep(b"left behind", files.PDF)
    assert list(files.unnamed()) == []
    assert list(files.unnamed(older_than=timedelta(0))) == [stored.sha256]


def test_every_column_that_names_a_file_is_told():
    """A new one whose files nobody tells of would be swept away."""
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "sha256" in field.name
    }
    told = {
        "reports.ForeignForm.sha256",
        "reports.ReportFile.sha256",
        "criteria.CriteriaEdition.instrument_sha256",
        "criteria.EditionPage.sha256",
        "criteria.PrintedLabels.sha256",
        "recognition.CertificatePart.sha256",
        "learning.ActivityFile.sha256",
        "recognition.PostingPhoto.sha256",
        "recognition.VillageMeeting.sheet_sha256",
        "learning.SignedList.sha256",
        "assessments.Assessment.outside_sha256",
        "assessments.Ranking.outside_sha256",
        "assessments.Ranking.revoked_sha256",
        "centres.CheckPhoto.sha256",
        "partners.Agreement.sha256",
        "reading.LibraryService.sha256",
        "reading.MobilePhoto.sha256",
        "materials.MaterialPart.sha256",
        "materials.PagePicture.sha256",
        "materials.TopicPack.sha256",
        "movements.UnitResult.sha256",
        "evidence.Evidence.sha256",
        "papers.CaseFile.pdf_sha256",
        "papers.CaseFile.zip_sha256",
        "papers.OfficeTemplate.example_pdf_sha256",
        "papers.OfficeTemplate.example_sha256",
        "papers.OfficeTemplate.sha256",
        "papers.Incoming.sha256",
        "papers.Paper.signed_sha256",
        "papers.PaperPdf.sha256",
        "papers.PaperVersion.sha256",
        "papers.SignedPage.sha256",
        "intake.ReadingFile.sha256",
        "centres.Guidance.sha256",
        "centres.Regulation.sha256",
        "plans.TaskEntry.sha256",
        "reports.TableExport.sha256",
    }
    not_kept_files = {"libraries.CatalogueImport.sha256", "people.ImportRun.sha256"}
    assert columns - not_kept_files == told


"""Files are kept whole or not at all."""


@pytest.mark.django_db
def test_doctor_tells_of_files_that_nobody_names(world: World, monkeypatch: pytest.MonkeyPatch):
    left = [one for one in doctor.examine() if one.name == "files left"]
    assert left == []
    monkeypatch.setattr(files, "unnamed", lambda: iter(["a" * 64, "b" * 64]))
    (told,) = [one for one in doctor.examine() if one.name == "files left"]
    assert told.is_only_told
    assert told.text.startswith("2 tệp")
