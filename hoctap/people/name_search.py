"""What is typed into the search of the register, as words of the kept search index. Pure: text in, words out."""

import re
from dataclasses import dataclass

from hoctap.core.text import clean, person_sort_key, sort_key, without_accents

_BETWEEN_WORDS = re.compile(r"[,;]+")
_BETWEEN_DIGITS = re.compile(r"[\s.\-+]")


@dataclass(frozen=True)
class AskedFor:
    """A name or a number asked for. `name`, `exact` and `words` are in the notation of PostgreSQL's tsquery."""

    digits: str = ""
    """Not empty: a household's number or a telephone number, whole."""
    sort_key: str = ""
    name: str = ""
    """The whole name, accents left out."""
    exact: str = ""
    """All the words with their accents; empty where none was typed, for then nothing is known about accents."""
    words: str = ""
    """All the words without accents, in any order, each at least the beginning of a word of the name."""


def asked_for(typed: str) -> AskedFor | None:
    """None when nothing was asked."""
    text = clean(_BETWEEN_WORDS.sub(" ", typed.replace("\0", " ")))
    plain = without_accents(text)
    if not plain:
        return None
    digits = _BETWEEN_DIGITS.sub("", plain)
    if digits.isascii() and digits.isdigit():
        return AskedFor(digits="0" + digits[2:] if re.fullmatch(r"84\d{9}", digits) else digits)
    has_accents = sort_key(text) != sort_key(plain)
    return AskedFor(
        sort_key=person_sort_key(text),
        name=_quoted("~" + plain),
        exact=" & ".join(_quoted(_syllable(word)) for word in text.split(" ")) if has_accents else "",
        words=" & ".join(_quoted(word) + ":*" for word in plain.split(" ")),
    )


def _syllable(word: str) -> str:
    letters, _, tone = sort_key(word).partition("\x20\x20")
    return f"={letters}{tone}"


def _quoted(word: str) -> str:
    """A word of a tsquery, whatever is in it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
