"""Which needs stand in a centre's programme."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.learning.models import ProgrammeLine
from hoctap.surveys.registry import Cover


def covers(need_ids: Sequence[UUID]) -> dict[UUID, Cover]:
    """Need → the line that answers it; of several the earliest in the year. One query."""
    through = ProgrammeLine.needs.through.objects.filter(need__in=list(need_ids))
    rows = through.order_by("-programmeline__month_from", "-programmeline__position").values_list(
        "need", "programmeline__title", "programmeline__programme", "programmeline__programme__year"
    )
    return {
        need: Cover(f"{title}, chương trình năm {year}", reverse("programme_detail", args=[programme]))
        for need, title, programme, year in rows
    }
