"""Words as they may stand in a file of a paper: what cannot be printed is left out."""

import dataclasses
from typing import Any

from hoctap.papers.table_drawing import MARK


def cleaned(value: Any) -> Any:
    """Content with words as they may stand in the file; none can be taken for the place of a table."""
    if isinstance(value, str):
        return clean_text(value).replace(MARK, "")
    if isinstance(value, tuple):
        return tuple(cleaned(one) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{field.name: cleaned(getattr(value, field.name)) for field in dataclasses.fields(value)}
        )
    return value


def clean_text(value: Any) -> Any:
    """Without the characters XML refuses and those docxtpl reads as page or paragraph breaks.

    A line break stays.
    """
    if isinstance(value, str):
        return "".join(
            letter for letter in value.replace("\t", " ") if letter == "\n" or _is_printable(letter)
        )
    if isinstance(value, list):
        return [clean_text(item) for item in value]
    if isinstance(value, dict):
        return {key: clean_text(item) for key, item in value.items()}
    return value


def _is_printable(letter: str) -> bool:
    point = ord(letter)
    return (
        point >= 0x20
        and not 0x7F <= point <= 0x9F
        and not 0xD800 <= point <= 0xDFFF
        and point & 0xFFFE != 0xFFFE
    )
