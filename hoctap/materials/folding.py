"""Words of Vietnamese text for searching: without accents, as they were typed, and where in the text they stand.

PostgreSQL's `unaccent` would need an extension and a dictionary of its own; what is folded here, with `core.text`, is folded the same in
the query and in what is searched. A word is a syllable, as Vietnamese is written.
"""

import unicodedata
from functools import lru_cache

MOST_TEXT = 400_000  # letters of one material that are searched
MOST_WORDS = 20_000  # different ones
LONGEST_WORD = 40
MOST_ASKED = 8
IN_TITLE = "t:"


@lru_cache(maxsize=8_192)
def _plain_letter(letter: str) -> str:
    """One letter for one letter, so that places in the folded text are places in the text."""
    if not letter.isalnum():
        return " "
    small = letter.lower()
    base = unicodedata.normalize("NFD", "d" if small == "đ" else small)[:1]
    return base if base.isalnum() else " "


@lru_cache(maxsize=8_192)
def _small_letter(letter: str) -> str:
    small = letter.lower() if letter.isalnum() else " "
    return small if len(small) == 1 else letter


def settled(text: str) -> str:
    """NFC, single spaces, nothing that PostgreSQL does not keep."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\0", " ")).split())[:MOST_TEXT]


def plain(text: str) -> str:
    return "".join(map(_plain_letter, text))


def words_of(title: str, body: str) -> list[str]:
    """The lexemes of a listing: of title and body each as typed and without accents."""
    found: dict[str, None] = {}
    for text, mark in ((title, IN_TITLE), (title, ""), (body, "")):
        for folded in ("".join(map(_small_letter, text)), plain(text)):
            for word in folded.split():
                found[mark + word[:LONGEST_WORD]] = None
                if len(found) >= MOST_WORDS:
                    return list(found)
    return list(found)


def asked_words(text: str) -> tuple[list[str], list[str]]:
    """What somebody looks for: as typed, where he typed accents, and without."""
    typed = [word[:LONGEST_WORD] for word in "".join(map(_small_letter, settled(text[:200]))).split()]
    typed = list(dict.fromkeys(typed))[:MOST_ASKED]
    bare = [plain(word) for word in typed]
    return ([] if typed == bare else typed), list(dict.fromkeys(word for word in bare if word.strip()))


def phrase_of(text: str) -> str:
    return " ".join(plain(settled(text[:200])).split())
