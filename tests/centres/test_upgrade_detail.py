"""What was asked for is answered by somebody else, advised from above, and done."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.venues.actions import ask_upgrade, decide_upgrade
from hoctap.centres.models import Centre, Upgrade, UpgradeNote
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from tests.world import World


@pytest.fixture
def row(world: World, centre: Centre, director: User) -> Upgrade:
    return ask_upgrade(centre=centre, kind="buy", text="Mua hai máy", by=world.actor(director))


STEPS = {
    "detail": "upgrade_detail",
    "decide": "upgrade_decide",
    "advise": "upgrade_advise",
    "finish": "upgrade_finish",
    "withdraw": "upgrade_withdraw",
}


def url(row: Upgrade, step: str) -> str:
    return reverse(STEPS[step], args=[row.pk])


@pytest.mark.requirement("S4-17", "S1-44")
def test_agreed_advised_and_done(world: World, row: Upgrade, director: User, client: Client):
    done = {"done_on": today().isoformat(), "outcome": "Đã mua hai máy"}
    client.force_login(director)
    assert client.post(url(row, "finish"), done).status_code == 422, "nobody agreed yet"
    assert client.post(url(row, "decide"), {"agrees": "yes"}).status_code == 403
    client.force_login(world.minh)
    assert client.post(url(row, "decide"), {}).status_code == 422
    assert client.post(url(row, "decide"), {"agrees": "yes"}).status_code == 302
    assert client.post(url(row, "decide"), {"agrees": "no", "answer": "x"}).status_code == 422
    client.force_login(world.bich)
    assert client.post(url(row, "advise"), {"text": " "}).status_code == 422
    assert client.post(url(row, "advise"), {"text": "Chọn máy có bảo hành"}).status_code == 302
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        UpgradeNote.objects.update(text="khác")
    client.force_login(director)
    assert "Chọn máy có bảo hành" in client.get(url(row, "detail")).content.decode()
    early = (today() - dt.timedelta(days=9)).isoformat()
    assert "phải từ đó" in client.post(url(row, "finish"), done | {"done_on": early}).content.decode()
    assert "Hãy ghi kết quả" in client.post(url(row, "finish"), done | {"outcome": " "}).content.decode()
    assert client.post(url(row, "finish"), done).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.done_on) == ("done", today())
    client.force_login(world.oanh)
    assert client.get(url(row, "detail")).status_code == 404


def test_a_no_has_a_reason_and_nobody_answers_himself(world: World, row: Upgrade, client: Client):
    chair = world.actor(world.minh)
    with pytest.raises(Refused, match="ghi lý do"):
        decide_upgrade(row, agrees=False, by=chair)
    Upgrade.objects.update(sent_by_id_of=world.minh.pk)
    with pytest.raises(Refused, match="không tự trả lời"):
        decide_upgrade(row, agrees=True, by=chair)
    client.force_login(world.minh)
    assert url(row, "decide") not in client.get(url(row, "detail")).content.decode()
    Upgrade.objects.update(sent_by_id_of=None)
    decide_upgrade(row, agrees=False, answer="Chưa có kinh phí", by=chair)
    assert "Chưa có kinh phí" in client.get(url(row, "detail")).content.decode()


def test_it_is_withdrawn_while_it_is_open(row: Upgrade, director: User, client: Client):
    client.force_login(director)
    assert client.post(url(row, "withdraw")).status_code == 302
    assert client.post(url(row, "withdraw")).status_code == 422
