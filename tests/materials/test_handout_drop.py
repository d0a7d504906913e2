"""A line that was noted by mistake is struck out with its reason."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.assessments.ranking.pieces import actions as pieces
from hoctap.core.refusals import Refused
from hoctap.evidence.models import Evidence, Subject
from hoctap.evidence.registry import record_kinds
from hoctap.materials.handouts import actions
from hoctap.materials.models import Handout, Material
from tests.assessments.ranking_world import Bench, bench
from tests.centres.hands import centre_at
from tests.materials.conftest import Store
from tests.materials.test_handout_new import ON, hand, held

__all__ = ["bench"]


def test_it_stays_to_be_read_and_counts_no_more(store: Store, client: Client):
    row = hand(store, copies=1000)
    url = reverse("handout_drop", args=[row.pk])
    client.force_login(store.world.lan)
    assert client.get(url).status_code == 200
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "gõ nhầm"}).status_code == 302
    page = client.get(reverse("handout_list"), {"year": "2025"}).text
    assert "đã bỏ: gõ nhầm" in page
    assert "<strong>0 bản</strong>" in page
    row.refresh_from_db()
    with pytest.raises(Refused, match="đã bỏ rồi"):
        actions.drop_handout(row, why="nữa", by=store.writer)


def test_what_was_handed_out_is_evidence_of_the_centre_and_then_stays(store: Store):
    """At a class of the centre, and in its commune at no class; never of next door, never what was struck out."""
    world, by = store.world, store.world.actor(store.world.lan)
    centre = centre_at(world.commune)
    material = store.published(title="Trồng sen")
    own = hand(store, material=material, copies=25)
    hand(store, material=material, copies=7, activity=held(world.commune, "Hội Nông dân", on=ON))
    struck = hand(store, material=material, copies=99)
    actions.drop_handout(struck, why="gõ nhầm", by=store.writer)
    kind, subject = record_kinds["handout"], Subject("centres.centre", centre.pk)
    offers = kind.offers([subject], by)
    assert [one.title for one in offers][-1] == "Phát 25 bản “Trồng sen” cho người dân"
    assert str(struck.pk) not in {one.id for one in offers}
    assert kind.offers([subject], world.actor(world.oanh)) == []
    assert kind.offers([Subject("centres.centre", centre_at(world.other_commune).pk)], by) == []
    assert "material=" in kind.urls([str(own.pk)], by)[str(own.pk)]


def test_what_proves_something_is_struck_out_once_it_is_taken_off_there(bench: Bench):
    by = bench.own
    place = bench.world.commune
    material = Material.objects.create(place=place, made_by="x")
    row = Handout.objects.create(
        material=material, place=place, on=ON, recipients="residents", copies=5, recorded_by="x"
    )
    ranking = bench.opened()
    pieces.attach_ranking_evidence(ranking, "TT1", record=("handout", str(row.pk)), by=by)
    with pytest.raises(Refused, match="tiêu chí TT1"):
        actions.drop_handout(row, why="gõ nhầm", by=bench.world.actor(bench.world.lan))
    pieces.detach_ranking_evidence(ranking.evidence.get(), why="gắn nhầm", by=by)
    actions.drop_handout(row, why="gõ nhầm", by=bench.world.actor(bench.world.lan))
    assert "dòng phát tài liệu đã bỏ" in Evidence.objects.get(record_kind="handout").withdrawn_why


def test_next_door_it_is_not_found(store: Store, client: Client):
    row = hand(store)
    client.force_login(store.world.oanh)
    assert client.get(reverse("handout_drop", args=[row.pk])).status_code == 404
