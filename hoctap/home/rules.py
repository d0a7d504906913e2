"""What must hold before a backup is asked for, and before a running one is asked to stop."""

from collections.abc import Sequence

from hoctap.core.refusals import Reason


def may_be_started(*, is_running: bool, is_queued: bool, not_set_up: Sequence[str]) -> list[Reason]:
    """`not_set_up` are sentences about what the server lacks; without it a run could only fail."""
    if is_running:
        return [Reason("Đang sao lưu; đợi lần này xong rồi hãy sao lưu lần nữa.")]
    if is_queued:
        return [Reason("Đã có một lần sao lưu chờ chạy; máy bắt đầu trong ít phút nữa.")]
    return [Reason(f"Máy chủ chưa sao lưu được. {text}") for text in not_set_up]


def may_be_stopped(*, is_running: bool, stop_asked: bool) -> list[Reason]:
    if not is_running:
        return [Reason("Lần sao lưu này đã xong hoặc đã dừng; không còn gì để dừng.")]
    if stop_asked:
        return [Reason("Đã có người yêu cầu dừng; lần sao lưu dừng trong ít giây nữa.")]
    return []
