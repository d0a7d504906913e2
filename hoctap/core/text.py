"""Vietnamese text: normal form, the order of the Vietnamese alphabet, matching without accents.

PostgreSQL's own collations differ between machines, so the order is a stored key computed here (decision: no ICU).
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x41 + index) for index, letter in enumerate(_LETTERS)}
# The order of dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
_HIDDEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def clean(text: str) -> str:
    """NFC, no invisible characters, single spaces, no space at the ends."""
    if _HIDDEN.search(text):
        text = text.translate(_INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", text).split())


def lower_first(words: str) -> str:
    """As it stands within a sentence."""
    return words[:1].lower() + words[1:]


def without_accents(text: str) -> str:
    """Lower case, no tone or shape marks: for searching, never for deciding that two people are one."""
    return " ".join([_plain_word(word) for word in clean(text).lower().split(" ")])


# Vietnamese has few syllables: a list of 50,000 people asks for the same ones again and again.
@lru_cache(maxsize=16_384)
def _plain_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sort_key(text: str) -> str:
    """A key whose plain byte order is the order of the Vietnamese alphabet, tones second."""
    keys = [_syllable_key(syllable) for syllable in clean(text).lower().split(" ")]
    return " ".join([letters for letters, _ in keys]) + "\x20\x20" + "".join([tone for _, tone in keys])


@lru_cache(maxsize=16_384)
def _syllable_key(syllable: str) -> tuple[str, str]:
    tone = "1"
    shaped = ""
    for char in unicodedata.normalize("NFD", syllable):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _SHAPES or not unicodedata.combining(char):
            shaped += char
    return "".join(_RANK.get(char, char) for char in unicodedata.normalize("NFC", shaped)), tone


def person_sort_key(full_name: str) -> str:
    """People are listed by given name (the last word), then by family and middle names."""
    words = clean(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def natural_sort_key(name: str) -> str:
    """'Ấp 2' before 'Ấp 10'."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(6), sort_key(name))
