"""Text as the rules match it: folded, and for text that a foreign OCR damaged also repaired, with the way back to what stands there.

Rules are written in folded words (no accents, lower case). In damaged text a word that is no word is read as the nearest word of the
field where only one is near; what is shown to people stays what the document says.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SAME = str.maketrans(
    {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"} | dict.fromkeys("–—−‐‑", "-") | dict.fromkeys("“”„‟«»", '"')
)
_MARKED = set("ạảãầấậẩẫăằắặẳẵẹẻẽềếệểễịỉĩọỏõồốộổỗơờớợởỡủũụưừứựửữỳỵỷỹđ")
_WORD = re.compile(r"[^\s,.;:()\"/\-!?…]+")
# Shapes that an OCR without Vietnamese makes of it, and the letter they stand for within a word.
_SHAPES = {
    "0": "o",
    "1": "l",
    "4": "a",
    "6": "o",
    "8": "o",
    "¢": "e",
    "£": "e",
    "€": "e",
    "@": "e",
    "q": "o",
    "$": "s",
    "|": "l",
}


@cache
def _folded(char: str) -> str:
    base = unicodedata.normalize("NFD", char.translate(_SAME))[0].lower()
    return base[0] if base else char


def fold(text: str) -> str:
    """Without accents, lower case, plain dashes and quotes; as long as `text` where that is composed (NFC)."""
    return "".join(map(_folded, text))


def damaged(texts: Sequence[str], *, least: int = 20) -> bool:
    """Whether the accents of the language are gone: fewer than one word in four has one. Of fewer words than `least` nothing is said."""
    words = [word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)]
    if len(words) < least:
        return False
    return sum(not _MARKED.isdisjoint(word.lower()) for word in words) < len(words) / 4


@dataclass(frozen=True)
class Text:
    """`key` is what rules match; `spots[i]` is where its i-th character stands in `raw` (one more for the end)."""

    raw: str
    key: str
    spots: Sequence[int]
    mended: bool = False

    @classmethod
    def of(cls, raw: str, *, mended: bool = False) -> "Text":
        raw = unicodedata.normalize("NFC", raw)
        plain = fold(raw)
        if not mended:
            return cls(raw, plain, range(len(raw) + 1))
        key: list[str] = []
        spots: list[int] = []
        at = 0
        for match in _WORD.finditer(plain):
            key.append(plain[at : match.start()])
            spots.extend(range(at, match.start()))
            word = mend(match.group())
            key.append(word)
            last = match.end() - match.start() - 1
            spots.extend(match.start() + min(i, last) for i in range(len(word)))
            at = match.end()
        key.append(plain[at:])
        spots.extend(range(at, len(plain) + 1))
        return cls(raw, "".join(key), spots, mended=True)

    def spot(self, at: int) -> int:
        return self.spots[at]

    def said(self, start: int = 0, end: int | None = None) -> str:
        """What stands there, in one line without spare spaces."""
        end = len(self.key) if end is None else end
        if end <= start:
            return ""
        return squeeze(self.raw[self.spots[start] : self.spots[end]])

    def part(self, start: int, end: int | None = None) -> "Text":
        end = len(self.key) if end is None else end
        first = self.spots[start]
        return Text(
            self.raw[first : self.spots[end]],
            self.key[start:end],
            [spot - first for spot in self.spots[start : end + 1]],
            mended=self.mended,
        )


def squeeze(text: str) -> str:
    return " ".join(text.split())


@cache
def _lexicon() -> frozenset[str]:
    text = files("hoctap.intake.extraction").joinpath("words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@cache
def _by_shape() -> dict[str, list[str]]:
    """Words of the field by their shape: consonants kept, each run of vowels one mark."""
    shapes: dict[str, list[str]] = {}
    for word in sorted(_lexicon()):
        shapes.setdefault(_shape(word), []).append(word)
    return shapes


def _shape(word: str) -> str:
    return re.sub(r"[aeiouy]+", "*", word)


@cache
def mend(word: str) -> str:
    """The word of the field that a folded word most likely is; itself where nothing or too much is near."""
    if word in _lexicon() or word.isdigit() or len(word) < 2 or re.search(r"\d{2}|%", word):
        return word
    if not re.search(r"[a-z]", word):
        return word
    shaped = "".join(_SHAPES.get(char, char) for char in word)
    shaped = re.sub(r"[^a-z]", "", shaped)
    if not shaped or len(shaped) > 7:
        return word
    if shaped in _lexicon():
        return shaped
    if (read := _reread(shaped)) is not None:
        return read
    near = [
        other
        for other in _by_shape().get(_shape(shaped), ())
        if abs(len(other) - len(shaped)) <= 1 and _apart(shaped, other) == 1
    ]
    if len(near) == 1:
        return near[0]
    if len(near) > 1:
        return word
    if len(shaped) < 4:
        return word
    near = [
        other for other in _lexicon() if abs(len(other) - len(shaped)) <= 1 and _apart(shaped, other) == 1
    ]
    return near[0] if len(near) == 1 else word


# What an OCR without Vietnamese reads for ư, ơ, ộ, á, đ and the letters beside them; "-" where a letter is one too many.
_READINGS = {
    "w": "u", "d": "doa", "g": "go", "q": "qo", "e": "eco", "i": "iu-", "t": "tu-", "r": "r-", "p": "pd", "b": "bd", "h": "hu", "u": "ui-", "n": "nu",
    "v": "vy", "y": "yu", "l": "li",
}  # fmt: skip


def _reread(word: str) -> str | None:
    """The one word of the field that `word` is when some letters are read as an OCR without Vietnamese misreads them."""
    if len(word) > 6 or (len(word) < 3 and word[0] not in "pb"):
        return None
    readings = {"": 0}
    for i, char in enumerate(word):
        options = _READINGS.get(char, char)
        if (i and char in "pb") or (not i and char not in "pbgd"):
            options = char
        longer: dict[str, int] = {}
        for before, cost in readings.items():
            for option in options:
                read = before + ("" if option == "-" else option)
                added = 0 if option == char else 4 if option == "-" else 1 + options.index(option)
                longer[read] = min(cost + added, longer.get(read, 99))
        readings = longer
    found = sorted((cost, read) for read, cost in readings.items() if read in _lexicon())
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _apart(one: str, other: str) -> int:
    """Letters to change, add or leave out; 2 stands for two and more."""
    if one == other:
        return 0
    if len(one) == len(other):
        return min(2, sum(a != b for a, b in zip(one, other, strict=True)))
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return 2
    for i in range(len(long)):
        if long[:i] + long[i + 1 :] == short:
            return 1
    return 2
