"""What the tests of schooling begin with."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.places.models import Place
from hoctap.schooling import actions
from hoctap.schooling.models import Pupil
from hoctap.schooling.rules import PupilDetails, TypedEnrolment, TypedLevel, TypedYear

DAY = dt.date(2024, 10, 5)


def year_of(
    *,
    year: int = 2024,
    levels: dict[str, TypedLevel] | None = None,
    enrolments: dict[str, TypedEnrolment] | None = None,
    relapsed: str = "",
    why: str = "",
) -> TypedYear:
    return TypedYear(year, DAY, levels or {}, enrolments or {}, relapsed, why=why)


def pupil(hamlet: Place, name: str = "Lê Văn Nghỉ", *, born: int = 2012, by: Actor) -> Pupil:
    standing = Pupil.objects.waiting().filter(hamlet=hamlet, full_name=name).first()
    details = PupilDetails(name, born, "lower_secondary", 2024)
    return standing or actions.list_pupil(hamlet, details, by=by)
