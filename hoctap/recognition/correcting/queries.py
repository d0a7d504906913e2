"""Reads of a signed tờ trình that is corrected."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.core.refusals import Reason
from hoctap.core.text import without_accents
from hoctap.papers.models import Paper
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    Submission,
    SubmissionCorrection,
)
from hoctap.recognition.posting.queries import held_back
from hoctap.recognition.subjects import note_dossiers

MOST = 50


@dataclass(frozen=True)
class WaitingRow:
    dossier_id: UUID
    name: str
    hamlet_name: str
    is_spoken_of: bool
    """A phản ánh about it has no answer yet."""
    is_chosen: bool
    typed_why: str


def waiting_rows(submission: Submission, query: str, typed: Mapping[UUID, str]) -> list[WaitingRow]:
    """Those of a tờ trình that wait for its decision, found by name, the spoken of first; at most 50, and those chosen. 4 queries."""
    waiting = submission.standing.filter(state=DossierState.PROPOSED).named().select_related("hamlet")
    found = waiting
    if query:
        key = without_accents(query)
        found = found.filter(
            Q(person__search_key__contains=key) | Q(person__isnull=True, household__search_key__contains=key)
        )
    spoken_of = held_back(waiting)
    first = waiting.filter(pk__in=[*spoken_of, *typed]) if not query else waiting.filter(pk__in=typed)
    rows = {one.pk: one for one in [*first, *found[:MOST]]}
    note_dossiers(Dossier.objects.filter(pk__in=rows))
    return [
        WaitingRow(
            pk, one.subject_name, one.hamlet.full_name, pk in spoken_of, pk in typed, typed.get(pk, "")
        )
        for pk, one in rows.items()
    ]


def correction_signature_reasons(paper: Paper, dated_on: dt.date | None) -> list[Reason]:
    """A correction is not dated before the tờ trình that it corrects."""
    correction = (
        SubmissionCorrection.objects.select_related("submission__paper__issuer").filter(paper=paper).first()
    )
    if correction is None or dated_on is None:
        return []
    before = correction.submission.paper
    if before.dated_on and dated_on < before.dated_on:
        return [
            Reason(
                f"Ngày ký trước ngày {before.dated_on:%d/%m/%Y} của Tờ trình {before.full_number} mà tờ trình này điều chỉnh.",
                "dated_on",
            )
        ]
    return []
