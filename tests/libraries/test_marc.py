"""MARC21 and MARCXML: whole records, damaged ones, and files that are something else."""

import pytest
from pymarc import Field, Indicators, Subfield

from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.importing.entries import Entry, Fault
from hoctap.libraries.catalogue.importing.reading import read_list
from hoctap.people.reading.legacy import encode
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


@pytest.mark.parametrize("old", ["TCVN3", "VNI"])
def test_letters_of_the_time_before_unicode_are_turned(old: str):
    # CDS/ISIS wrote what the font showed; it calls neither UTF-8 nor anything else its own.
    (one,) = _read(_with_name(encode("Kỹ thuật trồng lúa nước ở đồng bằng", old).encode("latin-1")))
    assert isinstance(one, Entry)
    assert one.details.name == "Kỹ thuật trồng lúa nước ở đồng bằng"
    name = encode("Kỹ thuật trồng lúa nước ở đồng bằng", old)
    (marked,) = _read(marcxml(record(name, author="To Hoai")), "a.xml")
    assert isinstance(marked, Entry)
    assert marked.details.name == "Kỹ thuật trồng lúa nước ở đồng bằng"


@pytest.mark.parametrize(
    "name",
    [
        # Cyrillic of Windows, read as MARC-8: marks that stand on nothing.
        "Основы экономики и права".encode("cp1251"),
        # Escapes of MARC-8 that lead nowhere: letters are gone.
        b"La Soci\xe2et\x1b",
        b"La Soci\x1bt\xe2e linn\x1benne",
        b"La Soci\x1bte",
    ],
)
def test_letters_that_nobody_can_read_are_told_and_never_kept(name: bytes):
    (one,) = _read(_with_name(name))
    assert isinstance(one, Fault)
    assert "bảng mã" in one.text
    assert "xuất lại" in one.text


def test_a_record_of_unimarc_is_told_apart():
    made = record("")
    made.add_field(Field("200", Indicators("1", " "), [Subfield("a", "Les cahiers")]))
    (one,) = _read(marc(made))
    assert isinstance(one, Fault)
    assert "UNIMARC" in one.text
    assert one.name == "Les cahiers"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Dế Mèn phiêu lưu ký.", "Dế Mèn phiêu lưu ký"),
        ("Chuyện kể …", "Chuyện kể …"),
        ("\x98Le\x9c petit prince", "Le petit prince"),
        ("Thơ [tuyển tập", "Thơ tuyển tập"),
        ("[Truyện không tên]", "Truyện không tên"),
        ("Sổ tay [bản in thử]", "Sổ tay [bản in thử]"),
    ],
)
def test_marks_of_isbd_are_left_off_and_brackets_stay_in_pairs(told: str, kept: str):
    (one,) = _read(marc(record(told)))
    assert isinstance(one, Entry)
    assert one.details.name == kept


def test_a_full_stop_after_a_name_goes_that_of_an_initial_stays():
    names = {"Lutz, Mark.": "Lutz, Mark", "Gatewood, Willard B.,": "Gatewood, Willard B."}
    for told, kept in names.items():
        (one,) = _read(marc(record(author=told)))
        assert isinstance(one, Entry)
        assert one.details.authors == kept


def test_the_marks_by_which_a_class_may_be_cut_are_not_part_of_it():
    made = record()
    made.get_fields("082")[0].subfields[:] = [Subfield("a", "811/.5/4 s")]
    (one,) = _read(marc(made))
    assert isinstance(one, Entry)
    assert one.details.classification == "811.54"


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
    # The head of one record says nothing; the others are read.
    worn = marcxml(record("Một"), record("Hai"), record("Ba")).replace(
        b"<leader>         a22        4500", b"<leader>a22 4500", 1
    )
    found = _read(worn, "a.xml")
    assert [type(one).__name__ for one in found] == ["Fault", "Entry", "Entry"]
    assert isinstance(found[0], Fault)
    assert (found[0].number, found[0].name) == (1, "Một")
    assert "đầu biểu ghi" in found[0].text
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
