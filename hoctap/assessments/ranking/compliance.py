"""Whether a centre assessed itself for the year: one of the requirements of its file."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.assessments.models import Ranking
from hoctap.centres.models import Centre
from hoctap.centres.registry import Answer, Met
from hoctap.core.dates import today


def self_assessed(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """Its own points are closed, whatever became of them since; a draft, or a sheet that was sent back, is none yet. One query."""
    rows = Ranking.objects.kept().filter(centre__in=[one.pk for one in centres], year=year)
    sheets = {row.centre_id: row for row in reversed(rows)}
    found = {}
    for one in centres:
        row = sheets.get(one.pk)
        if row is None:
            url = reverse("ranking_list", query={"centre": one.pk, "year": year})
            met, note = Met.NOT, "chưa tự đánh giá"
        else:
            url = reverse("ranking_detail", args=[row.pk])
            met, note = (Met.NOT if row.is_open else Met.DONE), row.get_state_display().lower()
        if met == Met.NOT and year >= today().year:
            met, note = Met.UNKNOWN, f"{note}, năm chưa hết"
        found[one.pk] = Answer(met, note, url)
    return found
