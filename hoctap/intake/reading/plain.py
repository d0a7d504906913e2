"""Text files: bytes to lines, whatever they were typed with. Pure."""

import re
import unicodedata

from hoctap.intake.reading.layout import CELL_JOINT, PageLine
from hoctap.people.reading import legacy

NOT_TEXT = (
    "Tệp không phải văn bản chữ. Hãy gửi tệp .txt, .md, Word (.docx, .doc), PDF, hoặc ảnh chụp từng trang."
)
UNKNOWN_LETTERS = "Không nhận ra bảng mã chữ của tệp. Hãy mở tệp bằng Word hoặc Notepad, lưu lại với bảng mã UTF-8 rồi gửi lại."
_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*")
_MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`")
_ENOUGH = 0.9


def text_of(content: bytes) -> str:
    """ValueError where it is no text. Old fonts (TCVN3, VNI) come out as they were typed: a person confirms those."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _composed(content.decode("utf-16", "replace"))
    if b"\x00" in content[:4096]:
        raise ValueError(NOT_TEXT)
    try:
        return _composed(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    as_windows = content.decode("cp1258", "replace")
    if legacy.syllable_share(_composed(as_windows)) >= _ENOUGH:
        return _composed(as_windows)
    as_typed = content.decode("cp1252", "replace")
    if legacy.proposal(as_typed.splitlines()):
        return as_typed
    raise ValueError(UNKNOWN_LETTERS)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def pages_of(text: str, *, is_markdown: bool) -> list[list[PageLine]]:
    """A form feed begins a page. Every line of the file stays a line, so that line numbers are those of the file."""
    pages: list[list[PageLine]] = [[]]
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        for _ in range(raw.count("\f")):
            pages.append([])
        line = raw.replace("\f", "")
        pages[-1].append(_markdown_line(line) if is_markdown else PageLine(line))
    return pages


def _markdown_line(line: str) -> PageLine:
    bare = line.strip()
    if _RULE.fullmatch(bare) and "-" in bare:
        return PageLine("")
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
        cells = tuple(_bare(cell) for cell in bare[1:-1].replace("\\|", "\ufffe").split("|"))
        return PageLine(CELL_JOINT.join(cells), cells=cells) if any(cells) else PageLine("")
    is_bold = bare.startswith(("**", "#"))
    return PageLine(_bare(re.sub(r"^\s*#{1,6}\s+", "", line)), bold=is_bold)


def _bare(text: str) -> str:
    return _MARKS.sub("", text.replace("<br>", " ")).replace("\ufffe", "|").strip()
