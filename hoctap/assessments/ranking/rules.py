"""What keeps the ranking of a centre from going on. Plain values in, reasons out."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria.scoring import FrozenEdition, point_reasons

FIRST_YEAR = 2000


def opening_reasons(
    *, year: int, edition: FrozenEdition | None, is_frame: bool, same_year: str, today: dt.date
) -> list[Reason]:
    """`same_year`: the ranking of that year in words, empty where there is none."""
    reasons = []
    if not FIRST_YEAR <= year <= today.year:
        reasons.append(Reason(f"Năm xếp loại phải từ {FIRST_YEAR} đến {today.year}.", "year"))
    if edition is None or is_frame:
        reasons.append(
            Reason(
                f"Năm {year} chưa có bộ tiêu chí xếp loại trung tâm của tỉnh. CV 2553/BGDĐT-GDTX chỉ cho bốn nhóm nội dung: "
                "tỉnh nhập điểm, mức xếp loại theo hướng dẫn của mình và ban hành, rồi mới tự đánh giá được.",
                "edition",
            )
        )
    elif not edition.grades:
        reasons.append(
            Reason("Bộ tiêu chí này chưa có mức xếp loại (Tốt, Khá, …): bổ sung rồi mới dùng.", "edition")
        )
    if same_year:
        reasons.append(Reason(f"Năm {year} trung tâm đã có lần xếp loại: {same_year}.", "year"))
    return reasons


@dataclass(frozen=True)
class LineTyped:
    code: str
    points: Decimal | None
    words: str = ""


def score_reasons(
    edition: FrozenEdition,
    typed: Sequence[LineTyped],
    *,
    shown: Collection[str] = (),
    must_say_why: Mapping[str, Decimal] | None = None,
) -> list[Reason]:
    """Of the centre's own points. `shown`: criteria with evidence attached, which need no words. `must_say_why`: of an inspection, the
    points of the centre; another figure has its remark.
    """
    known = {one.code: one for one in edition.criteria}
    reasons: list[Reason] = []
    for row in typed:
        criterion = known.get(row.code)
        if criterion is None:
            reasons.append(Reason(f"Không có tiêu chí “{row.code}” trong bộ tiêu chí này."))
            continue
        if row.points is None:
            continue
        reasons += point_reasons(criterion, row.points)
        if must_say_why is None:
            if row.points > 0 and criterion.needs_evidence and not row.words and row.code not in shown:
                reasons.append(
                    Reason(
                        f"Tiêu chí {row.code}: ghi căn cứ hoặc gắn minh chứng của {format_number(row.points)} điểm.",
                        f"words-{row.code}",
                    )
                )
        elif row.code in must_say_why and row.points != must_say_why[row.code] and not row.words:
            reasons.append(
                Reason(
                    f"Tiêu chí {row.code}: trung tâm tự chấm {format_number(must_say_why[row.code])}, đoàn chấm "
                    f"{format_number(row.points)}. Ghi nhận xét của đoàn.",
                    f"words-{row.code}",
                )
            )
    return reasons


def closing_reasons(*, missing: Sequence[str]) -> list[Reason]:
    if missing:
        return [Reason(f"Chưa chấm tiêu chí: {', '.join(missing)}.")]
    return []


def same_person_reasons(*, is_same: bool, doing: str) -> list[Reason]:
    if is_same:
        return [Reason(f"Người chốt tự đánh giá không {doing}: cần người khác.")]
    return []


@dataclass(frozen=True)
class MemberTyped:
    name: str
    body: str
    side: str


@dataclass(frozen=True)
class InspectionTyped:
    held_on: dt.date | None
    members: Sequence[MemberTyped]
    venue: str = ""
    paper_number: str = ""
    paper_date: dt.date | None = None
    remarks: str = ""


def inspection_reasons(typed: InspectionTyped, *, year: int, today: dt.date) -> list[Reason]:
    """A joint team: of Hội Khuyến học and of the education sector, each at least one."""
    reasons = []
    if typed.held_on is None:
        reasons.append(Reason("Ghi ngày kiểm tra.", "held_on"))
    elif typed.held_on > today:
        reasons.append(Reason("Ngày kiểm tra ở sau ngày hôm nay.", "held_on"))
    elif typed.held_on < dt.date(year, 1, 1):
        reasons.append(Reason(f"Ngày kiểm tra ở trước năm xếp loại {year}.", "held_on"))
    if typed.paper_date is not None and typed.held_on is not None and typed.paper_date > typed.held_on:
        reasons.append(
            Reason(
                f"Quyết định lập đoàn ngày {format_date(typed.paper_date)} ở sau ngày kiểm tra.", "paper_date"
            )
        )
    if any(not one.name or not one.body for one in typed.members):
        reasons.append(
            Reason("Thành viên đoàn: mỗi dòng ghi họ tên, dấu phẩy, rồi chức vụ và cơ quan.", "association")
        )
    sides = {one.side for one in typed.members}
    if "association" not in sides:
        reasons.append(Reason("Đoàn kiểm tra liên ngành phải có người của Hội Khuyến học.", "association"))
    if "education" not in sides:
        reasons.append(Reason("Đoàn kiểm tra liên ngành phải có người của ngành Giáo dục.", "education"))
    seen: set[tuple[str, str]] = set()
    for one in typed.members:
        if (one.name, one.body) in seen:
            reasons.append(Reason(f"{one.name} có tên hai lần trong đoàn.", "association"))
        seen.add((one.name, one.body))
    return reasons


def proposal_reasons(
    *, grade: str, why: str, grades: Mapping[str, str], by_points: str, missing: Sequence[str]
) -> list[Reason]:
    """`grades`: code → label; `by_points`: the grade that the points of the inspection come to."""
    reasons = []
    if missing:
        reasons.append(Reason(f"Đoàn chưa chấm tiêu chí: {', '.join(missing)}."))
    if not grade:
        reasons.append(Reason("Chọn mức đoàn đề nghị xếp loại.", "grade"))
    elif grade not in grades:
        reasons.append(Reason("Bộ tiêu chí không có mức xếp loại này.", "grade"))
    elif not missing and grade != by_points and not why:
        told = grades.get(by_points, "không mức nào")
        reasons.append(
            Reason(
                f"Theo điểm của đoàn là {told.lower()}, đoàn đề nghị {grades[grade].lower()}: ghi lý do.",
                "why",
            )
        )
    return reasons


def outside_reasons(
    *,
    number: str,
    issuer: str,
    decided_on: dt.date | None,
    confirmed_on: dt.date,
    grade: str,
    grades: Collection[str],
    has_copy: bool,
    today: dt.date,
) -> list[Reason]:
    """The decision of an authority that does not work with hoctap, taken down from its paper."""
    reasons = []
    if not grade:
        reasons.append(Reason("Chọn mức xếp loại ghi trong quyết định.", "grade"))
    elif grade not in grades:
        reasons.append(Reason("Bộ tiêu chí không có mức xếp loại này.", "grade"))
    if not number:
        reasons.append(Reason("Ghi số quyết định.", "number"))
    if not issuer:
        reasons.append(Reason("Ghi cơ quan ban hành quyết định.", "issuer"))
    if decided_on is None:
        reasons.append(Reason("Ghi ngày quyết định.", "decided_on"))
    elif decided_on > today:
        reasons.append(Reason("Ngày quyết định ở sau ngày hôm nay.", "decided_on"))
    elif decided_on < confirmed_on:
        reasons.append(
            Reason(
                f"Ngày quyết định ở trước ngày UBND xã xác nhận ({format_date(confirmed_on)}).", "decided_on"
            )
        )
    if not has_copy:
        reasons.append(Reason("Đính kèm bản chụp hoặc tệp quyết định đã ký.", "copy"))
    return reasons


def revoking_reasons(
    *,
    number: str,
    issuer: str,
    why: str,
    revoked_on: dt.date | None,
    decided_on: dt.date,
    has_copy: bool,
    today: dt.date,
) -> list[Reason]:
    """Of the decision that takes a ranking back, from its paper."""
    reasons = []
    if not number:
        reasons.append(Reason("Ghi số quyết định thu hồi.", "number"))
    if revoked_on is None:
        reasons.append(Reason("Ghi ngày quyết định thu hồi.", "revoked_on"))
    elif revoked_on > today:
        reasons.append(Reason("Ngày quyết định thu hồi ở sau ngày hôm nay.", "revoked_on"))
    elif revoked_on < decided_on:
        reasons.append(
            Reason(
                f"Ngày quyết định thu hồi ở trước ngày quyết định xếp loại ({format_date(decided_on)}).",
                "revoked_on",
            )
        )
    if not issuer:
        reasons.append(Reason("Ghi cơ quan ban hành quyết định thu hồi.", "issuer"))
    if not why:
        reasons.append(Reason("Ghi lý do thu hồi xếp loại.", "why"))
    if not has_copy:
        reasons.append(Reason("Đính kèm bản chụp hoặc tệp quyết định thu hồi đã ký.", "copy"))
    return reasons


def improvement_reasons(
    *, text: str, who: str, due_on: dt.date | None, code: str, codes: Collection[str], today: dt.date
) -> list[Reason]:
    reasons = []
    if not text:
        reasons.append(Reason("Ghi việc phải làm.", "text"))
    if not who:
        reasons.append(Reason("Ghi ai làm.", "who"))
    if due_on is None:
        reasons.append(Reason("Ghi ngày phải xong.", "due_on"))
    elif due_on < today:
        reasons.append(Reason("Ngày phải xong đã qua.", "due_on"))
    if code and code not in codes:
        reasons.append(Reason(f"Không có tiêu chí “{code}” trong bộ tiêu chí này.", "code"))
    return reasons


def done_reasons(*, done_on: dt.date | None, result: str, since: dt.date, today: dt.date) -> list[Reason]:
    reasons = []
    if done_on is None:
        reasons.append(Reason("Ghi ngày xong.", "done_on"))
    elif done_on > today:
        reasons.append(Reason("Ngày xong ở sau ngày hôm nay.", "done_on"))
    elif done_on < since:
        reasons.append(Reason(f"Ngày xong ở trước ngày ghi việc này ({format_date(since)}).", "done_on"))
    if not result:
        reasons.append(Reason("Ghi kết quả đã làm được.", "result"))
    return reasons


def impact_reasons(*, text: str, year: int, today: dt.date) -> list[Reason]:
    reasons = []
    if not text:
        reasons.append(Reason("Ghi tác động, hiệu quả của trung tâm trong năm.", "text"))
    if not FIRST_YEAR <= year <= today.year:
        reasons.append(Reason(f"Năm phải từ {FIRST_YEAR} đến {today.year}.", "year"))
    return reasons
