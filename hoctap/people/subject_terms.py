"""Until when a request about one's own data is answered at a place."""

import datetime as dt

from django.conf import settings

from hoctap.core.dates import working_days_after
from hoctap.core.registries import days_off_at
from hoctap.people import subject_rules
from hoctap.places.models import Place


def term_of(place: Place, received_on: dt.date, kind: str) -> dt.date:
    """`kind`: of the request, or "acknowledge"."""
    days = subject_rules.days_of(settings.REQUEST_DAYS)[kind]
    off = days_off_at(place.path, received_on, received_on + dt.timedelta(days=365))
    return working_days_after(received_on, days, off)
