"""Tables to type in, as they lie in a page: one input a cell, named so that the rows come back in their order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hoctap.criteria.drafting.table import Cells, Column

SPARE = 3
MOST_ROWS = 500


@dataclass(frozen=True)
class Cell:
    column: Column
    name: str
    id: str
    value: str
    is_wrong: bool

    @property
    def options(self) -> list[tuple[str, bool]]:
        """The words of a choice; what was typed and is none of them stays to be seen."""
        words = list(self.column.choices.values())
        if self.value and self.value not in words:
            words.append(self.value)
        return [(word, word == self.value) for word in words]

    @property
    def is_choice(self) -> bool:
        return (
            bool(self.column.choices)
            and not self.column.key.rpartition(":")[0].startswith(("only", "but"))
            and not self.column.key.endswith(("only", "but"))
        )


@dataclass(frozen=True)
class GridRow:
    number: int
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    name: str
    caption: str
    columns: list[Column]
    rows: list[GridRow]


def grid_of(
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]],
    *,
    wrong: Sequence[str] = (),
    spare: int = SPARE,
) -> Grid:
    """`wrong`: ids of the cells that could not be read."""
    shown = [column for column in columns if column.on_screen]
    blank: list[Cells] = [{} for _ in range(spare)]
    numbered = enumerate([*rows, *blank], start=1)
    return Grid(
        name,
        caption,
        shown,
        [
            GridRow(
                number,
                [
                    Cell(
                        column,
                        f"{name}-{number}-{column.key}",
                        f"cell-{number}-{column.key}" if name == "lines" else f"{name}-{number}-{column.key}",
                        row.get(column.key, ""),
                        f"cell-{number}-{column.key}" in wrong,
                    )
                    for column in shown
                ],
            )
            for number, row in numbered
        ],
    )


def rows_typed(post: Mapping[str, str], name: str, columns: Sequence[Column]) -> list[Cells]:
    """The rows of a grid as they were sent, blank ones at their places, so that row 7 is row 7."""
    keys = {column.key for column in columns if column.on_screen}
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-(.+)")
    found: dict[int, Cells] = {}
    for field, value in post.items():
        match = pattern.fullmatch(field)
        if match and match[2] in keys and 0 < int(match[1]) <= MOST_ROWS:
            found.setdefault(int(match[1]), {})[match[2]] = str(value).replace("\0", "")
    last = max((number for number, row in found.items() if any(row.values())), default=0)
    return [found.get(number, {}) for number in range(1, last + 1)]


def pasted(text: str, columns: Sequence[Column]) -> list[Cells]:
    """Rows copied out of Excel: cells between tabs, in the order of the columns; a first row with the heads is left out."""
    shown = [column.key for column in columns if column.on_screen]
    heads = {column.head.casefold() for column in columns}
    rows: list[Cells] = []
    for line in text.replace("\0", "").replace("\r\n", "\n").split("\n")[:MOST_ROWS]:
        cells = [cell.strip().strip('"') for cell in line.split("\t")]
        if not any(cells) or (not rows and len(cells) > 1 and cells[0].casefold() in heads):
            continue
        rows.append(dict(zip(shown, cells, strict=False)))
    return rows
