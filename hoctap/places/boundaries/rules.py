"""What a change of boundaries must be like before it may be recorded, applied or undone."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, sort_key
from hoctap.places.catalogue import vn_date

_LONGEST_NAME = 120
_CODE_DIGITS = {"province": 2, "district": 3, "commune": 5}
COMMUNE_KINDS = ("xã", "phường", "đặc khu", "thị trấn")
KINDS = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "quận", "thị xã", "thành phố"),
    "commune": COMMUNE_KINDS,
}


@dataclass(frozen=True)
class Old:
    """A place that is there now."""

    id: str
    label: str
    begins: dt.date
    ended: dt.date | None = None
    """First day without it."""


@dataclass(frozen=True)
class New:
    id: str
    level: str
    kind: str
    name: str
    code: str = ""
    parent: str = ""
    exists: bool = False

    @property
    def label(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Part:
    old: str
    new: str
    """Empty: the old one ends and nothing goes on from it."""
    whole: bool = True


@dataclass(frozen=True)
class Present:
    """A place that stands on the day and is not touched."""

    level: str
    label: str
    code: str
    parent: str


def edge_kind(part: Part, parts: Iterable[Part], *, taker_stands: bool) -> str:
    """`taker_stands`: the new place was there before the day and goes on (a hamlet is moved to it)."""
    if not part.new:
        return "end"
    if not part.whole:
        return "move" if taker_stands else "divide"
    alone = sum(other.new == part.new for other in parts) == 1
    return "rename" if alone and not taker_stands else "merge"


def draft_blockers(
    *,
    title: str,
    on: dt.date,
    olds: Sequence[Old],
    news: Sequence[New],
    parts: Sequence[Part],
    present: Sequence[Present],
    names: Sequence["Naming"] = (),
) -> list[Reason]:
    """`present` are the places that stand on the day beside those of the change, where a new one will lie or with its code."""
    reasons: list[Reason] = []
    if not clean(title):
        reasons.append(
            Reason("Hãy ghi nội dung sắp xếp, ví dụ: Nhập xã A và xã B thành xã C.", field="title")
        )
    if not parts and not names:
        reasons.append(Reason("Hãy chọn ít nhất một đơn vị cũ.", field="parts"))
    for new in news:
        reasons += _new_blockers(new, on, present, [other for other in news if other is not new])
        if not any(part.new == new.id for part in parts):
            reasons.append(Reason(f"{_title(new.label)} không nhận từ đơn vị nào.", field="parts"))
    for old in olds:
        reasons += _old_blockers(old, on, [part for part in parts if part.old == old.id], parts)
    for naming in names:
        reasons += naming_blockers(naming, on, [other for other in names if other is not naming])
        if any(old.id == naming.id for old in olds):
            reasons.append(
                Reason(
                    f"{_title(naming.was)} vừa đổi tên vừa kết thúc trong một bản nháp. Hãy chọn một.",
                    field="place",
                )
            )
    return reasons


# ---------------------------------------------------------------- a place that goes on under another name


@dataclass(frozen=True)
class Naming:
    id: str
    level: str
    was: str
    """'xã Tân Kiều'"""
    since: dt.date
    """First day of the name that it bears."""
    ended: dt.date | None
    kind: str
    name: str
    parent: str
    beside: tuple[str, ...] = ()
    """What stands beside it on the day, in full."""
    once_beside: tuple[str, ...] = ()
    """What began there on the same day as it did and has ended: two rows cannot bear one name."""

    @property
    def label(self) -> str:
        return f"{self.kind} {self.name}"


def plain_name(typed: str, kind: str) -> str:
    """'Tân Kiều' of 'Xã Tân Kiều' where the kind is xã."""
    name = clean(typed)
    return name[len(kind) :].strip() if name.lower().startswith(f"{kind} ") else name


def naming_blockers(naming: Naming, on: dt.date, others: Sequence[Naming] = ()) -> list[Reason]:
    """May the place bear that name and kind from the day on? `others` get another name in the same draft."""
    kinds = KINDS.get(naming.level)
    title = _title(naming.was)
    if kinds is None:
        return [Reason(f"{title}: hãy đổi tên ở màn hình “Ấp, khóm”.", field="place")]
    if not clean(naming.name):
        return [
            Reason(
                f"Hãy ghi tên mới của {naming.was}. Nếu chỉ đổi loại, ghi lại tên đang dùng.", field="name"
            )
        ]
    reasons = []
    if len(naming.name) > _LONGEST_NAME:
        reasons.append(Reason(f"Tên dài hơn {_LONGEST_NAME} ký tự. Hãy ghi ngắn lại.", field="name"))
    if naming.kind not in kinds:
        reasons.append(
            Reason(
                f"{title} không thể thành {naming.kind}. Hãy chọn một loại cùng cấp: {', '.join(kinds)}.",
                field="kind",
            )
        )
    if naming.label == naming.was:
        reasons.append(Reason(f"Tên và loại mới giống đang dùng: {naming.was}.", field="name"))
    if naming.ended is not None:
        reasons.append(
            Reason(f"{title} đã kết thúc từ {vn_date(naming.ended)}, không đổi tên được nữa.", field="place")
        )
    if on <= naming.since:
        reasons.append(
            Reason(f"{title} mang tên này từ {vn_date(naming.since)}. Hãy ghi ngày sau ngày đó.", field="on")
        )
    left = {other.was for other in others}
    there = [other.label for other in others if other.parent == naming.parent]
    there += [one for one in naming.beside if one not in left]
    if any(_same(label, naming.label) for label in there):
        reasons.append(
            Reason(f"Ngày {vn_date(on)} đã có {naming.label} ở cùng nơi. Hãy ghi tên khác.", field="name")
        )
    elif any(_same(label, naming.label) for label in naming.once_beside):
        reasons.append(
            Reason(
                f"Ở cùng nơi đã từng có {naming.label}, nay đã kết thúc. Để khỏi lẫn hai đơn vị, hãy lập đơn vị mới "
                f"nhận toàn bộ {naming.was} (Lập bản nháp, việc sắp xếp khác).",
                field="name",
            )
        )
    return reasons


def day_not_come_blockers(on: dt.date, today: dt.date) -> list[Reason]:
    """A name is borne from its day on; a draft may wait for it."""
    if on <= today:
        return []
    return [
        Reason(f"Ngày {vn_date(on)} chưa đến. Bản nháp giữ nguyên; hãy thực hiện từ ngày ấy.", field="on")
    ]


def body_taken_blockers(taken: Iterable[tuple[str, str]]) -> list[Reason]:
    """`taken`: an organisation that would follow its place's name, and that name, which another one there bears."""
    return [
        Reason(f"{body} sẽ thành {name}, mà ở đó đã có cơ quan tên ấy. Hãy sửa tên một trong hai trước.")
        for body, name in taken
    ]


def ending_blockers(
    label: str,
    *,
    standing_below: Sequence[str],
    successors: Sequence[str],
    ended: dt.date | None,
    ended_by: str,
) -> list[Reason]:
    """May a place end with nothing going on from it? `standing_below`: communes that stand on the day and do not end with it."""
    title = _title(label)
    reasons = []
    if standing_below:
        shown = ", ".join(standing_below[:5]) + ("…" if len(standing_below) > 5 else "")
        reasons.append(
            Reason(
                f"{title} còn {len(standing_below)} xã, phường, thị trấn ({shown}). "
                "Hãy ghi việc sắp xếp các nơi ấy trước.",
                field="places",
            )
        )
    if successors:
        reasons.append(
            Reason(
                f"{title} có nơi kế tục: {', '.join(successors)}. Không ghi là kết thúc được.", field="places"
            )
        )
    if ended is not None and ended_by:
        reasons.append(
            Reason(f"{title} đã ghi kết thúc từ {vn_date(ended)} theo {ended_by}.", field="places")
        )
    return reasons


def _new_blockers(new: New, on: dt.date, present: Sequence[Present], others: Sequence[New]) -> list[Reason]:
    if new.exists:
        return []
    if not clean(new.name) or not clean(new.kind):
        return [Reason("Hãy ghi loại và tên của đơn vị mới.", field="name")]
    reasons = []
    digits = _CODE_DIGITS.get(new.level, 5)
    if new.code and not re.fullmatch(rf"[0-9]{{{digits}}}", new.code):
        reasons.append(Reason(f"Mã {new.code} của {new.label} phải gồm đúng {digits} chữ số.", field="code"))
    for other in present:
        if new.code and other.code == new.code and other.level == new.level:
            reasons.append(
                Reason(
                    f"Ngày {vn_date(on)} mã {new.code} do {other.label} đang dùng. Hãy ghi mã khác.",
                    field="code",
                )
            )
        if other.parent == new.parent and _same(other.label, new.label):
            reasons.append(
                Reason(
                    f"Ngày {vn_date(on)} đã có {other.label}. Hãy chọn đơn vị ấy thay vì lập mới.",
                    field="name",
                )
            )
    for twin in others:
        if new.code and twin.code == new.code and twin.level == new.level:
            reasons.append(Reason(f"Mã {new.code} ghi cho hai đơn vị mới.", field="code"))
        if twin.parent == new.parent and _same(twin.label, new.label):
            reasons.append(Reason(f"{_title(new.label)} được ghi hai lần.", field="name"))
    return reasons


def _old_blockers(old: Old, on: dt.date, own: Sequence[Part], parts: Sequence[Part]) -> list[Reason]:
    reasons = []
    if old.begins >= on:
        reasons.append(
            Reason(
                f"{_title(old.label)} bắt đầu ngày {vn_date(old.begins)}, không trước ngày sắp xếp.",
                field="on",
            )
        )
    if old.ended is not None and old.ended != on:
        reasons.append(
            Reason(
                f"{_title(old.label)} đã kết thúc từ {vn_date(old.ended)}, không phải {vn_date(on)}.",
                field="on",
            )
        )
    if any(part.whole for part in own) and len(own) > 1:
        reasons.append(
            Reason(
                f"{_title(old.label)} vừa nhập toàn bộ vừa chia. Nếu chia, hãy ghi “một phần” ở mọi nơi nhận.",
                field="parts",
            )
        )
    if any(part.new == old.id for part in own):
        reasons.append(Reason(f"{_title(old.label)} không thể nhập vào chính nó.", field="parts"))
    return reasons


def assignment_blockers(unassigned: Mapping[str, Sequence[str]]) -> list[Reason]:
    """`unassigned`: divided unit → its hamlets of which nobody said where they go."""
    return [
        Reason(
            f"{_title(unit)} bị chia: chưa ghi nơi đến của {len(hamlets)} ấp, khóm ({_few(hamlets)}). "
            "Hãy chọn cho từng ấp theo văn bản.",
            field="hamlets",
        )
        for unit, hamlets in unassigned.items()
    ]


def total_blockers(before: Mapping[str, int], after: Mapping[str, int]) -> list[Reason]:
    """Nothing is lost and nothing is doubled."""
    return [
        Reason(
            f"Tổng {label} trước sắp xếp là {before[label]}, sau sắp xếp là {after.get(label, 0)}: không khớp."
        )
        for label in before
        if before[label] != after.get(label, 0)
    ]


def register_blockers(
    place: str, *, ended: dt.date | None, year: int, gone_to: Collection[str]
) -> list[Reason]:
    """Whether the register of a place may still be changed for a year. `gone_to`: the communes to which a recorded
    change carried its households; then nothing of it changes any more, whatever the year.
    """
    if gone_to:
        since = f" từ {vn_date(ended)}" if ended else ""
        return [
            Reason(
                f"{_title(place)} đã kết thúc{since}; sổ hộ đã chuyển sang {', '.join(sorted(gone_to))}. "
                "Hãy ghi ở đó; sổ của nơi cũ chỉ để xem."
            )
        ]
    if ended is not None and ended <= dt.date(year, 12, 31):
        return [
            Reason(
                f"{_title(place)} đã kết thúc từ {vn_date(ended)}: sổ năm {year} ghi ở đơn vị mới, không ghi ở đây."
            )
        ]
    return []


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" và {len(names) - 5} ấp khác" if len(names) > 5 else "")


def _same(one: str, other: str) -> bool:
    return sort_key(one) == sort_key(other)


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def divided_blockers(takers: Mapping[str, int]) -> list[Reason]:
    """`takers`: divided unit → how many places it goes to."""
    return [
        Reason(
            f"{_title(unit)} bị chia nhưng mới ghi một nơi nhận. Hãy thêm nơi nhận còn lại, hoặc ghi “toàn bộ”.",
            field="parts",
        )
        for unit, count in takers.items()
        if count < 2
    ]


def left_behind_blockers(hamlets: Mapping[str, int]) -> list[Reason]:
    """`hamlets`: a hamlet that ended before the day → households still in its register."""
    return [
        Reason(f"{label} đã kết thúc trước ngày sắp xếp mà sổ còn {count} hộ. Hãy chuyển các hộ này trước.")
        for label, count in hamlets.items()
    ]
