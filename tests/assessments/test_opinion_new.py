"""The phiếu of a member: agrees or not, and on which line not."""

from typing import Any

import pytest
from django.urls import reverse

from hoctap.assessments.models import Opinion
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_is_written_and_written_again(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    officer = sign_in(bench.officer)
    here = reverse("opinion_new", args=[one.pk])
    assert "Chưa lập hội đồng" in shown(officer.get(here))
    member = hands.council_of(bench).members.all()[0]
    officer.post(here, {"member": member.pk, "agrees": "no", "failed": "X3.2: chưa thấy"})
    assert Opinion.objects.get().failed == [["X3.2", "chưa thấy"]]
    officer.post(here, {"member": member.pk, "agrees": "yes"})
    assert Opinion.objects.get().agrees
    page = shown(officer.get(reverse("assessment_detail", args=[one.pk])))
    assert "Phiếu thẩm định" in page
    assert sign_in(world.lan).get(here).status_code == 403
    assert sign_in(world.oanh).get(here).status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "đồng ý hay không đồng ý"),
        ({"agrees": "no"}, "ghi chỉ tiêu không đạt hoặc ý kiến"),
        ({"agrees": "yes", "failed": "X3.2: thiếu"}, "thì không ghi chỉ tiêu không đạt"),
        ({"agrees": "no", "failed": "Z9: thiếu"}, "Không có chỉ tiêu “Z9”"),
        ({"agrees": "no", "failed": "X3.2:"}, "ghi lý do không đạt"),
        ({"agrees": "yes", "given_on": "2099-01-01"}, "ở sau ngày hôm nay"),
    ],
)
def test_it_says_what_it_must(world: World, typed: dict[str, Any], words: str):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    member = hands.council_of(bench).members.all()[0]
    answered = sign_in(bench.officer).post(
        reverse("opinion_new", args=[one.pk]), {"member": member.pk, **typed}
    )
    assert answered.status_code == 422
    assert words in shown(answered)
    assert not Opinion.objects.exists()
