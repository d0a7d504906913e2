"""Another title is a list: whom the meeting proposes, to be printed; who was left out stands on none."""

from django.urls import reverse

from hoctap.recognition.actions import TypedVote
from hoctap.recognition.models import MeetingVote
from tests.recognition.hands import meet, queries_of, shown, sign_in
from tests.recognition.meeting_hands import call
from tests.season import Season


def held(season: Season) -> MeetingVote:
    left_out = season.households[0].pk
    vote = TypedVote(
        other_title="Gia đình văn hóa",
        votes_for=2,
        excepted={left_out},
        whys={left_out: "chưa nộp bản đăng ký"},
    )
    return meet(season, votes=[vote]).votes.get()


def address(vote: MeetingVote) -> str:
    return reverse("meeting_other_list", args=[vote.pk])


def test_whom_the_meeting_proposes_and_nobody_else(scored: Season):
    vote = held(scored)
    hung = sign_in(scored.head)
    body = shown(hung.get(address(vote)))
    assert "đề nghị 1 / 2 hộ" in body
    assert str(scored.households[1]) in body
    assert str(scored.households[0]) not in body
    assert "chưa nộp bản đăng ký" not in body
    assert address(vote) in shown(hung.get(reverse("meeting_detail", args=[vote.meeting_id])))


def test_there_is_none_before_the_vote_and_none_of_a_round(scored: Season):
    hung = sign_in(scored.head)
    waiting = call(scored, other_titles=["Gia đình văn hóa"]).votes.get(round=None)
    assert hung.get(address(waiting)).status_code == 404
    assert hung.get(address(meet(scored).votes.get())).status_code == 404


def test_only_who_holds_the_meeting_prints_it(scored: Season):
    vote = held(scored)
    for person, status in [(scored.chair, 403), (scored.world.bich, 403), (scored.world.oanh, 404)]:
        assert sign_in(person).get(address(vote)).status_code == status


def test_the_page_takes_few_queries(scored: Season):
    assert queries_of(sign_in(scored.head), address(held(scored))) <= 10
