"""What a topic of a place's own may be called."""

from collections.abc import Iterable

from hoctap.core.refusals import Reason


def topic_blockers(*, name: str, taken: Iterable[str], is_parent_offered: bool) -> list[Reason]:
    """`taken`: names of topics that are offered at the place."""
    reasons = []
    if not name:
        reasons.append(Reason("Hãy ghi tên chuyên đề.", field="name"))
    elif name.casefold() in {one.casefold() for one in taken}:
        reasons.append(Reason(f"Đã có chuyên đề “{name}”. Hãy dùng chuyên đề ấy.", field="name"))
    if not is_parent_offered:
        reasons.append(Reason("Mục trên này không dùng ở nơi đã chọn. Hãy chọn mục khác.", field="parent"))
    return reasons


def drop_blockers(*, is_shipped: bool, is_dropped: bool, below: int) -> list[Reason]:
    if is_shipped:
        return [Reason("Chuyên đề này có sẵn trong phần mềm, dùng chung cho mọi nơi, không bỏ được.")]
    if is_dropped:
        return [Reason("Chuyên đề này đã thôi dùng.")]
    if below:
        return [
            Reason(f"Dưới mục này còn {below} chuyên đề đang dùng. Hãy thôi dùng các chuyên đề ấy trước.")
        ]
    return []
