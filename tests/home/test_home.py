import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.registries import Registry, WorkItem, work_providers
from hoctap.home import queries
from hoctap.places.models import Place
from hoctap.plans import actions as plan_actions
from hoctap.plans.rules import PlanDetails
from tests.figures import TARGET, fill_hamlet, make_round
from tests.world import World, make_household


@pytest.mark.requirement("S3-25")
def test_a_new_commune_is_told_what_to_do_first_and_then_next(world: World, client: Client):
    year = today().year
    world.other_hamlet.delete()
    client.force_login(world.oanh)

    def step_now() -> str:
        steps = queries.first_steps(world.actor(world.oanh), world.other_commune, year)
        return next((step.title for step in steps if step.now), "")

    body = client.get(reverse("home")).text
    assert "Bắt đầu ở xã Hưng Thạnh" in body
    assert step_now() == "Lập danh sách ấp, khóm"
    hamlet = Place.objects.create(level="hamlet", kind="ấp", name="Ấp 1", parent=world.other_commune)
    assert step_now() == "Nhập danh sách hộ"
    make_household(hamlet, "Nguyễn Văn Một", listed_year=year)
    assert step_now() == "Nhập kế hoạch và chỉ tiêu"
    oanh = world.actor(world.oanh)
    details = PlanDetails("", None, "UBND xã", "Kế hoạch", year, year)
    plan = plan_actions.record_plan(world.other_commune, details, by=oanh)
    target = replace(TARGET, year=year, before_on=dt.date(year, 11, 15))
    plan_actions.add_target(plan, target, by=oanh)
    assert step_now() == f"Mở đợt công nhận năm {year}"
    make_round(world.other_commune, world.edition, year)
    assert queries.first_steps(oanh, world.other_commune, year) == []
    assert "Bắt đầu ở" not in client.get(reverse("home")).text


def test_steps_are_linked_only_for_those_who_may_take_them(world: World):
    steps = queries.first_steps(world.actor(world.admin), world.commune, today().year)
    assert [bool(step.action_url) for step in steps] == [
        False,
        True,
        True,
        False,
    ]  # ấp are there; no round for him
    for user in (world.hung, world.minh, world.oanh):
        assert queries.first_steps(world.actor(user), world.commune, today().year) == []


def test_in_a_commune_that_has_ended_past_seasons_are_begun_too(world: World):
    """`hoctap init --year 2024` sets up such a commune: its officer must not stand before an empty page."""
    world.commune.valid_to = dt.date(2025, 7, 1)
    world.commune.save()
    steps = queries.first_steps(world.actor(world.lan), world.commune, today().year)
    assert [step.title for step in steps if not step.is_done] == [
        "Nhập danh sách hộ",
        "Nhập kế hoạch và chỉ tiêu",
        "Mở đợt công nhận",
    ]
    make_round(world.commune, world.edition, 2024)
    assert queries.first_steps(world.actor(world.lan), world.commune, today().year) == []


def test_work_of_all_apps_stands_in_one_queue_overdue_first(world: World, monkeypatch: pytest.MonkeyPatch):
    items = [
        WorkItem("Sau cùng", "/x/"),
        WorkItem("Còn hạn", "/x/", due_on=dt.date(2024, 11, 14)),
        WorkItem("Quá hạn", "/x/", due_on=dt.date(2024, 12, 1), late=True),
        WorkItem("Bước sớm", "/x/", order=10),
    ]
    providers: Registry[object] = Registry()
    providers.register("one", lambda actor: items[:2])
    providers.register("two", lambda actor: items[2:])
    monkeypatch.setattr(queries, "work_providers", providers)
    titles = [item.title for item in queries.work_of(world.actor(world.lan))]
    assert titles == ["Quá hạn", "Còn hạn", "Bước sớm", "Sau cùng"]


def test_the_officer_is_reminded_to_report_a_recognised_season_until_he_has(two_seasons: World):
    provider = work_providers["reports"]
    (newest, _) = provider(two_seasons.actor(two_seasons.lan))
    assert (newest.title, newest.why) == ("Lập báo cáo kết quả năm 2024", "Xã Tân Kiều")
    assert provider(two_seasons.actor(two_seasons.minh)) == []
    assert provider(two_seasons.actor(two_seasons.oanh)) == []


def test_the_targets_of_my_place_stand_on_the_first_page(two_seasons: World, client: Client):
    client.force_login(two_seasons.hung)
    body = client.get(reverse("home")).text
    assert "Chỉ tiêu năm 2024 của Ấp 1" in body
    assert "3 / 6 hộ" in body


def test_an_officer_of_another_commune_sees_nothing_of_this_one(two_seasons: World, client: Client):
    fill_hamlet(make_round(two_seasons.other_commune, two_seasons.edition), two_seasons.other_hamlet, 1, 1, 0)
    client.force_login(two_seasons.oanh)
    body = client.get(reverse("home")).text
    assert "Tân Kiều" not in body
    assert "xã Hưng Thạnh" in body


def test_somebody_without_a_role_is_told_whom_to_ask_and_a_stranger_signs_in(world: World, client: Client):
    world.oanh.capacities.get().roles.all().delete()
    client.force_login(world.oanh)
    assert "Tài khoản chưa được giao vai trò" in client.get(reverse("home")).text
    client.logout()
    assert client.get(reverse("home")).status_code == 302


def test_above_the_commune_the_board_comes_first(world: World, client: Client):
    address = f"{reverse('board_detail')}?place={world.district.pk}"
    client.force_login(world.bich)
    assert address in client.get(reverse("home")).text
    client.force_login(world.lan)
    assert address not in client.get(reverse("home")).text
