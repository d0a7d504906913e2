"""What is typed about a booking."""

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict

from hoctap.centres.facilities.choosing import kept_centres
from hoctap.centres.facilities.forms import CentreChoice, Hour, VenueChoice, Words, offer
from hoctap.centres.models import Venue
from hoctap.core.actor import Actor
from hoctap.core.forms import DayField
from hoctap.core.permissions import Permission


class BookingForm(forms.Form):
    venue = VenueChoice()
    on = DayField(label="Ngày")
    starts = Hour(label="Từ giờ")
    ends = Hour(label="Đến giờ")
    until = DayField(label="Lặp lại hằng tuần đến ngày", required=False, help_text="Để trống: chỉ một lần")
    what = Words(
        label="Dùng vào việc",
        longest=300,
        required=True,
        missing="Hãy ghi dùng vào việc gì.",
        help_text="Ví dụ: Lớp kỹ thuật trồng trọt, buổi 2",
    )
    who = Words(label="Đơn vị sử dụng", longest=200, help_text="Ví dụ: Hội Nông dân xã")
    centre = CentreChoice(label="Cho trung tâm", required=False, empty_label="Không của trung tâm nào")

    def __init__(
        self, post: QueryDict | None, *, actor: Actor, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(post, initial=initial)
        offer(self, "venue", bookable(actor))
        offer(self, "centre", kept_centres(actor))


def bookable(actor: Actor) -> Any:
    """Venues at which the actor may book."""
    rows = Venue.objects.standing().select_related("place").order_by("place__sort_key", "name", "id")
    return (
        rows
        if actor.system_job
        else rows.filter(place__path__overlap=actor.places_with(Permission.ATTENDANCE_TAKE))
    )


def day_asked(text: str, otherwise: dt.date) -> dt.date:
    """Of an address; nonsense is the other day."""
    try:
        day = dt.date.fromisoformat(text[:10])
    except ValueError:
        return otherwise
    return day if 2000 <= day.year <= 2100 else otherwise
