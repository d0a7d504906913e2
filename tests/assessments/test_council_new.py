"""A council: one chair, one secretary, an odd number of members, at least five."""

from typing import Any

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.models import Council
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = reverse("council_new")
MEMBERS = "\n".join(f"{name}, {body}" for duty, name, body in hands.MEMBERS if duty == "member")


def typed(bench: hands.Bench) -> dict[str, Any]:
    return {
        "place": bench.authority.pk,
        "title": hands.COMMUNE,
        "year": 2024,
        "paper_number": "45/QĐ",
        "paper_date": "2025-02-25",
        "manner": "written",
        "chair": "Đặng Văn Thành, Phòng GD&ĐT",
        "secretary": "Vũ Thu Hà, Phòng GD&ĐT",
        "members": MEMBERS,
    }


def test_it_is_set_up_from_the_page_and_replaces_the_one_before(world: World):
    bench = hands.district_of_2024(world)
    first = hands.council_of(bench)
    officer = sign_in(bench.officer)
    answered = officer.post(HERE, typed(bench))
    second = Council.objects.exclude(pk=first.pk).get()
    assert answered["Location"] == reverse("council_detail", args=[second.pk])
    assert second.members.count() == 7
    first.refresh_from_db()
    assert first.ended_at is not None
    assert sign_in(world.hung).get(HERE).status_code == 403


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (hands.MEMBERS[1:], "đúng một Chủ tịch"),
        ([m for m in hands.MEMBERS if m[0] != "secretary"], "đúng một Thư ký"),
        (hands.MEMBERS[:-1], "ít nhất 5 ủy viên, đang có 4"),
        ([*hands.MEMBERS, ("member", "Ông Sáu", "Hội Nông dân")], "phải lẻ, đang có 6"),
        ([*hands.MEMBERS[:-1], ("member", "Ông Sáu", "")], "Dòng 7: ghi đủ họ tên và cơ quan"),
        ([*hands.MEMBERS[:-1], hands.MEMBERS[-2]], "có tên hai lần"),
    ],
)
def test_who_sits_in_it(world: World, members: list[tuple[str, str, str]], words: str):
    bench = hands.district_of_2024(world)
    with pytest.raises(Refused, match=words):
        actions.set_up_council(
            bench.authority,
            title=hands.COMMUNE,
            year=2024,
            members=members,
            paper_number="45/QĐ",
            paper_date=None,
            by=bench.by(bench.officer),
        )
    assert not Council.objects.exists()


def test_only_the_authority_itself(world: World):
    bench = hands.district_of_2024(world)
    with pytest.raises(Forbidden):
        actions.set_up_council(
            bench.authority,
            title=hands.COMMUNE,
            year=2024,
            members=hands.MEMBERS,
            paper_number="45/QĐ",
            paper_date=None,
            by=bench.lan,
        )
    page = shown(sign_in(bench.officer).post(HERE, {**typed(bench), "paper_number": "", "paper_date": ""}))
    assert "Ghi số quyết định thành lập" in page
    assert "Ghi ngày quyết định thành lập" in page
