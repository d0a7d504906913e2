"""Text of the old fonts TCVN3 and VNI: told by its syllables, decoded, and left alone where it is Unicode already."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.people.reading.legacy import ENCODINGS, decode, decode_cell, encode, is_syllable, proposal

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in itertools.product(VOWELS, TONES)] + [
    "đ"
]
WORDS = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý thị văn hữu đức minh quốc thùy "
    "trường khuyến nghĩa yến ỷ quỳnh quyết thuở giếng gì người ước ưu xoài khuỷu hoà hòa "
)
SYLLABLES = WORDS.split()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_letter_comes_back_from_an_old_font(encoding: str):
    assert len(LETTERS) == 73
    for letter in LETTERS:
        assert decode(encode(letter, encoding), encoding) == letter
    for letter in map(str.upper, LETTERS):
        # TCVN3 has its accented capitals in another font: the same characters as the small ones.
        assert decode(encode(letter, encoding), encoding).lower() == letter.lower()
        if encoding == "VNI":
            assert decode(encode(letter, encoding), encoding) == letter


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_has_a_character_of_its_own_for_each_letter(encoding: str):
    assert len({encode(letter, encoding) for letter in LETTERS}) == len(LETTERS)


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8), st.sampled_from(ENCODINGS))
def test_words_come_back_and_are_left_alone_the_second_time(words: list[str], encoding: str):
    text = " ".join(words)
    typed = encode(text, encoding)
    assert decode(typed, encoding) == text
    assert all(ord(char) < 256 for char in typed)
    assert decode_cell(text, encoding) == text or all(ord(char) < 256 for char in text)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_font_of_a_column_is_proposed(encoding: str):
    names = ["Nguyễn Thị Hường", "Trần Văn Đức", "Lê Thị Bảy", "Hồ Văn Ước"]
    assert proposal(encode(name, encoding) for name in names) == encoding


def test_unicode_in_any_form_and_names_of_other_peoples_are_never_taken_for_an_old_font():
    for names in (
        ["Nguyễn Thị Hường", "Hà", "Lê Tài", "Đỗ Thị Cà"],
        ["Hà Thanh Trà", "Lò Thì Là", "Cà Mau", "Tân Phú Ðông"],
        [unicodedata.normalize("NFD", "Nguyễn Thị Hường")],
        ["H'Bia Niê", "Y Bhăm Êban", "Rơ Châm Đaih", "Kpă Y Lô"],
        ["Nguyen Van A", "", "12"],
    ):
        assert proposal(names) == "", names


def test_capitals_of_tcvn3_come_out_as_capitals():
    assert decode("NGUYÔN V¡N §øC", "TCVN3") == "NGUYỄN VĂN ĐỨC"
    assert decode("Hµ", "TCVN3") == "Hà"


def test_a_unicode_cell_in_an_old_column_stays():
    """Where both readings are words ("Hoá" and, of VNI, "Hố") the column's font wins and a person sees it."""
    assert decode_cell("Hoá", "TCVN3") == "Hoá"
    assert decode_cell("Hoá", "VNI") == "Hố"
    for encoding in ENCODINGS:
        for text in ("Nguyễn Văn Đức", "Hà", "Võ Thị Út", "Nguyen"):
            assert decode_cell(text, encoding) == text


@pytest.mark.parametrize(
    "word", ["nguyễn", "Khuyến", "ỷ", "quỳnh", "giếng", "hoà", "hòa", "thuở", "đ" + "ức", "xoèn"]
)
def test_a_syllable_is_told(word: str):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nguyÔn", "hµ", "teân", "vaên", "ñöùc", "bắắt", "sz", "ềề"])
def test_what_is_no_syllable_is_told(word: str):
    assert not is_syllable(word)
