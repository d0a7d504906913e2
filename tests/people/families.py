"""A family of the tests: who lives in one household."""

from hoctap.core.actor import Actor
from hoctap.people import actions
from hoctap.people.models import Household, Person
from hoctap.places.models import Place
from tests.world import make_household

FATHER, MOTHER, SON = "Nguyễn Văn Cha", "Trần Thị Mẹ", "Nguyễn Văn Con"


def make_family(
    hamlet: Place, by: Actor, *, listed_year: int = 2022
) -> tuple[Household, Person, Person, Person]:
    """The household, its head, his wife, their son."""
    household = make_household(hamlet, FATHER, listed_year=listed_year, birth_year=1960)
    mother = actions.add_member(
        household, full_name=MOTHER, year=listed_year, relation="spouse", birth_year=1962, by=by
    )
    son = actions.add_member(
        household, full_name=SON, year=listed_year, relation="child", birth_year=1990, sex="m", by=by
    )
    return household, household.head, mother, son
