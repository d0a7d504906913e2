"""What people do around an evening, again and again in these tests."""

import dataclasses
from typing import Any

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.people.models import Household
from hoctap.recognition import actions
from hoctap.recognition.actions import CallForm, TypedRow, TypedVote
from hoctap.recognition.models import MeetingVote, RecognitionRound, VillageMeeting
from tests.recognition.hands import meeting_form
from tests.season import Season


def open_citizens(season: Season) -> RecognitionRound:
    """A round of citizens beside that of families; the heads of Ấp 1 are scored: 85 each."""
    edition = _edition(season)
    by = season.by(season.officer)
    citizens = actions.open_round(
        season.commune,
        year=season.round.year,
        title=Title.LEARNING_CITIZEN,
        edition=edition,
        before_on=None,
        by=by,
    )
    rows = [
        TypedRow(one.pk, one.version, True, "85", "85")
        for one in citizens.dossiers.filter(hamlet=season.hamlet)
    ]
    actions.save_list(citizens, season.hamlet, rows, by=by)
    return citizens


def _edition(season: Season) -> CriteriaEdition:
    """As the world's, for citizens."""
    usual = season.world.edition
    edition = CriteriaEdition.objects.create(
        code="thu-nghiem-cong-dan",
        title=Title.LEARNING_CITIZEN,
        name="Bộ chỉ số thử",
        instrument=usual.instrument,
        verification=usual.verification,
        verification_note=usual.verification_note,
        valid_from=usual.valid_from,
        threshold=usual.threshold,
    )
    for one in usual.criteria.all():
        one.pk, one.edition, one._state.adding = None, edition, True
        one.save()
    edition.published_at = usual.published_at
    edition.save()
    return edition


def call(season: Season, *others: RecognitionRound, who: User | None = None, **change: Any) -> VillageMeeting:
    usual: dict[str, Any] = {
        "held_on": today(),
        "venue": "Nhà văn hóa Ấp 1",
        "chair": "Trần Văn Hùng",
        "secretary": "Nguyễn Thị Thư",
        "seasons": [season.round, *others],
    }
    form = CallForm(**{**usual, **change})
    return actions.call_meeting(season.hamlet, form, by=season.by(who or season.head))


def record(season: Season, meeting: VillageMeeting, *votes: TypedVote, **other: Any) -> VillageMeeting:
    """The result of a meeting that was called."""
    form = meeting_form(
        season.round, held_on=meeting.held_on, votes=votes or [TypedVote(season.round, votes_for=2)]
    )
    form = dataclasses.replace(form, **other)
    return actions.record_meeting(season.hamlet, form, called=meeting, by=season.by(season.head))


def correct(
    season: Season, meeting: VillageMeeting, *votes: TypedVote, why: str = "ghi thiếu", **other: Any
) -> VillageMeeting:
    form = meeting_form(season.round, votes=votes or [TypedVote(season.round, votes_for=2)])
    form = dataclasses.replace(form, **other)
    return actions.correct_meeting(meeting, form, why=why, by=season.by(season.head))


def outcomes(vote: MeetingVote) -> dict[str, str]:
    return {line.name: line.outcome for line in vote.lines.all()}


def put_into_group(name: str, *households: Household) -> None:
    for household in households:
        household.group_name = name
        household.save(update_fields=["group_name"])
