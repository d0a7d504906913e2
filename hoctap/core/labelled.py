"""Words that are stored, with what people read for them."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A member is `NAME = "stored", "Chữ hiện ra"`: its value is stored, its label shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member
