"""The kinds of equipment and the sample lists that come with the program."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from hoctap.core.text import natural_sort_key

_NAMES = UUID("b1a3c6d0-5f1e-4b7a-8f0e-2f6f0d9f2c44")


@dataclass(frozen=True)
class ShippedKind:
    name: str
    unit: str
    is_computer: bool
    is_audiovisual: bool

    @property
    def id(self) -> UUID:
        return kind_id(self.name)


@dataclass(frozen=True)
class ShippedStandard:
    subject: str
    valid_from: dt.date
    source: str
    lines: tuple[tuple[str, int], ...]

    @property
    def id(self) -> UUID:
        return uuid5(_NAMES, f"standard {self.subject} {self.valid_from}")

    def line_id(self, name: str) -> UUID:
        return uuid5(self.id, name)


def kind_id(name: str) -> UUID:
    return uuid5(_NAMES, name)


@cache
def shipped_kinds() -> tuple[ShippedKind, ...]:
    return tuple(
        ShippedKind(name, unit, flag == "computer", flag == "audiovisual")
        for name, unit, flag in _data()["kinds"]
    )


@cache
def shipped_standards() -> tuple[ShippedStandard, ...]:
    return tuple(
        ShippedStandard(
            one["subject"],
            one["valid_from"],
            one["source"],
            tuple((name, least) for name, least in one["lines"]),
        )
        for one in _data()["standard"]
    )


def put_shipped(kinds: Any, standards: Any, lines: Any) -> None:
    """Given the models, of today or of a migration. What is there stays as it is."""
    kinds.objects.bulk_create(
        [
            kinds(
                id=one.id,
                name=one.name,
                unit=one.unit,
                is_computer=one.is_computer,
                is_audiovisual=one.is_audiovisual,
                sort_key=natural_sort_key(one.name),
            )
            for one in shipped_kinds()
        ],
        ignore_conflicts=True,
    )
    standards.objects.bulk_create(
        [
            standards(
                id=one.id, subject=one.subject, valid_from=one.valid_from, source=one.source, is_sample=True
            )
            for one in shipped_standards()
        ],
        ignore_conflicts=True,
    )
    lines.objects.bulk_create(
        [
            lines(id=one.line_id(name), standard_id=one.id, kind_id=kind_id(name), least=least)
            for one in shipped_standards()
            for name, least in one.lines
        ],
        ignore_conflicts=True,
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "required.toml").read_text(encoding="utf-8"))
