"""The words of the field that the rules match, kept in `vocabulary.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(
        files("hoctap.intake.extraction").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    )


def words(name: str) -> tuple[str, ...]:
    """The entries of one list; "headings.past" is the list `past` of the table `headings`."""
    value = _tables()
    for part in name.split("."):
        value = value[part]
    return tuple(value)


def any_of(name: str) -> str:
    """A pattern for any entry of a list, longest first."""
    return alternatives(words(name))


def alternatives(entries: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(sorted(entries, key=len, reverse=True))})"
