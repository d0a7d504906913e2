"""What papers ask of programmes: where a paper leads back to, and what it would say now."""

import dataclasses

from django.urls import reverse

from hoctap.learning.models import Programme
from hoctap.learning.programmes.contents import programme_paper
from hoctap.papers.content import PaperContent, PlanContent
from hoctap.papers.models import Paper


def about_url(paper: Paper) -> str:
    return reverse("programme_detail", args=[paper.about_id])


def lay_out_again(paper: Paper, printed: PaperContent) -> PaperContent | None:
    """Who signs, number and day are the print's."""
    rows = Programme.objects.select_related("centre__organisation__place")
    programme = rows.filter(pk=paper.about_id).first()
    if programme is None or not isinstance(printed, PlanContent):
        return None
    now = programme_paper(programme)
    return dataclasses.replace(now, letterhead=printed.letterhead, signer=printed.signer)
