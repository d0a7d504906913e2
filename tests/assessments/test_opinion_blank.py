"""Phiếu to be filled by hand: one for each member, before anybody voted."""

from django.urls import reverse

from hoctap.assessments import following_contents
from hoctap.assessments.rows import issuer_of_council, judged
from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_each_member_has_a_sheet_with_every_line_and_no_answer(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    officer = sign_in(bench.officer)
    here = reverse("opinion_blank", args=[one.pk])
    refused = officer.get(here)
    assert refused.status_code == 422
    assert "lập hội đồng rồi in phiếu" in shown(refused)
    council = hands.council_of(bench)
    assert "In phiếu trống" in hands.page_of(officer, one)
    made = officer.get(here)
    assert made.status_code == 200
    assert made.getvalue().startswith(b"%PDF")
    assert sign_in(world.lan).get(here).status_code == 403
    assert sign_in(world.oanh).get(here).status_code == 404
    members = list(council.members.all())
    sheets = following_contents.blank_opinions(
        one, issuer_of_council(bench.authority, one.year), members, judged(one)
    )
    assert [row["name"] for row in sheets["members"]] == [row.name for row in members]
    assert [row["code"] for row in sheets["lines"]] == [row.code for row in judged(one).concerned]
    assert all(row["asked"] for row in sheets["lines"])
    assert not one.opinions.exists()


def test_the_number_of_queries(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    hands.council_of(bench)
    assert queries_of(sign_in(bench.officer), reverse("opinion_blank", args=[one.pk])) <= 30
