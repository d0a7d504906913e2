"""A sheet as rows of values, whatever file it came from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

type Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, all from 0


@dataclass
class Grid:
    """`rows` yields every row from row 1 on, each a list of values whose first is in column `first_column` (from 0)."""

    rows: Callable[[], Iterator[list[Any]]]
    height: int
    first_column: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0


@dataclass
class SheetSource:
    """A sheet that has not been opened yet: only one is held in memory at a time."""

    name: str
    hidden: bool
    open: Callable[[], Grid]
    is_table: bool = True


@dataclass
class Book:
    format: str
    sheets: list[SheetSource]
    warnings: list[str] = field(default_factory=list)
