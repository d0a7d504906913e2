"""What keeps a line of the table from being written down. Plain values in, reasons out."""

from collections.abc import Collection
from dataclasses import dataclass

from hoctap.core.refusals import Reason


@dataclass(frozen=True)
class LineTyped:
    dossier: str
    code: str
    wording: str
    measure: str
    source: str


def line_reasons(
    typed: LineTyped, *, dossiers: Collection[str], measures: Collection[str], is_taken: bool
) -> list[Reason]:
    reasons = []
    if typed.dossier not in dossiers:
        reasons.append(Reason("Chọn hồ sơ.", "dossier"))
    if not typed.code:
        reasons.append(Reason("Ghi số của tiêu chí trong hồ sơ, ví dụ 5.2.", "code"))
    if not typed.wording:
        reasons.append(Reason("Ghi nội dung tiêu chí như trên văn bản.", "wording"))
    if typed.measure not in measures:
        reasons.append(Reason("Chọn số liệu trong danh sách.", "measure"))
    if not typed.source:
        reasons.append(Reason("Ghi văn bản đặt ra tiêu chí: số, ngày, cơ quan.", "source"))
    if is_taken:
        reasons.append(Reason(f"Tiêu chí {typed.code} đã nối với số liệu này rồi.", "measure"))
    return reasons
