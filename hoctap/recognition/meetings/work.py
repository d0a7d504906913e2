"""Meetings whose day has come, waiting for their result."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_date
from hoctap.recognition.models import MeetingState, VillageMeeting


def work_items(by: Actor) -> list[WorkItem]:
    if not by.may_anywhere(Permission.MEETING_RECORD):
        return []
    waiting = VillageMeeting.objects.filter(
        state=MeetingState.CALLED,
        held_on__lte=today(),
        hamlet__path__overlap=by.places_with(Permission.MEETING_RECORD),
    )
    return [
        WorkItem(
            f"Ghi kết quả họp {meeting.where_name} ngày {format_date(meeting.held_on)}",
            reverse("meeting_record", args=[meeting.pk]),
            why=f"mời {meeting.households_invited} hộ, {meeting.venue}",
            due_on=meeting.held_on,
            late=meeting.held_on < today(),
            order=7,
        )
        for meeting in waiting.select_related("hamlet").order_by("held_on", "pk")
    ]
