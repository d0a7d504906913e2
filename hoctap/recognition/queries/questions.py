"""One dossier question by question: what is asked, what stands in the column beside, whose answer it is."""

from dataclasses import dataclass
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.people.models import HouseholdMember
from hoctap.places.models import Place
from hoctap.recognition.answers import column_points
from hoctap.recognition.computing import proposals_of
from hoctap.recognition.models import OPEN_STATES, Dossier, RecognitionRound, RoundState
from hoctap.recognition.own_answers.queries import labels_of, questions_of
from hoctap.recognition.queries.entering import plain
from hoctap.recognition.standing import is_from_elsewhere


@dataclass(frozen=True)
class QuestionsPage:
    questions: list[dict[str, Any]]
    answered: int
    may_write: bool
    members: list[tuple[str, str]]
    """Who may have answered for the family: (key, name)."""
    answered_by: str
    from_elsewhere: bool
    """The column asked for is a result of the association's own software."""
    label_mark: str
    """Said while words of indicators are those of a draft."""


def questions_page(
    dossier: Dossier, column: str, *, by: Actor, typed: dict[str, str] | None = None
) -> QuestionsPage:
    beside, label = ("hamlet", "Tổ, ấp") if column == "self" else ("self", "Tự chấm")
    given = {code: plain(points) for code, points in column_points(dossier, column).items()}
    labels = labels_of(dossier)
    return QuestionsPage(
        questions=_with_proposals(
            dossier, questions_of(dossier, given if typed is None else typed, labels, beside, label)
        ),
        answered=len(given),
        may_write=bool(
            dossier.round.state == RoundState.OPEN
            and dossier.state in OPEN_STATES
            and dossier.registered_on
            and not dossier.round.takes_results_only
            and not (column == "hamlet" and is_from_elsewhere(dossier))
            and by.may(Permission.DOSSIER_ENTER, at=dossier.hamlet)
        ),
        members=members_of(dossier) if column == "self" else [],
        answered_by=answered_by(dossier) or str(dossier.subject.pk),
        from_elsewhere=column == "hamlet" and is_from_elsewhere(dossier),
        label_mark=labels.mark(dossier.round.edition.criteria.all()),
    )


def _with_proposals(dossier: Dossier, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What records say stands beside the question, and is one of the numbers to press: pressed, it is that person's word."""
    proposed = proposals_of(dossier)
    for question in questions:
        if found := proposed.get(question["code"]):
            question["proposal"] = f"Theo sổ: {found.words}. Bấm số này nếu đúng."
            points = plain(found.points)
            if points not in question["usual"]:
                question["usual"] = [*question["usual"], points]
            if question["value"] == points:
                question["other"] = ""
    return questions


def members_of(dossier: Dossier) -> list[tuple[str, str]]:
    """The citizen or the head first, then who lives in the household."""
    found = {str(dossier.subject.pk): dossier.subject.full_name}
    for member in HouseholdMember.objects.filter(
        household=dossier.household_id, left_year__isnull=True
    ).select_related("person"):
        found.setdefault(str(member.person_id), member.person.full_name)
    return list(found.items())


def answered_by(dossier: Dossier) -> str:
    """The key of the person whose answers were typed in for him, as last said; empty where nobody said."""
    marks = [
        answer["self"] for answer in dossier.answers.values() if answer.get("self", {}).get("answered_by")
    ]
    return str(max(marks, key=lambda mark: str(mark["at"]))["answered_by"]) if marks else ""


def sheets_of(season: RecognitionRound, hamlet: Place, group: str = "") -> list[Dossier]:
    """The dossiers of a hamlet or of one Tổ with all that their printed sheets say."""
    rows: Any = (
        season.dossiers.of_people_kept()
        .filter(hamlet=hamlet)
        .named()
        .select_related("hamlet__parent", "household__head", "person")
        .order_by("sort_key", "pk")
    )
    found = list(rows.filter(household__group_name=group) if group else rows)
    for dossier in found:
        dossier.round = season
    return found
