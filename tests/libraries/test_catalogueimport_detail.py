"""A list comes into the catalogue: whole batches, once, and what is to be corrected stays in sight."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.importing import actions
from hoctap.libraries.models import CatalogueImport, CatalogueRow, Copy, Hold, Library, Title
from hoctap.libraries.tasks import drop_old_books, wake_books, work_on_books
from tests.libraries.book_hands import ISBN
from tests.libraries.list_hands import marc, record, workbook
from tests.libraries.shelf_hands import copy_in, title_at
from tests.world import World

State = CatalogueImport.State


def _preview(world: World, librarian: User, library: Library, content: bytes) -> CatalogueImport:
    return actions.preview_books(library, "a", content, by=world.actor(librarian))


def _enter(world: World, librarian: User, run: CatalogueImport, **said: bool) -> CatalogueImport:
    actions.order_books(run, **said, by=world.actor(librarian))
    run.refresh_from_db()
    return run


def test_all_or_the_good_rows(world: World, librarian: User, library: Library, client: Client):
    run = _preview(
        world, librarian, library, marc(record(isbn=ISBN, codes=("TV1",)), record(""), record("Hai"))
    )
    with pytest.raises(Refused, match="Còn 1 dòng cần sửa"):
        _enter(world, librarian, run)
    assert not Title.objects.exists()
    client.force_login(librarian)
    page = client.get(reverse("catalogueimport_detail", args=[run.pk])).content.decode()
    assert "không có nhan đề" in page
    refused = client.post(reverse("catalogueimport_apply", args=[run.pk]))
    assert refused.status_code == 422
    client.post(reverse("catalogueimport_apply", args=[run.pk]), {"leave_faulty": "on"})
    run.refresh_from_db()
    assert (run.state, run.titles_made, run.copies_made) == (State.APPLIED, 2, 1)
    assert Copy.objects.get().code == "TV1"
    done = client.get(reverse("catalogueimport_detail", args=[run.pk])).content.decode()
    assert "Đã ghi 2 đầu sách" in done
    assert "không có nhan đề" in done
    sheet = client.get(reverse("catalogueimport_faults", args=[run.pk])).content
    assert load_workbook(io.BytesIO(sheet)).active["A2"].value == 2  # type: ignore[index]


def test_the_same_file_twice_adds_nothing(world: World, librarian: User, library: Library, client: Client):
    rows = workbook(
        [
            (ISBN, "Dế Mèn", "Tô Hoài", "Kim Đồng", 2019, 2, "", "", "", ""),
            ("", "Tắt đèn", "Ngô Tất Tố", "Văn học", 2000, 1, "", "", "", ""),
            ("", "TẮT ĐÈN", "Ngô Tất Tố", "Văn Học", 2000, 1, "", "", "", ""),
        ]
    )
    first = _enter(world, librarian, _preview(world, librarian, library, rows))
    assert (first.titles_made, first.copies_made) == (2, 4)
    again = _preview(world, librarian, library, rows)
    assert (again.counts["known"], again.counts.get("new", 0)) == (3, 0)
    client.force_login(librarian)
    assert (
        "Đúng tệp này đã được ghi"
        in client.get(reverse("catalogueimport_detail", args=[again.pk])).content.decode()
    )
    again = _enter(world, librarian, again)
    assert (again.titles_made, again.copies_made) == (0, 0)
    more = _enter(world, librarian, _preview(world, librarian, library, rows), copies_of_known=True)
    assert (more.titles_made, more.copies_made) == (0, 4)


def test_a_copy_that_comes_in_goes_to_who_waits_for_it(world: World, librarian: User, library: Library):
    title = title_at(world.commune, "Dế Mèn", isbn=ISBN)
    asked = {"asker_name": "Na", "asker_phone": "0912345678", "asked_by": "thử"}
    hold = Hold.objects.create(library=library, title=title, **asked)
    rows = [(ISBN, "Dế Mèn", "Tô Hoài", "Kim Đồng", 2019, 1, "TV1", "", "", "")]
    assert _enter(world, librarian, _preview(world, librarian, library, workbook(rows))).copies_made == 1
    hold.refresh_from_db()
    assert hold.state == "ready"
    assert hold.copy is not None
    assert hold.copy.code == "TV1"


def test_two_looks_at_the_same_list_enter_it_once(world: World, librarian: User, library: Library):
    content = marc(record(isbn=ISBN, codes=("TV1",)), record("Không số"))
    one, other = (_preview(world, librarian, library, content) for _ in range(2))
    _enter(world, librarian, one)
    _enter(world, librarian, other)
    assert (Title.objects.count(), Copy.objects.count()) == (2, 1)


def test_a_code_of_another_book_is_told_before_and_after(world: World, librarian: User, library: Library):
    copy_in(library, title_at(world.commune, "Khác"), "TV1")
    early = _preview(world, librarian, library, marc(record(codes=("TV1",)), record("Hai", codes=("TV2",))))
    assert early.counts["faulty"] == 1
    late = _preview(
        world, librarian, library, marc(record("Ba", codes=("TV3",)), record("Bốn", codes=("TV3",)))
    )
    assert late.counts["faulty"] == 1
    copy_in(library, title_at(world.commune, "Khác nữa"), "TV2")
    _enter(world, librarian, early, leave_faulty=True)
    assert not Title.objects.filter(name="Hai").exists()
    assert "nay đã là của một sách khác" in early.rows.get(number=2).fault


def test_it_stops_between_batches_and_goes_on_with_the_first_row_that_is_not_in(
    world: World, librarian: User, library: Library, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "BATCH", 2)
    run = _preview(world, librarian, library, marc(*(record(f"Sách {number}") for number in range(5))))
    client.force_login(librarian)
    client.post(reverse("catalogueimport_apply", args=[run.pk]))
    by = world.actor(librarian)
    assert actions.enter_batch(run, by=by)
    assert Title.objects.count() == 2
    page = client.get(reverse("catalogueimport_detail", args=[run.pk])).content.decode()
    assert "2 / 5 dòng" in page
    client.post(reverse("catalogueimport_stop", args=[run.pk]))
    work_on_books(str(run.pk))
    run.refresh_from_db()
    assert (run.state, Title.objects.count()) == (State.STOPPED, 2)
    client.post(reverse("catalogueimport_resume", args=[run.pk]))
    work_on_books(str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.titles_made, Title.objects.count()) == (State.APPLIED, 5, 5)
    work_on_books(str(run.pk))
    assert Title.objects.count() == 5


def test_a_batch_that_fails_leaves_nothing_half_done(
    world: World, librarian: User, library: Library, monkeypatch: pytest.MonkeyPatch
):
    run = _preview(world, librarian, library, marc(record("Một"), record("Hai")))

    def broken(*_args: object) -> None:
        raise RuntimeError("mất điện")

    monkeypatch.setattr("hoctap.libraries.catalogue.importing.writing._mark", broken)
    with pytest.raises(RuntimeError):
        _enter(world, librarian, run)
    run.refresh_from_db()
    assert (run.state, Title.objects.count()) == (State.PREVIEWED, 0)
    assert run.rows.filter(state=CatalogueRow.Is.NEW).count() == 2


def test_a_job_whose_orderer_lost_his_right_waits_for_a_person(
    world: World, librarian: User, library: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "BATCH", 1)
    run = _preview(world, librarian, library, marc(record("Một"), record("Hai")))
    _enter(world, librarian, run)
    librarian.active_capacities().first().roles.all().delete()  # type: ignore[union-attr]
    work_on_books(str(run.pk))
    run.refresh_from_db()
    assert run.state == State.STOPPED
    assert "không có quyền" in run.failure
    assert not Title.objects.exists()


def test_a_list_is_dropped_and_old_ones_do_not_stay(
    world: World, librarian: User, library: Library, client: Client
):
    run = _preview(world, librarian, library, marc(record("Một")))
    client.force_login(librarian)
    client.post(reverse("catalogueimport_drop", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.rows.count()) == (State.DROPPED, 0)
    with pytest.raises(Refused):
        _enter(world, librarian, run)
    old = _preview(world, librarian, library, marc(record("Một")))
    CatalogueImport.objects.update(made_at="2020-01-01T00:00:00Z")
    drop_old_books(0)
    assert not old.rows.exists()
    wake_books(0)


def test_an_outsider_finds_no_list(world: World, librarian: User, library: Library, client: Client):
    run = _preview(world, librarian, library, marc(record("Một")))
    client.force_login(world.oanh)
    assert client.get(reverse("catalogueimport_detail", args=[run.pk])).status_code in (403, 404)


def test_many_faults_take_no_more_queries(
    world: World,
    librarian: User,
    library: Library,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    run = _preview(world, librarian, library, marc(*(record("") for _ in range(30))))
    client.force_login(librarian)
    client.get(reverse("catalogueimport_detail", args=[run.pk]))
    with django_assert_max_num_queries(15):
        client.get(reverse("catalogueimport_detail", args=[run.pk]))
