"""The code that a printed sheet carries: of one version of one paper, random, so that nobody can work out another's.

It says nothing by itself: what it leads to is asked of the database, with the rights of whoever holds the sheet.
"""

import re
import secrets

# Without the letters and figures that a hand writes alike: 0 O, 1 I L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
# Other codes may stand on a photo: of a product, a payment, another system.
_PREFIX = "HT"
_WHOLE = re.compile(f"{_PREFIX}([{ALPHABET}]{{{LENGTH}}})")
_LABEL = "Mã văn bản"
PRINTED = re.compile(rf"{_LABEL}: (?:[{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}")


def new_code() -> str:
    """Some 59 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """As it is printed to be typed: `K7QX-3MPA-9TDR`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def printed(code: str) -> str:
    return f"{_LABEL}: {in_groups(code)}"


def symbol_text(code: str) -> str:
    """What the square symbol holds: capitals and figures only, which keeps it small."""
    return _PREFIX + code


def from_symbol(text: str) -> str:
    """The code in a symbol; empty when it is somebody else's."""
    found = _WHOLE.fullmatch(text.strip())
    return found[1] if found else ""


def from_typing(text: str) -> str:
    """The code as a person typed it, with or without dashes, small letters and the label; empty when it cannot be one."""
    bare = re.sub(r"[^0-9A-Z]", "", text.upper().removeprefix(_LABEL.upper()))
    return bare if re.fullmatch(f"[{ALPHABET}]{{{LENGTH}}}", bare) else ""
