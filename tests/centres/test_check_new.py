"""The yearly check: everything in the register is counted, its minutes are printed, nothing is changed afterwards."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.facilities.work import work_items
from hoctap.centres.models import Centre, CheckLine, EquipmentCheck
from hoctap.core.dates import today
from tests.centres.facility_hands import chairs
from tests.world import World

DAY = today()


def typed(rows: dict[object, tuple[int, int, int]], **other: object) -> dict[str, object]:
    told: dict[str, object] = {"checked_on": DAY.isoformat(), "taken_by": "Đặng Thị Thu, Giám đốc"}
    for row, counts in rows.items():
        names = ("good", "repair", "broken")
        told |= {f"{name}_{row.pk}": str(n) for name, n in zip(names, counts, strict=True)}  # type: ignore[attr-defined]
    return told | other


@pytest.mark.requirement("S2-50", "S0-09")
def test_what_was_counted_is_what_the_register_says_from_then_on(
    world: World, centre: Centre, director: User, client: Client
):
    by = world.actor(director)
    chair, desk = chairs(centre, good=20, by=by), chairs(centre, of="Bàn", good=4, by=by)
    url = reverse("check_new", args=[centre.pk])
    client.force_login(director)
    assert 'value="20"' in client.get(url).content.decode()
    answer = client.post(url, typed({chair: (17, 1, 0), desk: (4, 0, 1)}, note="Cần sửa ghế"))
    check = EquipmentCheck.objects.get()
    assert answer["Location"] == reverse("check_detail", args=[check.pk])
    chair.refresh_from_db()
    assert (chair.good, chair.repair, chair.broken) == (17, 1, 0)
    lines = {line.equipment_id: (line.booked, line.found, line.differs) for line in check.lines.all()}
    assert lines == {chair.pk: (20, 18, -2), desk.pk: (4, 5, 1)}
    assert check.paper.kind == "facility_check"
    assert check.paper.issuer == centre.organisation
    content = str(check.paper.versions.get().content)
    for words in ("Kiểm kê cơ sở vật chất", "Ghế", "−2", "+1", "Cần sửa ghế", "Máy vi tính (0/1)"):
        assert words in content, words
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        CheckLine.objects.update(good=1)


def test_what_cannot_have_been_counted_is_refused(
    world: World, centre: Centre, director: User, client: Client
):
    by = world.actor(director)
    url = reverse("check_new", args=[centre.pk])
    client.force_login(director)
    empty = client.get(url).content.decode()
    assert "còn trống" in empty
    assert client.post(url, typed({})).status_code == 422
    row = chairs(centre, good=10, by=by)
    lend_equipment(row, quantity=4, borrower="Ấp 1", purpose="Họp", out_on=DAY, due_on=DAY, by=by)
    for post, told in (
        (typed({row: (3, 7, 0)}), "đang cho mượn 4"),
        (typed({row: (10, 0, 0)}, checked_on="2190-01-01"), "chưa tới"),
        (typed({row: (10, 0, 0)}, taken_by=" "), "Hãy ghi người kiểm kê"),
        (typed({}), "Hãy ghi ghế, dùng tốt"),
        (typed({row: (-1, 0, 0)}), "không thể âm"),
    ):
        answer = client.post(url, post)
        assert answer.status_code == 422
        assert told in answer.content.decode(), told
    assert not EquipmentCheck.objects.exists()
    assert client.post(url, typed({row: (10, 0, 0)})).status_code == 302
    early = (DAY - dt.timedelta(days=3)).isoformat()
    answer = client.post(url, typed({row: (10, 0, 0)}, checked_on=early))
    assert "Đã kiểm kê ngày" in answer.content.decode()
    client.force_login(world.minh)
    assert client.get(url).status_code == 403
    client.force_login(world.oanh)
    assert client.get(url).status_code in (403, 404)


def test_a_centre_not_yet_checked_calls_for_it_at_the_end_of_the_year(
    world: World, centre: Centre, director: User, client: Client, monkeypatch: pytest.MonkeyPatch
):
    by = world.actor(director)
    row = chairs(centre, by=by)

    def waiting(month: int) -> list[str]:
        monkeypatch.setattr("hoctap.centres.facilities.work.today", lambda: dt.date(DAY.year, month, 5))
        return [one.title for one in work_items(by) if "Kiểm kê" in one.title]

    assert waiting(9) == []
    assert waiting(10) == [f"Kiểm kê cơ sở vật chất năm {DAY.year}: {centre.name}"]
    client.force_login(director)
    client.post(reverse("check_new", args=[centre.pk]), typed({row: (20, 0, 0)}))
    assert waiting(11) == []
