"""Files that people hand in: type by content, images re-encoded without metadata, kept under the hash of what they hold.

Nothing here knows who may read a file: the row that names it does.
"""

import contextlib
import errno
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from hoctap.core import isolation
from hoctap.core.refusals import Reason, Refused

MAX_BYTES = 15 * 1024 * 1024
IMAGE_TYPES = {"image/jpeg", "image/png", "image/webp"}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    PDF: ".pdf",
    DOCX: ".docx",
    XLSX: ".xlsx",
}
# What a full disk, a used-up quota or a limit on a file's size say.
DISK_IS_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = (
    "Máy chủ hết chỗ lưu tệp nên chưa lưu gì. Hãy báo người quản trị máy chủ, rồi gửi lại; "
    "tệp gốc vẫn ở máy của ông/bà."
)
HALF_WRITTEN = ".dang-ghi-"


@dataclass(frozen=True)
class Stored:
    sha256: str
    media_type: str
    size: int


def media_type_of(content: bytes) -> str:
    """The type told from the first bytes; empty when it is none that we take."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        head = content[:8192]
        if b"word/" in head or b"word/document.xml" in content:
            return DOCX
        if b"xl/workbook.xml" in content or b"xl/" in head:
            return XLSX
    return ""


def take(content: bytes, *, allowed: set[str]) -> Stored:
    """Check, clean and keep a file that a person handed in; refuse with the cure."""
    if not content:
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", field="file")])
    if len(content) > MAX_BYTES:
        raise Refused([Reason("Tệp lớn hơn 15 MB. Hãy chụp hoặc lưu lại nhỏ hơn.", field="file")])
    media_type = media_type_of(content)
    if media_type not in allowed:
        raise Refused([Reason("Loại tệp không nhận. Hãy gửi ảnh (JPG, PNG) hoặc PDF.", field="file")])
    if media_type in IMAGE_TYPES:
        try:
            content = isolation.run("hoctap.core.images:without_metadata", content, seconds=20)
        except isolation.IsolatedFailure as failure:
            raise Refused([Reason(f"Ảnh không đọc được: {failure.reason}", field="file")]) from failure
        media_type = "image/jpeg"
    return keep(content, media_type)


def keep(content: bytes, media_type: str) -> Stored:
    """Keep bytes that this system made or has checked. The same content is kept once; refuses when the disk is full.

    The file is whole and on the disk under its name before a row can name it, whatever dies meanwhile.
    """
    sha256 = hashlib.sha256(content).hexdigest()
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


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
