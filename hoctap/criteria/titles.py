"""Learning titles as data: the shipped ones from `titles.toml`, those that a place added of its own from the table `LearningTitle`.

`Title` is the code of one, a plain text for the database, with its words: `Title("learning_family").label`.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

FILE = Path(__file__).parent / "titles.toml"
LOCAL = "local_"
"""Begins the code of every title that a place added of its own."""


class SubjectKind(StrEnum):
    """What is recognised."""

    label: str
    word: str
    name_word: str

    def __new__(cls, value: str, label: str = "", word: str = "", name_word: str = "") -> "SubjectKind":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.word = word
        member.name_word = name_word
        return member

    HOUSEHOLD = "household", "hộ gia đình", "hộ", "Chủ hộ"
    PERSON = "person", "công dân", "công dân", "Họ và tên"
    CLAN = "clan", "dòng họ", "dòng họ", "Dòng họ"
    PLACE = "place", "cộng đồng", "cộng đồng", "Cộng đồng"
    UNIT = "unit", "đơn vị", "đơn vị", "Đơn vị"
    CENTRE = "centre", "trung tâm học tập cộng đồng", "trung tâm", "Trung tâm"
    """Ranked, not recognised: its title is one that comes with the program, no place adds another."""


class RoadKind(StrEnum):
    SEASON = "season"
    """By list, hamlet by hamlet, decided by the commune."""
    FILE = "file"
    """One file for each subject, judged by who may."""


@dataclass(frozen=True)
class TitleFacts:
    code: str
    name: str
    subject_kind: SubjectKind
    road: RoadKind
    place_levels: tuple[str, ...] = ()
    line_word: str = "tiêu chí"
    """What one line of its editions is called in the instrument."""
    self_word: str = "Tự đánh giá"
    """Who fills in the first column."""
    valid_months: int | None = None
    """How long a recognition holds; None where it is of its year only."""
    is_local: bool = False


class Title(str):
    """The code of a learning title. An unknown one has no words: `KeyError`."""

    __slots__ = ()

    LEARNING_FAMILY: ClassVar["Title"]
    LEARNING_CITIZEN: ClassVar["Title"]

    @property
    def facts(self) -> TitleFacts:
        return _facts(str(self))

    @property
    def value(self) -> str:
        return str(self)

    @property
    def label(self) -> str:
        return self.facts.name

    @property
    def subject_kind(self) -> SubjectKind:
        return self.facts.subject_kind

    @property
    def is_of_persons(self) -> bool:
        """Its dossiers are of one person each; the others of a household."""
        return self.facts.subject_kind is SubjectKind.PERSON

    @property
    def subject_word(self) -> str:
        """What is counted: '25 hộ', '25 công dân'."""
        return self.facts.subject_kind.word

    @property
    def subject_phrase(self) -> str:
        """The same, spelled as papers do."""
        return self.facts.subject_kind.label

    @property
    def name_word(self) -> str:
        """The head of the column that names who is recognised."""
        return self.facts.subject_kind.name_word

    @property
    def self_word(self) -> str:
        """Who fills in the first column."""
        return self.facts.self_word

    @property
    def point_word(self) -> str:
        """What one line of the edition is called in its instrument."""
        return self.facts.line_word


Title.LEARNING_FAMILY = Title("learning_family")
Title.LEARNING_CITIZEN = Title("learning_citizen")

# Local titles once they were read: they never change.
_local: dict[str, TitleFacts] = {}


def facts_from(data: dict[str, Any], *, is_local: bool = False) -> TitleFacts:
    return TitleFacts(
        code=data["code"],
        name=data["name"],
        subject_kind=SubjectKind(data["subject_kind"]),
        road=RoadKind(data["road"]),
        place_levels=tuple(data.get("place_levels", ())),
        line_word=data.get("line_word") or "tiêu chí",
        self_word=data.get("self_word") or "Tự đánh giá",
        valid_months=data.get("valid_months"),
        is_local=is_local,
    )


@cache
def shipped_titles() -> dict[str, TitleFacts]:
    """In the order in which they are shown."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {row["code"]: facts_from(row) for row in data["titles"]}


def remember(facts: TitleFacts) -> Title:
    """A local title whose row was just read: nobody needs to look it up again."""
    _local[facts.code] = facts
    return Title(facts.code)


def is_title(code: str) -> bool:
    try:
        _facts(code)
    except KeyError:
        return False
    return True


def is_season_title(code: str) -> bool:
    return is_title(code) and _facts(code).road is RoadKind.SEASON


def _facts(code: str) -> TitleFacts:
    found = shipped_titles().get(code) or _local.get(code)
    if found is None:
        # Here and not above: the module of the models reads this one.
        from hoctap.criteria.models import LearningTitle

        row = LearningTitle.objects.filter(code=code).first()
        if row is None:
            raise KeyError(code)
        found = _local[code] = row.facts
    return found
