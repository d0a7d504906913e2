"""The signature of a decision, its list and its certificates: two at once, and a process that dies in between."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.cache import cache

from hoctap.audit.models import Event
from hoctap.core.refusals import Refused
from hoctap.papers import actions as papers
from hoctap.papers.models import PaperState
from hoctap.recognition import actions
from hoctap.recognition.certificates import actions as giving
from hoctap.recognition.certificates import queries
from hoctap.recognition.models import (
    Certificate,
    CertificateBook,
    CertificateState,
    RecognitionDecision,
    StateChange,
)
from tests import season as steps
from tests.recognition.children import kill_at
from tests.recognition.giving import issue, numbers, rule
from tests.recognition.hands import states
from tests.recognition.test_two_at_once import at_once, once
from tests.season import SCAN, Season
from tests.world import make_world

_CHILD = """
import datetime as dt
from hoctap.accounts.models import User
from hoctap.papers import actions as papers
from hoctap.recognition.actions import deciding
from hoctap.recognition.certificates import actions as giving, contents
from hoctap.recognition.models import CertificateStanding, RecognitionDecision, StateChange

where = sys.argv[2]
decision = RecognitionDecision.objects.get(amends__isnull=True)
by = User.objects.get(login="minh").active_capacities().first().actor()
if where == "before the dossiers move":
    deciding.move_all = die
elif where == "after the dossiers, before the list":
    StateChange.objects.bulk_create = die
elif where == "after the list, before the end":
    deciding.messages.decision_took_effect = die
papers.record_signature(
    decision.paper, number=7, dated_on=dt.date(2024, 11, 8), signer=by.name, signed_copy=sys.argv[3].encode(), by=by,
)
die()
"""


@pytest.fixture
def committed(transactional_db: None) -> Season:
    """A decision printed and waiting for its signature; certificates for all."""
    cache.clear()
    season = steps.walk(make_world(), last=steps.prepare_decision)
    papers.mark_printed(season.decision.paper, by=season.by(season.chair))
    rule(season)
    return season


def sign(
    season: Season, decision: RecognitionDecision, number: int = 7, on: dt.date = dt.date(2024, 11, 8)
) -> Any:
    return papers.record_signature(
        decision.paper,
        number=number,
        dated_on=on,
        signer=season.chair.full_name,
        signed_copy=SCAN,
        by=season.by(season.chair),
    )


def effects(season: Season) -> tuple[list[str], int, int]:
    """States of the families, moves to “được công nhận”, rows of the trail."""
    return (
        states(season),
        StateChange.objects.filter(to_state="recognised").count(),
        Event.objects.filter(what="recognition.decision.took_effect").count(),
    )


@pytest.mark.parametrize(
    "where",
    ["before the dossiers move", "after the dossiers, before the list", "after the list, before the end"],
)
def test_killed_within_the_signature_nothing_was_decided_and_it_is_signed_once(committed: Season, where: str):
    kill_at(_CHILD, where, SCAN.decode())
    assert effects(committed) == (["proposed"] * 2, 0, 0)
    committed.decision.refresh_from_db()
    committed.decision.paper.refresh_from_db()
    assert (committed.decision.effective_on, committed.decision.paper.state) == (None, PaperState.PRINTED)
    sign(committed, committed.decision)
    assert effects(committed) == (["recognised"] * 2, 2, 1)
    issue(committed)
    assert numbers(committed) == [1, 2]


def test_killed_after_the_signature_all_of_it_stands_and_the_certificates_are_given_once(committed: Season):
    kill_at(_CHILD, "after it", SCAN.decode())
    assert effects(committed) == (["recognised"] * 2, 2, 1)
    with pytest.raises(Refused):
        sign(committed, committed.decision)
    committed.decision.refresh_from_db()
    issue(committed)
    assert numbers(committed) == [1, 2]
    assert queries.gaps(CertificateBook.objects.get()) == 0


def test_two_who_sign_at_once_decide_once_and_two_who_give_meanwhile_give_once(committed: Season):
    season = committed
    outcomes = at_once(*[lambda: sign(season, season.decision)] * 2)
    assert sorted(map(bool, outcomes)) == [False, True], outcomes
    assert effects(season) == (["recognised"] * 2, 2, 1)
    season.decision.refresh_from_db()
    once(at_once(lambda: issue(season), lambda: issue(season)), "Đã cấp đủ")
    assert numbers(season) == [1, 2]


def test_nobody_holds_a_valid_paper_whose_title_was_taken_back_while_papers_were_given(
    committed: Season, monkeypatch: pytest.MonkeyPatch
):
    """Whoever gives has read who is due; meanwhile the decision that takes one back is signed."""
    season = committed
    sign(season, season.decision)
    season.decision.refresh_from_db()
    taken = season.dossiers[0]
    amended = actions.amend_decision(season.decision, {taken.pk: "khai sai"}, by=season.by(season.officer))
    papers.mark_printed(amended.paper, by=season.by(season.chair))
    read, signed = threading.Event(), threading.Event()
    waiting_lines = queries.waiting_lines

    def slowly(*args: Any) -> Any:
        found = waiting_lines(*args)
        read.set()
        signed.wait(timeout=1.5)  # the signature either comes through now, or waits for the one who gives
        return found

    monkeypatch.setattr(giving.queries, "waiting_lines", slowly)

    def take_back() -> None:
        read.wait(timeout=10)
        sign(season, amended, 8, dt.date(2024, 11, 20))
        signed.set()

    outcomes = at_once(lambda: issue(season), take_back)
    assert outcomes[1] == ""
    assert states(season) == ["revoked", "recognised"]
    held = Certificate.objects.filter(line__dossier=taken, standing__state=CertificateState.VALID)
    assert not held.exists(), "a valid paper of a title that was taken back"
    given = Certificate.objects.filter(standing__state=CertificateState.VALID)
    assert [one.line.dossier_id for one in given] == [season.dossiers[1].pk]
    assert queries.gaps(CertificateBook.objects.get()) == 0
