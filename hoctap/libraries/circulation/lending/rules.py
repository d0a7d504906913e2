"""What may be lent, to whom, for how long; how it comes back. Values in, reasons out."""

import datetime as dt
import re
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date, format_number
from hoctap.libraries.catalogue.rules import cleaned_code, code_fault, is_own, read_isbn

CHILD_UNDER = 16
"""Years of age. The threshold of the library reports is not verified; where a reader's year of birth is unknown the keeper says."""
LONGEST_CODE = 60


@dataclass(frozen=True)
class LibraryFacts:
    name: str
    opened_on: dt.date
    ended_on: dt.date | None
    is_planned: bool
    lends: bool
    loan_days: int
    loan_limit: int
    renewals: int
    successor: str = ""


@dataclass(frozen=True)
class CopyFacts:
    title: str
    acquired_on: dt.date
    gone_on: dt.date | None
    gone_why: str
    stands_at: str
    """Name of the library where it is now."""
    is_here: bool
    lent_to: str = ""
    """'Nguyễn Văn An (thẻ T00001), hẹn trả 15/11/2026', where it is out: only for who may lend."""
    is_with_him: bool = False
    held_for: str = ""
    """Put aside for somebody else."""


@dataclass(frozen=True)
class BorrowerFacts:
    called: str
    ended_on: dt.date | None
    gone: str
    """Why nothing more is lent to him, and what to do: he was merged, his household joined another or moved away."""
    at_home: int
    overdue: int


def lending_blockers(
    library: LibraryFacts,
    copy: CopyFacts,
    borrower: BorrowerFacts,
    *,
    on: dt.date,
    today: dt.date,
    over_why: str = "",
    counted: str = "",
) -> list[Reason]:
    """`counted`: the period of a notebook's counts that covers the day. Overdue books are a warning: with a reason the keeper goes on."""
    reasons = library_blockers(library, on=on)
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới. Ghi cho mượn khi giao sách.", field="on"))
    if counted:
        reasons.append(
            Reason(
                f"Lượt mượn {counted} đã ghi bằng số theo sổ tay, không ghi thêm từng lượt để khỏi tính hai lần. "
                "Muốn ghi từng lượt thì bỏ số đã ghi ở trang Số theo sổ tay.",
                field="on",
            )
        )
    reasons += _copy_blockers(copy, on=on)
    reasons += _borrower_blockers(borrower, library.loan_limit, over_why=over_why)
    return reasons


def library_blockers(library: LibraryFacts, *, on: dt.date) -> list[Reason]:
    if not library.lends:
        return [Reason(f"{library.name} là bảo tàng hoặc nhà văn hóa, không cho mượn sách.")]
    if library.is_planned:
        return [Reason(f"{library.name} mới có trong quy hoạch, chưa hoạt động.")]
    if on < library.opened_on:
        return [
            Reason(
                f"{library.name} hoạt động từ {format_date(library.opened_on)}: ngày mượn phải từ đó.",
                field="on",
            )
        ]
    if library.ended_on is not None and on >= library.ended_on:
        told = f" Hãy ghi ở {library.successor}." if library.successor else ""
        return [
            Reason(
                f"{library.name} đã thôi hoạt động từ {format_date(library.ended_on)}, chỉ còn nhận trả sách.{told}"
            )
        ]
    return []


def _copy_blockers(copy: CopyFacts, *, on: dt.date) -> list[Reason]:
    if copy.is_with_him:
        return [
            Reason(
                f"“{copy.title}” đã ghi cho chính người này mượn. Bấm Xong rồi quét lại nếu là sách trả.",
                field="code",
            )
        ]
    if copy.lent_to:
        return [
            Reason(
                f"“{copy.title}” đang ghi cho {copy.lent_to} mượn. Nếu sách đã về, hãy nhận trả rồi cho mượn lại.",
                field="code",
            )
        ]
    if copy.gone_on is not None:
        return [
            Reason(
                f"“{copy.title}” đã thôi giữ từ {format_date(copy.gone_on)} ({copy.gone_why}). "
                "Nếu sách vẫn còn, hãy ghi lại vào sổ sách của thư viện.",
                field="code",
            )
        ]
    reasons = []
    if not copy.is_here:
        reasons.append(
            Reason(
                f"“{copy.title}” theo sổ đang ở {copy.stands_at}. Hãy cho mượn ở đó, hoặc ghi luân chuyển về đây.",
                field="code",
            )
        )
    if on < copy.acquired_on:
        reasons.append(
            Reason(
                f"“{copy.title}” nhập ngày {format_date(copy.acquired_on)}: ngày mượn phải từ đó.", field="on"
            )
        )
    if copy.held_for:
        reasons.append(
            Reason(
                f"“{copy.title}” đang giữ cho {copy.held_for}. Hãy lấy bản khác, hoặc bỏ lượt đặt trước.",
                "code",
            )
        )
    return reasons


def _borrower_blockers(borrower: BorrowerFacts, limit: int, *, over_why: str) -> list[Reason]:
    if borrower.ended_on is not None:
        return [
            Reason(
                f"Thẻ của {borrower.called} thôi dùng từ {format_date(borrower.ended_on)}. Hãy cấp thẻ mới.",
                "card",
            )
        ]
    if borrower.gone:
        return [Reason(borrower.gone, field="card")]
    if borrower.at_home >= limit:
        return [
            Reason(
                f"{borrower.called} đang giữ {format_number(borrower.at_home)} bản, mức của thư viện là "
                f"{format_number(limit)}. Hãy nhận trả bớt, hoặc đổi mức ở trang thư viện.",
                field="card",
            )
        ]
    if borrower.overdue and not clean(over_why):
        return [
            Reason(
                f"{borrower.called} còn {format_number(borrower.overdue)} bản quá hạn chưa trả. "
                "Vẫn cho mượn thì ghi lý do.",
                field="over_why",
            )
        ]
    return []


def return_blockers(
    *, lent_on: dt.date, returned_on: dt.date | None, on: dt.date, today: dt.date
) -> list[Reason]:
    if returned_on is not None:
        return [Reason(f"Lượt này đã trả ngày {format_date(returned_on)}, không ghi trả lần nữa.")]
    if on > today:
        return [Reason(f"Ngày {format_date(on)} chưa tới. Nhận sách rồi hãy ghi.", field="on")]
    if on < lent_on:
        return [Reason(f"Mượn ngày {format_date(lent_on)}: ngày trả phải từ đó.", field="on")]
    return []


def renewal_blockers(
    library: LibraryFacts, *, renewed: int, is_open: bool, waiting: int, today: dt.date
) -> list[Reason]:
    """`waiting`: how many wait for this title where no other copy is free."""
    if not is_open:
        return [Reason("Sách đã trả, không gia hạn được. Còn cần thì cho mượn lại.")]
    if reasons := library_blockers(library, on=today):
        return reasons
    if renewed >= library.renewals:
        told = f"{format_number(library.renewals)} lần" if library.renewals else "không lần nào"
        return [
            Reason(
                f"Thư viện cho gia hạn {told}; lượt này đã gia hạn {format_number(renewed)} lần. Hãy nhận trả."
            )
        ]
    if waiting:
        return [Reason(f"Có {format_number(waiting)} người đang đặt trước sách này. Hãy hẹn trả đúng hạn.")]
    return []


def renewed_until(due_on: dt.date, loan_days: int, today: dt.date) -> dt.date:
    """Never earlier than it was due already."""
    return max(due_on, today + dt.timedelta(days=loan_days))


def cancelling_blockers(why: str, *, is_cancelled: bool) -> list[Reason]:
    if is_cancelled:
        return [Reason("Lượt này đã ghi là nhầm rồi.")]
    if not clean(why):
        return [Reason("Hãy ghi vì sao lượt này là nhầm.", field="why")]
    return []


def is_child(birth_year: int | None, said: bool | None, on: dt.date) -> bool | None:
    """By the year of birth where it is known, else as the keeper said; None: not known."""
    return said if birth_year is None else on.year - birth_year < CHILD_UNDER


def scanned(typed: str) -> str:
    """What a scanner or a hand gives, as it may stand in the books: a label's address gives its last part."""
    text = clean(typed.replace("\0", ""))[:200]
    if re.match(r"https?://", text):
        text = text.partition("?")[0].rstrip("/").rpartition("/")[2]
    return text[:LONGEST_CODE]


def isbn_of(code: str) -> str:
    """Thirteen digits of a book's own bar code, else nothing. One of ten becomes that of thirteen."""
    return read_isbn(code)[0]


def mistyped(code: str) -> str:
    """What is wrong with a code that looks like one of this program's labels and is none; empty for anything else."""
    text = cleaned_code(code)
    return code_fault(text) if re.fullmatch(r"[0-9]{5,9}[A-Z]", text) and not is_own(text) else ""
