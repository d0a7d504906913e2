"""Who holds a position in the association."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hoctap.associations.models import Member, Officer
from tests.associations import hands
from tests.world import World


def test_a_chair_with_his_account_and_only_one_at_a_time(world: World, client: Client):
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/officers/new/"
    typed = {
        "position": "chair",
        "full_name": "Nguyễn Thị Lan",
        "from_day": "2021-03-01",
        "user": str(world.lan.pk),
        "decision": "12/QĐ",
    }
    assert client.post(url, {**typed, "user": str(world.oanh.pk)}).status_code == 422
    assert client.post(url, typed).status_code == 302
    chair = Officer.objects.get()
    assert (chair.member.full_name, chair.member.user, chair.position) == (
        "Nguyễn Thị Lan",
        world.lan,
        "chair",
    )
    second = client.post(url, {**typed, "full_name": "Người Khác", "user": ""})
    assert second.status_code == 422
    assert "Chủ tịch đang là Nguyễn Thị Lan" in second.content.decode()
    assert client.post(url, {**typed, "position": "head", "full_name": "Ai Đó"}).status_code == 422
    # One of the list is not written down twice.
    page = client.post(
        url, {"position": "standing", "member": str(chair.member.pk), "from_day": "2021-03-01"}
    )
    assert page.status_code == 302
    assert Member.objects.count() == 1
    with pytest.raises(IntegrityError, match="officer_alone"), transaction.atomic():
        Officer.objects.create(
            association=world.association, member=chair.member, position="chair", from_day=dt.date(2022, 1, 1)
        )


def test_without_a_name_or_with_a_day_to_come_it_is_refused(world: World, client: Client):
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/officers/new/"
    page = client.post(url, {"position": "vice_chair", "from_day": "2199-01-01"})
    assert page.status_code == 422
    assert "chưa tới" in page.content.decode()
    page = client.post(url, {"position": "vice_chair", "from_day": "2022-01-01"})
    assert "Hãy ghi họ và tên" in page.content.decode()
    foreign = hands.member(
        world.other_commune.organisations.get(), "Người Bên Kia", by=world.actor(world.oanh)
    )
    typed = {"position": "vice_chair", "from_day": "2022-01-01", "member": str(foreign.pk)}
    assert client.post(url, typed).status_code == 422
    assert not Officer.objects.exists()
