"""Whom the minutes of an ấp's meeting name as agreed to, and when that was."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Min

from hoctap.papers.models import PaperState
from hoctap.recognition.models import MeetingLine, MeetingState, Outcome


def agreed_on(dossiers: Collection[UUID]) -> dict[UUID, dt.date]:
    """Dossier → the first day on which a meeting of its ấp agreed to it. A Tổ alone names nobody to the commune, nor do dropped minutes."""
    lines = (
        MeetingLine.objects.filter(
            dossier__in=list(dossiers),
            outcome=Outcome.AGREED,
            vote__meeting__state=MeetingState.HELD,
            vote__meeting__group_name="",
            vote__meeting__minutes__isnull=False,
        )
        .exclude(vote__meeting__minutes__state=PaperState.VOID)
        .order_by()
        .values_list("dossier_id")
        .annotate(first=Min("vote__meeting__held_on"))
    )
    return {dossier_id: first for dossier_id, first in lines if dossier_id is not None}
