"""Who can be put on the list of a session, and what takes a name off it again. Values in, reasons out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents
from hoctap.learning.rules import SessionFacts, held_blockers

FIRST_YEAR = 1900
LONGEST_NAME = 120
MOST_BLANK_LINES = 200
MOST_AMOUNT = 100_000_000


def taking_blockers(session: SessionFacts, *, heads_counted: int | None, today: dt.date) -> list[Reason]:
    """`heads_counted`: how many were counted by heads, None where the session is not counted so."""
    reasons = held_blockers(session, today=today)
    if heads_counted is not None:
        reasons.append(
            Reason(
                f"Buổi này đã ghi theo số người ({heads_counted} người), không ghi thêm tên để khỏi tính hai lần. "
                "Muốn điểm danh theo tên thì bỏ số đã ghi trước."
            )
        )
    return reasons


@dataclass(frozen=True)
class Face:
    """A person who is not ticked in the register: a new face, or one from elsewhere."""

    full_name: str
    birth_year: int | None = None
    sex: str = ""
    from_where: str = ""

    @property
    def name_key(self) -> str:
        return name_key(self.full_name)


def name_key(full_name: str) -> str:
    return without_accents(clean(full_name))[:150]


@dataclass(frozen=True)
class Present:
    """Who stands on the list already."""

    full_name: str
    birth_year: int | None
    from_where: str
    is_registered: bool = False

    @property
    def name_key(self) -> str:
        return name_key(self.full_name)


def face_blockers(face: Face, present: Iterable[Present], *, year: int) -> list[Reason]:
    """`year`: of the session. One name twice is taken only where year of birth or place tells two people apart."""
    reasons = []
    name = clean(face.full_name)
    if not name:
        reasons.append(Reason("Hãy ghi họ và tên.", field="full_name"))
    elif len(name) > LONGEST_NAME:
        reasons.append(Reason(f"Họ và tên dài hơn {LONGEST_NAME} ký tự. Hãy ghi ngắn lại.", "full_name"))
    elif not any(letter.isalpha() for letter in name):
        reasons.append(Reason("Họ và tên phải có chữ. Hãy ghi như Nguyễn Văn A.", field="full_name"))
    if face.birth_year is not None and not FIRST_YEAR <= face.birth_year <= year:
        reasons.append(
            Reason(
                f"Năm sinh {face.birth_year} không đúng. Hãy ghi bốn chữ số, từ {FIRST_YEAR} đến {year}.",
                field="birth_year",
            )
        )
    if reasons:
        return reasons
    for one in present:
        if one.name_key != face.name_key or _are_two(one, face):
            continue
        if one.birth_year == face.birth_year and one.birth_year is not None:
            text = f"{one.full_name}, sinh năm {one.birth_year}, đã có trong danh sách buổi này. Không ghi lần nữa."
            reasons.append(Reason(text, "full_name"))
        else:
            text = (
                f"Danh sách đã có {_told(one)}. Nếu là người khác cùng tên, hãy ghi năm sinh "
                f"{'và nơi ở ' if face.birth_year else ''}để phân biệt; nếu là một người thì không ghi lần nữa."
            )
            reasons.append(Reason(text, "birth_year"))
        break
    return reasons


def _are_two(one: Present, face: Face) -> bool:
    """Told apart by both years of birth, or by both places where a year is not known."""
    if one.birth_year is not None and face.birth_year is not None:
        return one.birth_year != face.birth_year or _places_differ(one, face)
    return _places_differ(one, face)


def _places_differ(one: Present, face: Face) -> bool:
    here, there = without_accents(one.from_where), without_accents(face.from_where)
    if one.is_registered:
        # Of the register here; a face said to be from elsewhere is somebody else.
        return bool(there) and there != here
    return bool(here) and bool(there) and here != there


def _told(one: Present) -> str:
    parts = [one.full_name, f"sinh năm {one.birth_year}" if one.birth_year else "", one.from_where]
    return ", ".join(part for part in parts if part)


def removal_blockers(why: str, *, is_removed: bool) -> list[Reason]:
    if is_removed:
        return [Reason("Người này đã bỏ khỏi danh sách rồi. Tải lại trang để xem.")]
    if not clean(why):
        return [Reason("Hãy ghi lý do bỏ, ví dụ: đánh dấu nhầm người.", field="why")]
    return []


def link_blockers(
    *, is_removed: bool, is_linked: bool, person_name: str, stands_already: bool, is_gone: bool
) -> list[Reason]:
    """Why a typed name cannot be said to be this person of the register."""
    if is_removed:
        return [Reason("Người này đã bỏ khỏi danh sách rồi. Tải lại trang để xem.")]
    if is_linked:
        return [Reason("Người này đã nối với sổ rồi. Nối nhầm thì bỏ khỏi danh sách rồi ghi lại.")]
    if is_gone:
        return [Reason("Người này trong sổ đã gộp hoặc đã xóa. Hãy chọn người khác.", field="person")]
    if stands_already:
        return [
            Reason(
                f"{person_name} đã điểm danh trong buổi này theo sổ. Hãy bỏ dòng ghi tên này với lý do ghi trùng.",
                field="person",
            )
        ]
    return []


@dataclass(frozen=True)
class ListWanted:
    """What the printed list shows."""

    blank_lines: int
    amount: int | None = None


def list_blockers(wanted: ListWanted, *, named: int, is_paid: bool, is_cancelled: bool) -> list[Reason]:
    reasons = []
    if is_cancelled:
        reasons.append(Reason("Buổi này đã hủy, không in danh sách ký nhận."))
    if not 0 <= wanted.blank_lines <= MOST_BLANK_LINES:
        reasons.append(Reason(f"Số dòng trống từ 0 đến {MOST_BLANK_LINES}.", field="blank_lines"))
    elif not named and not wanted.blank_lines:
        reasons.append(
            Reason("Danh sách chưa có ai: hãy chọn ấp để in sẵn tên, hoặc ghi số dòng trống.", "blank_lines")
        )
    if wanted.amount is not None and not is_paid:
        reasons.append(
            Reason(
                "Hoạt động này chưa ghi là có tiền hỗ trợ người dự. Hãy bỏ trống số tiền, hoặc sửa hoạt động trước.",
                field="amount",
            )
        )
    elif wanted.amount is not None and not 0 < wanted.amount <= MOST_AMOUNT:
        reasons.append(
            Reason("Số tiền mỗi người phải là số đồng lớn hơn 0, ví dụ 50000.", field="amount"),
        )
    return reasons


def minutes_blockers(*, counted_by: str, chair: str, secretary: str) -> list[Reason]:
    reasons = []
    if not counted_by:
        reasons.append(
            Reason("Buổi này chưa ghi người dự. Hãy điểm danh hoặc ghi số người, rồi biên bản tự có số.")
        )
    if not clean(chair):
        reasons.append(Reason("Hãy ghi người chủ trì buổi học.", field="chair"))
    if not clean(secretary):
        reasons.append(Reason("Hãy ghi người ghi biên bản.", field="secretary"))
    return reasons


def dropping_blockers(why: str, *, is_dropped: bool) -> list[Reason]:
    if is_dropped:
        return [Reason("Trang này đã bỏ rồi. Tải lại trang để xem.")]
    if not clean(why):
        return [Reason("Hãy ghi lý do bỏ, ví dụ: ảnh mờ, chụp nhầm tờ.", field="why")]
    return []
