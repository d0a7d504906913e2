"""One dossier with its columns, evidence and history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.criteria.printed.queries import labels_for
from hoctap.evidence.queries import Shown, shown
from hoctap.recognition.answers import returns_of
from hoctap.recognition.computing import proposals_of
from hoctap.recognition.contents import COLUMN_LABELS
from hoctap.recognition.evidence_uses import evidence_events, uses_of
from hoctap.recognition.models import (
    OPEN_STATES,
    REVIEW_STATES,
    DecisionLine,
    Dossier,
    DossierState,
    EvidenceUse,
    RoundState,
)
from hoctap.recognition.own_answers.models import OwnLink
from hoctap.recognition.own_answers.queries import (
    OPEN_TO_ANSWERS,
    hamlet_has_scored,
    link_of_dossier,
    season_facts,
)
from hoctap.recognition.own_answers.rules import giving_blockers
from hoctap.recognition.results.queries import DossierResults, results_of
from hoctap.recognition.standing import is_from_elsewhere


@dataclass(frozen=True)
class UsedEvidence:
    """A piece of evidence under one criterion of a dossier."""

    use: EvidenceUse
    item: Shown


@dataclass(frozen=True)
class DossierPage:
    dossier: Dossier
    rows: list[dict[str, Any]]
    totals: dict[str, Any]
    evidence: dict[str, list[UsedEvidence]]
    criteria: list[tuple[str, str]]
    history: list[dict[str, Any]]
    lines: list[DecisionLine]
    editable: list[str]
    may_add_evidence: bool
    may_give_link: bool
    own_link: OwnLink | None
    label_mark: str
    """Said while words of indicators are those of a draft."""
    may_enter_labels: bool
    returns: list[tuple[str, str, str]] = field(default_factory=list)
    """Code, criterion and why the commune gave it back."""
    may_withdraw: bool = False
    may_keep_points: bool = False
    """Evidence went after the points were given, and this actor may say that they stay."""
    results: DossierResults = field(default_factory=lambda: DossierResults([], False))
    """From the association's own software."""


def dossier_page(
    dossier: Dossier, *, by: Actor, column: str = "", typed: dict[str, str] | None = None
) -> DossierPage:
    """A dossier with its three columns, the evidence of each criterion, its history and its decisions."""
    season = dossier.round
    criteria = list(season.edition.criteria.all())
    labels = labels_for(season.edition, season.place, season.last_day)
    uses = uses_of(dossier)
    standing = [use for use in uses if use.detached_at is None and use.evidence.withdrawn_at is None]
    items = shown([use.evidence for use in standing], by=by)
    evidence: dict[str, list[UsedEvidence]] = {criterion.code: [] for criterion in criteria}
    for use in standing:
        evidence.setdefault(use.criterion, []).append(UsedEvidence(use, items[use.evidence_id]))
    proposed = proposals_of(dossier)
    returned = returns_of(dossier)
    rows = []
    for criterion in criteria:
        answer = dossier.answers.get(criterion.code, {})
        row: dict[str, Any] = {
            "code": criterion.code,
            "name": labels.of(criterion, dossier.form),
            "clause": criterion.clause + (" · chưa xác thực" if criterion.verification == "sample" else ""),
            "max": criterion.max_points,
            "group": criterion.group,
        }
        for key, stored in _COLUMN_KEYS:
            row[key] = _cell(criterion.code, answer.get(stored), typed if stored == column else None)
        if criterion.code in proposed:
            row["hamlet"]["source"] = f"Theo sổ: {proposed[criterion.code].words}"
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
            and not season.takes_results_only
        ):
            editable += ["self"] if is_from_elsewhere(dossier) else ["self", "hamlet"]
        if by.may(Permission.DOSSIER_REVIEW, at=dossier.hamlet) and dossier.state in REVIEW_STATES:
            editable.append("commune")
    may_give_link = (
        by.may(Permission.DOSSIER_ENTER, at=dossier.hamlet)
        and not giving_blockers(season_facts(season))
        and dossier.state in OPEN_TO_ANSWERS
        and not hamlet_has_scored(dossier)
    )
    return DossierPage(
        dossier=dossier,
        may_give_link=may_give_link,
        own_link=link_of_dossier(dossier) if may_give_link else None,
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
        criteria=[
            (criterion.code, f"{criterion.code}. {labels.of(criterion, dossier.form)}")
            for criterion in criteria
        ],
        label_mark=labels.mark(criteria),
        may_enter_labels=by.may(Permission.LABEL_KEEP, at=season.place),
        history=_history(dossier, uses),
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
        results=results_of(dossier, by=by),
        may_keep_points=dossier.stale_at is not None
        and season.state == RoundState.OPEN
        and by.may(
            Permission.DOSSIER_ENTER if dossier.state in OPEN_STATES else Permission.DOSSIER_REVIEW,
            at=dossier.hamlet,
        ),
        may_withdraw=season.state == RoundState.OPEN
        and not dossier.is_decided
        and by.may(Permission.DOSSIER_ENTER, at=dossier.hamlet),
    )


def criteria_of(dossier: Dossier) -> list[tuple[str, str]]:
    """To choose from: code and how it is called."""
    return [(one.code, f"{one.code}. {one.label}") for one in dossier.round.edition.criteria.all()]


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
        cell["typed"] = typed.get(code, "")
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


def _history(dossier: Dossier, uses: Sequence[EvidenceUse]) -> list[dict[str, Any]]:
    """Its moves, and what happened to its evidence; the newest first."""
    events = evidence_events(uses)
    for change in dossier.state_changes.order_by("-id"):
        state = DossierState(change.to_state)
        what = "Lập hồ sơ trong đợt" if not change.from_state else state.label
        if change.from_state == change.to_state:
            what = "Xem lại điểm"
        events.append(
            {
                "what": what,
                "who": change.by,
                "at": change.at,
                "note": change.why,
                "tone": _TONES.get(state, "working"),
            }
        )
    return sorted(events, key=lambda event: event["at"], reverse=True)


def columns_of(page: DossierPage) -> list[tuple[str, str]]:
    return [(column, COLUMN_LABELS[column]) for column in page.editable]
