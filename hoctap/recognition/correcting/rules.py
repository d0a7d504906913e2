"""When a signed tờ trình may be corrected. Values in, reasons out."""

from collections.abc import Mapping
from uuid import UUID

from hoctap.core.refusals import Reason


def correction_reasons(
    *,
    is_signed: bool,
    has_draft: bool,
    has_open_correction: bool,
    whys: Mapping[UUID, str],
    names: Mapping[UUID, str],
    word: str,
) -> list[Reason]:
    """`whys` is what was chosen, `names` those of them that still wait for a decision by this tờ trình."""
    reasons = []
    if not is_signed:
        reasons.append(
            Reason("Tờ trình chưa ký thì rút tờ trình rồi lập lại, không cần tờ trình điều chỉnh.")
        )
    if has_draft:
        reasons.append(
            Reason(
                "Đã soạn quyết định theo tờ trình này. Bỏ bản soạn quyết định trước, điều chỉnh rồi soạn lại."
            )
        )
    if has_open_correction:
        reasons.append(
            Reason("Đang có tờ trình điều chỉnh của tờ trình này chưa ký. Ký hoặc bỏ tờ trình ấy trước.")
        )
    if not whys:
        reasons.append(Reason(f"Chưa chọn {word} nào để đưa ra khỏi tờ trình."))
    if set(whys) - set(names):
        reasons.append(
            Reason(f"Có {word} không thuộc tờ trình này hoặc không còn chờ quyết định. Tải lại trang.")
        )
    reasons += [
        Reason(f"{name}: đưa ra khỏi tờ trình thì phải ghi lý do.", f"why-{pk}")
        for pk, name in names.items()
        if not whys.get(pk)
    ]
    return reasons
