"""The board of a centre: who sits on it on a day, what is vacant or over."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.board import actions, queries, rules
from hoctap.centres.board.models import BoardSeat, StaffQuota
from hoctap.centres.board.rules import Held, SeatDetails
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from tests.centres.hands import centre_at
from tests.world import World

URL = "/centres/board/"
DAY = dt.date(2026, 3, 1)


def seat(
    centre: Centre, name: str, role: str, by: Actor, *, start: dt.date = dt.date(2024, 1, 1), **more: object
) -> BoardSeat:
    details = SeatDetails(role, name, start, "12/QĐ-UBND", dt.date(2023, 12, 20), **more)  # type: ignore[arg-type]
    return actions.seat_member(centre, details, by=by)


@pytest.mark.requirement("S0-08", "S2-07", "S4-58")
def test_what_is_vacant_or_over_stands_above_the_board(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    seat(centre, "Lê Thị Giám", "director", by, term_ends_on=dt.date(2026, 1, 1))
    seat(centre, "Phan Văn Phó", "deputy", by)
    actions.approve_posts(
        centre,
        "teacher",
        posts=2,
        decision_number="8/QĐ",
        decision_on=dt.date(2024, 1, 5),
        from_on=dt.date(2024, 2, 1),
        by=by,
    )
    client.force_login(director)
    page = client.get(f"{URL}?centre={centre.pk}&on=2026-03-01").content.decode()
    assert "khuyết 1 phó giám đốc" in page
    assert "1 giám đốc đã hết nhiệm kỳ" in page
    assert "khuyết 2 giáo viên biệt phái" in page
    before = client.get(f"{URL}?centre={centre.pk}&on=2023-03-01").content.decode()
    assert "khuyết 1 giám đốc" in before
    assert "giáo viên biệt phái" not in before


def test_a_new_decision_on_posts_counts_from_its_day_and_the_old_one_stays_readable(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    for posts, day in ((3, dt.date(2024, 2, 1)), (5, dt.date(2025, 2, 1))):
        actions.approve_posts(
            centre, "staff", posts=posts, decision_number=f"{posts}/QĐ", decision_on=day, from_on=day, by=by
        )
    assert queries.quotas_on([centre.pk], dt.date(2024, 12, 31)) == {centre.pk: {"staff": 3}}
    assert queries.quotas_on([centre.pk], dt.date(2025, 2, 1)) == {centre.pk: {"staff": 5}}
    assert StaffQuota.objects.count() == 2
    client.force_login(director)
    page = client.get(f"{URL}?centre={centre.pk}").content.decode()
    assert "3/QĐ" in page
    assert "5/QĐ" in page


def test_the_rules_count_posts_without_a_table():
    day = dt.date(2026, 3, 1)
    held = [Held("director", dt.date(2026, 4, 1)), Held("deputy", None), Held("member", dt.date(2026, 3, 1))]
    counts = {
        one.role: one for one in rules.posts_on(day, held, {"member": 1}, ["director", "deputy", "member"])
    }
    assert (counts["director"].vacant, counts["director"].soon, counts["director"].expired) == (0, 1, 0)
    assert (counts["deputy"].posts, counts["deputy"].vacant) == (2, 1)
    assert (counts["member"].expired, counts["member"].is_in_order) == (1, False)


@pytest.mark.requirement("S3-14")
def test_other_apps_read_who_sits_where_on_a_day(world: World, director: User, centre: Centre):
    by = world.actor(director)
    details = SeatDetails(
        "deputy", "Nguyễn Thị Lan", dt.date(2024, 1, 1), "12/QĐ-UBND", dt.date(2023, 12, 20)
    )
    one = actions.seat_member(centre, details, organisation=world.association, user=world.lan, by=by)
    (found,) = queries.seats_on([world.commune.pk], DAY)
    assert (found.commune_id, found.centre_id, found.name) == (world.commune.pk, centre.pk, "Nguyễn Thị Lan")
    assert (found.user_id, found.organisation_id, found.organisation) == (
        world.lan.pk,
        world.association.pk,
        world.association.name,
    )
    assert queries.seats_on([world.other_commune.pk], DAY) == []
    actions.end_seat(one, on=dt.date(2025, 1, 1), why="Nghỉ hưu", by=by)
    assert queries.seats_on([world.commune.pk], DAY) == []
    assert len(queries.seats_on([world.commune.pk], dt.date(2024, 12, 31))) == 1


@pytest.mark.requirement("S4-18")
def test_the_history_keeps_who_left_and_why(world: World, director: User, centre: Centre, client: Client):
    by = world.actor(director)
    one = seat(centre, "Lê Thị Giám", "director", by)
    actions.end_seat(one, on=dt.date(2025, 1, 1), why="Nghỉ hưu", decision="4/QĐ-UBND", by=by)
    seat(centre, "Hồ Văn Kế", "director", by, start=dt.date(2025, 1, 1))
    client.force_login(director)
    page = client.get(f"{URL}?centre={centre.pk}&on=2026-03-01").content.decode()
    assert "Lê Thị Giám" in page
    assert "Nghỉ hưu (4/QĐ-UBND)" in page
    assert "Hồ Văn Kế" in page


def test_each_sees_the_boards_of_his_own_places(world: World, director: User, centre: Centre, client: Client):
    other = centre_at(world.other_commune)
    for user, mine, theirs in ((world.bich, 200, 200), (world.lan, 200, 404), (world.oanh, 404, 200)):
        client.force_login(user)
        assert client.get(f"{URL}?centre={centre.pk}").status_code == mine
        assert client.get(f"{URL}?centre={other.pk}").status_code == theirs
    client.force_login(world.hung)  # of a hamlet below: the file is the commune's
    assert client.get(f"{URL}?centre={centre.pk}").status_code == 404


def test_a_longer_list_takes_no_more_queries(
    world: World,
    director: User,
    centre: Centre,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    other = centre_at(world.other_commune)
    by = world.actor(director)
    client.force_login(world.bich)
    client.get(URL)
    for number in range(3):
        seat(centre, f"Ủy viên {number}", "member", by)
    with django_assert_max_num_queries(10):
        page = client.get(URL).content.decode()
    assert centre.name in page
    assert other.name in page
    assert str(timezone.localdate().year) in page
