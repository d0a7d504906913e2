"""What the cells of a list of results mean, and which citizen of the round a row names. Values in, findings out; never a guess."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hoctap.core.refusals import Reason
from hoctap.core.text import person_sort_key, without_accents
from hoctap.criteria import scoring

type Fault = tuple[str, str]
"""What is wrong, and the cure."""

_PASSED = re.compile(
    r"(?:da )?dat(?: (?:danh hieu|yeu cau|cong dan hoc tap|chuan))*|cong nhan|duoc cong nhan|x|co|1|yes|true"
)
_NOT_PASSED = re.compile(
    r"(?:chua|khong)(?: (?:dat|duoc|cong|nhan|danh|hieu|yeu|cau|chuan))*|0|no|false|ko|k"
)
_POINTS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)(?:\s*(?:điểm|đ|d|diem))?(?:\s*/\s*100)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_EPOCH = dt.date(1899, 12, 30)


def total_of(text: str) -> tuple[Decimal | None, Fault | None]:
    """'85', '85,5', '85 điểm', '85/100'."""
    typed = text.strip()
    if not typed:
        return None, ("Thiếu tổng điểm.", "Ghi tổng điểm, ví dụ 85 hoặc 85,5.")
    found = _POINTS.fullmatch(typed)
    if not found:
        return None, (f"Tổng điểm “{typed[:30]}” không phải là số.", "Ghi tổng điểm, ví dụ 85 hoặc 85,5.")
    return scoring.parse_points(found.group(1)), None


def passed_of(text: str) -> tuple[bool | None, Fault | None]:
    words = " ".join(re.findall(r"[a-z0-9]+", without_accents(text)))
    if not words:
        return None, ("Thiếu kết quả đạt hay chưa đạt.", "Ghi “Đạt” hoặc “Chưa đạt”.")
    if _NOT_PASSED.fullmatch(words):
        return False, None
    if _PASSED.fullmatch(words):
        return True, None
    return None, (f"Kết quả “{text.strip()[:40]}” không rõ.", "Ghi “Đạt” hoặc “Chưa đạt”.")


def day_of(text: str) -> tuple[dt.date | None, Fault | None]:
    """'20/10/2026', '2026-10-20', or the number that Excel keeps for a day."""
    typed = text.strip()
    cure = "Ghi đủ ngày, ví dụ 20/10/2026, hoặc ghi một ngày cho cả danh sách."
    if not typed:
        return None, ("Thiếu ngày có kết quả.", cure)
    if found := _DAY.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    elif typed.isdigit() and 36_000 <= int(typed) <= 73_000:
        return _EPOCH + dt.timedelta(days=int(typed)), None
    else:
        return None, (f"Ngày “{typed[:30]}” không rõ.", cure)
    try:
        return dt.date(year, month, day), None
    except ValueError:
        return None, (f"Ngày “{typed[:30]}” không có trên lịch.", cure)


@dataclass(frozen=True)
class Citizen:
    """Who has a dossier in the round."""

    dossier_id: UUID
    hamlet_id: UUID
    name: str
    birth_year: int | None


@dataclass(frozen=True)
class Found:
    """The one citizen, or those a person has to choose from."""

    dossier_id: UUID | None
    candidates: tuple[UUID, ...] = ()
    why: str = ""


MOST_CANDIDATES = 8


@dataclass
class Citizens:
    """The round's citizens, to be asked by name, birth year and ấp. One may be known by several names: rows merged in the register."""

    known: Iterable[Citizen]

    def __post_init__(self) -> None:
        self._exact: dict[tuple[str, int, UUID], dict[UUID, None]] = defaultdict(dict)
        self._by_name: dict[str, dict[UUID, Citizen]] = defaultdict(dict)
        for one in self.known:
            if one.birth_year is not None:
                self._exact[person_sort_key(one.name), one.birth_year, one.hamlet_id][one.dossier_id] = None
            self._by_name[without_accents(one.name)][one.dossier_id] = one

    def find(self, name: str, birth_year: int | None, hamlet_id: UUID | None) -> Found:
        """Exactly one of that name, birth year and ấp is he; anything else is asked."""
        if birth_year is not None and hamlet_id is not None:
            exact = tuple(self._exact.get((person_sort_key(name), birth_year, hamlet_id), {}))
            if len(exact) == 1:
                return Found(exact[0])
            if exact:
                return Found(None, exact[:MOST_CANDIDATES], "Có nhiều người cùng họ tên, năm sinh và ấp.")
        near = sorted(
            self._by_name.get(without_accents(name), {}).values(),
            key=lambda one: (one.hamlet_id != hamlet_id, one.birth_year != birth_year, str(one.dossier_id)),
        )
        if not near:
            return Found(None, (), "Không có ai tên này trong đợt.")
        missing = [
            words
            for words, is_missing in (("năm sinh", birth_year is None), ("ấp", hamlet_id is None))
            if is_missing
        ]
        why = (
            f"Dòng không ghi {' và '.join(missing)}: có người cùng tên, cần người chọn."
            if missing
            else "Không ai khớp cả họ tên, năm sinh và ấp; có người gần giống, cần người chọn."
        )
        return Found(None, tuple(one.dossier_id for one in near[:MOST_CANDIDATES]), why)


def writing_reasons(*, is_waiting: bool, ready: int) -> list[Reason]:
    if not is_waiting:
        return [Reason("Danh sách này đang được ghi, đã ghi hoặc đã bỏ.")]
    return [] if ready else [Reason("Không có dòng nào để ghi. Xem các dòng cần người chọn và dòng lỗi.")]


def answer_reasons(*, name: str, asks: bool, is_over: bool, is_candidate: bool) -> list[Reason]:
    if is_over:
        return [Reason("Danh sách này đã bỏ, không trả lời được nữa.")]
    if not asks:
        return [Reason(f"{name}: dòng này không còn chờ chọn. Tải lại trang.")]
    return [] if is_candidate else [Reason(f"{name}: hãy chọn một người trong các người được kể ra.")]
