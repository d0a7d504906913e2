from django.urls import reverse

from hoctap.papers.models import Paper


def about_url(paper: Paper) -> str:
    """Where a report's paper leads back to: its frozen figures."""
    return reverse("report_detail", args=[paper.about_id])
