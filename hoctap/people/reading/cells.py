"""A cell as text: what it shows, without the characters nobody sees."""

import datetime as dt
import re
import unicodedata

MAX_CELL = 300
_EPOCH = dt.date(1899, 12, 30)

# Zero-width and direction marks, byte order mark, soft hyphen, variation selectors.
_UNSEEN = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, 0x7F),
        *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10),
        *range(0x00, 0x09), *range(0x0E, 0x20),
    ]
)  # fmt: skip
# Other letters that are drawn as the Vietnamese Đ; full-width signs.
_D = {0x00D0: "Đ", 0x00F0: "đ", 0x0189: "Đ", 0x0256: "đ"} | {
    0xFF01 + offset: chr(0x21 + offset) for offset in range(94)
}
_LOOKALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХасеѕіјорхуԁԛѡһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονɑɡı",
        "ABESIJKMHOPCTYXacesijopxydqwhABEZHIKMNOPTYXovagi",
        strict=True,
    )
)
_FOREIGN = re.compile(f"[{''.join(_LOOKALIKE)}]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LETTERS = str.maketrans(_LOOKALIKE)
# Combining marks that only a keyboard of another language gives.
_MARKS = str.maketrans({"\u0340": "\u0300", "\u0341": "\u0301", "\u02cb": "\u0300", "\u02ca": "\u0301"})

# What needs no second look: letters of Vietnamese in normal form, figures, common signs, single inner spaces.
ORDINARY = (
    r" !-\[\]-~"
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    "ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ"
    "–—“”‘’…°"
)


def text_of(value: object) -> str:
    """The raw text of a calamine value: 1970.0 is '1970', a date is its year (nothing finer is kept)."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.date):
        return year_of_date(value)
    if isinstance(value, dt.time | dt.timedelta):
        return ""
    return str(value)


def year_of_date(value: dt.date) -> str:
    """A year typed into a cell that was formatted as a date shows as a day of 1905; the year is what was typed."""
    serial = (dt.date(value.year, value.month, value.day) - _EPOCH).days
    return str(serial) if 1900 <= serial <= 2099 else str(value.year)


def tidy(text: str) -> str:
    """Normal form NFC, one kind of space, no unseen characters; single spaces; look-alike letters made Vietnamese."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text.translate(_MARKS))
    text = " ".join(text.translate(_UNSEEN).translate(_D).split())
    # Letters of another alphabet are made Latin only where the text is Latin otherwise.
    if _FOREIGN.search(text) and _LATIN.search(text):
        text = " ".join(_latin(word) for word in text.split(" "))
    return unicodedata.normalize("NFC", text)


def has_lookalikes(text: str) -> bool:
    """Letters that are drawn like Vietnamese ones but are others."""
    return any(char in text for char in "ÐðƉɖ") or bool(_FOREIGN.search(text) and _LATIN.search(text))


def _latin(word: str) -> str:
    changed = word.translate(_LETTERS)
    decomposed = unicodedata.normalize("NFD", word).translate(_LETTERS)
    if all(ord(char) < 0x370 or 0x1E00 <= ord(char) < 0x1F00 for char in decomposed):
        changed = unicodedata.normalize("NFC", decomposed)
    return changed


def plain(text: str) -> str:
    """Lower case words without accents and signs; a remark in brackets is left out if something else is there."""
    tidied = tidy(text).lower()
    outside = re.sub(r"\(.*?\)|\[.*?\]", " ", tidied)
    return _words(outside) or _words(tidied)


def _words(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d"))
    ascii_only = "".join(
        char if char.isascii() else " " for char in decomposed if not unicodedata.combining(char)
    )
    return " ".join(re.findall(r"[a-z0-9]+", ascii_only))


def letter(index: int) -> str:
    """0 → 'A', 26 → 'AA'."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_index(letters: str) -> int:
    """'A' → 0, 'AA' → 26; ValueError for anything else."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        raise ValueError(f"Không có cột “{letters[:10]}”.")
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - 64
    return index - 1
