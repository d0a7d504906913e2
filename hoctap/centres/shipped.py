"""The topics that come with the program."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5

_NAMES = UUID("6f0f3f6e-1f0b-4d5e-9b0a-6a9a5a0d6c11")


@dataclass(frozen=True)
class ShippedTopic:
    code: str
    name: str
    parent: str = ""

    @property
    def id(self) -> UUID:
        return uuid5(_NAMES, self.code)

    @property
    def parent_id(self) -> UUID | None:
        return uuid5(_NAMES, self.parent) if self.parent else None


@cache
def shipped_topics() -> tuple[ShippedTopic, ...]:
    """Each field before its topics."""
    data = tomllib.loads((Path(__file__).parent / "topics.toml").read_text(encoding="utf-8"))
    found: list[ShippedTopic] = []
    for one in data["field"]:
        found.append(ShippedTopic(one["code"], one["name"]))
        found += [ShippedTopic(code, name, one["code"]) for code, name in one["topics"]]
    return tuple(found)
