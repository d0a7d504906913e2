"""What the books of the association take: chapters, officers, tallies, briefings, what was handed over."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date, format_number

_MOST = 1_000_000


def _not_yet(day: dt.date | None, today: dt.date, what: str, field: str) -> list[Reason]:
    if day is not None and day > today:
        return [Reason(f"{what} {format_date(day)} chưa tới. Hãy xem lại ngày.", field)]
    return []


# ---------------------------------------------------------------- terms


@dataclass(frozen=True)
class TermDetails:
    name: str
    from_day: dt.date
    to_day: dt.date | None = None
    decision: str = ""
    decided_on: dt.date | None = None
    decided_by: str = ""


def term_blockers(
    details: TermDetails, *, others: Iterable[tuple[str, dt.date, dt.date | None]], today: dt.date
) -> list[Reason]:
    """`others`: name, first and last day of the terms already there."""
    reasons = []
    if not details.name:
        reasons.append(Reason("Hãy ghi nhiệm kỳ, ví dụ 2021–2026.", "name"))
    if details.to_day is not None and details.to_day <= details.from_day:
        reasons.append(Reason("Ngày cuối nhiệm kỳ phải sau ngày đầu.", "to_day"))
    reasons += _not_yet(details.decided_on, today, "Ngày quyết định", "decided_on")
    for name, first, last in others:
        if first == details.from_day:
            reasons.append(
                Reason(f"Đã có nhiệm kỳ {name} bắt đầu {format_date(first)}. Hãy xem lại ngày.", "from_day")
            )
        elif first < details.from_day and last is not None and last >= details.from_day:
            reasons.append(
                Reason(
                    f"Nhiệm kỳ {name} còn đến {format_date(last)}. Hãy ghi ngày bắt đầu sau đó.", "from_day"
                )
            )
    return reasons


# ---------------------------------------------------------------- chapters


@dataclass(frozen=True)
class ChapterDetails:
    kind: str
    name: str
    founded_on: dt.date | None = None
    founded_by: str = ""


def chapter_blockers(
    details: ChapterDetails,
    *,
    at_hamlet: bool,
    association_ended: dt.date | None,
    taken: Iterable[str],
    today: dt.date,
) -> list[Reason]:
    """`taken`: names of its standing chapters."""
    reasons = []
    if association_ended is not None:
        reasons.append(
            Reason(f"Hội này đã kết thúc từ {format_date(association_ended)}. Hãy ghi ở Hội kế tục.")
        )
    if not details.name:
        reasons.append(Reason("Hãy ghi tên, ví dụ: Chi hội khuyến học Ấp 1.", "name"))
    elif details.name.casefold() in {one.casefold() for one in taken}:
        reasons.append(Reason(f"Đã có {details.name}. Hãy mở ra ghi tiếp, hoặc ghi tên khác.", "name"))
    if details.kind == "hamlet" and not at_hamlet:
        reasons.append(Reason("Chi hội ấp, khóm thì chọn ấp, khóm của chi hội.", "place"))
    reasons += _not_yet(details.founded_on, today, "Ngày thành lập", "founded_on")
    return reasons


def chapter_end_blockers(
    *,
    ended_on: dt.date,
    ended_by: str,
    founded_on: dt.date | None,
    already: dt.date | None,
    into_standing: bool,
    last_tally: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if already is not None:
        reasons.append(Reason(f"Đã ghi thôi hoạt động từ {format_date(already)}."))
    if not ended_by:
        reasons.append(Reason("Hãy ghi quyết định hoặc lý do.", "ended_by"))
    reasons += _not_yet(ended_on, today, "Ngày", "ended_on")
    if founded_on is not None and ended_on < founded_on:
        reasons.append(Reason(f"Thành lập {format_date(founded_on)}, không thể thôi trước đó.", "ended_on"))
    if last_tally is not None and last_tally > ended_on:
        reasons.append(
            Reason(f"Đã có số hội viên ngày {format_date(last_tally)}. Hãy ghi ngày sau ngày ấy.", "ended_on")
        )
    if not into_standing:
        reasons.append(Reason("Nơi nhận sáp nhập đã thôi hoạt động. Hãy chọn nơi khác.", "into"))
    return reasons


# ---------------------------------------------------------------- people


@dataclass(frozen=True)
class MemberDetails:
    full_name: str
    birth_year: int | None = None
    joined_on: dt.date | None = None
    does_work: bool = False


def member_blockers(
    details: MemberDetails, *, taken: Iterable[tuple[str, int | None]], today: dt.date
) -> list[Reason]:
    """`taken`: name and birth year of who stands in the association's list already."""
    reasons = []
    if not details.full_name:
        reasons.append(Reason("Hãy ghi họ và tên.", "full_name"))
    year = details.birth_year
    if year is not None and not 1900 <= year <= today.year:
        reasons.append(Reason(f"Năm sinh {year} không đúng. Hãy ghi bốn chữ số.", "birth_year"))
    mine = details.full_name.casefold()
    for name, other in taken:
        if name.casefold() == mine and (year is None or other is None or other == year):
            known = f", sinh {other}" if other else ", chưa ghi năm sinh"
            reasons.append(
                Reason(
                    f"Danh sách đã có {name}{known}. Nếu là người khác, hãy ghi năm sinh của cả hai.",
                    "birth_year",
                )
            )
            break
    reasons += _not_yet(details.joined_on, today, "Ngày vào Hội", "joined_on")
    return reasons


def leave_blockers(
    *, left_on: dt.date, why: str, joined_on: dt.date | None, holds: Iterable[str], today: dt.date
) -> list[Reason]:
    """`holds`: positions that he still holds."""
    reasons = _not_yet(left_on, today, "Ngày", "left_on")
    if not why:
        reasons.append(Reason("Hãy ghi lý do: chuyển đi, xin thôi, qua đời …", "left_why"))
    if joined_on is not None and left_on < joined_on:
        reasons.append(Reason(f"Vào Hội {format_date(joined_on)}, không thể thôi trước đó.", "left_on"))
    reasons += [Reason(f"Còn giữ chức {word}. Hãy ghi thôi chức vụ trước.") for word in holds]
    return reasons


def officer_blockers(
    *,
    position: str,
    label: str,
    of_chapter: bool,
    from_day: dt.date,
    holder: str,
    begins_after_end: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    """`holder`: who holds it now where only one may; `begins_after_end`: when the body ended."""
    reasons = _not_yet(from_day, today, "Ngày", "from_day")
    if of_chapter != (position in ("head", "deputy")):
        reasons.append(Reason(f"{label} không phải chức vụ ở đây. Hãy chọn chức vụ khác.", "position"))
    if holder:
        reasons.append(Reason(f"{label} đang là {holder}. Hãy ghi người ấy thôi chức trước.", "position"))
    if begins_after_end is not None and from_day >= begins_after_end:
        reasons.append(Reason(f"Đã thôi hoạt động từ {format_date(begins_after_end)}.", "from_day"))
    return reasons


def officer_end_blockers(
    *, to_day: dt.date, from_day: dt.date, already: dt.date | None, why: str, today: dt.date
) -> list[Reason]:
    reasons = _not_yet(to_day, today, "Ngày", "to_day")
    if already is not None:
        reasons.append(Reason(f"Đã ghi thôi chức từ {format_date(already)}."))
    if to_day < from_day:
        reasons.append(Reason(f"Giữ chức từ {format_date(from_day)}, không thể thôi trước đó.", "to_day"))
    if not why:
        reasons.append(Reason("Hãy ghi lý do: hết nhiệm kỳ, chuyển công tác …", "why"))
    return reasons


# ---------------------------------------------------------------- tallies


@dataclass(frozen=True)
class TypedTally:
    """As typed for one chapter."""

    members: str = ""
    joined: str = ""
    left: str = ""

    @property
    def is_empty(self) -> bool:
        return not (clean(self.members) or clean(self.joined) or clean(self.left))


@dataclass(frozen=True)
class TallyCounts:
    members: int
    joined: int | None
    left: int | None


def whole_number(typed: str) -> int | None:
    """'1.234' and '1 234' are 1234; None for what is no number of people."""
    text = clean(typed).replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text, re.ASCII):
        text = text.replace(".", "").replace(",", "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) and int(text) <= _MOST else None


def read_tally(typed: TypedTally, title: str, key: str) -> tuple[TallyCounts | None, list[Reason]]:
    """`key`: of the row's fields."""
    reasons = []
    values: dict[str, int | None] = {}
    words = {"members": "số hội viên", "joined": "kết nạp mới", "left": "thôi là hội viên"}
    for name, label in words.items():
        text = clean(getattr(typed, name))
        values[name] = whole_number(text) if text else None
        if text and values[name] is None:
            reasons.append(Reason(f"{title}: “{text}” không phải {label}. Hãy ghi số.", f"{name}-{key}"))
    members, joined = values["members"], values["joined"]
    if members is None:
        if not reasons:
            reasons.append(Reason(f"{title}: hãy ghi số hội viên.", f"members-{key}"))
        return None, reasons
    if joined is not None and joined > members:
        reasons.append(
            Reason(f"{title}: kết nạp mới {joined} nhiều hơn số hội viên {members}.", f"joined-{key}")
        )
    return (None if reasons else TallyCounts(members, joined, values["left"])), reasons


def tally_blockers(*, as_of: dt.date, source: str, today: dt.date) -> list[Reason]:
    reasons = _not_yet(as_of, today, "Ngày", "as_of")
    if not source:
        reasons.append(Reason("Hãy ghi nguồn: sổ hội viên, báo cáo của chi hội …", "source"))
    return reasons


def tally_doubt(title: str, before: int | None, now: TallyCounts) -> str:
    """A sentence where last year's number, who joined and who left do not give this year's. Shown, not refused."""
    if before is None or now.joined is None or now.left is None:
        return ""
    expected = before + now.joined - now.left
    if expected == now.members:
        return ""
    return (
        f"{title}: năm trước {format_number(before)}, thêm {format_number(now.joined)}, bớt {format_number(now.left)} "
        f"là {format_number(expected)}, không phải {format_number(now.members)}."
    )


# ---------------------------------------------------------------- briefings


@dataclass(frozen=True)
class BriefingDetails:
    held_on: dt.date
    documents: str
    led_by: str = ""
    venue: str = ""


def briefing_blockers(details: BriefingDetails, *, same_day: bool, today: dt.date) -> list[Reason]:
    """`same_day`: another of that day with the same documents."""
    reasons = _not_yet(details.held_on, today, "Ngày", "held_on")
    if not details.documents.strip():
        reasons.append(Reason("Hãy ghi văn bản được quán triệt, mỗi văn bản một dòng.", "documents"))
    if same_day:
        reasons.append(Reason("Buổi này đã ghi rồi. Hãy mở buổi ấy ra ghi tiếp.", "held_on"))
    return reasons


def heads_blockers(people: int, *, title: str, members: int | None, named: int, field: str) -> list[Reason]:
    """`members`: by the latest tally; `named`: members of the chapter ticked by name at this briefing."""
    reasons = []
    if people and named:
        reasons.append(
            Reason(
                f"{title} đã ghi {named} người theo tên. Hãy bỏ chọn tên, hoặc để trống ô số người.", field
            )
        )
    if members is not None and people > members:
        reasons.append(Reason(f"{title} có {members} hội viên, không thể {people} người dự.", field))
    return reasons


# ---------------------------------------------------------------- an association that ended


@dataclass(frozen=True)
class ClosingDetails:
    handed_on: dt.date
    to_name: str
    paper: str
    members: int | None = None
    chapters: int | None = None
    fund: int | None = None
    seal: str = ""
    seal_on: dt.date | None = None
    seal_to: str = ""
    note: str = ""


def closing_blockers(details: ClosingDetails, *, ended_on: dt.date | None, today: dt.date) -> list[Reason]:
    reasons = []
    if ended_on is None:
        reasons.append(
            Reason("Hội này còn hoạt động. Hãy ghi kết thúc ở mục Cơ quan, tổ chức trước khi ghi bàn giao.")
        )
    reasons += _not_yet(details.handed_on, today, "Ngày bàn giao", "handed_on")
    reasons += _not_yet(details.seal_on, today, "Ngày nộp con dấu", "seal_on")
    if not details.to_name:
        reasons.append(Reason("Hãy ghi cơ quan, tổ chức nhận bàn giao.", "to_name"))
    if not details.paper:
        reasons.append(Reason("Hãy ghi số biên bản hoặc quyết định bàn giao.", "paper"))
    if details.seal == "returned":
        if details.seal_on is None:
            reasons.append(Reason("Đã nộp lại con dấu: hãy ghi ngày nộp.", "seal_on"))
        if not details.seal_to:
            reasons.append(Reason("Đã nộp lại con dấu: hãy ghi nộp cho cơ quan nào.", "seal_to"))
    elif details.seal_on is not None or details.seal_to:
        reasons.append(Reason("Có ngày hoặc nơi nộp con dấu: hãy chọn “đã nộp lại”.", "seal"))
    return reasons


def take_over_blockers(
    *,
    on: dt.date,
    decision: str,
    chapters: int,
    members: int,
    last_tally: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = _not_yet(on, today, "Ngày", "on")
    if not (chapters or members):
        reasons.append(Reason("Các Hội trước không còn chi hội, hội viên nào để nhận."))
    if not decision:
        reasons.append(Reason("Hãy ghi quyết định hợp nhất Hội.", "decision"))
    if last_tally is not None and last_tally > on:
        reasons.append(
            Reason(f"Đã có số hội viên ngày {format_date(last_tally)}. Hãy ghi ngày sau ngày ấy.", "on")
        )
    return reasons


# ---------------------------------------------------------------- encouragement and help


@dataclass(frozen=True)
class SupportDetails:
    given_on: dt.date
    kind: str
    group: str
    beneficiaries: int
    source: str
    amount: int | None = None
    goods: str = ""


def support_blockers(details: SupportDetails, *, today: dt.date) -> list[Reason]:
    reasons = _not_yet(details.given_on, today, "Ngày", "given_on")
    if details.beneficiaries < 1:
        reasons.append(Reason("Hãy ghi số người nhận, ít nhất 1.", "beneficiaries"))
    if not details.source:
        reasons.append(Reason("Hãy ghi nguồn: quỹ nào, danh sách ký nhận nào.", "source"))
    if details.kind == "scholarship" and details.amount is None:
        reasons.append(Reason("Học bổng thì ghi tổng số tiền.", "amount"))
    if details.kind == "gift" and details.amount is None and not details.goods:
        reasons.append(Reason("Quà thì ghi hiện vật hoặc số tiền.", "goods"))
    return reasons
