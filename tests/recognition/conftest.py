"""A season at each of its steps: walked through the real actions up to and with the step that the fixture names."""

import datetime as dt
from functools import cache

import pytest

from hoctap.papers import actions as papers
from hoctap.papers.content import PaperContent
from hoctap.papers.rendering import render
from hoctap.recognition import actions as recognition
from tests import season as steps
from tests.recognition.hands import sign
from tests.season import Season
from tests.world import World


@cache
def _rendered(content: PaperContent) -> bytes:
    return render(content, code="K7QX3MPA9TDR")


@pytest.fixture(autouse=True)
def rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same season is walked in each test: what its papers say is typeset for the first, and kept for the others."""
    monkeypatch.setattr(papers, "render", lambda content, code="": _rendered(content))


@pytest.fixture
def opened(world: World) -> Season:
    """Every household has its dossier; nobody has entered anything."""
    return steps.walk(world, last=steps.open_round)


@pytest.fixture
def scored(world: World) -> Season:
    """Both families of Ấp 1 and of Ấp 2 registered and scored by list: 92 by themselves, 88 by the hamlet."""
    return steps.walk(world, last=steps.score_by_list)


@pytest.fixture
def met(world: World) -> Season:
    """Ấp 1 held its meeting, which agreed to both families."""
    return steps.walk(world, last=steps.hold_meeting)


@pytest.fixture
def nominated(world: World) -> Season:
    return steps.walk(world, last=steps.nominate)


@pytest.fixture
def accepted(world: World) -> Season:
    return steps.walk(world, last=steps.review)


@pytest.fixture
def submitted(world: World) -> Season:
    """The tờ trình is signed."""
    return steps.walk(world, last=steps.submit)


@pytest.fixture
def drafted(world: World) -> Season:
    """The decision waits for the chair."""
    return steps.walk(world, last=steps.prepare_decision)


@pytest.fixture
def decided(world: World) -> Season:
    return steps.walk(world, last=steps.sign_decision)


@pytest.fixture
def revoked(decided: Season) -> Season:
    """The first family of Ấp 1 lost the title by a second decision."""
    by = decided.by(decided.officer)
    first = decided.dossiers[0]
    amendment = recognition.amend_decision(decided.decision, {first.pk: "tự nguyện trả lại"}, by=by)
    sign(decided, amendment.paper, 9, dt.date(2024, 12, 12))
    decided.refresh()
    return decided
