"""One request: acknowledged, everything handed out, answered or refused with a reason."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import DataBasis, SubjectRequest
from hoctap.people.subject_queries import may_publish
from tests import season as seasons
from tests.people.families import make_family
from tests.world import World


def ask(world: World, kind: str) -> SubjectRequest:
    by = world.actor(world.admin)
    _, _, mother, _ = make_family(world.hamlet, by)
    return actions.register_request(mother, kind=kind, received_on=today(), channel="paper", by=by)


def test_it_is_acknowledged_once_and_answered_with_words(world: World, client: Client):
    asked = ask(world, "correct")
    client.force_login(world.admin)
    url = reverse("request_detail", args=[asked.pk])
    assert "Sửa thông tin" in client.get(url).content.decode()
    acknowledge = reverse("request_acknowledge", args=[asked.pk])
    assert client.post(acknowledge).status_code == 302
    assert client.post(acknowledge).status_code == 422
    assert "ghi kết quả" in client.post(url, {"answer": "done", "outcome": " "}).content.decode()
    unfounded = client.post(url, {"answer": "refused", "outcome": "Thông tin đã đúng"})
    assert unfounded.status_code == 422
    assert "căn cứ pháp luật" in unfounded.content.decode()
    client.post(
        url, {"answer": "refused", "outcome": "Thông tin đã đúng", "legal_reason": "Điều 5 văn bản A"}
    )
    asked.refresh_from_db()
    assert (asked.state, asked.outcome, asked.closed_on) == ("refused", "Thông tin đã đúng", today())
    assert client.post(url, {"answer": "done", "outcome": "x"}).status_code == 422


def test_everything_held_is_handed_out_for_machines_and_for_reading(world: World, client: Client):
    season = seasons.walk(world, last=seasons.attach_evidence)
    person = season.open_dossiers[0].household.head
    by = world.actor(world.admin)
    asked = actions.register_request(person, kind="view", received_on=today(), channel="paper", by=by)
    client.force_login(world.admin)
    response = client.post(reverse("request_export", args=[asked.pk]))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        told = json.loads(archive.read("du-lieu.json"))
        page = archive.read("du-lieu.html").decode()
    parts = {part["ten"]: part["dong"] for part in told["phan"]}
    assert parts["Người"][0]["Họ và tên"] == person.full_name
    assert parts["Hộ đã ở"][0]["Quan hệ"] == "chủ hộ"
    assert parts["Hồ sơ công nhận của hộ và của người này"][0]["Tổ, ấp chấm"] == "88.00"
    assert person.full_name in parts["Minh chứng của người, của hộ"][0]["Nội dung"]
    assert parts["Yêu cầu đã gửi"][0]["Yêu cầu"] == "Xem, nhận bản sao"
    assert person.full_name in page
    assert Event.objects.filter(what="people.person.exported", subject_id=str(person.pk)).exists()
    with pytest.raises(Forbidden):
        actions.export_person(asked, by=world.actor(world.lan))


def test_a_withdrawal_ends_the_consents_and_an_objection_keeps_the_name_off_public_lists(world: World):
    by = world.actor(world.admin)
    asked = ask(world, "withdraw")
    person = asked.person
    DataBasis.objects.create(
        place=world.commune,
        person=person,
        purpose="publication",
        basis="consent",
        given_on=today(),
        channel="paper",
        notice_version="1",
        receipt_number=1,
        recorded_by="Lan",
    )
    assert may_publish(person, world.commune)
    actions.answer_request(asked, outcome="Đã rút", by=by)
    assert not may_publish(person, world.commune), "silence is no consent"
    DataBasis.objects.create(
        place=world.commune,
        purpose="publication",
        basis="task",
        legal_text="văn bản do cán bộ ghi",
        given_on=today(),
        recorded_by="Lan",
    )
    assert may_publish(person, world.commune)
    other = actions.register_request(person, kind="object", received_on=today(), channel="paper", by=by)
    assert not may_publish(person, world.commune), "while it waits too"
    actions.answer_request(other, outcome="Không công khai tên nữa", by=by)
    assert not may_publish(person, world.commune)


def test_an_erasure_is_not_done_by_words_and_the_next_commune_sees_nothing(world: World, client: Client):
    asked = ask(world, "erase")
    with pytest.raises(Refused, match="Xóa dữ liệu"):
        actions.answer_request(asked, outcome="xong", by=world.actor(world.admin))
    client.force_login(world.lan)
    assert client.get(reverse("request_detail", args=[asked.pk])).status_code == 403
