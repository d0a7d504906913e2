"""When a slip can be used, and why not."""

import datetime as dt

from hoctap.core.refusals import Reason

NOT_USABLE = "Phiếu này không dùng được nữa: đã dùng rồi, đã quá hạn, hoặc đã có phiếu mới thay."


def slip_blockers(
    *,
    used: bool,
    void: bool,
    expires_at: dt.datetime,
    now: dt.datetime,
    account_open: bool,
) -> list[Reason]:
    """One sentence for every cause: whoever found an old slip learns nothing about the account."""
    if used or void or now >= expires_at or not account_open:
        return [Reason(f"{NOT_USABLE} Hãy gặp người quản trị của xã để được cấp phiếu mới.")]
    return []
