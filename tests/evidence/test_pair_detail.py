"""Two photos beside each other: different, or one and the same?"""

import pytest
from django.urls import reverse

from hoctap.audit.models import Read
from hoctap.evidence import actions
from hoctap.evidence.models import PhotoPair
from tests.evidence.test_pair_list import pairs
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.world import World


def address(pair: PhotoPair) -> str:
    return reverse("pair_detail", args=[pair.pk])


@pytest.mark.parametrize(
    ("answer", "words"), [("different", "hai ảnh khác nhau"), ("same", "đúng là một ảnh")]
)
def test_it_shows_both_is_answered_once_and_remembers(world: World, answer: str, words: str):
    (pair,) = pairs(world)
    lan = sign_in(world.lan)
    body = shown(lan.get(address(pair)))
    for one in (pair.earlier, pair.later):
        assert reverse("evidence_file", args=[one.pk]) in body
    assert "Hộ Võ Thị Sáu 0" in body
    assert len(Read.objects.get(page="pair_detail").subjects) == 4, (
        "two families and their heads were looked at"
    )
    refused(lan.post(address(pair), {"answer": ""}), "Hãy chọn")
    assert lan.post(address(pair), {"answer": answer})["Location"] == reverse("pair_list")
    assert f"Đã ghi: {words}" in shown(lan.get(address(pair)))
    refused(lan.post(address(pair), {"answer": "different"}), "đã xem rồi")


def test_outsiders_find_nothing(world: World):
    (pair,) = pairs(world)
    pair.later.place = world.hamlet_2
    pair.later.save()
    for person in (world.oanh, world.hung):
        for answer in (
            sign_in(person).get(address(pair)),
            sign_in(person).post(address(pair), {"answer": "same"}),
        ):
            assert answer.status_code == 404
            assert "Võ Thị Sáu" not in shown(answer)
    assert sign_in(world.minh).get(address(pair)).status_code == 403


def test_a_withdrawn_photo_is_compared_no_more(world: World):
    (pair,) = pairs(world)
    actions.withdraw_evidence(pair.later, "ảnh nộp nhầm", by=world.actor(world.lan))
    assert sign_in(world.lan).get(address(pair)).status_code == 404


def test_it_takes_few_queries(world: World):
    (pair,) = pairs(world)
    assert queries_of(sign_in(world.lan), address(pair)) <= 11
