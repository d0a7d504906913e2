"""Days and weeks of the year, movements and campaigns, and where their figures go on to.

A day (`days.models.Observance`) falls by a rule or is dated year by year; what a place plans for it in a year is an `Occasion`, to which
the activities of the centre's year belong. A `Movement` is launched by a body for its place and all below; units join once, and what each
did stands as results with what shows it. Names of people are kept nowhere here: units are bodies, hamlets, clans, and households by number.
"""

from hoctap.movements.campaigns.models import (
    Movement,
    MovementReview,
    MovementUnit,
    UnitResult,
)
from hoctap.movements.crosswalk.models import CrosswalkLine
from hoctap.movements.days.models import (
    Observance,
    ObservanceDates,
    ObservanceSetting,
    Occasion,
    OccasionActivity,
    OccasionItem,
    ReminderSent,
)

__all__ = [
    "CrosswalkLine",
    "Movement",
    "MovementReview",
    "MovementUnit",
    "Observance",
    "ObservanceDates",
    "ObservanceSetting",
    "Occasion",
    "OccasionActivity",
    "OccasionItem",
    "ReminderSent",
    "UnitResult",
]
