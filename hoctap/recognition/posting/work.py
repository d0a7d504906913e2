"""What of the posting waits for the commune's reviewers."""

import datetime as dt

from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.registries import WorkItem
from hoctap.recognition.models import RecognitionRound
from hoctap.recognition.posting import queries
from hoctap.recognition.posting.models import Objection, PostingState


def posting_items(
    season: RecognitionRound, *, where: str, late: tuple[dt.date | None, bool]
) -> list[WorkItem]:
    items = []
    open_ones = Objection.objects.waiting().filter(round=season).count()
    if open_ones:
        url = reverse("posting_list", args=[season.pk])
        items.append(WorkItem(f"Trả lời {open_ones} phản ánh, kiến nghị", url, why=where, order=6))
    if not season.needs("posting"):
        return items
    waiting = queries.waiting_for_posting(season).count()
    if waiting:
        items.append(
            WorkItem(
                f"Niêm yết danh sách {waiting} {season.subject_word}",
                reverse("posting_new", args=[season.pk]),
                why=where,
                due_on=late[0],
                late=late[1],
                order=15,
            )
        )
    hanging = season.postings.filter(state=PostingState.UP).select_related("hamlet")
    items += [
        WorkItem(
            f"Gỡ danh sách niêm yết {posting.where}, đã đủ {posting.days_words}",
            reverse("posting_detail", args=[posting.pk]),
            why=where,
            due_on=posting.free_on,
            order=16,
        )
        for posting in hanging
        if posting.free_on <= today()
    ]
    return items
