"""What people of a season do again and again in these tests."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import User
from hoctap.papers import actions as papers
from hoctap.papers.models import Paper
from hoctap.places.models import Place
from hoctap.recognition import actions
from hoctap.recognition.actions import MeetingForm, TypedRow, TypedVerdict, TypedVote
from hoctap.recognition.models import Dossier, NominationList, RecognitionRound, VillageMeeting
from tests.season import SCAN, YEAR, Season

ALL_POINTS = {"A1": "30", "A2": "25", "B1": "20", "B2": "15"}  # 90 of 100


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(response: Any) -> str:
    body: str = response.content.decode()
    return body


def queries_of(client: Client, address: str) -> int:
    """How many SQL queries a page takes, once everything that is kept between requests is warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def names(dossiers: Sequence[Dossier]) -> list[str]:
    return [dossier.household.head.full_name for dossier in dossiers]


def row(dossier: Dossier, own: str = "92", hamlet: str = "88", *, registered: bool = True) -> TypedRow:
    dossier.refresh_from_db()
    return TypedRow(dossier.pk, dossier.version, registered, own, hamlet)


def enter(season: Season, *rows: TypedRow, hamlet: Place | None = None, who: User | None = None) -> int:
    count = actions.save_list(season.round, hamlet or season.hamlet, rows, by=season.by(who or season.head))
    season.refresh()
    return count


def score(season: Season, dossier: Dossier, column: str = "hamlet", why: str = "", **points: str) -> Dossier:
    """Criterion by criterion, by the officer; all four criteria unless some are given."""
    dossier.refresh_from_db()
    scored = actions.score_by_criteria(
        dossier,
        column=column,
        points=points or ALL_POINTS,
        why=why,
        version=dossier.version,
        by=season.by(season.officer),
    )
    dossier.refresh_from_db()
    return scored


VOTE = {field.name for field in dataclasses.fields(TypedVote)}


def meeting_form(season: RecognitionRound, **other: Any) -> MeetingForm:
    """One title, unless `votes` are given; what belongs to its vote is told apart by its name."""
    vote = {"votes_for": 2, **{name: other.pop(name) for name in [*other] if name in VOTE}}
    usual: dict[str, Any] = {
        "held_on": dt.date(YEAR, 10, 6),
        "venue": "Nhà văn hóa",
        "chair": "Người chủ trì",
        "secretary": "Người ghi",
        "households_present": 2,
        "votes": [TypedVote(season, **vote)],
    }
    return MeetingForm(**{**usual, **other})


def meet(season: Season, hamlet: Place | None = None, **other: Any) -> VillageMeeting:
    form = meeting_form(season.round, **other)
    return actions.record_meeting(hamlet or season.hamlet, form, by=season.by(season.officer))


def nominate(season: Season, meeting: VillageMeeting) -> NominationList:
    nomination = actions.nominate(meeting, by=season.by(season.officer))
    season.refresh()
    return nomination


def verdict(dossier: Dossier, accept: bool = True, total: str = "", why: str = "") -> TypedVerdict:
    dossier.refresh_from_db()
    return TypedVerdict(dossier.pk, dossier.version, accept, total, why)


def review(season: Season, *verdicts: TypedVerdict) -> int:
    count = actions.review_hamlet(season.round, season.hamlet, verdicts, by=season.by(season.officer))
    season.refresh()
    return count


def sign(season: Season, paper: Paper, number: int, on: dt.date, *, copy: bytes = SCAN) -> Paper:
    """By the chair, from the printed draft."""
    by = season.by(season.chair)
    papers.mark_printed(paper, by=by)
    signed = papers.record_signature(
        paper, number=number, dated_on=on, signer=season.chair.full_name, signed_copy=copy, by=by
    )
    season.refresh()
    return signed


def states(season: Season) -> list[str]:
    season.refresh()
    return [dossier.state for dossier in season.dossiers]


def refused(response: HttpResponse, *words: str) -> None:
    """The page came back with its reasons."""
    assert response.status_code == 422, shown(response)[:500]
    body = shown(response)
    for word in words:
        assert word in body, word
