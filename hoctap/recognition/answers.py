"""A dossier's answers: points per criterion and column, each with who wrote it and when."""

from decimal import Decimal

from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.recognition.models import Dossier

COLUMNS = {"self": "self_total", "hamlet": "hamlet_total", "commune": "commune_total"}


def column_points(dossier: Dossier, column: str) -> dict[str, Decimal]:
    return {
        code: Decimal(answer[column]["points"])
        for code, answer in dossier.answers.items()
        if code != "totals" and column in answer
    }


def note_total(dossier: Dossier, column: str, total: Decimal | None, *, by: Actor, why: str = "") -> None:
    totals = dossier.answers.setdefault("totals", {})
    if total is None:
        totals.pop(column, None)
    else:
        totals[column] = {**signature_of(by), "points": str(total), "why": why}


def signature_of(by: Actor) -> dict[str, str]:
    return {
        "by": by.described,
        "by_id": str(by.user_id or ""),
        "at": timezone.now().isoformat(timespec="seconds"),
    }
