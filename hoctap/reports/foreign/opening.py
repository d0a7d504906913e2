"""For the server: a form read, and a copy filled, in the child process."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hoctap.core import files, isolation
from hoctap.core.refusals import Reason, Refused

MAX_BYTES = 5 * 1024 * 1024
SECONDS = 30


def read_form(content: bytes) -> dict[str, Any]:
    """Its layout; `Refused` with the reason and the cure."""
    if len(content) > MAX_BYTES:
        raise Refused(
            [
                Reason(
                    f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy bỏ ảnh và các trang không phải điền rồi gửi lại.",
                    field="file",
                )
            ]
        )
    # A file with a password is no zip, so that its type says nothing: the child tells what is wrong with it.
    if not content.startswith(b"\xd0\xcf\x11\xe0"):
        files.checked(content, allowed={files.XLSX})
    try:
        layout: dict[str, Any] = json.loads(
            isolation.run("hoctap.reports.foreign.child:read_form", content, seconds=SECONDS)
        )
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    return layout


def filled_form(content: bytes, writes: Mapping[str, Mapping[str, str]], notes: Sequence[str] = ()) -> bytes:
    """A copy with these numbers, by sheet and cell; `notes` on a sheet of their own behind the others."""
    line = json.dumps(writes, ensure_ascii=False).encode() + b"\n"
    try:
        copy = isolation.run("hoctap.reports.foreign.child:fill_form", line + content, seconds=SECONDS)
        if notes:
            words = json.dumps(list(notes), ensure_ascii=False).encode() + b"\n"
            copy = isolation.run("hoctap.reports.foreign.child:with_notes", words + copy, seconds=SECONDS)
        return copy
    except isolation.IsolatedFailure as failure:
        raise Refused(failure.reason) from failure
