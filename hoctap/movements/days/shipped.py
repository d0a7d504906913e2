"""The days and weeks that come with the program, read from `days.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

_NAMES = UUID("8f2c1f39-2f55-4a0b-9d4e-6d1c1d2b7a10")
LEARNING_WEEK = "lifelong-learning-week"
BASIS = "Ngày quen dùng; văn bản gốc chưa kiểm chứng"
BASIS_OF_WEEK = "Ngày từng năm ghi theo văn bản; chưa ghi thì chưa kiểm chứng"


@dataclass(frozen=True)
class ShippedDay:
    code: str
    name: str
    month: int | None
    day: int | None
    is_week: bool

    @property
    def id(self) -> UUID:
        return uuid5(_NAMES, self.code)

    @property
    def values(self) -> dict[str, Any]:
        """Of its row."""
        return {
            "code": self.code,
            "name": self.name,
            "kind": "week" if self.is_week else "day",
            "rule": "yearly" if self.is_week else "date",
            "month": self.month,
            "day": self.day,
            "basis": BASIS_OF_WEEK if self.is_week else BASIS,
        }


@cache
def shipped_days() -> tuple[ShippedDay, ...]:
    data = tomllib.loads((Path(__file__).parent / "days.toml").read_text(encoding="utf-8"))
    return tuple(
        ShippedDay(one["code"], one["name"], one.get("month"), one.get("day"), bool(one.get("week")))
        for one in data["day"]
    )
