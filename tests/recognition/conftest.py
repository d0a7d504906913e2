"""What most tests of the season need beside a season at one of its steps (tests/conftest.py)."""

import datetime as dt
from functools import cache

import pytest

from hoctap.papers.content import PaperContent
from hoctap.papers.rendering import render
from hoctap.papers.templating import making
from hoctap.recognition import actions as recognition
from tests.recognition.hands import sign
from tests.season import Season


@cache
def _rendered(content: PaperContent) -> bytes:
    return render(content, code="K7QX3MPA9TDR")


@pytest.fixture(autouse=True)
def rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same season is walked in each test: what its papers say is typeset for the first, and kept for the others."""
    monkeypatch.setattr(making, "render", lambda content, code="": _rendered(content))


@pytest.fixture
def revoked(decided: Season) -> Season:
    """The first family of Ấp 1 lost the title by a second decision."""
    by = decided.by(decided.officer)
    first = decided.dossiers[0]
    amendment = recognition.amend_decision(decided.decision, {first.pk: "tự nguyện trả lại"}, by=by)
    sign(decided, amendment.paper, 9, dt.date(2024, 12, 12))
    decided.refresh()
    return decided
