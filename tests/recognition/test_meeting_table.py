"""The phone on the table: names and đạt or chưa đạt, in large type; never points, never reasons."""

from django.urls import reverse

from tests.recognition.hands import enter, queries_of, row, shown, sign_in
from tests.recognition.meeting_hands import call, open_citizens, record
from tests.season import Season


def address(season: Season) -> str:
    return reverse("meeting_table", args=[season.meeting.pk])


def test_names_and_whether_they_reach_and_how_many(scored: Season):
    enter(scored, row(scored.dossiers[1], "65", "61,5"))
    scored.meeting = call(scored, open_citizens(scored))
    body = shown(sign_in(scored.head).get(address(scored)))
    assert all(str(one) in body for one in scored.households)
    assert "<strong>1</strong> hộ đạt · <strong>1</strong> chưa đạt" in body
    assert "công dân đạt" in body
    for points in ("61,5", "65", "88", "92", "85"):
        assert f">{points}<" not in body
        assert f" {points} " not in body


def test_after_the_vote_nobody_who_was_left_out_is_told_apart(scored: Season):
    scored.meeting = call(scored)
    record(scored, scored.meeting)
    body = shown(sign_in(scored.head).get(address(scored)))
    assert "<strong>2</strong> hộ đạt" in body
    assert "trừ" not in body.lower()


def test_only_who_holds_the_meeting_has_it(scored: Season):
    scored.meeting = call(scored)
    for person, status in [(scored.chair, 403), (scored.world.bich, 403), (scored.world.oanh, 404)]:
        assert sign_in(person).get(address(scored)).status_code == status


def test_the_page_takes_few_queries(scored: Season):
    scored.meeting = call(scored, other_titles=["Gia đình văn hóa"])
    assert queries_of(sign_in(scored.head), address(scored)) <= 13
