"""Syllables that an OCR wrote as one word ("chủtrì") put apart again, only where there is exactly one way with the fewest syllables. Pure."""

import re
import unicodedata
from functools import lru_cache

from hoctap.people.reading.legacy import is_syllable

_CORE = re.compile(r"^([^\w]*)([^\W\d_]+)([^\w]*)$")
_ENDS_SHORT = re.compile(r"(?:c|ch|p|t)$")
_ACUTE, _DOT = "\u0301", "\u0323"
_TONELESS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MOST_SYLLABLES = 3


def apart(word: str) -> list[str]:
    """The word as its syllables, or as it is."""
    found = _CORE.match(word)
    if not found or len(found.group(2)) < 4 or found.group(2).isascii() or is_whole(found.group(2)):
        return [word]
    ways = _ways(found.group(2), _MOST_SYLLABLES)
    fewest = min(map(len, ways), default=0)
    ways = [way for way in ways if len(way) == fewest]
    if len(ways) != 1:
        return [word]
    parts = list(ways[0])
    return [found.group(1) + parts[0], *parts[1:-1], parts[-1] + found.group(3)]


def _ways(word: str, most: int) -> list[tuple[str, ...]]:
    if is_whole(word):
        return [(word,)]
    if most == 1:
        return []
    return [
        (word[:at], *rest)
        for at in range(2, len(word) - 1)
        if is_whole(word[:at])
        for rest in _ways(word[at:], most - 1)
    ]


@lru_cache(maxsize=20_000)
def is_whole(word: str) -> bool:
    """A syllable as it can really be: one that ends in c, ch, p or t is spoken with one of two tones."""
    if not is_syllable(word):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    if _TONELESS.sub("", decomposed).endswith(("a\u0306", "a\u0302")):
        return False  # ă and â never end a syllable
    return not _ENDS_SHORT.search(bare) or _ACUTE in decomposed or _DOT in decomposed
