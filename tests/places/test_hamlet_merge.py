"""Whole hamlets become part of another: seen first, done after, with everybody who lives there."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.models import Title
from hoctap.libraries.models import LibraryKind
from hoctap.measures.models import Summary
from hoctap.people.models import Household, Residence
from hoctap.people.queries import households_per_hamlet
from hoctap.places import actions, queries
from hoctap.places.lineage import Change
from hoctap.places.models import LineageEdge, Place
from hoctap.recognition import actions as recognition
from tests.learning.club_hands import club_at
from tests.libraries.shelf_hands import library_at
from tests.world import World, make_household

URL = "/hamlets/merge/"
ON = dt.date(2026, 3, 1)


def a_merge(world: World, **more: str) -> dict[str, str]:
    return {"hamlets": str(world.hamlet_2.pk), "into": str(world.hamlet.pk), "on": "2026-03-01", **more}


def listed(world: World) -> None:
    for name in ("Nguyễn Văn Một", "Nguyễn Văn Hai"):
        make_household(world.hamlet, name, listed_year=2024)
    for name in ("Lê Thị Ba", "Lê Thị Bốn", "Lê Thị Năm"):
        make_household(world.hamlet_2, name, listed_year=2024)


def test_it_shows_before_and_after_and_changes_nothing(world: World, client: Client):
    listed(world)
    client.force_login(world.lan)
    body = client.post(f"{URL}?place={world.commune.pk}", a_merge(world)).content.decode()
    assert "Xem thử: 3 hộ sang Ấp 1 từ năm 2026" in body
    assert "chưa có số quyết định" in body
    assert 'name="expected" value="3"' in body
    assert Household.objects.filter(hamlet=world.hamlet_2).count() == 3
    assert not LineageEdge.objects.exists()


def test_confirmed_everybody_goes_along_and_the_years_before_stay(world: World, client: Client):
    listed(world)
    client.force_login(world.lan)
    typed = a_merge(world, expected="3", decision="12/NQ-HĐND")
    response = client.post(f"{URL}?place={world.commune.pk}", typed, follow=True)
    assert "Đã nhập 1 ấp, khóm. 3 hộ nay thuộc Ấp 1." in response.content.decode()
    both = [world.hamlet.pk, world.hamlet_2.pk]
    assert households_per_hamlet(both, 2025) == {world.hamlet.pk: 2, world.hamlet_2.pk: 3}
    assert households_per_hamlet(both, 2026) == {world.hamlet.pk: 5}
    kept = Summary.objects.filter(counter="household.listed", place=world.commune)
    assert sum(kept.values_list("value", flat=True)) == 5
    world.hamlet_2.refresh_from_db()
    assert (world.hamlet_2.valid_to, world.hamlet_2.ended_by) == (ON, "12/NQ-HĐND")
    edge = LineageEdge.objects.get()
    assert (edge.predecessor, edge.successor, edge.kind) == (world.hamlet_2, world.hamlet, "merge")
    assert edge.decision == "12/NQ-HĐND"
    assert Event.objects.filter(what="people.households.moved", count=3).exists()


def test_two_hamlets_make_a_new_one_that_may_keep_a_name(world: World):
    listed(world)
    done = actions.merge_hamlets(
        [world.hamlet, world.hamlet_2], name="Ấp 1", change=Change(ON), by=world.actor(world.lan)
    )
    assert done.households == 5
    assert [one.name for one in queries.hamlets_of(world.commune)] == ["Ấp 1"]
    assert done.hamlet.pk != world.hamlet.pk
    world.hamlet_board.refresh_from_db()
    assert world.hamlet_board.valid_to == ON
    assert world.hamlet_board.successor == done.hamlet.organisations.get()
    assert {edge.decision for edge in LineageEdge.objects.all()} == {"chưa có số quyết định"}
    assert [row.figures for row in queries.hamlet_table(world.commune, 2025).rows] == [[2], [3]]
    assert [row.figures for row in queries.hamlet_table(world.commune, 2026).rows] == [[5]]


def test_a_household_listed_later_moves_whole(world: World):
    household = make_household(world.hamlet_2, "Lê Thị Mới", listed_year=2026)
    change = Change(dt.date(2025, 9, 1))
    actions.merge_hamlets([world.hamlet_2], into=world.hamlet, change=change, by=world.actor(world.lan))
    found = list(Residence.objects.filter(household=household).order_by("id"))
    assert [(one.hamlet_id, one.from_year, one.to_year) for one in found] == [
        (world.hamlet_2.pk, 2026, 2026),
        (world.hamlet.pk, 2026, None),
    ]


def test_a_group_of_a_name_in_use_is_told_apart(world: World):
    by = world.actor(world.lan)
    one, other = make_household(world.hamlet, "Lê Văn Một"), make_household(world.hamlet_2, "Lê Văn Hai")
    for household in (one, other):
        household.group_name = "Tổ 1"
        household.save()
    actions.add_groups(world.hamlet, ["Tổ 1"], by=by)
    actions.add_groups(world.hamlet_2, ["Tổ 1", "Tổ 2"], by=by)
    actions.merge_hamlets([world.hamlet_2], into=world.hamlet, change=Change(ON), by=by)
    other.refresh_from_db()
    assert other.group_name == "Tổ 1 (Ấp 2 cũ)"
    names = Place.objects.filter(parent=world.hamlet).values_list("name", flat=True)
    assert sorted(names) == ["Tổ 1", "Tổ 1 (Ấp 2 cũ)", "Tổ 2"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"on": "2199-01-01"}, "chưa đến"),
        ({"into": "", "name": ""}, "Chọn ấp, khóm nhập vào"),
        ({"name": "Ấp Mới"}, "không cả hai"),
        ({"into": "", "name": "Ấp Mới"}, "Chọn ít nhất hai"),
        ({"hamlets": ""}, "không còn trong danh sách"),
        ({"on": "1975-01-01"}, "bắt đầu từ ngày"),
        ({"expected": "4"}, "Lúc xem thử có 4 hộ, nay có 3 hộ"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    world: World, client: Client, more: dict[str, str], words: str
):
    listed(world)
    client.force_login(world.lan)
    response = client.post(f"{URL}?place={world.commune.pk}", a_merge(world, **more))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert households_per_hamlet([world.hamlet_2.pk], 2026) == {world.hamlet_2.pk: 3}
    assert Place.objects.filter(level="hamlet", valid_to__isnull=False).count() == 0


def test_a_hamlet_that_ended_or_lies_elsewhere_is_refused(world: World):
    by, change = world.actor(world.lan), Change(ON)
    actions.merge_hamlets([world.hamlet_2], into=world.hamlet, change=change, by=by)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.merge_hamlets([world.hamlet_2], into=world.hamlet, change=change, by=by)
    for merge in ([world.hamlet, world.other_hamlet], [world.other_hamlet, world.hamlet]):
        with pytest.raises(Forbidden):
            actions.merge_hamlets(merge, name="Ấp Chung", change=change, by=by)


def test_whoever_does_not_keep_the_list_may_not(world: World, client: Client):
    for who in (world.hung, world.minh, world.oanh):
        with pytest.raises(Forbidden):
            actions.merge_hamlets([world.hamlet_2], into=world.hamlet, change=Change(ON), by=world.actor(who))
    client.force_login(world.hung)
    assert client.get(reverse("hamlet_merge")).status_code == 403


def test_dossiers_of_the_year_are_told_of_before(world: World, client: Client):
    listed(world)
    by = world.actor(world.lan)
    recognition.open_round(
        world.commune, title=Title.LEARNING_FAMILY, year=2026, edition=world.edition, before_on=None, by=by
    )
    client.force_login(world.lan)
    body = client.post(f"{URL}?place={world.commune.pk}", a_merge(world)).content.decode()
    assert "Năm 2026 đã có 3 hồ sơ công nhận ở các ấp, khóm được nhập." in body


def test_what_goes_along_is_told_before(world: World, client: Client):
    listed(world)
    client.force_login(world.lan)
    before = client.post(f"{URL}?place={world.commune.pk}", a_merge(world)).content.decode()
    assert "đi theo sang" not in before
    library_at(world.hamlet_2, "Tủ sách ấp", LibraryKind.BOOKCASE)
    club_at(world.hamlet_2, "Câu lạc bộ Đờn ca")
    body = client.post(f"{URL}?place={world.commune.pk}", a_merge(world)).content.decode()
    assert "1 thư viện, tủ sách ở các ấp, khóm được nhập đi theo" in body
    assert "1 câu lạc bộ ở các ấp, khóm được nhập đi theo" in body
