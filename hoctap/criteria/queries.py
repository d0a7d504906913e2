"""Which edition applies: by title and year, published, valid in that year."""

import datetime as dt

from django.db.models import Q, QuerySet

from hoctap.criteria.models import CriteriaEdition, Verification


def editions_for(title: str, year: int) -> QuerySet[CriteriaEdition]:
    """Published editions that were valid on some day of the year, the newest first."""
    return CriteriaEdition.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 1, 1)),
        title=title,
        published_at__isnull=False,
        valid_from__lte=dt.date(year, 12, 31),
    ).order_by("-valid_from")


def editions_of_drafts() -> QuerySet[CriteriaEdition]:
    """Published editions with indicators whose words are those of a draft, waiting for the printed text."""
    return CriteriaEdition.objects.filter(
        published_at__isnull=False, criteria__verification=Verification.DRAFT_LABEL
    ).distinct()
