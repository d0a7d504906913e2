"""What a body may set in a type of report of its own. Values in, reasons out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.reports.periodic.definition import SectionSpec

MOST_SECTIONS = 20
MOST_COLUMNS = 40


@dataclass(frozen=True)
class TypeDetails:
    """A type as its form gives it. `kept` are keys of tables of the type it was made from; `added` are codes of quantities."""

    name: str
    valid_from: dt.date
    summary: str
    sections: tuple[SectionSpec, ...]
    due_months: int | None
    due_day: int | None
    receivers: tuple[str, ...]
    """Keys of receivers as the form offers them: 'above:association:province'."""
    gathering: str
    signer_title: str
    authority_lines: tuple[str, ...]
    accepts_unsigned: bool
    source: str
    waits_for: str


def type_blockers(details: TypeDetails, *, unknown: Sequence[str], last_from: dt.date | None) -> list[Reason]:
    reasons = []
    if not details.name.strip():
        reasons.append(Reason("Ghi tên loại báo cáo.", "name"))
    if not details.sections:
        reasons.append(Reason("Báo cáo phải có ít nhất một mục.", "sections"))
    if len(details.sections) > MOST_SECTIONS:
        reasons.append(Reason(f"Nhiều nhất {MOST_SECTIONS} mục.", "sections"))
    headings = [one.heading.casefold() for one in details.sections]
    if len(headings) != len(set(headings)):
        reasons.append(Reason("Hai mục trùng tên: mỗi mục một tên riêng.", "sections"))
    if (details.due_months is None) != (details.due_day is None):
        reasons.append(Reason("Hạn gửi cần cả tháng và ngày, hoặc bỏ trống cả hai.", "due_day"))
    if not details.receivers:
        reasons.append(Reason("Chọn ít nhất một nơi nhận.", "receivers"))
    if details.gathering and details.gathering not in details.receivers:
        reasons.append(Reason("Nơi tổng hợp phải là một trong các nơi nhận.", "gathering"))
    if unknown:
        reasons.append(Reason(f"Không còn số liệu: {', '.join(unknown)}.", "added"))
    columns = sum(len(table.columns) for one in details.sections for table in one.tables)
    if columns > MOST_COLUMNS * 10:
        reasons.append(Reason("Bảng quá rộng, không in được.", "tables"))
    if "{period}" not in details.summary:
        reasons.append(Reason("Trích yếu phải có {period}, chỗ ghi kỳ báo cáo.", "summary"))
    if last_from is not None and details.valid_from < last_from:
        reasons.append(Reason(f"Bản mới dùng từ {last_from:%d/%m/%Y} trở đi, như bản trước.", "valid_from"))
    return reasons
