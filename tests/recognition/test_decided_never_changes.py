"""After the decision nothing changes but by another decision: each action is tried on decided dossiers, by its owner and by the system."""

import json
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions as recognition
from hoctap.recognition.models import DecisionLine, Dossier
from tests import season as steps
from tests.examples import action_examples
from tests.season import Season
from tests.test_access import ACTIONS

KEYS = sorted(key for key in ACTIONS if key.split(".")[0] in ("recognition", "people", "evidence", "papers"))


@pytest.fixture
def decided(whole_season: Season) -> Season:
    """The season in which whatever is tried on families that are still open hits those that are decided."""
    season = whole_season
    season.open_hamlet, season.open_dossiers = season.hamlet, season.dossiers
    season.open_households = season.households
    assert [dossier.state for dossier in season.dossiers] == ["recognised"] * 2
    return season


def stored() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(d)::text FROM recognition_dossier d WHERE state IN ('recognised', 'revoked') ORDER BY id"
        )
        dossiers = cursor.fetchall()
        cursor.execute(
            "SELECT to_jsonb(l)::text FROM recognition_decisionline l JOIN recognition_recognitiondecision d ON d.id = l.decision_id"
            " WHERE d.effective_on IS NOT NULL ORDER BY l.id"
        )
        return [json.loads(row) for (row,) in dossiers + cursor.fetchall()]


@pytest.mark.parametrize("key", KEYS)
def test_no_action_changes_a_decided_dossier(key: str, decided: Season):
    before = stored()
    assert len(before) == 4
    for by in ("its owner", "the system"):
        # What it is tried on may be refused already; either way the dossier stands.
        try:
            with transaction.atomic():
                call = action_examples[key](decided)
                actor = decided.by(call.owner) if by == "its owner" and call.owner else system_job("kiểm thử")
                ACTIONS[key].function(*call.args, **call.kwargs, by=actor)
        except (Refused, Forbidden, DatabaseError, ObjectDoesNotExist):
            pass
        assert stored() == before, f"{key} by {by}"


def test_the_look_at_what_is_stored_would_notice(decided: Season):
    """The one thing that may happen to it: taken back by another decision, which leaves all else as it was."""
    before = stored()
    by = decided.by(decided.officer)
    second = recognition.amend_decision(decided.decision, {decided.dossiers[0].pk: "khai sai"}, by=by)
    assert stored() == before, "a draft changes nothing"
    steps.papers.mark_printed(second.paper, by=decided.by(decided.chair))
    steps.papers.record_signature(
        second.paper,
        number=9,
        dated_on=timezone.localdate(),
        signer=decided.chair.full_name,
        signed_copy=steps.SCAN,
        by=decided.by(decided.chair),
    )
    changed = [(old, new) for old, new in zip(before, stored(), strict=False) if old != new]
    assert [old["id"] for old, _ in changed if "frozen_score" in old] == [str(decided.dossiers[0].pk)]
    old, new = changed[0]
    assert {name for name in old if old[name] != new[name]} == {"state", "version"}
    assert (new["state"], new["frozen_score"]) == ("revoked", old["frozen_score"])


# No part of the decision, and they hold a name, which an erasure reaches.
NAMED = {"sort_key", "return_reason"}


@pytest.mark.parametrize(
    "field", [field.column for field in Dossier._meta.concrete_fields if field.column not in NAMED]
)
def test_the_database_refuses_each_field_whatever_the_code_does(field: str, decided: Season):
    dossier = decided.dossiers[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = 'recognition_dossier'::regclass AND attname = %s",
            [field],
        )
        (kind,) = cursor.fetchone()
        other = {
            "uuid": "gen_random_uuid()", "boolean": f"NOT coalesce({field}, false)", "jsonb": """'{"x": 1}'::jsonb""",
            "date": "'2001-01-01'::date",
        }.get(kind, "'x'" if "char" in kind else f"coalesce({field}, 0) + 1")  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(f"UPDATE recognition_dossier SET {field} = {other} WHERE id = %s", [dossier.pk])
        with pytest.raises(DatabaseError, match="is decided"), transaction.atomic():
            cursor.execute("DELETE FROM recognition_dossier WHERE id = %s", [dossier.pk])
    assert DecisionLine.objects.filter(dossier=dossier).exists()
