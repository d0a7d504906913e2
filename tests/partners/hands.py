"""Partners of a commune, and activities in which they take part: what the tests share."""

import datetime as dt

from hoctap.centres.models import Centre, Topic
from hoctap.learning.models import Activity, ActivityBody, Headcount, Session
from hoctap.places.models import Organisation, Place
from tests.centres.hands import topic


def held(
    place: Place,
    name: str,
    *,
    on: dt.date,
    of: Topic | None = None,
    people: int | None = None,
    organisation: Organisation | None = None,
    role: str = "partner",
    state: str = "held",
    title: str = "Kỹ thuật trồng sen",
    centre: Centre | None = None,
) -> Activity:
    commune = place if place.level == "commune" else Place.objects.get(pk=place.parent_id)
    activity = Activity.objects.create(
        commune=commune,
        place=place,
        centre=centre,
        kind="talk",
        topic=of or topic(),
        title=title,
        starts_on=on,
        ends_on=on,
        state=state,
        cancelled_why="mưa bão" if state == "cancelled" else "",
        recorded_by="kiểm thử",
    )
    ActivityBody.objects.create(activity=activity, name=name, organisation=organisation, role=role)
    if people is not None:
        session = Session.objects.create(activity=activity, number=1, on=on, state="held", counted_by="heads")
        Headcount.objects.create(session=session, people=people)
    return activity
