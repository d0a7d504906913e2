"""What was said at or before a meeting, for who holds it: never by whom."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from hoctap.recognition.meetings.considering import of_group
from hoctap.recognition.models import Dossier, Objection, VillageMeeting


@dataclass(frozen=True)
class Said:
    """Without the name of who spoke: it does not even leave the query."""

    id: UUID
    about: str
    title_name: str
    content: str
    handler: str
    received_on: dt.date
    is_open: bool
    answer: str
    answered_on: dt.date | None


def said_at(meeting: VillageMeeting) -> list[Said]:
    """At the meetings of the ấp and its Tổ, newest first; of a Tổ its own."""
    found = Objection.objects.filter(meeting__hamlet=meeting.hamlet_id, round__votes__meeting=meeting)
    if meeting.group_name:
        found = found.filter(meeting__group_name=meeting.group_name)
    rows = found.select_related("round", "dossier__household__head", "dossier__person").defer("from_whom")
    return [
        Said(
            one.pk,
            one.dossier.subject_name,
            one.round.title_name,
            one.content,
            one.handler,
            one.received_on,
            one.is_open,
            one.answer,
            one.answered_on,
        )
        for one in rows.order_by("-id")
    ]


def names_before(meeting: VillageMeeting) -> list[tuple[str, str]]:
    """Those on its lists, for the choice of whom it is about."""
    names = []
    for vote in meeting.votes.filter(round__isnull=False).select_related("round"):
        assert vote.round is not None
        rows = vote.round.dossiers.before_the_meeting(meeting.hamlet).named().order_by("sort_key", "id")
        names += [
            (str(one.pk), f"{one.subject_name}, {vote.title_name}")
            for one in of_group(rows, meeting.group_name)
        ]
    return names


def dossier_before(meeting: VillageMeeting, key: str) -> Dossier | None:
    return Dossier.objects.filter(pk=key, hamlet=meeting.hamlet_id).select_related("round").first()
