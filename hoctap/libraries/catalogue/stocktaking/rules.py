"""What a code means that was scanned on a shelf, and what a stock-taking may be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason

MOST_CODES = 2_000


@dataclass(frozen=True)
class Seen:
    """A copy that carries the code: does it belong to the library, should it stand there, is it lent out, was it given up."""

    is_own: bool
    is_expected: bool
    is_lent: bool
    is_gone: bool


def verdict(seen: Seen | None) -> str:
    """One of `StockScan.Found`; what needs a hand first."""
    if seen is None:
        return "unknown"
    if seen.is_gone:
        return "gone"
    if seen.is_lent:
        return "lent"
    if seen.is_expected:
        return "here"
    return "away" if seen.is_own else "foreign"


def scan_blockers(codes: Sequence[str], *, is_open: bool) -> list[Reason]:
    if not is_open:
        return [Reason("Đợt kiểm kê này đã kết thúc. Mở đợt mới để quét tiếp.")]
    if not codes:
        return [Reason("Quét hoặc gõ ít nhất một mã, mỗi dòng một mã.", "codes")]
    if len(codes) > MOST_CODES:
        return [Reason(f"Gửi nhiều nhất {MOST_CODES} mã một lần. Hãy gửi làm mấy lần.", "codes")]
    return []


def loss_blockers(chosen: Collection[object], *, is_open: bool) -> list[Reason]:
    if is_open:
        return [Reason("Kết thúc kiểm kê trước, rồi mới ghi mất.")]
    return [] if chosen else [Reason("Chọn ít nhất một bản để ghi mất.", "missing")]
