"""Mẫu văn bản của cơ quan: those of one's own bodies, and the shipped ones."""

from django.urls import reverse

from hoctap.papers.templating.rules import KIND_LABELS
from tests.papers.test_officetemplate_new import take
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season

LIST = "officetemplate_list"


def test_the_list_shows_which_is_used_today_and_every_shipped_one(met: Season):
    lan = sign_in(met.officer)
    page = shown(lan.get(reverse(LIST)))
    assert all(label in page for label in KIND_LABELS.values())
    assert "đang dùng" not in page
    take(met)
    take(met)
    page = shown(lan.get(reverse(LIST)))
    assert page.count("đang dùng") == 1
    assert page.count("không dùng") == 1
    assert "đang dùng" not in shown(sign_in(met.world.oanh).get(reverse(LIST)))


def test_more_templates_ask_no_more_queries(met: Season):
    lan = sign_in(met.officer)
    take(met)
    before = queries_of(lan, reverse(LIST))
    for _ in range(3):
        take(met)
    assert queries_of(lan, reverse(LIST)) == before
