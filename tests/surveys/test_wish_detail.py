"""One request: it becomes a need, is answered, and who asked is forgotten."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.people.models import Person
from hoctap.people.registry import Erasure
from hoctap.surveys import keeping
from hoctap.surveys.models import Need, Wish
from hoctap.surveys.needs import actions as needs
from hoctap.surveys.requests import actions
from hoctap.surveys.requests.rules import WishDetails
from tests.centres.hands import centre_at, topic
from tests.world import World, make_household


@pytest.fixture
def wish(world: World, by: Actor) -> Wish:
    topic()
    details = WishDetails("Bà Sáu muốn học nuôi lươn", 4, "Trần Thị Sáu", "0912345678")
    return actions.record_wish(centre_at(world.commune), details, hamlet=world.hamlet, by=by)


@pytest.mark.requirement("S0-15", "S0-42", "S2-48")
def test_it_becomes_a_need_and_is_answered_with_it(world: World, by: Actor, wish: Wish, client: Client):
    """From what a person asked to the class that answered it."""
    url = f"/surveys/wishes/{wish.pk}/"
    client.force_login(world.hung)
    assert "Bà Sáu muốn học nuôi lươn" in client.get(url).content.decode()
    nothing = client.post(f"{url}sort/", {})
    assert nothing.status_code == 422
    assert "Hãy chọn chuyên đề" in nothing.content.decode()
    named = client.post(f"{url}sort/", {"text": "lớp cho trần thị sáu"})
    assert "Nhu cầu không ghi tên người" in named.content.decode()
    livestock = Topic.objects.get(code="livestock")
    assert client.post(f"{url}sort/", {"topic": str(livestock.pk), "text": "nuôi lươn"}).status_code == 302
    need = Need.objects.get()
    assert (need.topic, need.people, need.source, need.place) == (livestock, 4, "request", world.hamlet)
    assert need.text == "nuôi lươn"
    needs.answer_need(need, answer="Lớp nuôi lươn ngày 12/8", is_met=True, by=by)
    wish.refresh_from_db()
    assert (wish.state, wish.answer, wish.answered_on) == ("answered", "Lớp nuôi lươn ngày 12/8", today())
    again = client.post(f"{url}answer/", {"answer": "nữa"})
    assert again.status_code == 422


def test_it_may_be_answered_at_once(world: World, wish: Wish, client: Client):
    client.force_login(world.lan)
    url = f"/surveys/wishes/{wish.pk}/"
    assert "Hãy ghi đã trả lời thế nào" in client.post(f"{url}answer/", {"answer": " "}).content.decode()
    client.post(f"{url}answer/", {"answer": "Đã có lớp ở xã bên"})
    wish.refresh_from_db()
    assert wish.state == "answered"


def test_what_is_no_request_loses_its_words_and_its_sender(world: World, wish: Wish, client: Client):
    client.force_login(world.lan)
    client.post(f"/surveys/wishes/{wish.pk}/drop/")
    wish.refresh_from_db()
    assert (wish.state, wish.text, wish.name, wish.phone) == ("dropped", "(đã xóa)", "", "")


def test_who_asked_is_forgotten_when_he_wants_it(world: World, wish: Wish, client: Client):
    client.force_login(world.lan)
    client.post(f"/surveys/wishes/{wish.pk}/forget/")
    wish.refresh_from_db()
    assert (wish.name, wish.phone, wish.text) == ("", "", "Bà Sáu muốn học nuôi lươn")
    assert "không ghi tên" in client.post(f"/surveys/wishes/{wish.pk}/forget/", follow=True).content.decode()


def test_it_is_handed_out_and_erased_with_the_person_of_that_name(world: World, wish: Wish):
    person: Person = make_household(world.hamlet, "trần thị Sáu").head
    (part,) = keeping.wishes_of_person(person)
    assert part.rows[0]["Điện thoại"] == "0912345678"
    assert keeping.wishes_of_person(make_household(world.other_hamlet, "Trần Thị Sáu").head) == []
    keeping.forget_person(Erasure(person=person, name=person.full_name, households=[]))
    wish.refresh_from_db()
    assert (wish.name, wish.phone) == ("", "")


def test_six_months_after_the_answer_nobody_knows_who_asked(world: World, by: Actor, wish: Wish):
    actions.answer_wish(wish, answer="Đã mở lớp", by=by)
    day = today() + dt.timedelta(days=1)
    assert list(keeping.answered_wishes(world.other_commune.pk, day)) == []
    assert list(keeping.answered_wishes(world.commune.pk, today())) == []
    assert keeping.drop_wishers(list(keeping.answered_wishes(world.commune.pk, day)), system_job("dọn")) == 1
    assert list(keeping.answered_wishes(world.commune.pk, day)) == []


def test_names_are_shown_to_who_takes_requests_alone(world: World, wish: Wish, client: Client):
    for user, status in (
        (world.hung, 200),
        (world.lan, 200),
        (world.oanh, 404),
        (world.minh, 403),
        (world.bich, 403),
    ):
        client.force_login(user)
        assert client.get(f"/surveys/wishes/{wish.pk}/").status_code == status
