"""How shelves are used: visits, services, rotation, the travelling library, bookcases that were given, the culture of reading of a place.

Everything here stands on `libraries.Library`; no table keeps the name of a reader.
"""

from hoctap.reading.culture.models import BookRequest, ReadingAssessment, RequestState, Result
from hoctap.reading.grants.models import BookcaseGrant, GrantVisit, PointKind
from hoctap.reading.mobile.models import MobilePhoto, MobileStop, MobileTrip
from hoctap.reading.rotation.models import Rotation, RotationLeg, Trip, TripCopy, TripState
from hoctap.reading.services.models import (
    BooksDefinition,
    DigitalCheck,
    LibraryPlan,
    LibraryService,
    PlanState,
    ReadingStandard,
)
from hoctap.reading.visits.models import Purpose, VisitCorrection, VisitLine, VisitSheet, Way, Who

__all__ = [
    "BookRequest",
    "BookcaseGrant",
    "BooksDefinition",
    "DigitalCheck",
    "GrantVisit",
    "LibraryPlan",
    "LibraryService",
    "MobilePhoto",
    "MobileStop",
    "MobileTrip",
    "PlanState",
    "PointKind",
    "Purpose",
    "ReadingAssessment",
    "ReadingStandard",
    "RequestState",
    "Result",
    "Rotation",
    "RotationLeg",
    "Trip",
    "TripCopy",
    "TripState",
    "VisitCorrection",
    "VisitLine",
    "VisitSheet",
    "Way",
    "Who",
]
