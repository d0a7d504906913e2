"""What printed words an officer may enter."""

import datetime as dt
from collections.abc import Collection, Mapping

from hoctap.core.refusals import Reason

LONGEST = 300

type Typed = Mapping[str, Mapping[str, str]]
"""Code of the indicator → form, "" for all of them → words."""


def label_reasons(
    typed: Typed,
    *,
    codes: Collection[str],
    forms: Collection[str],
    drafts: Collection[str],
    source: str,
    valid_from: dt.date | None,
    first_day: dt.date,
) -> list[Reason]:
    if not drafts:
        return [Reason("Tên các mục của bộ tiêu chí này không chờ bản in, nên không nhập lại được.")]
    reasons = []
    if not source:
        reasons.append(
            Reason(
                "Ghi nguồn: văn bản, trang, ai cung cấp. Không có nguồn thì chưa thay bản dự thảo.", "source"
            )
        )
    if valid_from is None:
        reasons.append(Reason("Ghi ngày bắt đầu áp dụng.", "valid_from"))
    elif valid_from < first_day:
        reasons.append(
            Reason(
                f"Bộ tiêu chí có từ ngày {first_day:%d/%m/%Y}, tên không áp dụng sớm hơn được.", "valid_from"
            )
        )
    if not typed:
        reasons.append(Reason("Chưa ghi tên chỉ số nào."))
    for code, words in typed.items():
        if code not in codes:
            reasons.append(Reason(f"Bộ tiêu chí không có chỉ số {code}."))
            continue
        if any(form and form not in forms for form in words):
            reasons.append(Reason(f"{code}: bộ tiêu chí không có mẫu phiếu này."))
        if not words.get(""):
            reasons.append(
                Reason(
                    f"{code}: ghi tên chung trước, rồi mới ghi cách viết riêng của từng mẫu phiếu.",
                    f"label-{code}",
                )
            )
        if any(len(text) > LONGEST for text in words.values()):
            reasons.append(Reason(f"{code}: tên dài quá {LONGEST} chữ.", f"label-{code}"))
    return reasons
