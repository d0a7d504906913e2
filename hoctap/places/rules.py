"""Hamlets, groups, organisations and figures: how names are written, when two are the same, what may be changed when."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, sort_key, without_accents

# Suggestions, and the words that are not part of a name of its own when two names are compared.
HAMLET_KINDS = (
    *("ấp", "khóm", "thôn", "tổ dân phố", "bản", "buôn", "làng", "khu phố", "khu vực", "xóm"),
    *("khu dân cư", "tiểu khu", "khối", "phum", "sóc"),
)
# By name of the province: what hamlets are called in a xã and elsewhere (phường, thị trấn, đặc khu), where it is known.
USUAL_KINDS = {"Đồng Tháp": ("ấp", "khóm")}
_ELSEWHERE = ("thôn", "tổ dân phố")
_GROWN_LONGER_THAN = 120
_LONGEST_KIND = 40
_MOST_HOUSEHOLDS = 100_000_000


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


def hamlet_kind(name: str) -> str:
    """The word for its kind that a name begins with, as in `HAMLET_KINDS`; empty where it says none. Without accents only before a
    number ("Ap 3"): a name of its own may begin like that.
    """
    text, plain = clean(name).lower(), without_accents(name)
    for kind in HAMLET_KINDS:
        if text.startswith(f"{kind} "):
            return kind
        rest = plain.removeprefix(f"{without_accents(kind)} ")
        if rest != plain and rest.strip().isdigit():
            return kind
    return ""


def may_be_hamlet(typed: str, name: str, kind: str) -> bool:
    """Does what is typed not say another kind than the hamlet is of? "Khóm 3" is not "Ấp 3"; a bare "3" may be either."""
    return hamlet_kind(typed) in ("", kind_of_hamlet(name, kind))


def kind_of_hamlet(name: str, kind: str) -> str:
    """What the hamlet is called: the word in its own name goes before the one that is kept beside it."""
    return hamlet_kind(name) or kind.lower()


def kind_said(name: str, kind: str) -> str:
    """What a new hamlet is called: "Khóm 3" is a khóm, whatever the list as a whole is of. A name of its own may begin with such a word
    ("Làng Mới", an ấp), so only before a number.
    """
    word = hamlet_kind(name)
    return word if word and clean(name)[len(word) :].strip().isdigit() else kind


@dataclass(frozen=True)
class Named:
    """A hamlet by its name and what is kept beside it of what it is called."""

    name: str
    kind: str

    @property
    def key(self) -> tuple[str, str]:
        return kind_of_hamlet(self.name, self.kind), hamlet_key(self.name)


def name_blockers(name: str, kind: str, others: Iterable[Named]) -> list[Reason]:
    """`others` are the hamlets already there. "Khóm 3" may stand beside "Ấp 3": after a merger both are real."""
    if not clean(name):
        return [Reason("Hãy ghi tên ấp, khóm.", field="name")]
    if len(clean(name)) > _GROWN_LONGER_THAN:
        return [Reason("Tên dài hơn 120 ký tự. Hãy ghi ngắn lại.", field="name")]
    key = Named(name, kind).key
    for other in others:
        if other.key == key:
            return [Reason(f"Đã có {other.name}. Hãy ghi tên khác.", field="name")]
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


def usual_kind(province: str, commune_kind: str) -> str:
    """The word to begin with; officers change it."""
    rural, urban = USUAL_KINDS.get(province, _ELSEWHERE)
    return rural if commune_kind == "xã" else urban


def kind_blockers(kind: str) -> list[Reason]:
    """The word is free: letters, 40 at most."""
    if len(kind) > _LONGEST_KIND or not re.fullmatch(r"[^\W\d_]+( [^\W\d_]+)*", kind):
        return [Reason("Cách gọi chỉ gồm chữ, nhiều nhất 40 ký tự, ví dụ: ấp, khóm, thôn.", field="kind")]
    return []


def with_origin(title: str, old_commune: str) -> str:
    """'Ấp 1 (xã Mỹ An cũ)': hamlets of one name that came from several communes are told apart until renamed."""
    return f"{title} ({old_commune} cũ)"


@dataclass(frozen=True)
class Period:
    """The days a unit stands: from the first to the first no more."""

    title: str
    first: dt.date
    end: dt.date | None


def day_blockers(on: dt.date, today: dt.date, units: Iterable[Period]) -> list[Reason]:
    """May something happen to all these units on that day?"""
    if on > today:
        return [Reason(f"Ngày {on:%d/%m/%Y} chưa đến. Hãy ghi ngày có hiệu lực đã qua.", field="on")]
    for unit in units:
        if unit.end is not None:
            return [Reason(f"{unit.title} đã kết thúc từ ngày {unit.end:%d/%m/%Y}.", field="on")]
        if on <= unit.first:
            return [
                Reason(
                    f"{unit.title} bắt đầu từ ngày {unit.first:%d/%m/%Y}. Hãy ghi ngày sau ngày đó.",
                    field="on",
                )
            ]
    return []


def merge_blockers(sources: Sequence[str], into: str, new_name: str) -> list[Reason]:
    """`sources` and `into` as ids; `into` empty where the merged hamlet is a new one."""
    if into and new_name:
        return [Reason("Chọn một ấp, khóm đang có hoặc ghi tên mới, không cả hai.", field="name")]
    if not into and not new_name:
        return [Reason("Chọn ấp, khóm nhập vào, hoặc ghi tên ấp, khóm mới.", field="into")]
    if into and into in sources:
        return [Reason("Một ấp, khóm không nhập vào chính nó.", field="into")]
    if not sources or (not into and len(sources) < 2):
        return [
            Reason("Chọn ít nhất hai ấp, khóm để nhập thành một ấp, khóm mới.", field="hamlets")
            if not into
            else Reason("Chọn ấp, khóm được nhập.", field="hamlets")
        ]
    return []


def division_blockers(names: Sequence[str], kind: str, others: Iterable[Named]) -> list[Reason]:
    """`names` of the new hamlets, all of one kind; `others` stay there beside them."""
    if not names:
        return [Reason("Ghi tên ít nhất một ấp, khóm mới.", field="names")]
    there = list(others)
    reasons: list[Reason] = []
    for name in names:
        reasons += [Reason(reason.text, field="names") for reason in name_blockers(name, kind, there)]
        there.append(Named(name, kind))
    return reasons


def end_blockers(title: str, residents: int, why: str) -> list[Reason]:
    """A hamlet ends when nobody lives in it any more."""
    reasons = []
    if residents:
        reasons.append(
            Reason(
                f"{title} còn {residents} hộ trong sổ. Hãy chuyển các hộ sang ấp, khóm khác, hoặc nhập cả ấp, "
                "khóm vào một ấp, khóm khác."
            )
        )
    if not clean(why):
        reasons.append(Reason("Hãy ghi lý do.", field="why"))
    return reasons


# ---------------------------------------------------------------- groups

_GROUP_WORDS = re.compile(
    r"^(?:(?:tổ nhân dân tự quản|tổ nhân dân|tổ tự quản|tổ ndtq|tổ)(?![^\W\d_])|to(?= *\d))[\s.:]*(?:số\s+|so\s+(?=\d))?"
)


def group_key(name: str) -> str:
    """Texts with one key are one Tổ: 'Tổ 1', 'tổ  01', '1', 'Tổ NDTQ số 1'. Accents of a name of its own matter."""
    text = clean(name).lower()
    rest = _GROUP_WORDS.sub("", text, count=1).strip()
    return sort_key(rest.lstrip("0") or text)


def group_name(typed: str) -> str:
    """'1' is kept as 'Tổ 1'."""
    name = clean(typed)
    return f"Tổ {name}" if name.isdigit() else name


def group_blockers(name: str, others: Iterable[str]) -> list[Reason]:
    if not clean(name):
        return [Reason("Hãy ghi tên Tổ.", field="name")]
    if len(clean(name)) > 60:
        return [Reason("Tên Tổ dài hơn 60 ký tự. Hãy ghi ngắn lại.", field="name")]
    key = group_key(name)
    for other in others:
        if group_key(other) == key:
            return [Reason(f"Đã có {other}. Hãy ghi tên khác.", field="name")]
    return []


def late_group_blockers(groups: Iterable[Period], hamlet: str, commune: str) -> list[Reason]:
    """`groups` began on the day on which their hamlet went over to another commune, or later: no day is left to end them on."""
    return [
        Reason(
            f"{group.title} bắt đầu từ ngày {group.first:%d/%m/%Y}, không trước ngày chuyển, nên không đi theo {hamlet} được. Hãy lập một "
            f"ấp, khóm mới ở {commune}, rồi xếp {hamlet} vào đó từ ngày sau ngày ấy.",
            field="on",
        )
        for group in groups
    ]


def free_group_name(name: str, hamlet: str, commune: str, taken: Collection[str]) -> str:
    """How a Tổ that comes from another hamlet is told apart from those whose keys are `taken`: by its hamlet, then by the commune of that
    one too, then by a number.
    """
    tried = [name, with_origin(name, hamlet), f"{name} ({hamlet} cũ, {commune})"]
    for one in tried:
        if group_key(one) not in taken:
            return one
    return next(
        one
        for number in count(2)
        if group_key(one := f"{name} ({hamlet} cũ, {commune}, {number})") not in taken
    )


# ---------------------------------------------------------------- figures


def figure_value(typed: str) -> int | None:
    """'1.234' and '1 234' are 1234; None for what is not a whole number of people or households."""
    text = clean(typed).replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+", text):
        text = text.replace(".", "").replace(",", "")
    if not re.fullmatch(r"[0-9]+", text) or int(text) > _MOST_HOUSEHOLDS:
        return None
    return int(text)


def figure_reason(typed: str, title: str, field: str = "") -> Reason:
    if clean(typed).startswith("-"):
        return Reason(f"{title}: “{clean(typed)}” là số âm. Hãy ghi số từ 0 trở lên.", field=field)
    return Reason(f"{title}: “{clean(typed)}” không phải một số. Hãy ghi như 412 hoặc 1.412.", field=field)


def figures_blockers(source: str, as_of: dt.date | None, today: dt.date) -> list[Reason]:
    reasons = []
    if not clean(source):
        reasons.append(Reason("Hãy ghi nguồn số liệu, ví dụ: Công an xã; báo cáo của ấp.", field="source"))
    if as_of is None:
        reasons.append(Reason("Hãy ghi ngày chốt số liệu.", field="as_of"))
    elif as_of > today:
        reasons.append(Reason(f"Ngày chốt {as_of:%d/%m/%Y} chưa đến.", field="as_of"))
    elif as_of.year < 1976:
        reasons.append(Reason("Ngày chốt quá xa. Hãy xem lại năm.", field="as_of"))
    return reasons


def above_its_commune(commune: tuple[str, int] | None, hamlets: Iterable[tuple[str, int]]) -> list[str]:
    """Figures of one cut-off day that cannot both be right, each in a sentence with both. Shown, not refused."""
    if commune is None:
        return []
    title, total = commune
    listed = list(hamlets)
    warnings = [
        f"{hamlet} có {_dotted(value)}, nhiều hơn cả {title} ({_dotted(total)})."
        for hamlet, value in listed
        if value > total
    ]
    added = sum(value for _, value in listed)
    if not warnings and added > total:
        warnings.append(
            f"Cộng các ấp, khóm được {_dotted(added)}, nhiều hơn số của {title} ({_dotted(total)})."
        )
    return warnings


def _dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


# ---------------------------------------------------------------- organisations


@dataclass(frozen=True)
class Called:
    """One name of an organisation with the days it was borne."""

    organisation: str
    name: str
    first: dt.date | None
    end: dt.date | None

    def borne_on(self, on: dt.date) -> bool:
        return (self.first is None or self.first <= on) and (self.end is None or on < self.end)


def named(text: str, on: dt.date, names: Iterable[Called]) -> list[str]:
    """Ids of the organisations so called on that day: exactly, else without accents. Several are all given."""
    borne = [name for name in names if name.borne_on(on)]
    for read in (_plain_words, without_accents):
        wanted = _even_dashes(read(text))
        found = dict.fromkeys(
            called.organisation for called in borne if wanted and _even_dashes(read(called.name)) == wanted
        )
        if found:
            return list(found)
    return []


def _plain_words(text: str) -> str:
    return clean(text).lower()


def _even_dashes(text: str) -> str:
    return re.sub(r"\s*[-–—]\s*", " - ", text)


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
    hamlet: str,
    *,
    is_hamlet: bool,
    begins: dt.date,
    ended: dt.date | None,
    on: dt.date,
    joined: bool,
    into: str,
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
