"""The paper as DOCX, by the shipped template or the office's own; the office's file is opened in the child process only."""

import json

from hoctap.core import files, isolation
from hoctap.core.refusals import Refused
from hoctap.papers import serial
from hoctap.papers.content import PaperContent
from hoctap.papers.rendering import render
from hoctap.papers.templating.models import OfficeTemplate

SECONDS = 30


def made_docx(content: PaperContent, template: OfficeTemplate | None, *, code: str) -> bytes:
    if template is None:
        return render(content, code=code)
    head = json.dumps({"content": serial.to_json(content), "code": code}).encode()
    try:
        return isolation.run(
            "hoctap.papers.templating.examining:rendered",
            head + b"\n" + files.read(template.sha256),
            seconds=SECONDS,
        )
    except isolation.IsolatedFailure as failure:
        raise Refused(
            f"{template} không dùng được với văn bản này: {failure.reason.rstrip('.')}. "
            "Sửa mẫu rồi tải lên lại, hoặc ngừng dùng mẫu ở mục Mẫu văn bản của cơ quan."
        ) from failure


def page_findings(docx: bytes, pdf: bytes) -> list[str]:
    """What the printed pages show otherwise than the decree asks, in sentences."""
    head = json.dumps({"length": len(docx)}).encode()
    try:
        answer = isolation.run(
            "hoctap.papers.templating.examining:pages_examined", head + b"\n" + docx + pdf, seconds=SECONDS
        )
    except isolation.IsolatedFailure as failure:
        return [f"Chưa soát được trang in: {failure.reason}"]
    found: list[str] = json.loads(answer)
    return found
