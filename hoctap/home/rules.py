"""What must hold before a running backup is asked to stop."""

from hoctap.core.refusals import Reason


def may_be_stopped(*, is_running: bool, stop_asked: bool) -> list[Reason]:
    if not is_running:
        return [Reason("Lần sao lưu này đã xong hoặc đã dừng; không còn gì để dừng.")]
    if stop_asked:
        return [Reason("Đã có người yêu cầu dừng; lần sao lưu dừng trong ít giây nữa.")]
    return []
