"""What was lent comes back once, in the state in which it came."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.facilities.retention import LOAN_RECEIVERS
from hoctap.centres.models import Centre, EquipmentLoan
from hoctap.core.dates import today
from tests.centres.facility_hands import chairs
from tests.world import World

DAY = today()


@pytest.fixture
def loan(world: World, centre: Centre, director: User) -> EquipmentLoan:
    by = world.actor(director)
    return lend_equipment(
        chairs(centre, good=10, by=by),
        quantity=4,
        borrower="Ban nhân dân Ấp 1",
        receiver_name="Lê Văn Nhận",
        purpose="Họp",
        out_on=DAY,
        due_on=DAY,
        by=by,
    )


@pytest.mark.requirement("S2-75")
def test_it_comes_back_once_and_the_register_follows(loan: EquipmentLoan, director: User, client: Client):
    client.force_login(director)
    url = reverse("loan_return", args=[loan.pk])
    typed = {"back_on": DAY.isoformat(), "back_good": "2", "back_repair": "1", "back_broken": "1"}
    short = client.post(url, typed | {"back_good": "1", "back_note": "gãy"})
    assert short.status_code == 422
    assert "cộng lại đúng số ấy" in short.content.decode()
    silent = client.post(url, typed)
    assert "hãy ghi tình trạng khi trả" in silent.content.decode()
    early = (DAY - dt.timedelta(days=2)).isoformat()
    assert "ngày trả phải từ đó" in client.post(url, typed | {"back_on": early}).content.decode()
    assert "chưa tới" in client.post(url, typed | {"back_on": "2190-01-01"}).content.decode()
    assert client.post(url, typed | {"back_note": "Một gãy chân, một mất"}).status_code == 302
    row = loan.equipment
    row.refresh_from_db()
    assert (row.good, row.repair, row.broken) == (8, 1, 1)
    again = client.post(url, typed | {"back_note": "x"})
    assert again.status_code == 422
    assert f"đã trả ngày {DAY:%d/%m/%Y}, không ghi trả lần nữa" in again.content.decode()
    row.refresh_from_db()
    assert row.good == 8


def test_the_name_of_who_received_it_is_for_keepers_and_goes_in_time(
    world: World, loan: EquipmentLoan, director: User, client: Client
):
    url = reverse("loan_detail", args=[loan.pk])
    client.force_login(director)
    assert "Lê Văn Nhận" in client.get(url).content.decode()
    client.force_login(world.minh)
    assert "Lê Văn Nhận" not in client.get(url).content.decode()
    assert client.post(reverse("loan_return", args=[loan.pk])).status_code == 403
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
    assert LOAN_RECEIVERS.find is not None
    assert LOAN_RECEIVERS.carry_out is not None
    assert not LOAN_RECEIVERS.find(world.commune.pk, DAY).exists(), "still out"
    EquipmentLoan.objects.update(
        out_on=DAY - dt.timedelta(900),
        back_on=DAY - dt.timedelta(800),
        back_good=4,
        back_repair=0,
        back_broken=0,
    )
    assert not LOAN_RECEIVERS.find(world.other_commune.pk, DAY).exists()
    rows = list(LOAN_RECEIVERS.find(world.commune.pk, DAY - dt.timedelta(730)))
    assert LOAN_RECEIVERS.carry_out(rows, world.actor(world.admin)) == 1
    loan.refresh_from_db()
    assert loan.receiver_name == ""


def test_the_database_refuses_half_a_return(loan: EquipmentLoan):
    with pytest.raises(IntegrityError, match="loan_back_whole_and_once"), transaction.atomic():
        EquipmentLoan.objects.update(back_on=DAY, back_good=3, back_repair=0, back_broken=0)
