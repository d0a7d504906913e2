"""Which measure a target most likely means: a proposal that a person confirms, never a decision.

Words of the target are weighed against the words of each measure offered: a word that few measures have says more than one that many have.
"""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.intake.extraction.bodies import expand
from hoctap.intake.extraction.text import Text
from hoctap.intake.extraction.vocabulary import words

# Said of nearly every target; they tell none from another.
_COMMON = frozenset(words("common"))
_ENOUGH = 0.34
_ALIKE = {
    "percent": {"percent", "growth"},
    "growth": {"growth", "percent"},
    "frequency": {"frequency", "count"},
    "count": {"count", "frequency", "ratio"},
}


@dataclass(frozen=True)
class Offered:
    """A measure that may be meant: its code, what it is called and explained with, its kind where known."""

    code: str
    words: str
    kind: str = ""
    aliases: Sequence[str] = ()


@dataclass(frozen=True)
class Guess:
    code: str
    likeness: float
    """0..1."""


def probable(said: str, offered: Sequence[Offered], *, kind: str = "", damaged: bool = False) -> list[Guess]:
    """Measures that a target saying `said` may mean, likeliest first; empty where none is near."""
    told = _words(said, mended=damaged)
    if not told:
        return []
    held = {entry.code: [_words(text) for text in (entry.words, *entry.aliases)] for entry in offered}
    spread: dict[str, int] = {}
    for texts in held.values():
        for word in set().union(*texts):
            spread[word] = spread.get(word, 0) + 1
    weight = {word: math.log(1 + len(offered) / spread[word]) for word in spread}
    guesses = []
    for entry in offered:
        if kind and entry.kind and entry.kind != kind and entry.kind not in _ALIKE.get(kind, ()):
            continue
        likeness = max(_likeness(told, text, weight) for text in held[entry.code])
        if likeness >= _ENOUGH:
            guesses.append(Guess(entry.code, round(likeness, 3)))
    return sorted(guesses, key=lambda guess: (-guess.likeness, guess.code))


def _likeness(said: set[str], text: set[str], weight: dict[str, float]) -> float:
    """How much of both is common: words that only the target has weigh little, its sentence is longer than a label."""
    if not text:
        return 0.0
    common = sum(weight[word] for word in said & text)
    whole = sum(weight[word] for word in text)
    strange = 0.08 * sum(1 for word in said - text)
    return common / (whole + strange) if whole else 0.0


def _words(text: str, *, mended: bool = False) -> set[str]:
    """Pairs of neighbouring words beside single ones: "học tập" is not "học" and "tập"."""
    single = re.findall(r"[a-z]{2,}", expand(Text.of(text, mended=mended).key))
    kept = {word for word in single if word not in _COMMON}
    pairs = {
        f"{one} {other}"
        for one, other in itertools.pairwise(single)
        if one not in _COMMON and other not in _COMMON
    }
    return kept | pairs
