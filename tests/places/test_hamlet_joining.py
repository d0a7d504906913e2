"""A merger or a mapping of hamlets taken back: to the row, and only while nothing leans on it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.learning.models import Activity, Club
from hoctap.libraries.models import Copy, Library, LibraryKind
from hoctap.measures import recount
from hoctap.people.models import Household, Residence
from hoctap.places import actions
from hoctap.places.lineage import Change
from hoctap.places.models import HamletJoining, LineageEdge, Place
from tests.boundaries import dump
from tests.figures import make_dossier, make_round
from tests.learning.club_hands import club_at
from tests.learning.hands import activity_at
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.places.test_hamlet_mapping import DAY, before
from tests.world import World, make_household

ON = dt.date(2026, 3, 1)


def rows() -> dict[str, list[str]]:
    """Everything but the record of the joining itself."""
    return {table: found for table, found in dump().items() if table != "places_hamletjoining"}


def listed(world: World) -> None:
    for hamlet in (world.hamlet, world.hamlet_2):
        actions.add_groups(hamlet, ["Tổ 1", "Tổ 2"], by=world.actor(world.lan))
        for number in range(3):
            household = make_household(
                hamlet, f"Nguyễn Văn {hamlet.name} {number}", listed_year=2024 + number
            )
            Household.objects.filter(pk=household.pk).update(group_name=f"Tổ {number}")


def merged(world: World, **more: object) -> HamletJoining:
    given = {"into": world.hamlet, "change": Change(ON, "12/NQ-HĐND"), "by": world.actor(world.lan)} | more
    hamlets = [world.hamlet_2] if given["into"] else [world.hamlet, world.hamlet_2]
    actions.merge_hamlets(hamlets, **given)  # type: ignore[arg-type]
    return HamletJoining.objects.latest("pk")


@pytest.mark.parametrize("new", [False, True])
def test_a_merger_is_taken_back_to_the_row(world: World, new: bool):
    listed(world)
    was = rows()
    joined = merged(world, **({"into": None, "name": "Ấp Chung"} if new else {}))
    assert Residence.objects.filter(hamlet=world.hamlet_2, to_year__isnull=True).count() == 0
    actions.undo_joining(joined, by=world.actor(world.lan))
    now = rows()
    assert {table for table in was if was[table] != now[table]} == set()
    assert recount.recount() == []
    with pytest.raises(Refused, match="đã hoàn tác"):
        actions.undo_joining(joined, by=world.actor(world.lan))


@pytest.mark.parametrize("into", [False, True])
def test_a_mapping_is_taken_back_to_the_row(world: World, into: bool):
    listed(world)
    [old] = before(world, "Mỹ An", "Ấp 1")
    make_household(old, "Lê Thị Ba")
    by = world.actor(world.lan)
    was = rows()
    actions.map_hamlet(old, world.commune, into=world.hamlet if into else None, change=Change(DAY), by=by)
    actions.undo_joining(HamletJoining.objects.get(), by=by)
    now = rows()
    assert {table for table in was if was[table] != now[table]} == set()
    assert recount.recount() == []


@pytest.mark.parametrize("new", [False, True])
def test_what_stands_in_a_hamlet_goes_along_and_comes_back_to_the_row(world: World, new: bool):
    for hamlet in (world.hamlet, world.hamlet_2):
        case = library_at(hamlet, "Tủ sách ấp", LibraryKind.BOOKCASE)
        copy_in(case, title_at(world.commune, f"Sách {hamlet.name}"), f"A{hamlet.name}")
        club_at(hamlet, "Câu lạc bộ Đờn ca")
        activity_at(hamlet, on=ON + dt.timedelta(days=30))
    was = rows()
    joined = merged(world, **({"into": None, "name": "Ấp Chung"} if new else {}))
    into = Place.objects.get(pk=joined.done["into"])
    for rows_of, name in ((Library, "Tủ sách ấp"), (Club, "Câu lạc bộ Đờn ca")):
        names = set(rows_of.objects.filter(place=into).values_list("name", flat=True))  # type: ignore[attr-defined]
        assert names > {name}
        (other,) = names - {name}
        assert other.startswith(f"{name} (")
        assert other.endswith("cũ)")
    assert Activity.objects.filter(place=into).count() == 2
    assert not Library.objects.exclude(place=into).exists()
    actions.undo_joining(joined, by=world.actor(world.lan))
    now = rows()
    assert {table for table in was if was[table] != now[table]} == set()


def test_a_bookcase_of_a_commune_of_before_comes_with_a_record_of_its_books(world: World):
    [old] = before(world, "Mỹ An", "Ấp 1")
    assert old.parent is not None
    case = library_at(old, "Tủ sách Mỹ An", LibraryKind.BOOKCASE)
    copy_in(case, title_at(old.parent, "Tắt đèn"), "T1")
    was = rows()
    by = world.actor(world.lan)
    actions.map_hamlet(old, world.commune, into=world.hamlet, change=Change(DAY), by=by)
    case.refresh_from_db()
    assert case.place == world.hamlet
    assert Copy.objects.get().title.place == world.commune
    actions.undo_joining(HamletJoining.objects.get(), by=by)
    now = rows()
    assert {table for table in was if was[table] != now[table]} == set()


def test_what_has_one_name_in_hamlets_of_one_name_is_told_apart(world: World):
    """ "Ấp 1" of two communes of before become part of the Ấp 1 of today, each with its club and bookcase."""
    olds = [before(world, name, "Ấp 1")[0] for name in ("Mỹ An", "Mỹ Đông")]
    for hamlet in (world.hamlet, *olds):
        library_at(hamlet, "Tủ sách ấp", LibraryKind.BOOKCASE)
        club_at(hamlet, "Câu lạc bộ Đờn ca")
    was = rows()
    by = world.actor(world.lan)
    for old in olds:
        actions.map_hamlet(old, world.commune, into=world.hamlet, change=Change(DAY), by=by)
    for rows_of in (Library, Club):
        names = rows_of.objects.filter(place=world.hamlet).values_list("name", flat=True)  # type: ignore[attr-defined]
        assert len(set(names)) == 3
    for joined in HamletJoining.objects.order_by("-pk"):
        actions.undo_joining(joined, by=by)
    now = rows()
    assert {table for table in was if was[table] != now[table]} == set()


def test_a_bookcase_written_down_since_keeps_a_merger_into_a_new_hamlet_from_being_taken_back(world: World):
    library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    joined = merged(world, into=None, name="Ấp Chung")
    library_at(Place.objects.get(pk=joined.done["into"]), "Tủ sách mới", LibraryKind.BOOKCASE)
    with pytest.raises(Refused, match="1 thư viện, tủ sách"):
        actions.undo_joining(joined, by=world.actor(world.lan))


def test_what_was_recorded_since_is_named_and_nothing_changes(world: World, client: Client):
    listed(world)
    by = world.actor(world.lan)
    joined = merged(world)
    came = Household.objects.filter(residences__hamlet=world.hamlet_2).first()
    assert came is not None
    Residence.objects.filter(household=came, to_year__isnull=True).update(to_year=2026)
    with pytest.raises(Refused, match=f"1 hộ đi theo đã ghi rời đi.*{came.head.full_name}"):
        actions.undo_joining(joined, by=by)
    Residence.objects.filter(household=came, hamlet=world.hamlet).update(to_year=None)
    make_dossier(make_round(world.commune, world.edition, 2026), came, "listed")
    client.force_login(world.lan)
    kept = rows()
    page = client.post(reverse("hamlet_joining", args=[joined.pk]))
    assert page.status_code == 422
    assert "1 hồ sơ công nhận của các hộ đi theo" in page.text
    assert rows() == kept
    assert 'form="undo"' not in client.get(reverse("hamlet_joining", args=[joined.pk])).text


def test_later_steps_are_undone_first(world: World):
    listed(world)
    by = world.actor(world.lan)
    first = merged(world)
    third = actions.add_hamlet(world.commune, "Ấp 3", "ấp", by=by)
    with pytest.raises(Refused, match=r"Tổ 1 \(Ấp 2 cũ\)"):
        actions.merge_hamlets([world.hamlet], into=third, change=Change(ON), by=by)
    actions.merge_hamlets([world.hamlet], into=third, change=Change(ON.replace(month=5)), by=by)
    with pytest.raises(Refused, match=r"Ấp 1 sau đó đã nhập toàn bộ \(Ấp 3"):
        actions.undo_joining(first, by=by)
    actions.undo_joining(HamletJoining.objects.latest("pk"), by=by)
    actions.undo_joining(first, by=by)
    assert not LineageEdge.objects.exists()


def test_a_name_taken_meanwhile_or_changed_is_named(world: World):
    by = world.actor(world.lan)
    joined = merged(world)
    twin = actions.add_hamlet(world.commune, "Ấp 2", "ấp", since=ON, by=by)
    with pytest.raises(Refused, match="Nay đã có Ấp 2 khác"):
        actions.undo_joining(joined, by=by)
    twin.organisations.all().delete()
    Place.objects.filter(pk=twin.pk).delete()
    Place.objects.filter(pk=world.hamlet_2.pk).update(ended_why="giải thể")
    with pytest.raises(Refused, match="Ấp 2 sau đó đã được sửa"):
        actions.undo_joining(joined, by=by)


def test_a_new_hamlet_that_took_in_more_households_stays(world: World):
    listed(world)
    by = world.actor(world.lan)
    joined = merged(world, into=None, name="Ấp Chung")
    chung = Place.objects.get(name="Ấp Chung")
    make_household(chung, "Phan Văn Mới", listed_year=2026)
    with pytest.raises(Refused, match="Ấp Chung sau đó đã có thêm 1 hộ"):
        actions.undo_joining(joined, by=by)


def test_the_officer_takes_it_back_on_the_page(world: World, client: Client):
    listed(world)
    joined = merged(world)
    client.force_login(world.lan)
    link = reverse("hamlet_joining", args=[joined.pk])
    assert link in client.get(reverse("hamlet_mapping"), {"place": world.commune.pk}).text
    assert 'form="undo"' in client.get(link).text
    done = client.post(link, follow=True)
    assert "Đã hoàn tác: Ấp 2 trở lại như trước." in done.text
    assert "Việc này đã hoàn tác" in client.get(link).text


def test_somebody_elses_joining_is_not_found_and_not_undone(world: World, client: Client):
    joined = merged(world)
    client.force_login(world.oanh)
    assert client.get(reverse("hamlet_joining", args=[joined.pk])).status_code == 404
    assert client.post(reverse("hamlet_joining", args=[joined.pk])).status_code == 404
    for who in (world.oanh, world.hung):
        with pytest.raises(Forbidden):
            actions.undo_joining(joined, by=world.actor(who))


def test_an_activity_that_was_planned_elsewhere_since_stays_there(world: World):
    activity = activity_at(world.hamlet_2, on=ON + dt.timedelta(days=30))
    joined = merged(world)
    other = actions.add_hamlet(world.commune, "Ấp 3", "ấp", by=world.actor(world.lan))
    Activity.objects.filter(pk=activity.pk).update(place=other)
    actions.undo_joining(joined, by=world.actor(world.lan))
    activity.refresh_from_db()
    assert activity.place == other
