"""What a decision stands on stays as it was signed."""

import pytest
from django.db import DatabaseError, transaction

from hoctap.core.refusals import Refused
from hoctap.evidence import actions as evidence_actions
from hoctap.recognition import actions
from hoctap.recognition.models import DecisionLine, RecognitionDecision
from tests import season as steps
from tests.season import SCAN, Season


def test_evidence_that_a_decision_stands_on_is_not_withdrawn(nominated: Season):
    by = nominated.by(nominated.officer)
    dossier = nominated.dossiers[0]
    evidence = actions.attach_evidence(dossier, "A2", kind="file", content=SCAN, by=by)
    nominated.refresh()
    for step in (steps.review, steps.submit, steps.prepare_decision, steps.sign_decision):
        step(nominated)
    with pytest.raises(Refused, match="không rút được nữa"):
        evidence_actions.withdraw_evidence(evidence, "nhầm hộ", by=by)
    evidence.refresh_from_db()
    assert evidence.withdrawn_at is None


def test_evidence_of_a_dossier_that_is_not_decided_can_be_withdrawn(nominated: Season):
    by = nominated.by(nominated.officer)
    evidence_actions.withdraw_evidence(nominated.evidence, "nhầm hộ", by=by)
    nominated.evidence.refresh_from_db()
    assert nominated.evidence.withdrawn_at is not None


def test_no_line_is_moved_into_a_decision_in_effect(decided: Season):
    season = decided
    line = season.decision.lines.get(dossier=season.dossiers[0])
    draft = actions.amend_decision(
        season.decision, {season.dossiers[1].pk: "ghi nhầm"}, by=season.by(season.officer)
    )
    moved = draft.lines.get()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        DecisionLine.objects.filter(pk=moved.pk).update(decision=season.decision)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        DecisionLine.objects.filter(pk=line.pk).update(decision=draft)
    assert RecognitionDecision.objects.get(pk=season.decision.pk).lines.count() == len(season.dossiers)
