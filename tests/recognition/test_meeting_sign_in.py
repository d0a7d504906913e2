"""Danh sách ký nhận: every household that is invited, with a line to sign on."""

from django.urls import reverse

from tests.recognition.hands import queries_of, shown, sign_in
from tests.recognition.meeting_hands import call
from tests.season import Season


def test_everybody_invited_has_a_line_and_nobody_has_points(scored: Season):
    meeting = call(scored, other_titles=["Gia đình văn hóa"])
    body = shown(sign_in(scored.head).get(reverse("meeting_sign_in", args=[meeting.pk])))
    for words in (
        "Danh sách ký nhận dự họp",
        "Gia đình học tập, Gia đình văn hóa",
        *map(str, scored.households),
    ):
        assert words in body, words
    assert str(scored.open_households[0]) not in body
    assert ">88<" not in body
    assert ">92<" not in body


def test_the_page_takes_few_queries(scored: Season):
    assert queries_of(sign_in(scored.head), reverse("meeting_sign_in", args=[call(scored).pk])) <= 11
