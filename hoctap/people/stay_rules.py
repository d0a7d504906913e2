"""May households move to another hamlet, may they be marked as not assessed: values in, reasons out."""

from collections.abc import Sequence

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

NOT_ASSESSED_REASONS = ("works_away", "alone", "newly_come", "not_registered", "other")


def moving_blockers(
    *,
    chosen: int,
    living_there: int,
    same_hamlet: bool,
    same_commune: bool,
    target: str,
    year: int,
    first_year: int,
    this_year: int,
) -> list[Reason]:
    """May these households live in the hamlet `target` (empty: it ended) from `year` on?"""
    reasons = []
    if not chosen:
        reasons.append(Reason("Chưa chọn hộ nào."))
    elif living_there != chosen:
        reasons.append(
            Reason(f"{chosen - living_there} hộ đã chọn không còn ở ấp, khóm này. Hãy mở lại trang.")
        )
    if same_hamlet:
        reasons.append(Reason("Hãy chọn ấp, khóm khác với nơi đang ở.", field="to"))
    elif not same_commune:
        reasons.append(Reason("Chỉ chuyển giữa các ấp, khóm cùng xã.", field="to"))
    elif not target:
        reasons.append(Reason("Ấp, khóm chuyển đến đã kết thúc.", field="to"))
    if year > this_year:
        reasons.append(Reason(f"Năm {year} chưa đến.", field="year"))
    elif year < first_year:
        reasons.append(Reason(f"Ấp, khóm chuyển đến mới có từ năm {first_year}.", field="year"))
    return reasons


def not_assessed_blockers(
    chosen: int, outside: Sequence[str], year: int, reason: str, note: str, this_year: int
) -> list[Reason]:
    """`outside`: heads of chosen households that are not in the register of that year."""
    reasons = []
    if not chosen:
        reasons.append(Reason("Chưa chọn hộ nào."))
    if outside:
        names = ", ".join(outside[:3]) + ("…" if len(outside) > 3 else "")
        reasons.append(Reason(f"Không có trong sổ năm {year}: {names}."))
    if year > this_year:
        reasons.append(Reason(f"Năm {year} chưa đến.", field="year"))
    if reason not in NOT_ASSESSED_REASONS:
        reasons.append(Reason("Hãy chọn lý do.", field="reason"))
    elif reason == "other" and not clean(note):
        reasons.append(Reason("Hãy ghi rõ lý do khác.", field="note"))
    return reasons
