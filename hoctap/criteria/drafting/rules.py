"""What a draft must be before it may be published. Values in, reasons out: the header here, lines in `criteria.rules`."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.criteria.drafting.content import Content
from hoctap.criteria.drafting.table import LONGEST, SEPARATOR
from hoctap.criteria.rules import (
    GradeRow,
    GroupRow,
    PointsDraft,
    StandardsDraft,
    Validity,
    points_reasons,
    standards_reasons,
    validity_reasons,
)

_LISTS = {
    "forms": "mẫu phiếu",
    "grades": "xếp loại",
    "levels": "mức độ",
    "kinds": "loại đơn vị",
    "variants": "trường hợp riêng",
}


def content_reasons(
    content: Content,
    *,
    title: str,
    measures: Mapping[str, Collection[str]],
    uses: Mapping[str, Collection[str]] | None = None,
) -> list[Reason]:
    """All that stands between this draft and its publication, but for the instrument and the other editions."""
    return header_reasons(content) + line_reasons(content, title=title, measures=measures, uses=uses)


def header_reasons(content: Content) -> list[Reason]:
    reasons = []
    if not content.name:
        reasons.append(Reason("Chưa ghi tên bộ tiêu chí.", "name"))
    if not content.instrument:
        reasons.append(Reason("Chưa ghi văn bản ban hành bộ tiêu chí.", "instrument"))
    if content.valid_from is None:
        reasons.append(Reason("Chưa ghi ngày bắt đầu hiệu lực.", "valid_from"))
    elif content.valid_to is not None and content.valid_to <= content.valid_from:
        reasons.append(Reason("Ngày hết hiệu lực phải sau ngày bắt đầu.", "valid_to"))
    return reasons + shape_reasons(content)


def shape_reasons(content: Content) -> list[Reason]:
    """What would not even lie in the table as it is meant."""
    reasons = []
    for key, word in _LISTS.items():
        rows = getattr(content, key)
        for row, one in enumerate(rows, start=1):
            if not one["code"] or not one["label"]:
                reasons.append(Reason(f"Danh sách {word}, dòng {row}: ghi cả mã và tên.", key))
            if SEPARATOR.strip() in one["label"] or ":" in one["code"] or SEPARATOR.strip() in one["code"]:
                reasons.append(
                    Reason(f"Danh sách {word}, dòng {row}: không dùng dấu “;” trong tên, “:” trong mã.", key)
                )
        for field, what in (("code", "mã"), ("label", "tên")):
            seen = [one[field].casefold() for one in rows]
            if len(set(seen)) != len(seen):
                reasons.append(Reason(f"Danh sách {word}: hai dòng trùng {what}.", key))
    if content.scoring == "points" and content.levels:
        reasons.append(Reason("Bộ chấm điểm có xếp loại, không có mức độ.", "levels"))
    if content.is_standards and (content.grades or content.threshold):
        reasons.append(Reason("Bộ đạt / không đạt có mức độ, không có điểm đạt và xếp loại.", "grades"))
    if len(content.name) > 200 or len(content.instrument) > 300:
        reasons.append(Reason("Tên dài nhất 200 chữ, văn bản dài nhất 300 chữ.", "name"))
    for months in (content.valid_months, content.next_level_months):
        if months is not None and not 1 <= months <= 240:
            reasons.append(Reason("Số tháng từ 1 đến 240.", "valid_months"))
    for number in (content.threshold, content.least_each, content.declared_total):
        if number is not None and not 0 <= number <= 9999:
            reasons.append(Reason("Điểm phải từ 0 đến 9.999.", "threshold"))
    for row, line in enumerate(content.lines, start=1):
        for field, most in LONGEST.items():
            if len(getattr(line, field)) > most:
                reasons.append(Reason(f"Dòng {row} ({line.code[:20]}): có ô dài quá {most} chữ.", "criteria"))
        if not 0 <= line.max_points <= 9999:
            reasons.append(Reason(f"Dòng {row} ({line.code[:20]}): điểm phải từ 0 đến 9.999.", "criteria"))
    return reasons


def line_reasons(
    content: Content,
    *,
    title: str,
    measures: Mapping[str, Collection[str]],
    uses: Mapping[str, Collection[str]] | None = None,
) -> list[Reason]:
    if content.is_standards:
        draft = StandardsDraft(
            content.stages,
            [line.indicator for line in content.lines],
            {row["code"] for row in content.kinds},
            {row["code"] for row in content.variants},
        )
        return standards_reasons(draft, measures, title, uses)
    groups = [GroupRow(row["name"], Decimal(str(row["points"]))) for row in content.groups]
    grades = [
        GradeRow(
            row["label"],
            Decimal(str(row["from"])),
            Decimal(str(row["below"])) if row.get("below") is not None else None,
        )
        for row in content.grades
    ]
    reasons = points_reasons(
        PointsDraft(
            content.threshold,
            content.least_each,
            content.declared_total,
            [line.frozen for line in content.lines],
            groups,
            grades,
        )
    )
    named = {group.name for group in groups}
    for row, line in enumerate(content.lines, start=1):
        if named and line.group and line.group not in named:
            reasons.append(
                Reason(
                    f"Dòng {row} ({line.code}): nhóm “{line.group}” không có trong danh sách nhóm.",
                    "criteria",
                )
            )
    return reasons


def closed_by(mine: Validity, others: Iterable[Validity]) -> list[Validity]:
    """Those without a last day that began before: publication may end them on the day this one begins."""
    return [one for one in others if one.end is None and one.start < mine.start]


def overlap_reasons(mine: Validity, others: Iterable[Validity], *, where: str, closes: bool) -> list[Reason]:
    left = list(others)
    if closes:
        ended = closed_by(mine, left)
        left = [one for one in left if one not in ended]
    return validity_reasons(mine, left, where=where)


def ending_reasons(
    *,
    is_published: bool,
    start: dt.date,
    end: dt.date | None,
    ends_on: dt.date | None,
    why: str,
    number: str,
    dated_on: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    """Of an edition that an instrument ends while nothing follows it."""
    if not is_published:
        return [Reason("Bản nháp chưa ban hành thì bỏ, không cần kết thúc.")]
    if end is not None:
        return [Reason(f"Bộ này đã ghi ngày hết hiệu lực: {format_date(end)}.")]
    reasons = []
    if ends_on is None:
        reasons.append(Reason("Ghi ngày thôi áp dụng.", "ends_on"))
    elif ends_on <= start:
        reasons.append(
            Reason(f"Ngày thôi áp dụng phải sau ngày bắt đầu hiệu lực ({format_date(start)}).", "ends_on")
        )
    if not why:
        reasons.append(Reason("Ghi vì sao bộ này thôi áp dụng mà chưa có bộ thay.", "why"))
    if not number:
        reasons.append(Reason("Ghi số của văn bản bãi bỏ.", "number"))
    if dated_on is None:
        reasons.append(Reason("Ghi ngày của văn bản bãi bỏ.", "dated_on"))
    elif dated_on > today:
        reasons.append(
            Reason(f"Văn bản ghi ngày {format_date(dated_on)}, chưa tới. Xem lại ngày.", "dated_on")
        )
    return reasons


def publishing_reasons(*, number: str, dated_on: dt.date | None, copy: bytes, today: dt.date) -> list[Reason]:
    reasons = []
    if not number:
        reasons.append(Reason("Ghi số của văn bản ban hành.", "number"))
    if dated_on is None:
        reasons.append(Reason("Ghi ngày của văn bản ban hành.", "dated_on"))
    elif dated_on > today:
        reasons.append(
            Reason(f"Văn bản ghi ngày {format_date(dated_on)}, chưa tới. Xem lại ngày.", "dated_on")
        )
    if not copy:
        reasons.append(Reason("Đính kèm bản quét hoặc ảnh chụp văn bản ban hành.", "copy"))
    return reasons
