"""The list: of one's own files, and of those that were sent here; with filters in the address."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_place

HERE = reverse("assessment_list")


@pytest.mark.requirement("S3-44")
def test_the_commune_sees_its_own_and_the_authority_what_was_sent(world: World):
    bench = hands.district_of_2024(world)
    one = hands.assessed(bench)
    lan, officer, oanh = sign_in(world.lan), sign_in(bench.officer), sign_in(world.oanh)
    page = shown(lan.get(HERE))
    assert "Xã Tân Kiều" in page
    assert "Đã tự đánh giá" in page
    assert "27/02/2025" in page
    assert "Xã Tân Kiều" not in shown(officer.get(HERE))
    assert "Xã Tân Kiều" not in shown(oanh.get(HERE))
    assert str(one.pk) not in shown(officer.get(HERE))


def test_the_bench_tells_state_missing_evidence_and_due_day(world: World):
    bench = hands.district_of_2024(world)
    one = hands.sent(bench)
    first = one.evidence.first()
    assert first is not None
    one.evidence.filter(pk=first.pk).update(detached_at="2025-02-21T00:00Z", detached_why="nhầm")
    officer = sign_in(bench.officer)
    page = shown(officer.get(HERE))
    assert "1 trong 15" in page
    assert "H42-250220-0001" in page
    assert "30/03/2025" in page
    assert "Đã gửi hồ sơ: 1" in page
    for query, is_there in (
        ({"state": "sent"}, True),
        ({"state": "received"}, False),
        ({"year": "2024"}, True),
        ({"year": "2023"}, False),
        ({"title": hands.COMMUNE}, True),
        ({"title": "learning_unit"}, False),
        ({"name": "tân kiều"}, True),
        ({"name": "không có"}, False),
        ({"late": "1"}, True),
        ({"state": "nonsense", "year": "abcd", "page": "x"}, True),
    ):
        assert (str(one.pk) in shown(officer.get(HERE, query))) is is_there, query


def test_many_files_cost_as_many_queries_as_few(world: World):
    bench = hands.district_of_2024(world)
    hands.opened(bench)
    client = sign_in(world.lan)
    few = queries_of(client, HERE)
    for number in range(8):
        hands.school_of(bench, f"Trường số {number}")
    from hoctap.assessments.models import Assessment
    from hoctap.people.models import WorkUnit

    for unit in WorkUnit.objects.all():
        Assessment.objects.create(
            title="learning_unit_district",
            year=2024,
            edition=hands.edition("don-vi-hoc-tap-huyen-tt24"),
            level="1",
            place=bench.commune,
            unit=unit,
            kinds=["public"],
            opened_by="kiểm thử",
        )
    assert queries_of(client, HERE) <= few + 1


def test_nobody_without_the_right_and_nobody_from_elsewhere(world: World):
    hands.district_of_2024(world)
    other = make_place("commune", "xã", "Nơi khác", world.district, code="30001")
    assert Client().get(HERE).status_code == 302
    assert other.title not in shown(sign_in(world.lan).get(HERE))
