"""The decision: drafted, dropped, signed, amended. After it nothing changes but by another decision."""

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import is_late, today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.printed.queries import labels_for
from hoctap.criteria.scoring import FrozenEdition
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import UNSIGNED, Paper, PaperState
from hoctap.recognition import contents, messages, rules
from hoctap.recognition.answers import COLUMNS, column_points
from hoctap.recognition.certificates.actions import withdraw_certificates
from hoctap.recognition.commune_meetings.queries import meeting_blockers
from hoctap.recognition.gone import gone_reasons
from hoctap.recognition.held import held_reasons
from hoctap.recognition.meetings.agreed import agreed_on
from hoctap.recognition.models import (
    DecisionLine,
    Dossier,
    DossierState,
    RecognitionDecision,
    RecognitionRound,
    Submission,
)
from hoctap.recognition.posting.queries import blockers_of, held_back
from hoctap.recognition.rows import committee_of, lock_dossiers, lock_open_round, move_all
from hoctap.recognition.stale import stale_reasons


@transaction.atomic
def prepare_decision(submission: Submission, *, by: Actor) -> RecognitionDecision:
    """Soạn quyết định công nhận with its annex from a signed tờ trình. Who waits for the answer to a phản ánh stays with the
    tờ trình: another decision takes him afterwards.
    """
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round__place", "paper")
        .get(pk=submission.pk)
    )
    by.must(Permission.DECISION_PREPARE, at=submission.round.place)
    season = lock_open_round(submission.round)
    if not submission.paper.is_signed:
        raise Refused("Tờ trình chưa ký. Ghi số, ngày của tờ trình trước khi soạn quyết định.")
    if submission.corrections.filter(paper__state__in=UNSIGNED).exists():
        raise Refused(
            "Có tờ trình điều chỉnh của tờ trình này chưa ký. Ký hoặc bỏ tờ trình điều chỉnh trước khi soạn quyết định."
        )
    live = submission.decisions.exclude(paper__state=PaperState.VOID)
    if live.filter(effective_on=None).exists():
        raise Refused("Tờ trình này đã có bản soạn quyết định chờ ký. Ký hoặc bỏ bản ấy trước.")
    proposed = lock_dossiers(submission.standing.filter(state=DossierState.PROPOSED))
    if not proposed and live.exists():
        raise Refused("Tờ trình này đã có quyết định cho mọi hồ sơ còn trong tờ trình.")
    held = held_back(proposed.values())
    # Nobody left over: the reasons below say that the phản ánh want their answers.
    dossiers = {pk: one for pk, one in proposed.items() if pk not in held} or proposed
    if not dossiers:
        raise Refused(f"Không còn {season.subject_word} nào trong tờ trình này chờ quyết định.")
    if season.needs("hamlet_meeting"):
        met = set(agreed_on(dossiers))
        if reasons := rules.unmet_reasons(
            [one.subject_name for pk, one in dossiers.items() if pk not in met]
        ):
            raise Refused(reasons)
    reasons = [
        *gone_reasons(season, dossiers.values()),
        *stale_reasons(dossiers.values()),
        *held_reasons(dossiers.values()),
        *meeting_blockers(season, dossiers.values(), what="soạn quyết định"),
        *blockers_of(season, dossiers.values(), on=today()),
    ]
    if reasons:
        raise Refused(reasons)
    lines = _lines(dossiers.values(), DecisionLine.Effect.RECOGNISE)
    return _draft_decision(season, lines, submission=submission, amends=None, version=1, by=by)


@transaction.atomic
def drop_decision(decision: RecognitionDecision, *, by: Actor) -> None:
    """Drop a drafted decision that was not signed; its dossiers wait as before."""
    decision = RecognitionDecision.objects.select_related("round__place", "paper").get(pk=decision.pk)
    by.must(Permission.DECISION_PREPARE, at=decision.round.place)
    paper_actions.void_paper(decision.paper, by=by)
    audit.record(by, "recognition.decision.dropped", decision)


@transaction.atomic
def amend_decision(
    decision: RecognitionDecision, revoked: Mapping[UUID, str], *, by: Actor
) -> RecognitionDecision:
    """A new version of a decision in force: the named dossiers lose the title, each with its reason. Takes effect when signed."""
    by.must(Permission.DECISION_PREPARE, at=decision.round.place)
    # Whichever version the officer came from, the first one is amended, by one at a time.
    first = (
        RecognitionDecision.objects.select_for_update(of=("self",))
        .select_related("round__place", "round__edition", "paper")
        .get(pk=decision.amends_id or decision.pk)
    )
    reasons = []
    if first.effective_on is None:
        reasons.append(
            Reason("Quyết định chưa có hiệu lực thì sửa ngay bản soạn, không cần quyết định khác.")
        )
    if first.amendments.filter(effective_on__isnull=True).exclude(paper__state=PaperState.VOID).exists():
        reasons.append(Reason("Đang có một bản soạn sửa đổi chờ ký. Ký hoặc bỏ bản ấy trước."))
    if not revoked:
        reasons.append(Reason(f"Chưa chọn {first.round.subject_word} nào để thu hồi."))
    dossiers = lock_dossiers(
        Dossier.objects.filter(
            pk__in=revoked,
            round=first.round,
            state=DossierState.RECOGNISED,
            decision_lines__decision=first,
        )
    )
    if len(dossiers) != len(revoked):
        reasons.append(
            Reason(f"Có {first.round.subject_word} không thuộc quyết định này hoặc không còn giữ danh hiệu.")
        )
    for dossier in dossiers.values():
        if not clean(revoked[dossier.pk]):
            reasons.append(
                Reason(f"{dossier.subject_name}: thu hồi thì phải ghi lý do.", f"why-{dossier.pk}")
            )
    if reasons:
        raise Refused(reasons)
    lines = _lines(dossiers.values(), DecisionLine.Effect.REVOKE, revoked)
    version = max([1, *first.amendments.values_list("version", flat=True)]) + 1
    return _draft_decision(first.round, lines, submission=None, amends=first, version=version, by=by)


@transaction.atomic
def decision_signed(paper: Paper, *, by: Actor) -> None:
    """What follows from the signature of a decision; runs in its transaction (registered for the kind 'decision')."""
    decision = (
        RecognitionDecision.objects.select_for_update(of=("self",))
        .select_related("round__edition", "round__place")
        .get(paper=paper)
    )
    by.must(Permission.DECISION_SIGN, at=decision.round.place)
    season = decision.round
    if not paper.is_signed or paper.dated_on is None:
        raise Refused("Quyết định chưa ký.")
    if decision.amends_id is not None:
        # Whoever gives certificates of the first decision holds it: he comes before, and his are withdrawn, or after and finds who is left.
        RecognitionDecision.objects.select_for_update(of=("self",)).get(pk=decision.amends_id)
    lines = list(decision.lines.all())
    dossiers = lock_dossiers(Dossier.objects.filter(pk__in=[line.dossier_id for line in lines]))
    to_recognise = [
        dossiers[line.dossier_id] for line in lines if line.effect == DecisionLine.Effect.RECOGNISE
    ]
    if reasons := stale_reasons(to_recognise):
        raise Refused(reasons)
    edition = season.edition.frozen()
    labels = labels_for(season.edition, season.place, season.last_day)
    for dossier in to_recognise:
        dossier.decided_on = paper.dated_on
        dossier.is_late = is_late(paper.dated_on, season.before_on)
        dossier.frozen_score = _freeze(dossier, labels.frozen(edition, dossier.form), season)
    why = f"Quyết định {paper.full_number}"
    move_all(to_recognise, DossierState.RECOGNISED, by=by, why=why)
    for line in lines:
        if line.effect == DecisionLine.Effect.REVOKE:
            move_all([dossiers[line.dossier_id]], DossierState.REVOKED, by=by, why=f"{why}: {line.why}"[:300])
    decision.effective_on = paper.dated_on
    decision.save(update_fields=["effective_on"])
    if decision.amends_id is not None:
        withdraw_certificates(decision, by=by)
    audit.record(by, "recognition.decision.took_effect", decision, count=len(lines))
    messages.decision_took_effect(decision, count=len(lines))


def _freeze(dossier: Dossier, edition: FrozenEdition, season: RecognitionRound) -> dict[str, Any]:
    """The score as it was decided: the edition's own rows beside the points, so that it reads without the edition."""
    hamlet, commune = column_points(dossier, "hamlet"), column_points(dossier, "commune")
    return {
        "edition": edition.code,
        "edition_name": season.edition.name,
        "sample": edition.is_sample,
        "threshold": str(edition.threshold),
        "max_total": str(edition.max_total),
        "total": str(dossier.counted_total),
        "totals": {
            column: str(getattr(dossier, field))
            for column, field in COLUMNS.items()
            if getattr(dossier, field) is not None
        },
        "way": dossier.way,
        "lines": [
            {
                **{name: str(value) for name, value in dataclasses.asdict(criterion).items()},
                "points": str({**hamlet, **commune}.get(criterion.code, "")),
            }
            for criterion in edition.criteria
        ],
    }


def _lines(
    dossiers: Iterable[Dossier], effect: DecisionLine.Effect, whys: Mapping[UUID, str] | None = None
) -> list[DecisionLine]:
    """The annex in its order: by hamlet, then by name. A dossier that got so far has a total (the database holds it to that)."""
    ordered = sorted(dossiers, key=lambda dossier: (dossier.hamlet.sort_key, dossier.sort_key))
    return [
        DecisionLine(
            dossier=dossier,
            position=position,
            effect=effect,
            head_name=dossier.subject_name,
            hamlet_name=dossier.hamlet.full_name,
            total=cast(Decimal, dossier.counted_total),
            why=clean(whys[dossier.pk])[:300] if whys else "",
        )
        for position, dossier in enumerate(ordered, start=1)
    ]


def _draft_decision(
    season: RecognitionRound,
    lines: list[DecisionLine],
    *,
    submission: Submission | None,
    amends: RecognitionDecision | None,
    version: int,
    by: Actor,
) -> RecognitionDecision:
    committee = committee_of(season)
    decision = RecognitionDecision(
        round=season, submission=submission, amends=amends, version=version, issuer=committee
    )
    title = (
        f"Công nhận danh hiệu “{season.title_name}” năm {season.year}"
        if amends is None
        else f"Thu hồi danh hiệu “{season.title_name}” năm {season.year} của một số {season.subject_word}, "
        f"sửa đổi Quyết định số {amends.paper.full_number}"
    )
    decision.paper = paper_actions.create_paper(
        "decision",
        issuer=committee,
        place=season.place,
        year=season.year,
        title=title,
        content=contents.decision(decision, lines, title=title),
        about=About("recognition.recognitiondecision", str(decision.pk)),
        by=by,
    )
    decision.save()
    for line in lines:
        line.decision = decision
    DecisionLine.objects.bulk_create(lines, batch_size=2000)
    audit.record(by, "recognition.decision.prepared", decision, count=len(lines))
    messages.decision_waits(decision, count=len(lines))
    return decision
