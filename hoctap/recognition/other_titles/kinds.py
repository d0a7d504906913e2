"""The other titles, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "kinds.toml"
HOUSEHOLD, HAMLET, COMMUNE = "household", "hamlet", "commune"
WORDS = {HOUSEHOLD: "hộ", HAMLET: "ấp, khóm", COMMUNE: "xã"}


@dataclass(frozen=True)
class OtherKind:
    code: str
    name: str
    subject: str
    beside: tuple[str, ...] = ()
    """Codes of the learning titles that a plan names together with it."""

    @property
    def subject_word(self) -> str:
        return WORDS[self.subject]


@cache
def other_kinds() -> dict[str, OtherKind]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        row["code"]: OtherKind(row["code"], row["name"], row["subject"], tuple(row["beside"]))
        for row in data["kinds"]
    }
