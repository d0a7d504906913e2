"""Addresses with a query, which `{% url %}` cannot write."""

from uuid import UUID

from django.urls import reverse


def review_of(season_id: UUID, hamlet_id: UUID) -> str:
    """The commune's desk with the dossiers of one hamlet, to be decided a page at a time."""
    return f"{reverse('review_queue', args=[season_id])}?hamlet={hamlet_id}&decide=1"
