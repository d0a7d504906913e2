"""What the minutes would say if they were printed now: compared with the signed sheet before it is filed."""

from hoctap.core import reading
from hoctap.papers.content import PaperContent, RecordContent
from hoctap.papers.models import Paper
from hoctap.recognition.commune_meetings import contents
from hoctap.recognition.commune_meetings.models import CommuneMeeting


def commune_minutes_now(paper: Paper, printed: PaperContent) -> PaperContent | None:
    meeting = (
        CommuneMeeting.objects.select_related("round__edition", "round__place", "minutes__issuer")
        .filter(minutes=paper)
        .first()
    )
    if meeting is None or not isinstance(printed, RecordContent):
        return None
    with reading.not_shown():
        agreed = sorted(
            meeting.agreed.select_related("household__head", "person", "hamlet"),
            key=lambda one: (one.hamlet.sort_key, one.sort_key, one.pk),
        )
        exceptions = list(
            meeting.exceptions.select_related(
                "dossier__household__head", "dossier__person", "dossier__hamlet"
            )
        )
    return contents.commune_minutes(meeting, meeting.minutes.issuer, agreed, exceptions)
