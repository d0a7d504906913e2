"""What an item of an outline begins with: I., 1., 1.1., a), (1), –, +, •, Phần, Mục."""

import re

from hoctap.intake.extraction.text import fold, squeeze

PART, ROMAN, DECIMAL, LETTER, DASH, PLUS, STAR, PLAIN = 0, 1, 2, 5, 7, 8, 9, 10

_PART = re.compile(
    r"^(phan (?:thu )?(?:[ivxhl1|]+|\d+|nhat|hai|ba|tu|nam)|chuong [ivx\d]+|muc (?:[ivx]+|\d+))\b\s*[.:\-]?\s*"
)
_CAPITAL = re.compile(r"^([A-HK-UĐ])\s*[.)]\s+(?=\S)")
_MONTH = re.compile(r"^thang\s*(\d{1,2})\s*[:.]\s*(?=\S)")
_ROMAN = re.compile(r"^([IVXLHl1|]{1,6})\s*[.)/]\s*(?=\S)")
DECIMAL_MARK = re.compile(r"^(\d{1,2}(?:\s?\.\s?\d{1,2}){0,3})\s?([.)/:]|(?=\s))\s*(?=\S)")
_LETTER = re.compile(r"^([a-zđ¢])\s?[.)]\s*(?=\S)")
_BRACKET = re.compile(r"^\((\d{1,2}|[a-zđ])\)\s*(?=\S)")
_DASH = re.compile(r"^[-–—~−]+\s*(?=\S)")
_PLUS = re.compile(r"^[+†]\s*(?=\S)")
_STAR = re.compile(r"^[*•·▪►✓○◦o]\s+(?=\S)")


def marker(text: str, *, loose: bool = False) -> tuple[int, str, int] | None:
    """Rank, label and length of the marker that a line begins with. `loose`: a number before a small letter counts too."""
    key = fold(text)
    if (match := _PART.match(key)) and text[0].isupper():
        return PART, squeeze(text[: match.end()]).strip(" .:-"), match.end()
    if match := _MONTH.match(key):
        return DECIMAL, f"Tháng {int(match.group(1))}", match.end()
    if match := _ROMAN.match(text):
        label = _roman(match.group(1))
        rest = text[match.end() :]
        if (
            label
            and (not match.group(1).isdigit() or (len(match.group(1)) > 1 and is_upper(rest)))
            and (match.group(1)[0].isupper() or is_upper(rest))
        ):
            return ROMAN, label, match.end()
    if (match := _CAPITAL.match(text)) and (is_upper(text[match.end() :]) or text[match.end()].isupper()):
        return PART, match.group(1), match.end()
    if match := DECIMAL_MARK.match(text):
        label = re.sub(r"\s", "", match.group(1))
        rest = text[match.end() :]
        stop = match.group(2)
        plain = "." not in label
        starts = (
            rest[:1].isupper() or (loose and stop == ".") or rest[:1] in '“"' or bool(re.match(r"[-–]", rest))
        )
        if (
            (stop in (".", ")", "/") and starts and not re.match(r"\d", rest))
            or (not plain and starts)
            or (stop == ":" and starts)
        ):
            if stop == ")" and plain:
                return LETTER + 1, label, match.end()
            return DECIMAL + min(2, label.count(".")), label, match.end()
    if match := _LETTER.match(text):
        label = fold(match.group(1)).replace("¢", "c")
        if text[match.end() : match.end() + 1].isupper() or text[match.end() : match.end() + 1] in '“"':
            return LETTER, label, match.end()
    if match := _BRACKET.match(text):
        return LETTER + 1, match.group(1), match.end()
    if match := _DASH.match(text):
        return DASH, "", match.end()
    if match := _PLUS.match(text):
        return PLUS, "", match.end()
    if match := _STAR.match(text):
        return STAR, "", match.end()
    return None


_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def _roman(raw: str) -> str:
    text = raw.replace("IH", "II").replace("HI", "III").replace("H", "II") if "H" in raw else raw
    text = re.sub(r"[l1|L]", "I", text)
    return text if text in _ROMANS else ""


def is_upper(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters)
