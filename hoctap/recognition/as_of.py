"""Dossiers and counters as they stood at the end of a past day, from the moves that were written down (`StateChange`).

What counts is the day on which the system was told, not the date of a paper. A dossier is registered from the moment it leaves
"listed", and it is recognised or not whatever became of it later. The register of households knows years and no days, so a
denominator is that of the year.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from hoctap.core.dates import ONE_DAY, VIETNAM
from hoctap.measures.queries import Past
from hoctap.recognition.models import Dossier, RecognitionRound, StateChange


def end_of(day: dt.date) -> dt.datetime:
    """The first moment that is not of the day any more."""
    return dt.datetime.combine(day + ONE_DAY, dt.time(), VIETNAM)


def with_state_then(dossiers: QuerySet[Dossier], day: dt.date) -> QuerySet[Dossier]:
    """Those that existed at the end of the day, each with its state of then as `state_then`."""
    last = StateChange.objects.filter(dossier=OuterRef("pk"), at__lt=end_of(day)).order_by("-at", "-id")
    return dossiers.annotate(state_then=Subquery(last.values("to_state")[:1])).filter(
        state_then__isnull=False
    )


def past_counters(communes: Sequence[UUID], year: int, titles: Sequence[str], day: dt.date) -> Past:
    """What the counters of these titles would have been at the end of the day. Two queries."""
    opened = RecognitionRound.objects.filter(
        place__in=communes, year=year, title__in=titles, opened_at__lt=end_of(day)
    )
    counters: dict[tuple[str, UUID], int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH moved AS (
                SELECT DISTINCT ON (dossier.id) dossier.title, dossier.hamlet_id, hamlet.parent_id AS commune_id,
                       dossier.is_late, change.to_state
                FROM recognition_dossier AS dossier
                JOIN places_place AS hamlet ON hamlet.id = dossier.hamlet_id
                JOIN recognition_state_change AS change ON change.dossier_id = dossier.id
                WHERE hamlet.parent_id = ANY(%(communes)s) AND dossier.year = %(year)s
                  AND dossier.title = ANY(%(titles)s) AND change.at < %(until)s
                ORDER BY dossier.id, change.at DESC, change.id DESC
            )
            SELECT title, coalesce(hamlet_id, commune_id), count(*) FILTER (WHERE to_state <> 'listed'),
                   count(*) FILTER (WHERE to_state = 'recognised'),
                   count(*) FILTER (WHERE to_state = 'recognised' AND is_late)
            FROM moved GROUP BY GROUPING SETS ((title, hamlet_id), (title, commune_id))
            """,
            {
                "communes": list(communes),
                "year": year,
                "titles": [str(title) for title in titles],
                "until": end_of(day),
            },
        )
        for title, place_id, *counts in cursor.fetchall():
            for name, count in zip(_COUNTERS, counts, strict=True):
                counters[f"{title}.{name}", place_id] = count
    return Past(
        day=day,
        counters=counters,
        names=frozenset(f"{title}.{name}" for title in titles for name in _COUNTERS),
        with_data=frozenset(opened.order_by().values_list("place_id", flat=True)),
    )


_COUNTERS = ("registered", "recognised", "recognised_late")
