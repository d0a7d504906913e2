"""Where the paper of a check leads to."""

from django.urls import reverse

from hoctap.papers.models import Paper


def about_url(paper: Paper) -> str:
    return reverse("check_detail", args=[paper.about_id])
