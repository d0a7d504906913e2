"""What a household and a person of the register must be like: values in, faults with their cures out. No table, no
clock.
"""

import unicodedata
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, sort_key

OLDEST = 120
MOST_MEMBERS = 60
# A household that joins another does so on a page of its own.
LEAVING_KINDS = ("moved_away", "died", "other")
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


def leaving_blockers(
    left_year: int, *, earliest: int, now: int, kind: str, why: str, people: int
) -> list[Reason]:
    """May a household leave in this year, and was it this? `earliest`: nobody in it came and it moved nowhere after that year; `people`: how
    many are in it by name or by count.
    """
    reasons = []
    if not earliest <= left_year <= now:
        words = f"Năm rời đi phải từ {earliest} (năm hộ vào sổ, đến ấp này hoặc có người mới vào) đến {now}."
        reasons.append(Reason(words, field="left_year"))
    if kind not in LEAVING_KINDS:
        reasons.append(Reason("Hãy chọn hộ rời đi vì sao.", field="kind"))
    elif kind == "other" and not clean(why):
        reasons.append(Reason("Hãy ghi rõ lý do.", field="why"))
    elif kind == "died" and people > 1:
        words = (
            f"Sổ ghi hộ còn {people} người, chưa ghi cả hộ đã mất được. Hãy mở từng người đã mất và ghi rời hộ trước, "
            "hoặc sửa số nhân khẩu nếu chưa đúng."
        )
        reasons.append(Reason(words, field="kind"))
    return reasons
