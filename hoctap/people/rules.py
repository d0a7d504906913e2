"""What a household list must be like: values in, good rows and faults with their cures out. No table, no
clock.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, sort_key
from hoctap.places.rules import closest, hamlet_key

OLDEST = 120
MOST_MEMBERS = 60
FIELD_LABELS = {
    "name": "Họ và tên chủ hộ",
    "birth_year": "Năm sinh",
    "sex": "Giới tính",
    "hamlet": "Ấp, khóm",
    "group": "Tổ",
    "address": "Địa chỉ",
    "members": "Số nhân khẩu",
    "phone": "Điện thoại",
    "household_number": "Số hộ",
    "row": "Cả dòng",
}
_LENGTHS = {"name": 120, "group": 60, "address": 200, "household_number": 30}
_SEX = {
    "nam": "m",
    "m": "m",
    "male": "m",
    "nữ": "f",
    "nu": "f",
    "f": "f",
    "female": "f",
    "gái": "f",
    "trai": "m",
    "": "",
}


@dataclass(frozen=True)
class RawRow:
    """A line of the file as typed; `number` is its row in the sheet."""

    number: int
    name: str = ""
    birth_year: str = ""
    sex: str = ""
    hamlet: str = ""
    group: str = ""
    address: str = ""
    members: str = ""
    phone: str = ""
    household_number: str = ""


@dataclass(frozen=True)
class GoodRow:
    number: int
    name: str
    hamlet_id: str
    hamlet: str
    birth_year: int | None = None
    sex: str = ""
    group: str = ""
    address: str = ""
    members: int | None = None
    phone: str = ""
    household_number: str = ""

    @property
    def key(self) -> "HouseholdKey":
        return household_key(self.hamlet_id, self.name, self.birth_year)


@dataclass(frozen=True)
class Fault:
    """Which row, which column, what is wrong, and what to do about it."""

    row: int
    field: str
    what: str
    cure: str

    @property
    def label(self) -> str:
        return FIELD_LABELS[self.field]


type HouseholdKey = tuple[str, str, int | None]


@dataclass
class Checked:
    good: list[GoodRow] = field(default_factory=list)
    already: list[GoodRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty: list[RawRow] = field(default_factory=list)

    @property
    def by_hamlet(self) -> list[tuple[str, int]]:
        return sorted(Counter(row.hamlet for row in self.good).items(), key=lambda pair: sort_key(pair[0]))


def household_key(hamlet_id: str, name: str, birth_year: int | None) -> HouseholdKey:
    """One household is told by hamlet, head's name with its accents (case and the place of a tone mark
    aside) and birth year.
    """
    return str(hamlet_id), sort_key(name), birth_year


def check_rows(
    rows: Iterable[RawRow], hamlets: Mapping[str, str], present: set[HouseholdKey], year: int
) -> Checked:
    """Sort the rows of a file into good, known already, and faulty. `hamlets` is id → name; `present` is
    the register.
    """
    checked = Checked()
    ids = {hamlet_key(name): (hamlet_id, name) for hamlet_id, name in hamlets.items()}
    seen: dict[HouseholdKey, int] = {}
    for raw in rows:
        row, faults = _check(raw, ids, list(hamlets.values()), year)
        if row is not None and row.key in seen:
            first = seen[row.key]
            faults = [
                Fault(
                    raw.number,
                    "row",
                    f"Trùng với dòng {first}: cùng họ tên, năm sinh và ấp.",
                    "Nếu là một hộ, xóa một dòng. Nếu là hai hộ, ghi năm sinh khác nhau.",
                )
            ]
        if row is None or faults:
            checked.faults += faults
            checked.faulty.append(raw)
            continue
        seen[row.key] = raw.number
        (checked.already if row.key in present else checked.good).append(row)
    return checked


def _check(
    raw: RawRow, hamlets: Mapping[str, tuple[str, str]], names: list[str], year: int
) -> tuple[GoodRow | None, list[Fault]]:
    faults: list[Fault] = []

    def wrong(column: str, what: str, cure: str) -> None:
        faults.append(Fault(raw.number, column, what, cure))

    name = person_name(raw.name)
    for what, cure in name_faults(name):
        wrong("name", what, cure)
    birth_year, (what, cure) = _birth_year(raw.birth_year, year)
    if what:
        wrong("birth_year", what, cure)
    hamlet_id, hamlet = hamlets.get(hamlet_key(raw.hamlet), ("", "")) if clean(raw.hamlet) else ("", "")
    if not hamlet_id:
        wrong("hamlet", *_hamlet_fault(raw.hamlet, names))
    members = _whole(raw.members)
    if clean(raw.members) and (members is None or not 1 <= members <= MOST_MEMBERS):
        wrong(
            "members",
            f"Số nhân khẩu “{raw.members}” không đúng.",
            f"Ghi một số từ 1 đến {MOST_MEMBERS}, hoặc để trống.",
        )
    sex = _SEX.get(clean(raw.sex).lower())
    if sex is None:
        wrong("sex", f"Giới tính “{raw.sex}” không rõ.", "Ghi Nam hoặc Nữ, hoặc để trống.")
    phone = _phone(raw.phone)
    if clean(raw.phone) and not phone:
        wrong(
            "phone",
            f"Số điện thoại “{raw.phone}” không đúng.",
            "Ghi 10 chữ số bắt đầu bằng 0, hoặc để trống.",
        )
    texts = {
        "group": clean(raw.group),
        "address": clean(raw.address),
        "household_number": clean(raw.household_number),
    }
    for column, text in texts.items():
        if len(text) > _LENGTHS[column]:
            wrong(column, f"{FIELD_LABELS[column]} dài hơn {_LENGTHS[column]} ký tự.", "Ghi ngắn lại.")
    if faults:
        return None, faults
    return (
        GoodRow(
            number=raw.number,
            name=name,
            hamlet_id=hamlet_id,
            hamlet=hamlet,
            birth_year=birth_year,
            sex=sex or "",
            group=texts["group"],
            address=texts["address"],
            members=members,
            phone=phone,
            household_number=texts["household_number"],
        ),
        [],
    )


def person_name(typed: str) -> str:
    """Spaces put right; a name all in capitals or all in small letters gets its capitals."""
    name = clean(typed)
    return name.title() if name.isupper() or name.islower() else name


def name_faults(name: str) -> list[tuple[str, str]]:
    """(what is wrong, the cure) of a head's name that went through `person_name`."""
    if not name:
        return [("Thiếu họ tên chủ hộ.", "Ghi đủ họ và tên.")]
    if any(char.isdigit() for char in name):
        return [(f"Họ tên “{name}” có chữ số.", "Bỏ chữ số, chỉ ghi họ và tên.")]
    if len(name) > _LENGTHS["name"]:
        return [("Họ tên dài hơn 120 ký tự.", "Chỉ ghi họ và tên chủ hộ.")]
    if any(unicodedata.category(char)[0] not in "LZM" and char not in "'’-.()" for char in name):
        return [
            (
                f"Họ tên “{name}” có ký tự lạ.",
                "Nếu tệp dùng phông chữ cũ (VNI, TCVN3), hãy chuyển sang Unicode rồi lưu lại.",
            )
        ]
    return []


def name_blockers(name: str) -> list[Reason]:
    return [Reason(f"{what} {cure}", field="full_name") for what, cure in name_faults(person_name(name))]


def birth_year_blockers(birth_year: int | None, year: int) -> list[Reason]:
    if birth_year is None or year - OLDEST <= birth_year <= year:
        return []
    return [Reason(f"Năm sinh phải từ {year - OLDEST} đến {year}.", field="birth_year")]


def leaving_blockers(listed_year: int, left_year: int, why: str, now: int) -> list[Reason]:
    """A household leaves in a year not before it was listed and not yet to come, for a reason that is
    told.
    """
    reasons = []
    if not listed_year <= left_year <= now:
        reasons.append(Reason(f"Năm rời đi phải từ {listed_year} (năm vào sổ) đến {now}.", field="left_year"))
    if not clean(why):
        reasons.append(Reason("Hãy ghi lý do, ví dụ: chuyển đi nơi khác, nhập với hộ khác.", field="why"))
    return reasons


def _birth_year(typed: str, year: int) -> tuple[int | None, tuple[str, str]]:
    text = clean(typed)
    if not text:
        return None, ("", "")
    # A whole date is taken as its year: nothing finer is kept.
    date = re.fullmatch(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{4})", text)
    number = int(date.group(1)) if date else _whole(text)
    if number is None:
        return None, (f"Năm sinh “{text}” không phải là năm.", "Ghi bốn chữ số, ví dụ 1968, hoặc để trống.")
    if not year - OLDEST <= number <= year:
        return None, (
            f"Năm sinh {number} nằm ngoài khoảng {year - OLDEST}–{year}.",
            "Sửa lại bốn chữ số của năm sinh, hoặc để trống.",
        )
    return number, ("", "")


def _hamlet_fault(typed: str, names: list[str]) -> tuple[str, str]:
    known = ", ".join(names) if names else "chưa có ấp nào; hãy lập danh sách ấp trước"
    if not clean(typed):
        return "Thiếu tên ấp, khóm.", f"Ghi một trong: {known}."
    near = closest(typed, names)
    guess = f"Có phải {near}? " if near else ""
    return f"Không có ấp, khóm nào tên “{clean(typed)}”.", f"{guess}Các ấp, khóm trong sổ: {known}."


def _whole(typed: str) -> int | None:
    text = clean(typed)
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _phone(typed: str) -> str:
    digits = re.sub(r"[\s.\-()]", "", typed)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    # A sheet that took the number for a figure lost its first 0.
    if re.fullmatch(r"[1-9]\d{8}", digits):
        digits = "0" + digits
    return digits if re.fullmatch(r"0\d{9,10}", digits) else ""


def as_raw(values: Mapping[str, object]) -> RawRow:
    """From the workbook reader's JSON."""
    texts = {
        name: str(values.get(name, ""))
        for name in ("name", "birth_year", "sex", "hamlet", "group", "address", "members", "phone")
    }
    return RawRow(
        number=int(str(values["number"])), household_number=str(values.get("household_number", "")), **texts
    )


def row_values(row: RawRow | GoodRow) -> dict[str, object]:
    return asdict(row)
