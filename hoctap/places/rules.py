"""Names of hamlets: how they are written, and when two are the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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


# ---------------------------------------------------------------- hamlets that change their commune

_OLD_COMMUNE = re.compile(r" \([^()]+ cũ(?:, [^()]+)?\)$")


@dataclass(frozen=True)
class CarriedName:
    """A hamlet as the naming sees it: an id of any kind, its name, and the commune that it came from."""

    id: str
    name: str
    origin: str = ""
    """'xã Mỹ An'; empty for a hamlet that was named in the new commune itself, whose name stays."""
    origin_above: str = ""
    """'huyện Tháp Mười', used where two old communes have one name."""


def plain_hamlet_name(name: str) -> str:
    """'Ấp 1' of 'Ấp 1 (xã Mỹ An cũ)'."""
    return _OLD_COMMUNE.sub("", name)


def names_after_carrying(hamlets: Iterable[CarriedName]) -> dict[str, str]:
    """What each hamlet of one new commune is called; equal names of different old communes are told apart
    and never joined. The same whatever the order, one by one or all at once.
    """
    everyone = list(hamlets)
    by_key: dict[str, list[CarriedName]] = {}
    for one in everyone:
        by_key.setdefault(hamlet_key(plain_hamlet_name(one.name)), []).append(one)
    names = {}
    for alike in by_key.values():
        for one in alike:
            if len(alike) == 1 or not one.origin:
                names[one.id] = one.name
                continue
            plain = plain_hamlet_name(one.name)
            same_origin = sum(other.origin == one.origin for other in alike)
            above = f", {one.origin_above}" if same_origin > 1 and one.origin_above else ""
            names[one.id] = f"{plain} ({one.origin} cũ{above})"
    return names


def carrying_blockers(
    hamlet: str, *, is_hamlet: bool, begins: date, ended: date | None, on: date, joined: bool, into: str
) -> list[Reason]:
    """Whether a hamlet can become one of the commune `into` on a day. `joined`: its own commune became
    that one, wholly or in part.
    """
    if not is_hamlet:
        return [Reason(f"{hamlet} không phải ấp, khóm.")]
    if not joined:
        return [
            Reason(
                f"{hamlet} thuộc xã không nhập vào {into}. Hãy ghi việc sắp xếp đơn vị hành chính trước.",
                field="hamlet",
            )
        ]
    if ended is not None and ended < on:
        return [Reason(f"{hamlet} đã kết thúc trước ngày chuyển.", field="hamlet")]
    if begins >= on:
        return [Reason(f"{hamlet} bắt đầu sau ngày chuyển.", field="hamlet")]
    return []
