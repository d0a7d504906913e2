"""The register: who lives where, since when, and the lists they came from. Nothing on ethnicity, religion, disability, poverty."""

from hoctap.people.models.households import (
    Household,
    HouseholdMember,
    HouseholdMemberQuerySet,
    HouseholdQuerySet,
    Relation,
    Residence,
    ResidenceQuerySet,
)
from hoctap.people.models.imports import ImportRun, ImportRunQuerySet
from hoctap.people.models.persons import Person, Sex

__all__ = [
    "Household",
    "HouseholdMember",
    "HouseholdMemberQuerySet",
    "HouseholdQuerySet",
    "ImportRun",
    "ImportRunQuerySet",
    "Person",
    "Relation",
    "Residence",
    "ResidenceQuerySet",
    "Sex",
]
