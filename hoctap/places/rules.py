"""Names of hamlets: how they are written, and when two are the same."""

from collections.abc import Iterable
from difflib import get_close_matches

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, sort_key, without_accents

HAMLET_KINDS = ("ấp", "khóm", "thôn", "tổ dân phố", "bản", "buôn", "khu phố", "khu vực", "xóm")
_GROWN_LONGER_THAN = 120


def hamlet_name(typed: str, kind: str) -> str:
    """How the name is kept: 'ẤP  1' and '1' are 'Ấp 1'; a name of its own ('Mỹ Tây') stays as it is."""
    name = clean(typed)
    if name.lower().startswith(f"{kind} "):
        rest = name[len(kind) :].strip()
        return f"{kind[:1].upper()}{kind[1:]} {rest}"
    return f"{kind[:1].upper()}{kind[1:]} {name}" if name.isdigit() else name


def hamlet_key(name: str) -> str:
    """Two names with one key are one hamlet: the word for its kind, case and the place of a tone mark do
    not matter; accents do.
    """
    key = clean(name).lower()
    for kind in HAMLET_KINDS:
        if key.startswith(f"{kind} ") and len(key) > len(kind) + 1:
            key = key[len(kind) + 1 :]
            break
    return sort_key(key.lstrip("0") or key)


def name_blockers(name: str, others: Iterable[str]) -> list[Reason]:
    """`others` are the names of the hamlets already there."""
    if not clean(name):
        return [Reason("Hãy ghi tên ấp, khóm.", field="name")]
    if len(clean(name)) > _GROWN_LONGER_THAN:
        return [Reason("Tên dài hơn 120 ký tự. Hãy ghi ngắn lại.", field="name")]
    key = hamlet_key(name)
    for other in others:
        if hamlet_key(other) == key:
            return [Reason(f"Đã có {other}. Hãy ghi tên khác.", field="name")]
    return []


def closest(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant; empty when none is near."""
    plain = {_plain(known): known for known in names}
    found = get_close_matches(_plain(name), plain, n=1, cutoff=0.75)
    return plain[found[0]] if found else ""


def _plain(name: str) -> str:
    words = without_accents(name)
    for kind in HAMLET_KINDS:
        words = words.removeprefix(f"{without_accents(kind)} ")
    return words
