"""The papers that a person may see."""

import pytest
from django.urls import reverse

from hoctap.papers.models import Paper
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season
from tests.world import World

ADDRESS = "/papers/"


@pytest.mark.requirement("S3-05")
def test_the_officer_finds_every_paper_of_the_commune_with_its_number_and_state(decided: Season):
    body = shown(sign_in(decided.officer).get(reverse("paper_list")))
    for paper in (
        decided.meeting.minutes,
        decided.nomination.paper,
        decided.submission.paper,
        decided.decision.paper,
    ):
        assert paper is not None
        assert reverse("paper_detail", args=[paper.pk]) in body
    assert "07/QĐ-UBND" in body
    assert "03/TTr-HKH" in body
    assert "chưa có số" in body
    assert "08/11/2024" in body


def test_the_head_finds_the_papers_of_his_hamlet_and_none_of_the_commune(decided: Season):
    body = shown(sign_in(decided.head).get(ADDRESS))
    assert decided.nomination.paper.title in body
    assert decided.submission.paper.title not in body
    assert "07/QĐ-UBND" not in body


def test_the_next_commune_finds_nothing(decided: Season):
    body = shown(sign_in(decided.world.oanh).get(ADDRESS))
    assert "Chưa có văn bản nào" in body
    assert "Tân Kiều" not in body
    assert "QĐ-UBND" not in body


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "decision"}, 1),
        ({"state": "draft"}, 2),
        ({"kind": "decision", "state": "draft"}, 0),
        ({"kind": "x"}, 0),
    ],
)
def test_the_list_is_narrowed_by_kind_and_state(decided: Season, query: dict[str, str], count: int):
    body = shown(sign_in(decided.officer).get(ADDRESS, query))
    assert sum(reverse("paper_detail", args=[paper.pk]) in body for paper in Paper.objects.all()) == count


def test_the_list_takes_the_same_queries_for_2_and_for_42_papers(world: World):
    def add(count: int) -> None:
        for number in range(count):
            Paper.objects.create(
                kind="submission",
                issuer=world.association,
                place=world.commune,
                year=2024,
                title=f"Tờ trình {number}",
            )

    lan = sign_in(world.lan)
    add(2)
    two = queries_of(lan, ADDRESS)
    add(40)
    assert queries_of(lan, ADDRESS) == two <= 9
