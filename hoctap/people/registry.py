"""What higher apps add to the register: links on a household's page, and what must happen when
households enter it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.core.registries import Registry
from hoctap.people.models import Household, Person


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    note: str = ""


# Each gives the links of one subject (its dossiers, say) that this actor may open.
household_sections: Registry[Callable[[Household, Actor], list[Link]]] = Registry()
# Called in the transaction that adds the households.
after_households_added: Registry[Callable[[list[Household], Actor], None]] = Registry()
# Called in the transaction that adds persons, with pairs that may be one person and why, in words.
after_persons_added: Registry[Callable[[list[tuple[Person, Person, str]], Actor], None]] = Registry()
