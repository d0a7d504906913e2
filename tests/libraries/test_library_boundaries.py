"""Libraries and catalogues in a change of boundaries."""

import pytest

from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.boundaries import open_work
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.models import Copy, Hold, Library, LibraryKind, Title
from hoctap.libraries.registry import TitleFollower, title_followers
from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from tests.boundaries import JOB, divide, dump, merge
from tests.libraries.book_hands import ISBN
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.world import World


def _new(name: str = "Phương Thịnh") -> Place:
    return Place.objects.get(name=name, level="commune")


def test_two_catalogues_become_one_and_are_parted_again_to_the_letter(world: World):
    """Both had the same ISBN, and one book without a number: one record stays, with the copies of both."""
    here, there = (library_at(one, "Thư viện xã") for one in (world.commune, world.other_commune))
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    for library, place, sign in ((here, world.commune, "A"), (there, world.other_commune, "B")):
        copy_in(library, title_at(place, "Dế Mèn", isbn=ISBN), f"{sign}1")
        copy_in(library, title_at(place, "Tắt đèn", authors="Ngô Tất Tố"), f"{sign}2")
        copy_in(library, title_at(place, f"Riêng {sign}"), f"{sign}3")
    copy_in(case, Title.objects.get(name="Riêng A"), "A4")
    change = merge(world)
    before = dump()
    change = actions.apply_change(change, by=JOB)
    new = _new()
    titles = Title.objects.filter(place=new)
    assert sorted(one.name for one in titles) == ["Dế Mèn", "Riêng A", "Riêng B", "Tắt đèn"]
    assert {one.code for one in titles.get(isbn=ISBN).copies.all()} == {"A1", "B1"}
    assert {one.code for one in titles.get(name="Tắt đèn").copies.all()} == {"A2", "B2"}
    assert not Copy.objects.exclude(title__place=new).exists()
    assert {one.name for one in Library.objects.filter(place=new)} in (
        {"Thư viện xã", "Thư viện xã (xã Hưng Thạnh cũ)"},
        {"Thư viện xã", "Thư viện xã (xã Tân Kiều cũ)"},
    )
    case.refresh_from_db()
    assert new.pk in case.place.path
    actions.undo_change(change, by=JOB)
    after = dump()
    for table in ("libraries_library", "libraries_title", "libraries_copy"):
        assert after[table] == before[table]


def test_what_names_a_title_goes_along_with_it(world: World, monkeypatch: pytest.MonkeyPatch):
    told: list[object] = []
    follower = TitleFollower(
        "đặt trước", lambda twins, libraries: told.append(dict(twins)) or len(twins), told.append
    )
    monkeypatch.setattr(title_followers, "_entries", {"thử": follower})
    first, second = (title_at(one, "Dế Mèn", isbn=ISBN) for one in (world.commune, world.other_commune))
    change = actions.apply_change(merge(world), by=JOB)
    assert told in ([{first.pk: second.pk}], [{second.pk: first.pk}])
    actions.undo_change(change, by=JOB)
    assert told[1:] == [1]


def test_books_written_down_since_keep_a_merger_from_being_taken_back(world: World):
    library_at(world.commune, "Thư viện Tân Kiều")
    title_at(world.other_commune, "Riêng B")
    change = actions.apply_change(merge(world), by=JOB)
    title_at(_new(), "Sách mới")
    with pytest.raises(Refused, match="1 đầu sách"):
        actions.undo_change(change, by=JOB)


def test_a_copy_across_two_old_communes_keeps_a_merger_from_being_taken_back(world: World):
    library = library_at(world.commune, "Thư viện Tân Kiều")
    title_at(world.commune, "Riêng A")
    title = title_at(world.other_commune, "Riêng B")
    change = actions.apply_change(merge(world), by=JOB)
    copy_in(library, title, "X1")
    with pytest.raises(Refused, match="đầu sách của xã cũ khác"):
        actions.undo_change(change, by=JOB)


def test_a_bookcase_of_a_divided_commune_takes_a_record_of_its_books_along(world: World):
    own = library_at(world.commune, "Thư viện xã")
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    shared = title_at(world.commune, "Dế Mèn", isbn=ISBN, authors="Tô Hoài")
    copy_in(own, shared, "A1")
    copy_in(case, shared, "A2")
    copy_in(
        library_at(world.other_commune, "Thư viện bên kia"),
        title_at(world.other_commune, "Dế", isbn=ISBN),
        "B1",
    )
    change = divide(world)
    told = open_work([world.commune.pk, world.other_commune.pk])
    assert [(one.place_id, one.what) for one in told] == [
        (world.commune.pk, "1 thư viện, tủ sách của xã: ghi xã mới quản lý")
    ]
    first = change.places.get(name="Kênh Trên").pk
    actions.assign_hamlets(change, {world.hamlet.pk: first, world.hamlet_2.pk: first}, by=JOB)
    before = dump()
    change = actions.apply_change(change, by=JOB)
    moved = Copy.objects.select_related("title").get(code="A2")
    assert (moved.title.place, moved.title.isbn, moved.title.authors) == (_new("Kênh Trên"), ISBN, "Tô Hoài")
    assert Copy.objects.get(code="A1").title == shared
    actions.undo_change(change, by=JOB)
    after = dump()
    for table in ("libraries_library", "libraries_title", "libraries_copy"):
        assert after[table] == before[table]


def test_who_waits_for_a_book_waits_for_the_record_that_stays(world: World):
    """Where two catalogues become one, and where a bookcase goes alone."""
    shared, there = (title_at(one, "Dế Mèn", isbn=ISBN) for one in (world.commune, world.other_commune))
    library, case = library_at(world.commune, "Thư viện xã"), library_at(world.hamlet, "Tủ sách Ấp 1")
    copy_in(library, shared, "A1")
    copy_in(case, shared, "A2")
    copy_in(library_at(world.other_commune, "Thư viện bên kia"), there, "B1")
    holds = [reserve(one, shared, name="Mai Thị Gọi", phone="0912345678", by=JOB) for one in (library, case)]
    change = actions.apply_change(merge(world), by=JOB)
    for hold in holds:
        hold.refresh_from_db()
        assert hold.copy is not None
        assert hold.title == hold.copy.title
        assert hold.title.place == _new()
    actions.undo_change(change, by=JOB)
    for hold in holds:
        hold.refresh_from_db()
        assert hold.title == shared
    divided = divide(world)
    first = divided.places.get(name="Kênh Trên").pk
    actions.assign_hamlets(divided, {world.hamlet.pk: first, world.hamlet_2.pk: first}, by=JOB)
    actions.apply_change(divided, by=JOB)
    own, gone = (Hold.objects.select_related("title", "copy__title").get(pk=one.pk) for one in holds)
    assert own.title == shared
    assert gone.title.place == _new("Kênh Trên")
    assert gone.copy is not None
    assert gone.title == gone.copy.title
