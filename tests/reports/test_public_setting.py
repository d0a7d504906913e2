"""Who turns the public page on, what he sees before, and what is refused."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.reports.models import PublicFigures, PublicPlace
from hoctap.reports.tables import actions
from tests.figures import fill_hamlet, make_round
from tests.world import World


@pytest.fixture
def filled(world: World) -> World:
    season = make_round(world.commune, world.edition)
    fill_hamlet(season, world.hamlet, 20, 10, 3)
    fill_hamlet(season, world.hamlet_2, 60, 40, 30)
    return world


def test_the_chair_turns_it_on_looks_and_tells_a_year(filled: World, client: Client):
    client.force_login(filled.minh)
    url = reverse("public_setting", query={"place": filled.commune.pk, "year": 2024})
    assert "Đang không công khai" in client.get(url).text
    client.post(reverse("public_open", args=[filled.commune.pk]))
    standing = PublicPlace.objects.get()
    assert "Lê Quang Minh" in standing.on_by
    body = client.get(url).text
    assert "Công khai số liệu năm 2024" in body
    assert "2 dòng không công khai" in body
    answer = client.post(reverse("public_tell", args=[filled.commune.pk]), {"year": "2024"})
    assert answer.status_code == 302
    assert PublicFigures.objects.get().year == 2024
    client.post(reverse("public_close", args=[filled.commune.pk]))
    standing.refresh_from_db()
    assert standing.off_at is not None
    assert "tắt" in client.get(url).text
    whats = set(Event.objects.values_list("what", flat=True))
    assert {"reports.publicplace.opened", "reports.publicfigures.told", "reports.publicplace.closed"} <= whats


def test_what_is_refused(filled: World):
    by = filled.actor(filled.minh)
    with pytest.raises(Refused, match="chưa bật công khai"):
        actions.tell_year(filled.commune, 2024, by=by)
    actions.open_public(filled.commune, by=by)
    assert actions.open_public(filled.commune, by=by) == PublicPlace.objects.get()
    with pytest.raises(Refused, match="Năm 2019 chưa có số liệu"):
        actions.tell_year(filled.commune, 2019, by=by)
    with pytest.raises(Refused, match="chưa đến"):
        actions.tell_year(filled.commune, dt.date.today().year + 1, by=by)
    filled.commune.valid_to = dt.date(2025, 7, 1)
    filled.commune.save()
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.tell_year(filled.commune, 2024, by=by)


def test_a_year_of_which_all_is_small_is_not_told(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 9, 5, 2)
    by = world.actor(world.minh)
    actions.open_public(world.commune, by=by)
    with pytest.raises(Refused, match="số liệu cả địa bàn quá nhỏ"):
        actions.tell_year(world.commune, 2024, by=by)
    assert not PublicFigures.objects.exists()


def test_it_takes_the_right_at_this_very_place(filled: World, client: Client):
    for user in (filled.lan, filled.hung, filled.admin, filled.oanh, filled.bich):
        with pytest.raises(Forbidden):
            actions.open_public(filled.commune, by=filled.actor(user))
    with pytest.raises(Forbidden):
        actions.open_public(filled.hamlet, by=filled.actor(filled.minh))
    actions.open_public(filled.district, by=filled.actor(filled.bich))
    client.force_login(filled.bich)
    url = reverse("public_setting", query={"place": filled.commune.pk})
    assert client.get(url).status_code == 404
    assert client.post(reverse("public_open", args=[filled.commune.pk])).status_code == 404
    client.force_login(filled.lan)
    assert client.get(url).status_code == 403


def test_a_hamlet_is_below_what_is_public(filled: World):
    from hoctap.accounts.models import RoleAssignment
    from hoctap.core.permissions import Role

    capacity = filled.minh.capacities.get()
    RoleAssignment.objects.create(capacity=capacity, role=Role.CHAIR.value, place=filled.hamlet)
    with pytest.raises(Refused, match="từ cấp xã trở lên"):
        actions.open_public(filled.hamlet, by=filled.actor(filled.minh))
