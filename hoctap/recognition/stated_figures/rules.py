"""What a figure that is written down must bring. Values in, reasons out."""

import datetime as dt

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


def stating_reasons(
    *,
    label: str,
    is_offered: bool,
    has_records: bool,
    stands_already: bool,
    year: int,
    numerator: int | None,
    denominator: int | None,
    as_of: dt.date | None,
    source: str,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if not is_offered:
        return [Reason("Hãy chọn tỷ lệ.", "measure")]
    if has_records:
        reasons.append(
            Reason(
                f"“{label}” năm {year} đã tính được từ sổ sách trong hệ thống: không ghi số tay.", "measure"
            )
        )
    elif stands_already:
        reasons.append(
            Reason(
                f"“{label}” năm {year} đã có số đang dùng. Bỏ số ấy, ghi lý do, rồi ghi số mới.", "measure"
            )
        )
    if not denominator:
        reasons.append(Reason("Ghi mẫu số, lớn hơn 0.", "denominator"))
    if numerator is None:
        reasons.append(Reason("Ghi tử số; không có ai thì ghi 0.", "numerator"))
    elif denominator and numerator > denominator:
        reasons.append(Reason(f"Tử số {numerator} lớn hơn mẫu số {denominator}.", "numerator"))
    if as_of is None:
        reasons.append(Reason("Ghi số liệu tính đến ngày nào.", "as_of"))
    elif as_of > today:
        reasons.append(Reason(f"Ngày {format_date(as_of)} ở sau ngày hôm nay.", "as_of"))
    elif as_of.year != year:
        reasons.append(Reason(f"Ngày {format_date(as_of)} không thuộc năm {year}.", "as_of"))
    if not source:
        reasons.append(Reason("Ghi nguồn: văn bản nào, số, ngày, của ai.", "source"))
    return reasons
