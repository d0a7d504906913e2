"""Where the register itself points at a person."""

from hoctap.people.models import (
    AccountLink,
    Clan,
    DataBasis,
    DuplicateCandidate,
    Household,
    HouseholdMember,
    Person,
    PersonMerge,
    SubjectRequest,
    UnitMembership,
    WorkStatus,
)
from hoctap.people.registry import PersonReference

REFERENCES = (
    PersonReference(AccountLink, "person", sealed=("person",)),
    PersonReference(HouseholdMember, "person", open_until="left_year"),
    PersonReference(Household, "head", sealed=("head", "left_year")),
    PersonReference(UnitMembership, "person", open_until="to_year", per=("unit",)),
    PersonReference(WorkStatus, "person", open_until="to_year"),
    PersonReference(Clan, "representative", sealed=("representative",)),
    PersonReference(DataBasis, "person"),
    PersonReference(SubjectRequest, "person", sealed=("person",)),
    # What was said of the two rows stays said of them.
    PersonReference(Person, "merged_into", moves=False),
    PersonReference(PersonMerge, "kept", moves=False),
    PersonReference(PersonMerge, "dropped", moves=False),
    PersonReference(DuplicateCandidate, "person_a", moves=False),
    PersonReference(DuplicateCandidate, "person_b", moves=False),
)
