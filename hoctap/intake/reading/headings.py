"""Roman numbers of headings that an OCR misread ("H. NỘI DUNG", a lost stroke, a lost dot), set right by their order. Pure.

Only lines in capitals that an OCR gave are touched; what was changed counts as read badly, so that it is marked for the person.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from hoctap.intake.lines import Line

_HEADING = re.compile(r"^([IVXLHl1|!]{1,5})([.,:)]?)\s+(\S.*)$")
_STROKES = str.maketrans({"H": "II", "L": "I", "l": "I", "1": "I", "|": "I", "!": "I"})
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LONGEST = 150
_SURE = 0.7
"""How sure a line is at most that was set right."""


def mended(lines: Sequence[Line]) -> list[Line]:
    """The lines with the numbers of their headings in order."""
    last = 0
    made = []
    for line in lines:
        found = _HEADING.match(line.text) if line.confidence is not None and line.cells is None else None
        if found is None or not _is_in_capitals(found.group(3)) or len(line.text) > _LONGEST:
            made.append(line)
            continue
        read = found.group(1).translate(_STROKES)
        number = _ROMAN.index(read) if read in _ROMAN else 0
        # A lost stroke makes a number out of the one before it; anything else may begin a new count.
        if last and number == last and number <= 3:
            number += 1
        if not number:
            made.append(line)
            continue
        last = number
        text = f"{_ROMAN[number]}. {found.group(3)}"
        made.append(
            line
            if text == line.text
            else replace(line, text=text, confidence=min(line.confidence or 0, _SURE))
        )
    return made


def _is_in_capitals(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return len(words) >= 2 and sum(word.isupper() for word in words) >= 0.8 * len(words)
