"""Không đồng ý niêm yết: recorded with the day and by whom, taken back, and no list has the name meanwhile."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.models import PostingOptOut
from hoctap.recognition.posting import actions
from hoctap.recognition.posting.queries import waiting_for_posting
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.recognition.posted import walk_with_posting
from tests.season import Season
from tests.world import World


@pytest.fixture
def ready(world: World) -> Season:
    return walk_with_posting(world)


def test_the_page_records_it_and_takes_it_back(ready: Season):
    dossier = ready.dossiers[0]
    here = reverse("optout_new", args=[dossier.pk])
    hung = sign_in(ready.head)  # in his own hamlet the head may
    refused(hung.post(here, {"said_on": "", "told_by": " "}), "Ghi ngày nói", "Ghi ai nói")
    body = shown(hung.post(here, {"said_on": today().isoformat(), "told_by": "Bà Sáu, vợ"}, follow=True))
    assert "Bà Sáu, vợ" in body
    assert "Trần Văn Hùng" in body
    assert dossier not in waiting_for_posting(ready.round)
    opt_out = PostingOptOut.objects.get()
    listed = shown(sign_in(ready.officer).get(reverse("posting_list", args=[ready.round.pk])))
    assert names([dossier])[0] in listed
    assert queries_of(hung, here) <= 11
    body = shown(hung.post(reverse("optout_undo", args=[opt_out.pk]), follow=True))
    assert "đã bỏ ghi" in body
    assert dossier in waiting_for_posting(ready.round)
    refused(hung.post(reverse("optout_undo", args=[opt_out.pk])), "đã bỏ rồi")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"said_on": None}, "Ghi ngày nói"),
        ({"said_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"told_by": " "}, "Ghi ai nói"),
    ],
)
def test_it_says_who_and_when(ready: Season, other: dict[str, Any], words: str):
    usual: dict[str, Any] = {"said_on": today(), "told_by": "Chủ hộ"}
    with pytest.raises(Refused, match=words):
        actions.opt_out_of_posting(ready.dossiers[0], **{**usual, **other}, by=ready.by(ready.head))


def test_it_stands_once(ready: Season):
    by = ready.by(ready.head)
    actions.opt_out_of_posting(ready.dossiers[0], said_on=today(), told_by="Chủ hộ", by=by)
    with pytest.raises(Refused, match="Đã ghi không đồng ý"):
        actions.opt_out_of_posting(ready.dossiers[0], said_on=today(), told_by="Chủ hộ", by=by)


def test_after_the_decision_there_is_nothing_to_post(decided: Season):
    by = decided.by(decided.head)
    with pytest.raises(Refused, match="đã có quyết định"):
        actions.opt_out_of_posting(decided.dossiers[0], said_on=today(), told_by="Chủ hộ", by=by)


def test_others_may_not(ready: Season):
    dossier = ready.dossiers[0]
    here = reverse("optout_new", args=[dossier.pk])
    assert sign_in(ready.world.oanh).get(here).status_code == 404
    assert sign_in(ready.chair).get(here).status_code == 403
    with pytest.raises(Forbidden):
        actions.opt_out_of_posting(dossier, said_on=today(), told_by="x", by=ready.by(ready.chair))
    opt_out = actions.opt_out_of_posting(dossier, said_on=today(), told_by="Chủ hộ", by=ready.by(ready.head))
    undo = reverse("optout_undo", args=[opt_out.pk])
    assert sign_in(ready.world.oanh).post(undo).status_code == 404
    assert sign_in(ready.chair).post(undo).status_code == 403
    with pytest.raises(Forbidden):
        actions.undo_opt_out(opt_out, by=ready.by(ready.chair))
