"""What a household and a person of the register must be like: values in, faults with their cures out. No table, no
clock.
"""

import unicodedata
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, sort_key

OLDEST = 120
MOST_MEMBERS = 60
LENGTHS = {"name": 120, "group": 60, "address": 200, "household_number": 30}


@dataclass(frozen=True)
class GoodRow:
    """A household with its head, checked; typed by hand or read from a file."""

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


type HouseholdKey = tuple[str, str, int | None]


def household_key(hamlet_id: str, name: str, birth_year: int | None) -> HouseholdKey:
    """One household is told by hamlet, head's name with its accents (case and the place of a tone mark
    aside) and birth year.
    """
    return str(hamlet_id), sort_key(name), birth_year


def person_name(typed: str) -> str:
    """Spaces put right; a name all in capitals or all in small letters gets its capitals."""
    name = clean(typed)
    return name.title() if name.isupper() or name.islower() else name


def name_faults(name: str) -> list[tuple[str, str]]:
    """(what is wrong, the cure) of a name that went through `person_name`."""
    if not name:
        return [("Thiếu họ tên.", "Ghi đủ họ và tên.")]
    if any(char.isdigit() for char in name):
        return [(f"Họ tên “{name}” có chữ số.", "Bỏ chữ số, chỉ ghi họ và tên.")]
    if len(name) > LENGTHS["name"]:
        return [("Họ tên dài hơn 120 ký tự.", "Chỉ ghi họ và tên.")]
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
