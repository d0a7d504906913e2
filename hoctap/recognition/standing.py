"""What an open dossier has become by a change of its points: its state and how its figures came in."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Reason, Refused
from hoctap.recognition.answers import COLUMNS, column_points, note_total
from hoctap.recognition.models import Dossier, DossierState, Way


def registration_day(on: dt.date | None) -> dt.date:
    if on is not None and on > today():
        raise Refused([Reason("Ngày đăng ký ở sau ngày hôm nay.", "registered_on")])
    return on or today()


def state_while_open(dossier: Dossier) -> DossierState:
    if dossier.registered_on is None:
        return DossierState.LISTED
    return DossierState.SCORED if dossier.hamlet_total is not None else DossierState.REGISTERED


def marks_of(dossier: Dossier, column: str) -> list[dict[str, Any]]:
    """Who wrote what in a column: each point, or the total that was typed."""
    return [answer[column] for answer in dossier.answers.values() if column in answer]


def is_inherited(dossier: Dossier, column: str) -> bool:
    """All that stands in the column was carried over from the year before."""
    marks = marks_of(dossier, column)
    return bool(marks) and all("inherited" in mark for mark in marks)


def is_from_elsewhere(dossier: Dossier) -> bool:
    """The total of the Tổ, ấp is a result of the association's own software."""
    return "elsewhere" in dossier.answers.get("totals", {}).get("hamlet", {})


def way_of(dossier: Dossier) -> Way:
    """By the column of the Tổ, ấp where it has one: that is the one the meeting has before it."""
    own, hamlet = column_points(dossier, "self"), column_points(dossier, "hamlet")
    if is_from_elsewhere(dossier):
        return Way.ELSEWHERE
    if dossier.hamlet_total is not None and is_inherited(dossier, "hamlet"):
        return Way.INHERITED
    if hamlet or (own and dossier.hamlet_total is None):
        return Way.CRITERIA
    if dossier.self_total is not None or dossier.hamlet_total is not None:
        return Way.PAPER
    return Way.NONE


def other_author(dossier: Dossier, column: str, *, by: Actor, codes: Collection[str] | None = None) -> str:
    """Who wrote what stands in the column (or in these criteria of it), when it is not the actor; empty otherwise.

    What was carried over from the year before is nobody's word of this year.
    """
    for code, answer in dossier.answers.items():
        mark = answer.get(column)
        if mark is None or "inherited" in mark or (codes is not None and code not in codes):
            continue
        if mark.get("by_id", "") != str(by.user_id or ""):
            return str(mark["by"])
    return ""


def stand_on_paper(dossier: Dossier, *, by: Actor) -> None:
    """A row that was carried over was looked at with its sheet in hand: both totals are of this year, last year's points go."""
    for column, field in COLUMNS.items():
        if column != "commune" and is_inherited(dossier, column):
            drop_column(dossier, column)
            note_total(dossier, column, getattr(dossier, field), by=by)


def drop_column(dossier: Dossier, column: str) -> None:
    """Points and total of a column out of the answers; evidence stays."""
    for code, answer in list(dossier.answers.items()):
        answer.pop(column, None)
        if not answer and code != "totals":
            del dossier.answers[code]
