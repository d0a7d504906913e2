"""When work may go over. Each refusal says what to do."""

import datetime as dt

import pytest

from hoctap.handovers.rules import HandoverFacts, Missing, handover_blockers

DAY = dt.date(2026, 11, 2)


def fields(**other: object) -> list[str]:
    usual: dict[str, object] = {
        "handed_on": DAY,
        "today": DAY,
        "decision": "25/QĐ-UBND",
        "is_same": False,
        "giver": "Chủ tịch, Hội",
        "giver_starts_on": dt.date(2020, 1, 1),
        "giver_ended_on": None,
        "receiver": "Phó Chủ tịch, Hội",
        "receiver_holds": True,
        "receiver_can_sign_in": True,
        "receiver_name": "Lê Văn A",
        "missing": (),
    }
    return [reason.field for reason in handover_blockers(HandoverFacts(**{**usual, **other}))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"is_same": True}, ["receiver"]),
        ({"handed_on": DAY + dt.timedelta(days=1)}, ["handed_on"]),
        ({"handed_on": DAY - dt.timedelta(days=31)}, []),
        ({"handed_on": DAY - dt.timedelta(days=32)}, ["handed_on"]),
        ({"giver_starts_on": DAY}, ["handed_on"]),
        ({"giver_ended_on": DAY}, []),
        ({"giver_ended_on": DAY - dt.timedelta(days=1)}, ["handed_on"]),
        ({"decision": ""}, ["decision"]),
        ({"receiver_holds": False}, ["receiver"]),
        ({"receiver_can_sign_in": False}, ["receiver"]),
        ({"missing": [Missing("Văn bản chưa ký", "Ghi số", 3)]}, ["gave_roles"]),
    ],
)
def test_each_refusal(change: dict[str, object], expected: list[str]):
    assert fields(**change) == expected
