"""What papers ask of a board's meetings: where the minutes lead back to, whom they name, what they would say now."""

import dataclasses

from django.urls import reverse

from hoctap.centres.board import queries
from hoctap.centres.board.models import BoardMeeting
from hoctap.centres.persons import note_names
from hoctap.papers.content import PaperContent, ProceedingsContent
from hoctap.papers.models import Paper


def about_url(paper: Paper) -> str:
    return reverse("boardmeeting_detail", args=[paper.about_id])


def note_paper(paper: Paper) -> None:
    meeting = BoardMeeting.objects.filter(pk=paper.about_id).first()
    if meeting is not None:
        note_names([*queries.present_at(meeting), *queries.absent_from(meeting)])


def lay_out_again(paper: Paper, printed: PaperContent) -> PaperContent | None:
    """Who signs, number and day are the print's."""
    rows = BoardMeeting.objects.select_related("centre__organisation__place")
    meeting = rows.filter(pk=paper.about_id).first()
    if meeting is None or not isinstance(printed, ProceedingsContent):
        return None
    return dataclasses.replace(
        queries.minutes_now(meeting), letterhead=printed.letterhead, signer=printed.signer
    )
