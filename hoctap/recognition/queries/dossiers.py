"""One dossier with its columns, evidence and history."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.evidence.models import Evidence
from hoctap.recognition.answers import evidence_ids, returns_of
from hoctap.recognition.contents import COLUMN_LABELS
from hoctap.recognition.models import (
    OPEN_STATES,
    REVIEW_STATES,
    DecisionLine,
    Dossier,
    DossierState,
    RoundState,
)


@dataclass(frozen=True)
class DossierPage:
    dossier: Dossier
    rows: list[dict[str, Any]]
    totals: dict[str, Any]
    evidence: dict[str, list[Evidence]]
    criteria: list[tuple[str, str]]
    history: list[dict[str, Any]]
    lines: list[DecisionLine]
    editable: list[str]
    may_add_evidence: bool
    returns: list[tuple[str, str, str]] = field(default_factory=list)
    """Code, criterion and why the commune gave it back."""
    may_withdraw: bool = False


def dossier_page(
    dossier: Dossier, *, by: Actor, column: str = "", typed: dict[str, str] | None = None
) -> DossierPage:
    """A dossier with its three columns, the evidence of each criterion, its history and its decisions."""
    season = dossier.round
    criteria = list(season.edition.criteria.all())
    attached = evidence_ids(dossier)
    returned = returns_of(dossier)
    ids = [pk for pks in attached.values() for pk in pks]
    found = {str(item.pk): item for item in Evidence.objects.filter(pk__in=ids, withdrawn_at__isnull=True)}
    evidence = {
        criterion.code: [found[pk] for pk in attached.get(criterion.code, []) if pk in found]
        for criterion in criteria
    }
    rows = []
    for criterion in criteria:
        answer = dossier.answers.get(criterion.code, {})
        row: dict[str, Any] = {
            "code": criterion.code,
            "name": criterion.label,
            "clause": criterion.clause + (" · chưa xác thực" if criterion.verification == "sample" else ""),
            "max": criterion.max_points,
            "group": criterion.group,
        }
        for key, stored in _COLUMN_KEYS:
            row[key] = _cell(criterion.code, answer.get(stored), typed if stored == column else None)
        if evidence[criterion.code]:
            row["hamlet"]["evidence_url"] = f"#evidence-{criterion.code}"
            row["hamlet"]["evidence_count"] = len(evidence[criterion.code])
        rows.append(row)
    editable = []
    if season.state == RoundState.OPEN and not dossier.is_decided:
        if (
            by.may(Permission.DOSSIER_ENTER, at=dossier.hamlet)
            and dossier.state in OPEN_STATES
            and dossier.registered_on
        ):
            editable += ["self", "hamlet"]
        if by.may(Permission.DOSSIER_REVIEW, at=dossier.hamlet) and dossier.state in REVIEW_STATES:
            editable.append("commune")
    return DossierPage(
        dossier=dossier,
        rows=rows,
        totals={
            "max": sum(criterion.max_points for criterion in criteria),
            "family": dossier.self_total,
            "hamlet": dossier.hamlet_total,
            "commune": dossier.commune_total,
            **{f"{key}_by": _total_author(dossier, stored) for key, stored in _COLUMN_KEYS},
            "note": f"đạt khi {season.edition.passing_words}",
        },
        evidence={code: items for code, items in evidence.items() if items},
        criteria=[(criterion.code, f"{criterion.code}. {criterion.label}") for criterion in criteria],
        history=_history(dossier),
        lines=list(
            dossier.decision_lines.filter(decision__effective_on__isnull=False).select_related(
                "decision__paper__issuer"
            )
        ),
        editable=editable,
        may_add_evidence=bool(
            season.state == RoundState.OPEN
            and dossier.state in OPEN_STATES | REVIEW_STATES
            and by.may(Permission.EVIDENCE_ADD, at=dossier.hamlet)
        ),
        returns=[
            (criterion.code, criterion.label, returned[criterion.code])
            for criterion in criteria
            if criterion.code in returned
        ],
        may_withdraw=season.state == RoundState.OPEN
        and not dossier.is_decided
        and by.may(Permission.DOSSIER_ENTER, at=dossier.hamlet),
    )


# The columns as the component names them, and as answers are stored.
_COLUMN_KEYS = (("family", "self"), ("hamlet", "hamlet"), ("commune", "commune"))


def _name_of(author: str) -> str:
    """In a narrow cell the name alone; the capacity stands on the printed sheet and in the history."""
    return author.split(" (")[0]


def _total_author(dossier: Dossier, column: str) -> str:
    """Who typed a total from signed paper; a total added up from criteria has an author at each point instead."""
    mark = dossier.answers.get("totals", {}).get(column)
    if not mark:
        return ""
    on = dt.datetime.fromisoformat(mark["at"]).date()
    return f"{_name_of(mark['by'])}, {format_date(on)}" + (f". {mark['why']}" if mark.get("why") else "")


def _cell(code: str, mark: dict[str, Any] | None, typed: dict[str, str] | None) -> dict[str, Any]:
    cell: dict[str, Any] = {"name": f"points-{code}", "points": None}
    if mark:
        cell |= {
            "points": Decimal(mark["points"]),
            "by": _name_of(mark["by"]),
            "at": dt.datetime.fromisoformat(mark["at"]).date(),
            "why": mark.get("why", ""),
        }
    if typed is not None:
        cell["points"] = typed.get(code, "")
    return cell


_TONES = {
    DossierState.RECOGNISED: "recognised",
    DossierState.RETURNED: "returned",
    DossierState.NOT_NOMINATED: "returned",
    DossierState.REVOKED: "refused",
    DossierState.NOMINATED: "waiting",
    DossierState.ACCEPTED: "done",
    DossierState.PROPOSED: "waiting",
}


def _history(dossier: Dossier) -> list[dict[str, Any]]:
    events = []
    for change in dossier.state_changes.order_by("-id"):
        state = DossierState(change.to_state)
        what = "Lập hồ sơ trong đợt" if not change.from_state else state.label
        events.append(
            {
                "what": what,
                "who": change.by,
                "at": change.at,
                "note": change.why,
                "tone": _TONES.get(state, "working"),
            }
        )
    return events


def columns_of(page: DossierPage) -> list[tuple[str, str]]:
    return [(column, COLUMN_LABELS[column]) for column in page.editable]
