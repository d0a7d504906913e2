"""What the year's programme and activities say of a centre's requirements."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count

from hoctap.centres.compliance.rules import ACTIVITIES
from hoctap.centres.models import Centre
from hoctap.centres.registry import Answer, Met
from hoctap.core.dates import today
from hoctap.learning.models import Activity, Programme, ProgrammeState


def programme(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """Approved; a draft, or one that waits, is none yet. One query."""
    rows = Programme.objects.filter(centre__in=[one.pk for one in centres], year=year)
    states = {row.centre_id: ProgrammeState(row.state) for row in rows}
    return {
        one.pk: Answer(
            Met.DONE if states.get(one.pk) == ProgrammeState.APPROVED else Met.NOT,
            str(states[one.pk].label) if one.pk in states else "chưa lập",
        )
        for one in centres
    }


def activities(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """Held in the year. Fewer than asked for in a year that runs on is not known yet. One query."""
    rows = Activity.objects.held().of_year(year).filter(centre__in=[one.pk for one in centres])
    held = dict(rows.order_by().values_list("centre").annotate(n=Count("pk")))
    found = {}
    for one in centres:
        count = held.get(one.pk, 0)
        runs_on = year >= today().year
        met = Met.DONE if count >= ACTIVITIES else Met.UNKNOWN if runs_on else Met.NOT
        words = f"{count}/{ACTIVITIES} hoạt động" + (", năm chưa hết" if met == Met.UNKNOWN else "")
        found[one.pk] = Answer(met, words)
    return found
