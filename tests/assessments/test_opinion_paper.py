"""The phiếu of a member as a paper: his own signature, laid out again until it is signed."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.core.refusals import Refused
from tests.assessments import hands
from tests.recognition.hands import sign_in
from tests.world import World


def test_a_phieu_becomes_a_paper_and_stays_once_it_is_signed(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    council = hands.council_of(bench)
    hands.voted(bench, one, council)
    opinion = one.opinions.all()[0]
    officer = sign_in(bench.officer)
    here = reverse("opinion_paper", args=[opinion.pk])
    assert "Lập phiếu" in hands.page_of(officer, one)
    assert "Lập phiếu" not in hands.page_of(sign_in(world.lan), one)
    assert officer.post(here).status_code == 302
    opinion.refresh_from_db()
    assert opinion.paper is not None
    hands.stands_the_check(opinion.paper)
    last = opinion.paper.versions.get()
    assert last.content["signer"]["name"] == opinion.member.name  # the member, not the head of the office
    officer.post(here)
    assert opinion.paper.versions.count() == 2
    hands.signed(opinion.paper, number=None, on=dt.date(2025, 3, 10), by=bench.by(bench.officer))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="đã ký phiếu về hồ sơ này"):
        actions.record_opinion(one, opinion.member, agrees=False, remarks="đổi ý", by=bench.by(bench.officer))
    with pytest.raises(Refused, match="đã ký: không lập lại"):
        actions.make_opinion_paper(opinion, by=bench.by(bench.officer))
    assert sign_in(world.lan).post(here).status_code == 404
    assert sign_in(world.oanh).post(here).status_code in (403, 404)
