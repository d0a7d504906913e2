"""Asking about one's own data through the door: it lands with the officer, terms run, nothing is handed out."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.actor import NOBODY
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden
from hoctap.people import actions as people
from hoctap.people.models import SubjectRequest
from hoctap.people.subject_terms import term_of
from hoctap.portal import keeping
from hoctap.portal.models import DataRequest, Door
from hoctap.portal.requests import actions
from hoctap.portal.rules import AskedDetails
from hoctap.portal.work import work_items
from tests.portal import hands
from tests.season import Season
from tests.world import World


@pytest.fixture
def typed() -> dict[str, str]:
    return {"kind": "view", "name": "Lê Thị Hỏi", "birth_year": "1970", "reach": "0912 345 678", "text": ""}


def test_a_request_lands_with_its_terms_and_a_code(
    world: World, door: Door, typed: dict[str, str], client: Client, no_hurry: None
):
    url = f"/c/{door.slug}/my-data/"
    done = client.post(url, {"ticket": hands.ticket_on(client, url), **typed})
    row = DataRequest.objects.get()
    assert done["Location"] == f"/c/{door.slug}/code/?code={row.code}&new=1"
    assert (row.received_on, row.due_on) == (today(), term_of(world.commune, today(), "view"))
    assert row.acknowledge_by_on == term_of(world.commune, today(), "acknowledge")
    assert not SubjectRequest.objects.exists()
    told = client.get(done["Location"]).content.decode()
    assert "xã sẽ liên lạc" in told
    assert "Lê Thị Hỏi" not in told
    assert "0912" not in told
    items = work_items(world.actor(world.admin))
    assert [(one.due_on, one.url) for one in items] == [
        (row.acknowledge_by_on, f"/portal/requests/{row.pk}/")
    ]
    assert "Hỏi" not in items[0].title


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": ""}, "Hãy chọn điều muốn yêu cầu."),
        ({"kind": "x"}, "Hãy chọn điều muốn yêu cầu."),
        ({"name": ""}, "Hãy ghi họ và tên."),
        ({"birth_year": "70"}, "bốn chữ số"),
        ({"birth_year": "abc"}, "bốn chữ số"),
        ({"reach": ""}, "Hãy ghi cách liên lạc"),
        ({"text": "https://x.example"}, "Không ghi địa chỉ trang mạng"),
    ],
)
def test_what_is_missing_is_told(
    wrong: dict[str, str], told: str, door: Door, typed: dict[str, str], client: Client, no_hurry: None
):
    url = f"/c/{door.slug}/my-data/"
    refused = client.post(url, {"ticket": hands.ticket_on(client, url), **typed, **wrong})
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not DataRequest.objects.exists()


def test_spam_is_held_back(door: Door, typed: dict[str, str], client: Client):
    url = f"/c/{door.slug}/my-data/"
    sent = {"ticket": hands.ticket_on(client, url), **typed}
    assert "Gửi nhanh quá" in client.post(url, sent).content.decode()
    assert client.post(url, {**sent, "website": "x"}).status_code == 302
    for _one in range(20):
        hands.asked_of(door, "Ai Đó")
    assert "chờ vài phút" in client.post(url, sent).content.decode()
    assert DataRequest.objects.count() == 20
    details = AskedDetails("view", "Ai Đó", 1970, "0912 345 678")
    with pytest.raises(Forbidden):
        actions.file_request(door, details, hamlet=None, sending=hands.CALM, by=NOBODY)


def test_the_code_tells_how_it_stands_and_how_to_reach_him_goes_at_last(season: Season, client: Client):
    door, by = hands.door_at(season.commune), season.by(season.admin)
    head = season.households[0].head
    asked = hands.asked_of(door, head.full_name, kind="correct")
    url = f"/c/{door.slug}/code/?code={asked.code}"
    made = actions.register_data_request(asked, head, channel="phone", how="gọi lại số trong sổ", by=by)
    assert "Đã vào sổ, đang giải quyết" in client.get(url).content.decode()
    people.answer_request(made, outcome="Đã sửa năm sinh thành 1971", by=by)
    told = client.get(url).content.decode()
    assert "Đã giải quyết" in told
    assert "1971" not in told
    assert head.full_name not in told
    assert keeping.drop_all(by) == 0
    SubjectRequest.objects.filter(pk=made.pk).update(closed_on=today() - dt.timedelta(days=31))
    assert keeping.drop_all(by) == 1
    asked.refresh_from_db()
    assert asked.reach == ""
