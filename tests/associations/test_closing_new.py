"""What an association that ended handed over stays readable."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client

from hoctap.accounts.models import RoleAssignment
from hoctap.associations.models import Closing
from hoctap.core.permissions import Role
from hoctap.places.models import Organisation
from tests.world import World


def _ended_district(world: World) -> Organisation:
    association = world.district.organisations.get()
    Organisation.objects.filter(pk=association.pk).update(valid_to=dt.date(2025, 7, 1), ended_by="1/QĐ")
    return association


TYPED = {
    "handed_on": "2025-06-28",
    "to_name": "Hội Khuyến học tỉnh",
    "paper": "05/BB-BG",
    "members": "31240",
    "chapters": "",
    "fund": "2500000000",
    "seal": "returned",
    "seal_on": "2025-06-30",
    "seal_to": "Công an tỉnh",
    "note": "3 thùng hồ sơ",
}


@pytest.mark.requirement("S0-38")
def test_a_district_association_ends_as_history_with_what_it_handed_over(world: World, client: Client):
    association = _ended_district(world)
    capacity = world.bich.capacities.get()
    RoleAssignment.objects.create(
        capacity=capacity, role=Role.ASSOCIATION_OFFICER.value, place=world.district
    )
    client.force_login(world.bich)
    detail = f"/associations/{association.pk}/?year=2025"
    assert "Chưa ghi bàn giao" in client.get(detail).content.decode()
    assert client.post(f"/associations/{association.pk}/closing/", TYPED).status_code == 302
    page = client.get(detail).content.decode()
    for words in ("31.240", "2.500.000.000", "đã nộp lại ngày 30/06/2025 cho Công an tỉnh", "05/BB-BG"):
        assert words in page
    assert Closing.objects.get().chapters is None, "what nobody knows is no 0"
    # A correction is another one; the first stays.
    client.post(f"/associations/{association.pk}/closing/", {**TYPED, "members": "31300"})
    assert "31.300" in client.get(detail).content.decode()
    assert Closing.objects.count() == 2
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Closing.objects.update(fund=0)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"to_name": " "}, "Hãy ghi cơ quan, tổ chức nhận"),
        ({"paper": ""}, "Hãy ghi số biên bản"),
        ({"seal_on": ""}, "hãy ghi ngày nộp"),
        ({"seal": "kept"}, "hãy chọn “đã nộp lại”"),
        ({"handed_on": "2199-01-01"}, "chưa tới"),
        ({"fund": "nhiều"}, "hãy ghi số"),
    ],
)
def test_half_a_handing_over_is_refused(world: World, client: Client, more: dict[str, str], words: str):
    Organisation.objects.filter(pk=world.association.pk).update(valid_to=dt.date(2025, 7, 1))
    client.force_login(world.lan)
    page = client.post(f"/associations/{world.association.pk}/closing/", TYPED | more)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Closing.objects.exists()


def test_one_that_works_hands_nothing_over(world: World, client: Client):
    client.force_login(world.lan)
    page = client.post(f"/associations/{world.association.pk}/closing/", TYPED)
    assert page.status_code == 422
    assert "còn hoạt động" in page.content.decode()
    client.force_login(world.oanh)
    assert client.post(f"/associations/{world.association.pk}/closing/", TYPED).status_code == 404
