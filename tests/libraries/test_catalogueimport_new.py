"""A list of books is handed in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.catalogue.importing.actions import preview_books
from hoctap.libraries.catalogue.importing.entries import Entry, Fault
from hoctap.libraries.catalogue.importing.reading import read_list
from hoctap.libraries.models import CatalogueImport, Library, LibraryKind, Title
from tests.libraries.book_hands import ISBN
from tests.libraries.list_hands import marc, record, workbook
from tests.libraries.shelf_hands import library_at
from tests.world import World

URL = "/libraries/imports/new/"


def _read(content: bytes, name: str = "a.xlsx") -> list[Entry | Fault]:
    with read_list(name, content) as found:
        return list(found)


def test_a_workbook_is_read_by_the_heads_of_its_columns():
    found = _read(
        workbook(
            [
                (
                    ISBN,
                    "Dế Mèn phiêu lưu ký",
                    "Tô Hoài",
                    "Kim Đồng",
                    2019,
                    2,
                    "",
                    "Ông Tư",
                    "45.000",
                    "15/11/2024",
                ),
                ("", "Tắt đèn", "", "", "", "", "TV1; TV2", "", "", ""),
                ("", "", "", "", "", "", "", "", "", ""),
                (9780306406158, "Số đỏ", "", "", "", 1, "", "", "", ""),
                ("", "Chí Phèo", "", "", "2o19", "hai", "", "", "rẻ", "hôm qua"),
                ("", "Lão Hạc", "", "", "", 3, "A1", "", "", ""),
                ("", "", "Nam Cao", "", "", 1, "", "", "", ""),
            ],
            above=("DANH MỤC SÁCH", ""),
        )
    )
    first, second, *faults = found
    assert isinstance(first, Entry)
    assert (first.number, first.details.year, len(first.copies)) == (4, 2019, 2)
    assert (first.copies[0].giver, first.copies[0].price, first.copies[0].acquired_on) == (
        "Ông Tư",
        45_000,
        "2024-11-15",
    )
    assert first.copies[0].source == "given"
    assert isinstance(second, Entry)
    assert [one.code for one in second.copies] == ["TV1", "TV2"]
    assert [one.number for one in faults] == [7, 8, 9, 10]
    told = [one.text for one in faults if isinstance(one, Fault)]
    assert "phải là 7" in told[0]
    assert "Năm xuất bản “2o19”" in told[1]
    assert "Số bản “hai”" in told[1]
    assert "3 bản mà có 1 mã" in told[2]
    assert "nhan đề" in told[3]


def test_a_table_without_titles_and_a_csv():
    with pytest.raises(Refused, match="cột nhan đề"):
        _read(workbook([("a", "b")], head=("Họ tên", "Địa chỉ")))
    (one,) = _read("Tên sách;Tác giả;SL\nTắt đèn;Ngô Tất Tố;2\n".encode(), "a.csv")
    assert isinstance(one, Entry)
    assert len(one.copies) == 2


def test_the_sample_is_a_list_that_can_be_read(librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    sample = client.get(reverse("catalogueimport_sample")).content
    (one,) = _read(sample)
    assert isinstance(one, Entry)
    assert len(one.copies) == 2


@pytest.mark.requirement("S1-27")
def test_a_list_is_looked_at_before_anything_is_entered(
    world: World, librarian: User, library: Library, client: Client
):
    client.force_login(librarian)
    assert client.get(URL).status_code == 200
    file = SimpleUploadedFile("koha.mrc", marc(record(isbn=ISBN), record("")))
    answer = client.post(URL, {"library": str(library.pk), "file": file, "source": "found"})
    run = CatalogueImport.objects.get()
    assert answer["Location"] == f"/libraries/imports/{run.pk}/"
    assert run.counts == {"rows": 2, "new": 1, "faulty": 1, "copies": 0}
    assert not Title.objects.exists()
    page = client.get(URL).content.decode()
    assert "koha.mrc" in page
    empty = client.post(URL, {"library": str(library.pk), "source": "found"})
    assert empty.status_code == 422
    wrong = SimpleUploadedFile("a.mrc", b"MZ\x90\x00")
    refused = client.post(URL, {"library": str(library.pk), "file": wrong, "source": "found"})
    assert refused.status_code == 422
    assert CatalogueImport.objects.count() == 1


def test_nobody_hands_in_for_next_door_or_for_a_museum(world: World, librarian: User):
    by = world.actor(librarian)
    there = library_at(world.other_commune, "Thư viện Hưng Thạnh")
    with pytest.raises(Forbidden):
        preview_books(there, "a.mrc", marc(record()), by=by)
    museum = library_at(world.commune, "Nhà truyền thống", LibraryKind.MUSEUM)
    with pytest.raises(Refused, match="không ghi sách"):
        preview_books(museum, "a.mrc", marc(record()), by=by)
    with pytest.raises(Refused, match="người hoặc đơn vị tặng"):
        preview_books(library_at(world.commune), "a.mrc", marc(record()), source="given", by=by)


def test_a_virus_is_refused(librarian: User, library: Library, world: World, monkeypatch: pytest.MonkeyPatch):
    def found(_content: bytes) -> None:
        raise Refused("Tệp có mã độc.")

    monkeypatch.setattr("hoctap.core.antivirus.must_be_clean", found)
    with pytest.raises(Refused, match="mã độc"):
        preview_books(library, "a.mrc", marc(record()), by=world.actor(librarian))
