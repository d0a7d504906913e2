"""MARC21 and MARCXML: whole records, damaged ones, and files that are something else."""

import pytest

from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.importing.entries import Entry, Fault
from hoctap.libraries.catalogue.importing.reading import read_list
from tests.libraries.book_hands import ISBN
from tests.libraries.list_hands import marc, marcxml, record


def _read(content: bytes, name: str = "a.mrc") -> list[Entry | Fault]:
    with read_list(name, content) as found:
        return list(found)


@pytest.mark.requirement("S1-27")
def test_a_record_of_koha_becomes_a_title_with_its_copies():
    (one,) = _read(marc(record(isbn="0-306-40615-2", codes=("tv 001", "TV002"))))
    assert isinstance(one, Entry)
    told = one.details
    assert (told.name, told.rest, told.authors) == ("Dế Mèn phiêu lưu ký", "truyện", "Tô Hoài")
    assert (told.isbn, told.publisher, told.year, told.language) == (ISBN, "Kim Đồng", 2019, "vie")
    assert (told.classification, told.subjects) == ("895.922", ("Văn học thiếu nhi – Việt Nam",))
    first = one.copies[0]
    assert (first.code, first.price, first.acquired_on) == ("TV001", 45_000, "2020-02-03")


def test_utf8_that_does_not_say_so_and_marc8_are_both_read():
    silent = bytearray(marc(record()))
    silent[9:10] = b" "
    (one,) = _read(bytes(silent))
    assert isinstance(one, Entry)
    assert one.details.name == "Dế Mèn phiêu lưu ký"
    # ANSEL: the marks stand before their letters; đ, ơ and ư are letters of their own.
    (old,) = _read(_with_name(b"D\xe3\xe2e M\xe1en \xb3\xe1\xbcng v\xbdn"))
    assert isinstance(old, Entry)
    assert old.details.name == "Dế Mèn đờng vưn"


def _with_name(name: bytes) -> bytes:
    """A record in MARC-8 whose title is these bytes."""
    plain = marc(record("@" * len(name), author="To Hoai", utf8=False))
    body = bytearray(plain)
    body[9:10] = b" "
    text = bytes(body).replace(b"@" * len(name), name)
    return text.replace("truyện /".encode(), b"truyen /".ljust(len("truyện /".encode())))


def test_a_damaged_record_spoils_itself_alone_and_is_told_by_number():
    good = [marc(record(f"Sách {number}")) for number in range(6)]
    broken_length = b"99999" + good[1][5:]
    no_directory = good[2][:24] + b"\x1e" + good[2][24:60].replace(b"0", b"x") + b"\x1d"
    not_utf8 = good[3].replace(
        "Kim Đồng".encode(), b"Kim \xff\xfeong"[:10].ljust(len("Kim Đồng".encode()), b"g")
    )
    found = _read(good[0] + broken_length + no_directory + not_utf8 + good[4] + good[5][:-40])
    assert [type(one).__name__ for one in found] == ["Entry", "Fault", "Fault", "Fault", "Entry", "Fault"]
    faults = [one for one in found if isinstance(one, Fault)]
    assert [one.number for one in faults] == [2, 3, 4, 6]
    assert "ngắn hơn độ dài" in faults[0].text
    assert "UTF-8" in faults[2].text
    assert "bị cắt giữa chừng" in faults[3].text
    assert all("xuất lại" in one.text for one in faults)


def test_line_ends_between_records_do_no_harm():
    found = _read(marc(record("Một")) + b"\r\n" + marc(record("Hai")) + b"\n\x1a")
    assert [one.details.name for one in found if isinstance(one, Entry)] == ["Một", "Hai"]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (record(""), "không có nhan đề"),
        (record(isbn="9780306406158"), "phải là 7"),
        (record(isbn="8934974170617"), "mã hàng hóa"),
        (record(codes=("A1", "a1")), "hai lần"),
        (record(codes=(ISBN,)), "Mỗi bản cần mã riêng"),
    ],
)
def test_what_a_record_lacks_is_told_with_the_cure(made, told: str):  # type: ignore[no-untyped-def]
    (one,) = _read(marc(made))
    assert isinstance(one, Fault)
    assert told in one.text


def test_marcxml_is_read_and_broken_or_armed_xml_is_refused():
    found = _read(marcxml(record("Một", isbn=ISBN), record("")), "a.xml")
    assert isinstance(found[0], Entry)
    assert found[0].details.isbn == ISBN
    assert isinstance(found[1], Fault)
    with pytest.raises(Refused, match="biểu ghi số 2"):
        _read(marcxml(record("Một"), record("Hai"))[:-120], "a.xml")
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><collection>&b;</collection>'
    with pytest.raises(Refused, match="DTD"):
        _read(bomb, "a.xml")
    with pytest.raises(Refused, match="không có biểu ghi"):
        _read(b"<?xml version='1.0'?><svg onload='alert(1)'/>", "a.xml")


@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"MZ\x90\x00", b"%PDF-1.4 abc", b"xin chao"])
def test_what_is_no_list_is_refused(content: bytes):
    with pytest.raises(Refused):
        _read(content, "a.mrc")
