"""Files that people hand in: type by content, images re-encoded without metadata, kept under the hash of what they hold.

Nothing here knows who may read a file: the row that names it does. Apps tell in `file_uses` which files their rows name; what nobody
names any more is removed.
"""

import contextlib
import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from hoctap.core import antivirus, audio, images, isolation, pdfs
from hoctap.core.refusals import Reason, Refused
from hoctap.core.registries import Registry

MAX_BYTES = 15 * 1024 * 1024
IMAGE_TYPES = {"image/jpeg", "image/png", "image/webp"}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SUFFIX = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    PDF: ".pdf",
    DOCX: ".docx",
    XLSX: ".xlsx",
    PPTX: ".pptx",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
}
AUDIO_TYPES = {"audio/mpeg", "audio/mp4", "audio/ogg"}
# What a full disk, a used-up quota or a limit on a file's size say.
DISK_IS_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = (
    "Máy chủ hết chỗ lưu tệp nên chưa lưu gì. Hãy báo người quản trị máy chủ, rồi gửi lại; "
    "tệp gốc vẫn ở máy của ông/bà."
)
HALF_WRITTEN = ".dang-ghi-"
_CHECKERS = {DOCX: "checked_docx", XLSX: "checked_xlsx", PPTX: "checked_pptx"}
_CALLED = (
    (IMAGE_TYPES, "ảnh (JPG, PNG, HEIC)"),
    (AUDIO_TYPES, "âm thanh (MP3, M4A, OGG)"),
    ({DOCX}, "Word (.docx)"),
    ({XLSX}, "Excel (.xlsx)"),
    ({PPTX}, "PowerPoint (.pptx)"),
    ({PDF}, "PDF"),
)


HEIC = "image/heic"
# Brands of ISO base media files that iPhones and some Androids give their photos.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}


@dataclass(frozen=True)
class FileUse:
    """A row that names a file. `size` in bytes; 0 where the row does not know it."""

    sha256: str
    size: int
    place_id: UUID | None


@dataclass(frozen=True)
class FileUses:
    """What one app's rows name. `every` streams all of them; `names` tells whether some row names this file."""

    label: str
    every: Callable[[], Iterator[FileUse]]
    names: Callable[[str], bool]


file_uses: Registry[FileUses] = Registry()


@dataclass(frozen=True)
class Stored:
    sha256: str
    media_type: str
    size: int
    likeness: int | None = None
    """Of a photo: what it looks like, to find others that look the same (`images.likeness_of`)."""


def media_type_of(content: bytes) -> str:
    """The type told from the first bytes; empty when it is none that we take."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        head = content[:8192]
        if b"word/" in head or b"word/document.xml" in content:
            return DOCX
        if b"xl/workbook.xml" in content or b"xl/" in head:
            return XLSX
        if b"ppt/presentation.xml" in content:
            return PPTX
    return audio.media_type_of(content)


def take(content: bytes, *, allowed: set[str]) -> Stored:
    """Check, clean and keep a file that a person handed in; refuse with the cure."""
    media_type = checked(content, allowed=allowed)
    if media_type in IMAGE_TYPES or media_type == HEIC:
        try:
            drawn = isolation.run("hoctap.core.images:without_metadata", content, seconds=20)
        except isolation.IsolatedFailure as failure:
            raise Refused([Reason(f"Ảnh không đọc được: {failure.reason}", field="file")]) from failure
        is_likeness, likeness = images.LIKENESS.unpack_from(drawn)
        kept = keep(drawn[images.LIKENESS.size :], "image/jpeg")
        return replace(kept, likeness=likeness if is_likeness else None)
    if media_type == PDF and pdfs.needs_a_look(content):
        try:
            isolation.run("hoctap.core.pdfs:checked_pdf", content, seconds=20)
        except isolation.IsolatedFailure as failure:
            raise Refused([Reason(failure.reason, field="file")]) from failure
    return keep(content, media_type)


def checked(content: bytes, *, allowed: set[str]) -> str:
    """The type of a file that a person handed in, looked at from outside only: size, first bytes, the scanner for viruses."""
    if not content:
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", field="file")])
    if len(content) > MAX_BYTES:
        raise Refused([Reason("Tệp lớn hơn 15 MB. Hãy chụp hoặc lưu lại nhỏ hơn.", field="file")])
    media_type = media_type_of(content)
    is_photo = media_type in IMAGE_TYPES or (media_type == HEIC and bool(allowed & IMAGE_TYPES))
    if media_type not in allowed and not is_photo:
        raise Refused([Reason(_not_taken(content, allowed), field="file")])
    antivirus.must_be_clean(content)
    return media_type


def take_docx(content: bytes) -> Stored:
    """A Word file that an office edited: looked at in the child process, kept as it is."""
    if media_type_of(content) != DOCX:
        raise Refused([Reason("Bản sửa phải là tệp Word (.docx).", field="file")])
    return _take_document(content, DOCX, "hoctap.core.documents:checked_docx")


def take_office(content: bytes, *, allowed: set[str]) -> Stored:
    """As `take`, and Word, Excel and PowerPoint files too, each looked at in the child process."""
    media_type = media_type_of(content)
    if media_type in allowed & set(_CHECKERS):
        return _take_document(content, media_type, f"hoctap.core.documents:{_CHECKERS[media_type]}")
    return take(content, allowed=allowed)


def _take_document(content: bytes, media_type: str, checker: str) -> Stored:
    if len(content) > MAX_BYTES:
        raise Refused([Reason("Tệp lớn hơn 15 MB. Hãy bỏ bớt ảnh rồi lưu lại.", field="file")])
    antivirus.must_be_clean(content)
    try:
        isolation.run(checker, content, seconds=20)
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    return keep(content, media_type)


def _not_taken(content: bytes, allowed: set[str]) -> str:
    *others, last = [words for types, words in _CALLED if types & allowed]
    instead = f"Hãy gửi {', '.join(others)}{' hoặc ' if others else ''}{last}."
    if content[4:8] == b"ftyp":
        return f"Tệp này là phim hoặc loại ảnh không nhận. {instead}"
    if content[:2] == b"MZ" or content[:4] == b"\x7fELF":
        return f"Tệp này là chương trình nên không nhận. {instead}"
    return f"Loại tệp không nhận. {instead}"


def keep(content: bytes, media_type: str) -> Stored:
    """Keep bytes that this system made or has checked. The same content is kept once; refuses when the disk is full.

    The file is whole and on the disk under its name before a row can name it, whatever dies meanwhile.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    _hold(sha256, shared=True)
    place = Path(default_storage.path(_name(sha256)))
    if not _holds(place, content):
        try:
            _write_whole(place, content)
        except OSError as failure:
            if failure.errno in DISK_IS_FULL:
                raise Refused([Reason(NO_ROOM, field="file")]) from failure
            raise
    return Stored(sha256=sha256, media_type=media_type, size=len(content))


def _holds(place: Path, content: bytes) -> bool:
    """A file of another length is what a power cut left: it is written again."""
    with contextlib.suppress(FileNotFoundError):
        return place.stat().st_size == len(content)
    return False


def _write_whole(place: Path, content: bytes) -> None:
    """Beside its name first, then renamed: nobody ever reads half of it. Two who write the same write the same."""
    place.parent.mkdir(mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS, parents=True, exist_ok=True)
    number, beside = tempfile.mkstemp(dir=place.parent, prefix=HALF_WRITTEN)  # readable by us alone
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read(sha256: str) -> bytes:
    with default_storage.open(_name(sha256), "rb") as stored:
        return bytes(stored.read())


def size_of(sha256: str) -> int:
    """In bytes; 0 when the file is missing."""
    try:
        return default_storage.size(_name(sha256))
    except OSError:
        return 0


def is_named(sha256: str) -> bool:
    return any(uses.names(sha256) for uses in file_uses)


def drop_if_unnamed(sha256: str) -> None:
    """After the transaction: the content goes when no row names it any more. Who keeps the same content meanwhile wins."""

    def drop() -> None:
        with transaction.atomic():
            _hold(sha256, shared=False)
            if not is_named(sha256):
                default_storage.delete(_name(sha256))

    transaction.on_commit(drop)


def unnamed(older_than: timedelta = timedelta(hours=24)) -> Iterator[str]:
    """Kept files that no row names: what a transaction left behind that did not come to its end."""
    named = {use.sha256 for uses in file_uses for use in uses.every()}
    before = timezone.now() - older_than
    folders, _ = default_storage.listdir("") if default_storage.exists("") else ([], [])
    for folder in sorted(folders):
        if not re.fullmatch(r"[0-9a-f]{2}", folder):
            continue
        for sha256 in sorted(default_storage.listdir(folder)[1]):
            is_ours = re.fullmatch(r"[0-9a-f]{64}", sha256) and sha256 not in named
            if is_ours and default_storage.get_modified_time(f"{folder}/{sha256}") < before:
                yield sha256


def _hold(sha256: str, *, shared: bool) -> None:
    """Keeping and dropping of one content wait for each other until the transaction ends."""
    if connection.in_atomic_block:
        number = int(sha256[:15], 16)
        kind = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {kind}(%s)", [number])


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
