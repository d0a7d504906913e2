"""When a trial may begin, stop and go on; what two of its results are compared by."""

from collections.abc import Iterable
from hashlib import blake2b

from hoctap.core.refusals import Reason

AT_ONCE = 5000
"""So many are tried while somebody waits; more of them by a job."""


def asking_reasons(*, is_running: bool, dossiers: int, is_tried: bool) -> list[Reason]:
    if not is_tried:
        return [Reason("Bộ tiêu chí này chưa thử được trên hồ sơ.")]
    if is_running:
        return [Reason("Đang thử ở đây. Chờ xong, hoặc dừng lần ấy rồi chạy tiếp.")]
    if not dossiers:
        return [Reason("Ở đây không có hồ sơ nào của năm này để thử. Chọn nơi khác hoặc năm khác.")]
    return []


def stopping_reasons(state: str) -> list[Reason]:
    return [] if state == "running" else [Reason("Lần thử này không còn chạy.")]


def resuming_reasons(state: str, *, is_same: bool) -> list[Reason]:
    if state != "stopped":
        return [Reason("Lần thử này không dừng, không cần chạy tiếp.")]
    if not is_same:
        return [Reason("Bản nháp đã sửa sau khi bắt đầu thử: bấm “Thử lại từ đầu”.")]
    return []


def added(checksum: str, facts: Iterable[str]) -> str:
    """A sum of fingerprints: neither the order nor the batches matter."""
    total = int(checksum or "0", 16)
    for fact in facts:
        total += int.from_bytes(blake2b(fact.encode(), digest_size=16).digest())
    return f"{total % (1 << 128):032x}"
