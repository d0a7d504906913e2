"""Which needs stand in a programme, told to the list of needs."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.learning.models import ProgrammeLine
from hoctap.surveys.registry import Cover


def covers_of(needs: Sequence[UUID]) -> dict[UUID, Cover]:
    """Of a need in several lines the first. One query."""
    rows = (
        ProgrammeLine.objects.filter(needs__in=needs)
        .order_by("-programme__year", "-position", "-pk")
        .values_list("needs__pk", "title", "programme_id", "programme__year")
    )
    return {
        need: Cover(f"{title}, chương trình năm {year}", reverse("programme_detail", args=[programme]))
        for need, title, programme, year in rows
    }
