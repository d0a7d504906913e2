from django.urls import reverse

from hoctap.papers.models import Paper


def about_url(paper: Paper) -> str:
    """Where the paper of a periodic report leads back to."""
    return reverse("periodic_detail", args=[paper.about_id])
