"""What people hand in is shown to ClamAV first, where the installation has one (`HOCTAP_CLAMAV`).

Configured and away means closed: a file that nobody looked at is not taken. The daemon is spoken to by its own INSTREAM command,
over a socket file (`/run/clamav/clamd.ctl`) or `host:port`.
"""

import contextlib
import socket
import struct

from django.conf import settings

from hoctap.core.refusals import Reason, Refused

SECONDS = 30
_PIECE = 1 << 18

AWAY = (
    "Chương trình quét vi-rút của máy chủ đang không trả lời nên chưa nhận tệp nào. "
    "Tệp của ông/bà không sao; hãy thử lại sau ít phút hoặc báo quản trị."
)


class ScannerAway(Exception):
    """The daemon is configured and does not answer."""


def must_be_clean(content: bytes) -> None:
    """Raise `Refused` when the scanner knows the content, or is configured and away. Without a scanner nothing happens."""
    if not settings.CLAMAV:
        return
    try:
        found = scan(content)
    except ScannerAway as away:
        raise Refused([Reason(AWAY, field="file")]) from away
    if found:
        raise Refused(
            [
                Reason(
                    f"Tệp có mã độc ({found}) nên không nhận. Hãy quét vi-rút máy đã gửi tệp này, rồi gửi tệp khác.",
                    field="file",
                )
            ]
        )


def scan(content: bytes) -> str:
    """The name of what was found; empty when the content is clean."""
    answer = _asked(b"zINSTREAM\0", content)
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if answer == "stream: OK":
        return ""
    raise ScannerAway(answer)


def version() -> str:
    """For `doctor`: what answers there."""
    return _asked(b"zVERSION\0")


def _asked(command: bytes, content: bytes = b"") -> str:
    try:
        with contextlib.closing(_connected()) as link:
            link.sendall(command)
            if command.startswith(b"zINSTREAM"):
                for start in range(0, len(content), _PIECE):
                    piece = content[start : start + _PIECE]
                    link.sendall(struct.pack(">I", len(piece)) + piece)
                link.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and (more := link.recv(4096)):
                answer += more
    except OSError as failure:
        raise ScannerAway(type(failure).__name__) from failure
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _connected() -> socket.socket:
    where = settings.CLAMAV
    if where.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(SECONDS)
        try:
            link.connect(where)
        except OSError:
            link.close()
            raise
        return link
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
