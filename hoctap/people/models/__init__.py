"""The register: who lives where, since when, and the lists they came from. Nothing on ethnicity, religion, disability, poverty."""

from hoctap.people.models.households import (
    Household,
    HouseholdMember,
    HouseholdQuerySet,
    Relation,
    Residence,
    ResidenceQuerySet,
)
from hoctap.people.models.imports import (
    ImportFinding,
    ImportMapping,
    ImportProgress,
    ImportRow,
    ImportRun,
    ImportRunQuerySet,
)
from hoctap.people.models.persons import Person, Sex

__all__ = [
    "Household",
    "HouseholdMember",
    "HouseholdQuerySet",
    "ImportFinding",
    "ImportMapping",
    "ImportProgress",
    "ImportRow",
    "ImportRun",
    "ImportRunQuerySet",
    "Person",
    "Relation",
    "Residence",
    "ResidenceQuerySet",
    "Sex",
]
