"""A dossier's answers: points per criterion and column, each with who wrote it and when."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.criteria import scoring
from hoctap.criteria.scoring import FrozenEdition, Score
from hoctap.recognition.models import Dossier

COLUMNS = {"self": "self_total", "hamlet": "hamlet_total", "commune": "commune_total"}


def points_in(answers: Mapping[str, Any], column: str) -> dict[str, Decimal]:
    return {
        code: Decimal(answer[column]["points"])
        for code, answer in answers.items()
        if code != "totals" and column in answer
    }


def column_points(dossier: Dossier, column: str) -> dict[str, Decimal]:
    return points_in(dossier.answers, column)


def counted_points(dossier: Dossier) -> dict[str, Decimal]:
    """The points that count now: the commune's where it gave its own, else the hamlet's."""
    return {**column_points(dossier, "hamlet"), **column_points(dossier, "commune")}


def passes(edition: FrozenEdition, dossier: Dossier, *, column: str = "counted") -> bool | None:
    """Whether the points of the hamlet (`column="hamlet"`) or those that count now reach what the edition asks; None without a total.

    Scored criterion by criterion the points themselves are asked; a total that was typed is believed with what its signed sheet says of
    the least of each.
    """
    total = dossier.hamlet_total if column == "hamlet" else dossier.counted_total
    if total is None:
        return None
    points = column_points(dossier, "hamlet") if column == "hamlet" else counted_points(dossier)
    counted = scoring.score(edition, points) if points else None
    return total_passes(edition, total, counted, none_too_low=dossier.none_too_low is True)


def total_passes(
    edition: FrozenEdition, total: Decimal | None, counted: Score | None, *, none_too_low: bool
) -> bool | None:
    """By its points where they are the total (`counted`), else by the total as it was typed."""
    if counted is not None and not counted.missing and counted.total == total:
        return counted.reaches
    return scoring.reaches(edition, total, none_too_low=none_too_low)


def note_total(dossier: Dossier, column: str, total: Decimal | None, *, by: Actor, why: str = "") -> None:
    totals = dossier.answers.setdefault("totals", {})
    if total is None:
        totals.pop(column, None)
    else:
        totals[column] = {**signature_of(by), "points": str(total), "why": why}


def note_returns(dossier: Dossier, reasons: Mapping[str, str], *, by: Actor) -> None:
    """Why the commune gave it back, criterion by criterion: shown to the hamlet beside each."""
    forget_returns(dossier)
    for code, why in reasons.items():
        dossier.answers.setdefault(code, {})["returned"] = {**signature_of(by), "why": why}


def forget_returns(dossier: Dossier) -> None:
    for code in [code for code, answer in dossier.answers.items() if "returned" in answer]:
        del dossier.answers[code]["returned"]
        if not dossier.answers[code]:
            del dossier.answers[code]


def returns_of(dossier: Dossier) -> dict[str, str]:
    return {
        code: answer["returned"]["why"] for code, answer in dossier.answers.items() if "returned" in answer
    }


def signature_of(by: Actor) -> dict[str, str]:
    return {
        "by": by.described,
        "by_id": str(by.user_id or ""),
        "at": timezone.now().isoformat(timespec="seconds"),
    }
