"""One agreement, and what was held in its time with its parties."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.partners.models import Partner
from tests.partners.agreed import agreement
from tests.partners.hands import held
from tests.recognition.hands import shown, sign_in
from tests.world import World


def url(pk: object) -> str:
    return f"/partners/agreements/{pk}/"


@pytest.mark.requirement("S1-23", "S0-39")
def test_activities_of_its_time_are_counted_against_it(world: World, director: User, farmers: Partner):
    made = agreement(farmers, world.actor(director))
    held(world.commune, farmers.name, on=dt.date(2025, 6, 1), title="Trong thời hạn", people=31)
    held(world.hamlet, "HỘI NÔNG DÂN XÃ", on=dt.date(2025, 7, 1), title="Ở ấp")
    held(world.commune, farmers.name, on=dt.date(2026, 2, 1), title="Sau thời hạn")
    held(world.commune, farmers.name, on=dt.date(2025, 1, 14), title="Trước thời hạn")
    held(world.commune, farmers.name, on=dt.date(2025, 8, 1), title="Đã hủy", state="cancelled")
    held(world.commune, "Hội Phụ nữ", on=dt.date(2025, 6, 1), title="Của hội khác")
    held(world.other_commune, farmers.name, on=dt.date(2025, 6, 1), title="Ở xã khác")
    page = shown(sign_in(director).get(url(made.pk)))
    for title, is_there in (
        ("Trong thời hạn", True),
        ("Ở ấp", True),
        ("Sau thời hạn", False),
        ("Trước thời hạn", False),
        ("Đã hủy", False),
        ("Của hội khác", False),
        ("Ở xã khác", False),
    ):
        assert (title in page) is is_there, title
    assert ">31<" in page
    assert "quá thời hạn, chưa ghi kết thúc" in page


def test_its_people_open_it_and_others_do_not_find_it(world: World, director: User, farmers: Partner):
    made = agreement(farmers, world.actor(director))
    for user, status in ((world.minh, 200), (world.hung, 404), (world.oanh, 404)):
        assert sign_in(user).get(url(made.pk)).status_code == status
    assert "/end/" not in shown(sign_in(world.minh).get(url(made.pk)))
