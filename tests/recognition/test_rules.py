"""The rules of a round: values in, reasons out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hoctap.core.refusals import Reason
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition
from hoctap.recognition import rules
from hoctap.recognition.models import OPEN_STATES, TRANSITIONS, DossierState

EDITION = FrozenEdition(
    "thu",
    Decimal(80),
    True,
    (
        FrozenCriterion("A", "", "", "", Decimal(60), True, "sample"),
        FrozenCriterion("B", "", "", "", Decimal(40), False, "sample"),
    ),
)
ROW = rules.ListRow("k", "Bà Sáu", True, Decimal(92), Decimal(88))
VERDICT = rules.Verdict("k", "Bà Sáu", True, None, Decimal(88), "")


def fields(reasons: list[Reason]) -> list[str]:
    return [reason.field for reason in reasons]


def test_a_registered_row_with_both_totals_is_saved():
    assert rules.row_reasons(EDITION, ROW) == []


def test_a_row_without_registration_has_no_points():
    reasons = rules.row_reasons(EDITION, replace(ROW, registered=False))
    assert fields(reasons) == ["registered-k"]
    assert "Bà Sáu" in reasons[0].text


def test_each_total_of_a_row_stays_within_the_edition():
    assert fields(
        rules.row_reasons(EDITION, replace(ROW, self_total=Decimal(101), hamlet_total=Decimal(-1)))
    ) == [
        "self-k",
        "hamlet-k",
    ]


def test_a_household_scored_by_criteria_takes_no_total_from_the_list():
    assert fields(rules.row_reasons(EDITION, replace(ROW, scored_by_criteria=("hamlet",)))) == ["hamlet-k"]
    assert fields(rules.row_reasons(EDITION, replace(ROW, scored_by_criteria=("self",)))) == ["self-k"]
    assert rules.row_reasons(EDITION, ROW) == []


def test_a_total_that_somebody_else_entered_is_changed_with_a_reason():
    changed = replace(ROW, entered_by_others=("Trần Văn Hùng",))
    (reason,) = rules.row_reasons(EDITION, changed)
    assert "do Trần Văn Hùng ghi" in reason.text
    assert rules.row_reasons(EDITION, replace(changed, why="phiếu ghi 86")) == []


def test_a_list_that_is_what_the_meeting_agreed_to_goes_up():
    assert rules.nomination_reasons(agreed_at_meeting=2, no_longer=[], without_evidence=[]) == []


def test_a_list_that_is_not_what_the_meeting_agreed_to_names_who_changed():
    (reason,) = rules.nomination_reasons(agreed_at_meeting=2, no_longer=["Bà Sáu"], without_evidence=[])
    assert "Bà Sáu" in reason.text
    assert "2 hồ sơ" in reason.text


def test_a_family_that_joined_another_is_named_with_what_to_do():
    (reason,) = rules.nomination_reasons(
        agreed_at_meeting=2, no_longer=[], without_evidence=[], joined=[("Bà Sáu", "Ông Bảy")]
    )
    assert "Hộ Bà Sáu đã nhập vào hộ Ông Bảy" in reason.text


def test_only_criteria_that_ask_for_evidence_miss_it():
    assert rules.missing_evidence(EDITION, {}, "Bà Sáu") == ["Bà Sáu: tiêu chí A chưa có minh chứng."]
    assert rules.missing_evidence(EDITION, {"A": ["1"]}, "Bà Sáu") == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, None),
        ({"hamlet_total": Decimal(79)}, "commune-k"),
        ({"hamlet_total": None}, "commune-k"),
        ({"commune_total": Decimal(85)}, "why-k"),
        ({"commune_total": Decimal(85), "why": "thiếu sách"}, None),
        ({"commune_total": Decimal(85), "why_on_record": "thiếu sách"}, None),
        ({"commune_total": Decimal(88)}, None),
        ({"commune_total": Decimal(79), "why": "thiếu sách"}, "commune-k"),
        ({"commune_total": Decimal(101), "why": "thiếu sách"}, "commune-k"),
        ({"accept": False}, "why-k"),
        ({"accept": False, "why_on_record": "lần trước"}, "why-k"),
        ({"accept": False, "why": "thiếu chữ ký", "hamlet_total": Decimal(10)}, None),
    ],
)
def test_the_commune_accepts_what_reaches_and_gives_its_reasons(change: dict[str, object], field: str | None):
    reasons = rules.verdict_reasons(EDITION, replace(VERDICT, **change))  # type: ignore[arg-type]
    assert fields(reasons) == ([] if field is None else [field])
    assert all("Bà Sáu" in reason.text for reason in reasons)


def test_whatever_entering_can_do_to_a_dossier_is_a_move_of_the_table():
    entered = {DossierState.LISTED, DossierState.REGISTERED, DossierState.SCORED}
    assert all(entered - {state} <= TRANSITIONS[state] for state in OPEN_STATES)


def test_nothing_leads_out_of_a_revoked_title_and_only_revocation_out_of_a_recognised_one():
    assert TRANSITIONS[DossierState.RECOGNISED] == {DossierState.REVOKED}
    assert DossierState.REVOKED not in TRANSITIONS
