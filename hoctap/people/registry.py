"""What higher apps add to the register: links on the pages of a household and of a person, what must happen when either
enters it, and what they keep of a person: where they point at him, what they hand out, what they erase.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.core.registries import Registry
from hoctap.people.models import Household, Person


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    note: str = ""


# Each gives the links of one subject (its dossiers, say) that this actor may open.
household_sections: Registry[Callable[[Household, Actor], list[Link]]] = Registry()


person_sections: Registry[Callable[[Person, Actor], list[Link]]] = Registry()


# Called in the transaction that adds the households.
after_households_added: Registry[Callable[[list[Household], Actor], None]] = Registry()


# Called in the transaction that adds persons, with pairs that may be one person and why, in words.
after_persons_added: Registry[Callable[[list[tuple[Person, Person, str]], Actor], None]] = Registry()


@dataclass(frozen=True)
class PersonReference:
    """A foreign key to Person. When two persons turn out to be one it moves to the one kept, unless it is history.

    Where a person has one open row at a time, `open_until` is the year field that is empty in it and `per` what it is one of.
    `sealed` are the fields whose later change makes a merge final; none means all. `which(rows, kept)` narrows what moves; `words` is
    what the rows are called where a merge can't be taken back.
    """

    model: type[Model]
    field: str
    moves: bool = True
    open_until: str = ""
    per: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    which: "Callable[[QuerySet[Any], Person], QuerySet[Any]] | None" = None
    words: str = ""

    @property
    def key(self) -> str:
        return f"{self.model._meta.label}.{self.field}"


# Why two rows cannot become one yet, for what higher apps keep of them: the one kept, the one dropped.
merge_blockers: Registry[Callable[[Person, Person], list[Reason]]] = Registry()


# Every foreign key to Person in the house is here, under its own key; a test walks them.
person_references: Registry[PersonReference] = Registry()


def refer(*references: PersonReference) -> None:
    for reference in references:
        person_references.register(reference.key, reference)


@dataclass(frozen=True)
class ExportPart:
    """What is held about a person under one heading: rows of label and value."""

    title: str
    rows: list[dict[str, str]] = field(default_factory=list)


person_exports: Registry[Callable[[Person], list[ExportPart]]] = Registry()


# Why a person cannot be erased yet.
erasure_blockers: Registry[Callable[[Person], list[Reason]]] = Registry()


@dataclass(frozen=True)
class Erasure:
    """What erasing means to those that keep copies. `households`: whose page or key names him; `name`: as it was."""

    person: Person
    name: str
    households: list[Household]
    files: frozenset[str] = frozenset()
    """Keys of the files that the officer marked as showing this person."""


@dataclass(frozen=True)
class PersonFile:
    """A photo or file that may show the person or his papers. `alone`: it is about nobody else, so it goes with him."""

    key: str
    label: str
    url: str
    alone: bool


# For the officer who erases: he looks at each and marks those that show the person.
person_files: Registry[Callable[[Person, Actor], list[PersonFile]]] = Registry()


# Called in the transaction of the erasure; each erases its own copies.
person_erasures: Registry[Callable[[Erasure], None]] = Registry()


# What stays after an erasure and why, in sentences for the screen.
what_stays: Registry[str] = Registry()
