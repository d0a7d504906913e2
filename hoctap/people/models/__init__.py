"""The register: who lives where, since when, and the lists they came from. Nothing on ethnicity, religion, disability, poverty."""

from hoctap.people.models.accounts import AccountLink, AccountLinkQuerySet
from hoctap.people.models.clans import Clan, ClanShare
from hoctap.people.models.consents import Basis, Channel, DataBasis, PrivacyNotice, Purpose
from hoctap.people.models.duplicates import CandidateState, DuplicateCandidate, Likeness, PersonMerge
from hoctap.people.models.households import (
    Household,
    HouseholdLeftKind,
    HouseholdMember,
    HouseholdMemberQuerySet,
    HouseholdQuerySet,
    LeftKind,
    Relation,
    Residence,
    ResidenceQuerySet,
)
from hoctap.people.models.imports import (
    ImportAnswer,
    ImportFinding,
    ImportMapping,
    ImportProgress,
    ImportRow,
    ImportRun,
    ImportRunQuerySet,
)
from hoctap.people.models.not_assessed import NotAssessed, NotAssessedReason
from hoctap.people.models.persons import Person, PersonQuerySet, Sex
from hoctap.people.models.requests import RequestKind, RequestState, SubjectRequest
from hoctap.people.models.still_here import StillHere
from hoctap.people.models.units import UnitKind, UnitMembership, UnitStaffCount, Work, WorkStatus, WorkUnit

__all__ = [
    "AccountLink",
    "AccountLinkQuerySet",
    "Basis",
    "CandidateState",
    "Channel",
    "Clan",
    "ClanShare",
    "DataBasis",
    "DuplicateCandidate",
    "Household",
    "HouseholdLeftKind",
    "HouseholdMember",
    "HouseholdMemberQuerySet",
    "HouseholdQuerySet",
    "ImportAnswer",
    "ImportFinding",
    "ImportMapping",
    "ImportProgress",
    "ImportRow",
    "ImportRun",
    "ImportRunQuerySet",
    "LeftKind",
    "Likeness",
    "NotAssessed",
    "NotAssessedReason",
    "Person",
    "PersonMerge",
    "PersonQuerySet",
    "PrivacyNotice",
    "Purpose",
    "Relation",
    "RequestKind",
    "RequestState",
    "Residence",
    "ResidenceQuerySet",
    "Sex",
    "StillHere",
    "SubjectRequest",
    "UnitKind",
    "UnitMembership",
    "UnitStaffCount",
    "Work",
    "WorkStatus",
    "WorkUnit",
]
