"""A PDF that somebody hands in must be paper: no script, no program to start, nothing locked.

`needs_a_look` is a search through the bytes and safe anywhere. Only a file in which it finds something is opened, by `checked_pdf`, in the
child process: what lies packed in object streams is unpacked there.
"""

import re
import zlib

MAX_UNPACKED = 64 * 1024 * 1024
# A name may be written with escapes ("/J#53"); object streams hold objects that a plain search does not see.
_SUSPECT = re.compile(rb"/(?:JavaScript|JS|Launch|Encrypt|ObjStm)\b|/[A-Za-z]*#[0-9A-Fa-f]{2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SCRIPT = re.compile(rb"/(?:JavaScript|JS)\b")
_LAUNCH = re.compile(rb"/Launch\b")
_LOCKED = re.compile(rb"/Encrypt\b")

SCRIPT = (
    "Tệp PDF có chứa mã lệnh (JavaScript) nên không nhận. Hãy in lại thành PDF mới, hoặc chụp ảnh tờ giấy."
)
LAUNCH = (
    "Tệp PDF có lệnh mở chương trình khác nên không nhận. Hãy in lại thành PDF mới, hoặc chụp ảnh tờ giấy."
)
LOCKED = (
    "Tệp PDF bị khóa hoặc có mật khẩu nên không xem và lưu lâu dài được. Hãy bỏ khóa, hoặc chụp ảnh tờ giấy."
)


def needs_a_look(content: bytes) -> bool:
    return _SUSPECT.search(content) is not None


def checked_pdf(content: bytes) -> bytes:
    """Nothing when the file may be kept; ValueError with the reason otherwise. Runs in the child process only."""
    objects = _STREAM.sub(b"stream endstream", content)
    for stream in _STREAM.finditer(content):
        # The dictionary of a stream stands right before it.
        if re.search(rb"/(?:ObjStm|#)", _named(content[max(0, stream.start() - 400) : stream.start()])):
            objects += b"\n" + _unpacked(stream.group(1), MAX_UNPACKED - len(objects))
    objects = _named(objects)
    for pattern, reason in ((_LOCKED, LOCKED), (_SCRIPT, SCRIPT), (_LAUNCH, LAUNCH)):
        if pattern.search(objects):
            raise ValueError(reason)
    return b""


def _named(objects: bytes) -> bytes:
    """Escapes in names written out, so that a word is found however it was spelled."""
    return _ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), objects)


def _unpacked(packed: bytes, most: int) -> bytes:
    opened = zlib.decompressobj()
    try:
        content = opened.decompress(packed, max(1, most))
    except zlib.error:
        return packed
    if opened.unconsumed_tail:
        raise ValueError("Tệp PDF quá lớn khi mở ra. Hãy quét lại ở cỡ nhỏ hơn.")
    return content
