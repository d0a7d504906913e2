"""A zip file is looked at before anything unpacks it: how large, how dense, how many, and whether its parts overlap."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator

MAX_UNPACKED = 300 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 250
RATIO_MATTERS_FROM = 30 * 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")

TOO_LARGE = "Tệp quá lớn khi mở ra. Hãy chép danh sách sang một tệp mới, chỉ để các cột cần dùng."
BROKEN = "Tệp hỏng, không mở được. Hãy mở bằng Excel rồi lưu lại thành tệp .xlsx mới."
CRAFTED = (
    "Tệp được tạo bất thường, không an toàn nên không mở. Hãy mở bằng Excel rồi lưu lại thành tệp .xlsx mới."
)


def checked(content: bytes) -> zipfile.ZipFile:
    """The archive, if it may be unpacked; ValueError with the reason otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        UnicodeDecodeError,
        struct.error,
    ) as error:
        raise ValueError(BROKEN) from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ValueError(CRAFTED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise ValueError(TOO_LARGE)
    if unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * max(len(content), 1):
        raise ValueError(TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValueError("Tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise ValueError(BROKEN)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise ValueError(CRAFTED)
    _refuse_overlap(content, entries)
    return archive


def _refuse_overlap(content: bytes, entries: list[zipfile.ZipInfo]) -> None:
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        start = entry.header_offset
        if start < end:
            raise ValueError(CRAFTED)
        header = content[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise ValueError(BROKEN)
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        end = start + _LOCAL_HEADER.size + name_length + extra_length + entry.compress_size
        if end > len(content):
            raise ValueError(BROKEN)


def refuse_declarations(archive: zipfile.ZipFile) -> None:
    """A document type in a part of a workbook is never needed; it is how entities are smuggled in."""
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels", ".vml")):
            try:
                with archive.open(entry) as part:
                    beginning = part.read(8192)
            except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
                raise ValueError(BROKEN) from error
            except Exception as error:  # zlib.error has no public base class
                raise ValueError(BROKEN) from error
            if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", beginning.replace(b"\0", b""), re.IGNORECASE):
                raise ValueError(CRAFTED)


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part, unpacked a piece at a time; never more than it says it holds."""
    size = 1 << 18
    try:
        with archive.open(name) as part:
            while piece := part.read(size):
                yield piece
    except KeyError:
        return
    except Exception as error:
        raise ValueError(BROKEN) from error
