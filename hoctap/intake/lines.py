"""A document as it was read: its lines in order, each with where it stood. Plain values, no table.

Every reader (plain text, DOCX, PDF, OCR) ends here and every rule of extraction begins here.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line stands on its page, as shares (0..1) of the page's width and height from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text. `number` counts from 1 over the whole document, empty lines included."""

    number: int
    text: str
    page: int = 1
    confidence: float | None = None
    """0..1 as the OCR says; None where the text was not guessed."""
    box: Box | None = None
    cells: tuple[str, ...] | None = None
    """The row's cells where the file itself says that the line is a table's row; `text` then joins them with " | "."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    lines: tuple[Line, ...]
    pages: int = 1

    @classmethod
    def from_plain(cls, text: str) -> "SourceText":
        """Lines split at line feeds; a form feed begins a new page."""
        lines: list[Line] = []
        page = 1
        for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
            page += raw.count("\f")
            lines.append(Line(number, raw.replace("\f", "").rstrip("\r"), page))
        return cls(tuple(lines), page)

    @property
    def texts(self) -> Sequence[str]:
        return [line.text for line in self.lines]
