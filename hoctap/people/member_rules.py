"""Coming into a household, leaving it, heading it: values in, reasons or values out. No table, no clock."""

from hoctap.core.refusals import Reason


def year_blockers(year: int, *, earliest: int, now: int, field: str = "year") -> list[Reason]:
    if earliest <= year <= now:
        return []
    return [Reason(f"Năm phải từ {earliest} đến {now}.", field=field)]


def count_after(count: int | None, named_before: int, named_after: int) -> int | None:
    """The number of people of a household after its list of names changed.

    Unknown stays unknown. Where everybody had a name it follows the names; where some have none it is only raised when the names outgrow it.
    """
    if count is None:
        return None
    return named_after if count == named_before else max(count, named_after)


def new_head_blockers(*, is_head: bool, others: int, has_new_head: bool) -> list[Reason]:
    """A head goes only when somebody else of the household takes his place."""
    if not is_head or has_new_head:
        return []
    if others:
        return [Reason("Người này là chủ hộ. Hãy chọn chủ hộ mới.", field="new_head")]
    return [
        Reason(
            "Trong sổ, hộ chỉ có tên người này. Nếu cả hộ đi, hãy ghi hộ rời đi hoặc nhập hộ; "
            "nếu còn người ở lại, hãy thêm người đó vào hộ rồi chọn chủ hộ mới."
        )
    ]


def split_blockers(
    *, leaving: int, staying: int, head_leaves: bool, head_among_leaving: bool
) -> list[Reason]:
    reasons = []
    if not leaving:
        reasons.append(Reason("Hãy đánh dấu những người tách ra.", field="members"))
    elif not staying:
        reasons.append(Reason("Phải có người ở lại hộ cũ. Nếu cả hộ đi, hãy chuyển cả hộ.", field="members"))
    if head_leaves:
        reasons.append(
            Reason("Chủ hộ không tách ra được. Hãy đổi chủ hộ trước rồi tách hộ.", field="members")
        )
    if leaving and not head_among_leaving:
        reasons.append(Reason("Chủ hộ mới phải là một trong những người tách ra.", field="head"))
    return reasons
