"""From a paper to the page on which it was written."""

from django.urls import reverse

from hoctap.papers.models import UNSIGNED, Paper


def about_url(paper: Paper) -> str:
    return reverse("draft_edit", args=[paper.pk]) if paper.state in UNSIGNED else ""
