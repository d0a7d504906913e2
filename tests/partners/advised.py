"""A advice as the tests need it."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.partners import actions
from hoctap.partners.models import Advice
from hoctap.places.models import Place


def advice(place: Place, by: Actor, title: str = "Bố trí phòng học") -> Advice:
    return actions.add_advice(place, title=title, to_body="Đảng ủy xã", sent_on=dt.date(2026, 2, 1), by=by)
