"""When an account may be linked to a person of the register. Values in, reasons out."""

from hoctap.core.refusals import Reason


def link_blockers(*, is_oneself: bool, is_erased: bool, is_merged: bool) -> list[Reason]:
    if is_oneself:
        return [
            Reason(
                "Không tự gắn tài khoản của mình: việc ai không được xét hồ sơ nhà mình dựa vào đây. "
                "Hãy nhờ người quản trị khác."
            )
        ]
    if is_merged:
        return [Reason("Người này đã gộp vào một người khác trong sổ. Hãy tìm lại và chọn người được giữ.")]
    if is_erased:
        return [Reason("Dữ liệu của người này đã xóa theo yêu cầu, không gắn vào tài khoản được.")]
    return []


def unlink_blockers(*, is_oneself: bool) -> list[Reason]:
    if is_oneself:
        return [Reason("Không tự gỡ tài khoản của mình khỏi sổ hộ. Hãy nhờ người quản trị khác.")]
    return []
