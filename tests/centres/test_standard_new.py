"""A commune records its own list."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.rules import read_lines
from hoctap.centres.facilities.equipment.storing import load_shipped_equipment
from hoctap.centres.models import EquipmentKind, EquipmentStandard
from hoctap.core.dates import today
from tests.world import World

URL = "/centres/equipment/required/new/"


@pytest.mark.requirement("S4-09")
def test_lines_from_a_keyboard_or_from_excel_become_a_list(world: World, director: User, client: Client):
    load_shipped_equipment()
    client.force_login(director)
    typed = {
        "place": str(world.commune.pk),
        "subject": "centre",
        "valid_from": today().isoformat(),
        "source": "12/QĐ-UBND",
        "lines": "máy vi tính; 3\nMáy may\t2\n\nTủ thuốc",
    }
    assert client.post(URL, typed).status_code == 302
    standard = EquipmentStandard.objects.get(place=world.commune)
    assert not standard.is_sample
    assert {line.kind.name: line.least for line in standard.lines.all()} == {
        "Máy vi tính": 3,
        "Máy may": 2,
        "Tủ thuốc": 1,
    }
    assert set(EquipmentKind.objects.filter(place=world.commune).values_list("name", flat=True)) == {
        "Máy may",
        "Tủ thuốc",
    }
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    for other, told in (
        ({"valid_from": today().isoformat()}, "phải áp dụng từ ngày sau đó"),
        ({"valid_from": tomorrow, "lines": "Bàn; không"}, "Dòng 1, Bàn: số lượng"),
        ({"valid_from": tomorrow, "lines": "Bàn; 1\nbàn; 2"}, "Dòng 2: bàn đã có"),
        ({"valid_from": tomorrow, "lines": " "}, "ít nhất một thiết bị"),
        ({"valid_from": tomorrow, "source": " "}, "văn bản quy định"),
    ):
        answer = client.post(URL, typed | other)
        assert answer.status_code == 422, told
        assert told in answer.content.decode(), told
    assert client.post(URL, typed | {"place": str(world.other_commune.pk)}).status_code == 422
    assert EquipmentStandard.objects.filter(place__isnull=False).count() == 1
    client.force_login(world.minh)
    assert client.get(URL).status_code == 403


def test_numbers_that_are_none_are_refused():
    for text in ("Bàn; 0", "Bàn; -1", "Bàn; 1,5", "Bàn; ٣", "; 2"):
        lines, reasons = read_lines(text)
        assert lines == []
        assert len(reasons) == 1, text
