"""What the holder of a link sees beside the paper: nothing of the system."""

from django.test import Client

from hoctap.papers import actions
from tests.season import Season


def test_the_page_shows_the_paper_and_no_way_further(decided: Season):
    given = actions.give_link(decided.decision.paper, made_for="Ấp 3", by=decided.by(decided.officer))
    page = Client().get(f"/l/{given.token}/").content.decode()
    assert "/papers/" not in page
    assert decided.officer.full_name not in page
    assert "Tải văn bản" in page


def test_opening_the_page_alone_counts_for_nothing(decided: Season):
    """A messenger that looks at links for a preview has not taken the paper."""
    given = actions.give_link(decided.decision.paper, made_for="Ấp 3", by=decided.by(decided.officer))
    Client().get(f"/l/{given.token}/")
    given.link.refresh_from_db()
    assert given.link.opened == 0
