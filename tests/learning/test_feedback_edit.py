"""Slips counted after a session."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.learning.feedback.rules import Marks
from hoctap.learning.models import SessionFeedback
from tests.learning.club_hands import club_at, counted, held_at, learner, meet, taught
from tests.learning.hands import activity_at
from tests.world import World


@pytest.mark.requirement("S1-25", "S2-38")
def test_slips_are_counted_shown_as_an_average_and_counted_again(world: World, client: Client):
    club = club_at(world.hamlet)
    session = counted(meet(club), 30, world.hung)
    client.force_login(world.hung)
    url = reverse("feedback_edit", args=[session.pk])
    detail = reverse("club_detail", args=[club.pk]) + f"?year={session.on.year}"
    assert "ghi phiếu" in client.get(detail).text
    assert client.post(f"{url}?next={detail}", {"five": "10", "four": "5", "two": "5"})["Location"] == detail
    assert "4 / 5" in client.get(detail).text
    client.post(url, {"five": "30"})
    row = SessionFeedback.objects.get()
    assert (row.five, row.four, row.two) == (30, 0, 0)
    assert 'value="30"' in client.get(url).text


def test_slips_without_a_session_held_without_marks_or_more_than_people_are_refused(
    world: World, client: Client
):
    client.force_login(world.hung)
    planned = activity_at(world.hamlet).sessions.get()
    held = counted(held_at(world.hamlet), 20, world.hung)
    names = taught(world.hamlet)
    learner(names)
    for session, typed, says in (
        (planned, {"five": "3"}, "chưa ghi đã tổ chức"),
        (held, {}, "ít nhất một mức"),
        (held, {"five": "15", "one": "6"}, "21 phiếu mà chỉ 20 người dự"),
        (held, {"five": "-1"}, "không thể âm"),
        (names.sessions.get(), {"five": "2"}, "chỉ 1 người dự"),
    ):
        answer = client.post(reverse("feedback_edit", args=[session.pk]), typed)
        assert answer.status_code == 422
        assert says in answer.text
    assert not SessionFeedback.objects.exists()


def test_only_who_records_there_counts_slips(world: World, client: Client):
    session = counted(held_at(world.hamlet_2), 20, world.lan)
    url = reverse("feedback_edit", args=[session.pk])
    for user, status in ((world.hung, 404), (world.oanh, 404), (world.minh, 403)):
        client.force_login(user)
        assert client.post(url, {"five": "3"}).status_code == status


def test_an_average_of_nothing_is_nothing():
    assert Marks().average is None
    assert Marks(one=1, five=2).average == Decimal("3.7")
    assert (Marks(four=2) + Marks(five=1)).content == 3
