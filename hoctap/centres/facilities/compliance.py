"""Whether a centre has everything that the list of its place asks for: one of the requirements of its file."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.centres.facilities.equipment.queries import as_of, gaps_of
from hoctap.centres.models import Centre
from hoctap.centres.registry import Answer, Met
from hoctap.core.dates import today


def equipment(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """Today, or as the last check of a past year found it; of who recorded nothing it is not known. At most three queries."""
    day = as_of(year)
    if day > today():
        return {}
    found = {}
    for pk, gap in gaps_of(centres, day).items():
        note = f"thiếu {gap.words}" if gap.lacks else ""
        if gap.standard.is_sample:
            note = f"{note}, theo danh mục mẫu chưa xác thực".removeprefix(", ")
        met = Met.DONE if gap.is_whole else Met.NOT
        found[pk] = Answer(met, note, reverse("equipment_list", query={"centre": pk}))
    return found
