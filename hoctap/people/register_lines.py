"""A household and a person as the lists of the register show them: texts, no models."""

from typing import NamedTuple
from uuid import UUID

from hoctap.people.models import Relation, Sex
from hoctap.places.models import full_name_of, title_of


def _number(known: int | None) -> str:
    return "" if known is None else str(known)


class HouseholdLine(NamedTuple):
    """A household as its list shows it: texts, for fifty models with their relations cost more than all else of the page."""

    pk: UUID
    """Of the residence."""
    household_id: UUID
    hamlet_id: UUID
    sort_key: str
    full_name: str
    birth_year: int | None
    group_name: str
    address: str
    members_count: int | None
    person_id: UUID
    """The head's."""
    hamlet_kind: str
    hamlet_name: str
    commune_kind: str
    commune_name: str
    rank: int = 0
    """How well the name answers what was searched."""

    def __str__(self) -> str:
        return self.full_name

    @property
    def born(self) -> str:
        return _number(self.birth_year)

    @property
    def members(self) -> str:
        return _number(self.members_count)

    @property
    def hamlet(self) -> str:
        return title_of(self.hamlet_name, self.hamlet_kind)

    @property
    def commune(self) -> str:
        return full_name_of(self.commune_name, self.commune_kind)


class PersonLine(NamedTuple):
    """A person as the list shows him."""

    pk: UUID
    """Of the membership."""
    household_id: UUID
    hamlet_id: UUID
    sort_key: str
    full_name: str
    birth_year: int | None
    sex: str
    is_head: bool
    relation: str
    person_id: UUID
    number: str
    hamlet_kind: str
    hamlet_name: str
    commune_kind: str
    commune_name: str
    rank: int = 0
    """How well the name answers what was searched."""

    def __str__(self) -> str:
        return self.full_name

    @property
    def born(self) -> str:
        return _number(self.birth_year)

    @property
    def sex_words(self) -> str:
        return str(Sex(self.sex).label) if self.sex else ""

    @property
    def relation_words(self) -> str:
        return str(Relation(Relation.HEAD if self.is_head else self.relation).label)

    @property
    def hamlet(self) -> str:
        return title_of(self.hamlet_name, self.hamlet_kind)

    @property
    def commune(self) -> str:
        return full_name_of(self.commune_name, self.commune_kind)
