"""The editions that come as files, read without a database: what they say, and what judges by them."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from hoctap.criteria.drafting.content import Content, content_from
from hoctap.criteria.scoring import FrozenEdition, Grade
from hoctap.criteria.standards import FrozenStandard

FILES = Path(__file__).parent / "editions"


@dataclass(frozen=True)
class Shipped:
    code: str
    title: str
    content: Content
    is_frame: bool

    @property
    def is_standards(self) -> bool:
        return self.content.is_standards

    @property
    def is_scored(self) -> bool:
        return not self.is_frame

    @property
    def is_sample(self) -> bool:
        return self.content.verification == "sample"

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(row["code"] for row in self.content.kinds)

    @property
    def variants(self) -> tuple[str, ...]:
        return tuple(row["code"] for row in self.content.variants)

    def standard(self) -> FrozenStandard:
        return FrozenStandard(
            self.code,
            self.content.stages,
            tuple(line.indicator for line in self.content.lines),
            self.is_sample,
        )

    def frozen(self) -> FrozenEdition:
        return FrozenEdition(
            code=self.code,
            threshold=self.content.threshold,
            is_sample=self.is_sample,
            criteria=tuple(line.frozen for line in self.content.lines),
            least_each=self.content.least_each,
            grades=tuple(
                Grade(row["code"], row["label"], Decimal(str(row["from"]))) for row in self.content.grades
            ),
        )


@cache
def shipped_editions() -> tuple[Shipped, ...]:
    """In the order of their files."""
    found = []
    for file in sorted(FILES.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        found.append(
            Shipped(data["code"], data["title"], content_from(data), bool(data.get("is_frame", False)))
        )
    return tuple(found)
