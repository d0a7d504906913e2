"""What became of the learners of a class: by name, or in numbers where nobody's name was taken."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning.models import LearnerOutcome, OutcomeTally, Session
from hoctap.learning.outcomes.queries import class_learners
from hoctap.people.subject_queries import everything_about
from tests.learning.club_hands import YESTERDAY, counted, learner, taught, worker
from tests.learning.hands import session_of
from tests.learning.outcome_examples import shown, trained
from tests.world import World

DAY = today().isoformat()


@pytest.mark.requirement("S0-32")
def test_one_answer_is_given_for_all_that_were_ticked(world: World, director: User, client: Client):
    activity = trained(taught(world.hamlet))
    one, two, three = (learner(activity, full_name=name) for name in ("Ba Một", "Ba Hai", "Ba Tám"))
    client.force_login(director)
    url = reverse("outcome_list", args=[activity.pk])
    assert "Ba Tám" in client.get(url).text
    typed = {"what": "finished", "answer": "yes", "as_of": DAY, "learner": [one.pk, two.pk]}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed | {"what": "work", "learner": [one.pk]}).status_code == 302
    assert client.post(url, typed | {"answer": "no", "learner": [three.pk]}).status_code == 302
    rows = LearnerOutcome.objects.order_by("attendance__full_name")
    assert [(row.has_finished, row.has_work) for row in rows] == [(True, None), (True, True), (False, None)]


def test_a_person_of_three_sessions_is_asked_once(world: World, director: User):
    activity = trained(taught(world.hamlet))
    person = worker(world.hamlet, "Lê Văn Bền")
    learner(activity, person)
    for _ in range(2):
        session = session_of(activity, YESTERDAY)
        Session.objects.filter(pk=session.pk).update(state="held", counted_by="names")
        learner(activity, person, session=session)
    (found,) = class_learners(activity)
    assert found.sessions == 3


def test_a_certificate_says_that_one_has_finished_and_contradictions_are_refused(
    world: World, director: User, client: Client
):
    activity = trained(taught(world.hamlet))
    one, two = learner(activity, full_name="Ba Một"), learner(activity, full_name="Ba Hai")
    client.force_login(director)
    url = reverse("outcome_list", args=[activity.pk])
    typed = {"what": "certificate", "answer": "yes", "as_of": DAY, "learner": [one.pk]}
    client.post(url, typed)
    assert LearnerOutcome.objects.get().has_finished is True
    answer = client.post(url, typed | {"what": "finished", "answer": "no"})
    assert answer.status_code == 422
    assert "ghi được cấp chứng chỉ: Ba Một" in answer.text
    client.post(url, typed | {"what": "finished", "answer": "no", "learner": [two.pk]})
    answer = client.post(url, typed | {"learner": [one.pk, two.pk]})
    assert "không được cấp chứng chỉ: Ba Hai" in answer.text
    with pytest.raises(IntegrityError, match="certificate_after"), transaction.atomic():
        LearnerOutcome.objects.filter(attendance=two).update(has_certificate=True)


def test_what_cannot_be_asked_is_refused(world: World, director: User, client: Client):
    activity = shown(taught(world.hamlet))
    name = learner(activity)
    away = learner(shown(taught(world.other_hamlet)))
    client.force_login(director)
    url = reverse("outcome_list", args=[activity.pk])
    typed = {"what": "applies", "answer": "yes", "as_of": DAY, "learner": [name.pk]}
    for values, says in (
        ({"learner": []}, "ít nhất một người"),
        ({"learner": [away.pk]}, "không thuộc lớp này"),
        ({"what": "work"}, ""),
        ({"as_of": (today() + dt.timedelta(days=1)).isoformat()}, "chưa tới"),
        ({"as_of": (YESTERDAY - dt.timedelta(days=1)).isoformat()}, "Lớp bắt đầu"),
    ):
        answer = client.post(url, typed | values)
        assert answer.status_code == 422, values
        assert says in answer.text
    plain = taught(world.hamlet, title="Lớp chưa ghi")
    other = learner(plain)
    assert (
        client.post(reverse("outcome_list", args=[plain.pk]), typed | {"learner": [other.pk]}).status_code
        == 422
    )
    assert not LearnerOutcome.objects.exists()
    assert client.post(url, typed).status_code == 302


def test_where_only_heads_were_counted_numbers_are_written_and_never_beside_names(
    world: World, director: User, client: Client
):
    activity = trained(taught(world.hamlet))
    counted(activity.sessions.get(), 30, world.hung)
    client.force_login(director)
    url = reverse("outcome_count", args=[activity.pk])
    typed = {"as_of": DAY, "finished": "25", "certified": "20", "working": ""}
    for values, says in (
        ({"finished": "31"}, "buổi đông nhất có 30"),
        ({"certified": "26"}, "nhiều hơn 25 người học xong"),
    ):
        answer = client.post(url, typed | values)
        assert answer.status_code == 422
        assert says in answer.text
    assert client.post(url, typed).status_code == 302
    row = OutcomeTally.objects.get()
    assert (row.finished, row.certified, row.working) == (25, 20, None)
    named = trained(taught(world.hamlet, title="Có tên"))
    learner(named)
    answer = client.post(reverse("outcome_count", args=[named.pk]), typed)
    assert "1 người theo tên" in answer.text
    empty = trained(taught(world.hamlet, title="Chưa đếm"))
    assert "chưa ghi số người dự" in client.post(reverse("outcome_count", args=[empty.pk]), typed).text


def test_names_are_for_who_keeps_the_centre(world: World, client: Client):
    activity = trained(taught(world.hamlet))
    learner(activity, full_name="Kín Đáo")
    url = reverse("outcome_list", args=[activity.pk])
    for user in (world.hung, world.minh, world.lan, world.oanh):
        client.force_login(user)
        answer = client.get(url)
        assert answer.status_code in (403, 404)
        assert "Kín Đáo" not in answer.text


def test_whoever_asks_what_is_held_about_him_reads_his_outcomes(world: World):
    person = worker(world.hamlet, "Lê Văn Bền")
    activity = trained(taught(world.hamlet, title="Lớp may"))
    LearnerOutcome.objects.create(
        attendance=learner(activity, person), has_finished=True, as_of=YESTERDAY, recorded_by="x"
    )
    part = next(one for one in everything_about(person) if one.title == "Kết quả sau lớp học")
    assert part.rows[0]["Lớp"] == "Lớp may"
    assert (part.rows[0]["Học xong"], part.rows[0]["Chứng chỉ"]) == ("có", "chưa hỏi")
