"""The page of a round's niêm yết: what hangs, who waits, who is against it, what was said."""

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.recognition.posting import actions
from tests.recognition.hands import names, queries_of, shown, sign_in
from tests.recognition.posted import answer, hang, object_to, walk_with_posting
from tests.season import Season
from tests.world import World


def address(season: Season) -> str:
    return reverse("posting_list", args=[season.round.pk])


@pytest.fixture
def ready(world: World) -> Season:
    return walk_with_posting(world)


def test_it_says_who_waits_what_hangs_and_what_was_said(ready: Season):
    lan = sign_in(ready.officer)
    body = shown(lan.get(address(ready)))
    assert "2 hộ chờ niêm yết" in body
    assert "trước tờ trình" in body
    assert f"{reverse('posting_new', args=[ready.round.pk])}?hamlet={ready.hamlet.pk}" in body
    one, other = ready.dossiers
    actions.opt_out_of_posting(one, said_on=today(), told_by="Bà Sáu", by=ready.by(ready.head))
    hang(ready)
    answer(ready, object_to(ready, other))
    body = shown(lan.get(address(ready)))
    for words in ("Đang niêm yết", "Bà Sáu nói ngày", "giữ nguyên đề nghị", *names(ready.dossiers)):
        assert words in body
    assert "chờ niêm yết" not in body


def test_a_road_without_the_step_keeps_the_register_of_what_was_said(accepted: Season):
    lan = sign_in(accepted.officer)
    body = shown(lan.get(address(accepted), {"q": names(accepted.dossiers)[0]}))
    assert "không có bước niêm yết" in body
    assert reverse("objection_new", args=[accepted.dossiers[0].pk]) in body
    assert reverse("optout_new", args=[accepted.dossiers[0].pk]) not in body
    assert reverse("posting_new", args=[accepted.round.pk]) not in body


@pytest.mark.parametrize(("person", "status"), [("head", 403), ("chair", 403), ("admin", 403)])
def test_others_of_the_commune_do_not_see_it(ready: Season, person: str, status: int):
    assert sign_in(getattr(ready, person)).get(address(ready)).status_code == status


def test_the_next_commune_finds_nothing(ready: Season):
    assert sign_in(ready.world.oanh).get(address(ready)).status_code == 404


def test_it_takes_the_same_queries_however_much_there_is(ready: Season):
    lan = sign_in(ready.officer)
    first = object_to(ready, ready.dossiers[0])
    hang(ready)
    few = queries_of(lan, address(ready))
    answer(ready, first)
    object_to(ready, ready.dossiers[0])
    object_to(ready, ready.dossiers[1])
    assert queries_of(lan, address(ready)) == few <= 18
