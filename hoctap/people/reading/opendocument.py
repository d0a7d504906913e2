"""What the reading library does not tell about an .ods: merged cells, hidden rows, and how large a sheet says it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from hoctap.core.zips import BROKEN, CRAFTED, TOO_LARGE
from hoctap.people.reading.grid import Merge

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
MAX_CELLS = 20_000_000
MAX_COLUMNS = 16_384


@dataclass
class Layout:
    hidden_rows: int = 0
    merges: list[Merge] = field(default_factory=list)


@dataclass
class _State:
    sheets: dict[str, Layout] = field(default_factory=dict)
    sheet: Layout = field(default_factory=Layout)
    row: int = 0
    column: int = 0
    repeat: int = 1
    is_hidden: bool = False
    row_width: int = 0
    cells: int = 0
    tables: int = 0


def layout(content: Iterable[bytes]) -> dict[str, Layout]:
    """By sheet name, from content.xml in pieces. Entities and sheets blown up by repetition are refused (ValueError)."""
    state = _State()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not tag.startswith(_TABLE):
            if tag.endswith(" p") and state.tables:
                state.row_width = max(state.row_width, state.column)
            return
        name = tag[len(_TABLE) :]
        if name == "table":
            state.tables += 1
            if state.tables == 1:
                state.sheet, state.row = Layout(), 0
                state.sheets[attributes.get(_TABLE + "name", "")] = state.sheet
        elif name == "table-row":
            state.column, state.row_width = 0, 0
            state.repeat = _number(attributes.get(_TABLE + "number-rows-repeated"))
            state.is_hidden = attributes.get(_TABLE + "visibility") in ("collapse", "filter")
        elif name in ("table-cell", "covered-table-cell"):
            rows = _number(attributes.get(_TABLE + "number-rows-spanned"))
            columns = _number(attributes.get(_TABLE + "number-columns-spanned"))
            if rows > 1 or columns > 1:
                place = (state.row, state.column, state.row + rows - 1, state.column + columns - 1)
                state.sheet.merges.append(place)
            repeated = _number(attributes.get(_TABLE + "number-columns-repeated"))
            state.column += repeated
            if any(key.endswith((" value", " date-value", " string-value")) for key in attributes):
                state.row_width = max(state.row_width, state.column)

    def end(tag: str) -> None:
        if tag == _TABLE + "table":
            state.tables -= 1
        elif tag == _TABLE + "table-row":
            if state.row_width:
                state.cells += state.row_width * state.repeat
                state.sheet.hidden_rows += state.repeat if state.is_hidden else 0
                if state.cells > MAX_CELLS or state.row_width > MAX_COLUMNS:
                    raise ValueError(TOO_LARGE)
            state.row += state.repeat

    def refuse(*_: object) -> None:
        raise ValueError(CRAFTED)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = refuse
    parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in content:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(BROKEN) from error
    return state.sheets


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1
