"""Who is in and who is missing, as it is seen on the screen of a call."""

from django.utils import timezone

from hoctap.core.dates import VIETNAM
from hoctap.core.sheet_stream import LongSheet, SheetColumn, Value
from hoctap.core.vietnamese import format_date
from hoctap.reports.calls.queries import Answer, CallPage


def call_sheet(page: CallPage) -> LongSheet:
    call = page.call
    return LongSheet(
        name="Báo cáo của cấp dưới",
        title=f"{call}: ai đã gửi, ai chưa",
        columns=[
            SheetColumn("Nơi báo cáo", "text", 34),
            SheetColumn("Trạng thái", "text", 22),
            SheetColumn("Gửi ngày", "text", 14),
            SheetColumn("Trễ hạn", "text", 10),
            SheetColumn("Bản", "count", 8),
            SheetColumn("Văn bản đã ký", "text", 20),
        ],
        rows=[_line(one) for one in page.answers],
        notes=(page.finding, f"Hạn cuối {format_date(call.last_day)}."),
        dash=False,
    )


def _line(one: Answer) -> list[Value]:
    report = one.report
    number = report.paper.full_number if report and report.paper else ""
    day = ""
    if report is not None and report.submitted_at is not None:
        sent_on = report.sent_on or timezone.localtime(report.submitted_at, VIETNAM).date()
        day = format_date(sent_on)
    return [
        one.place.title,
        one.label,
        day,
        "trễ" if one.is_late else "",
        report.version if report else None,
        number,
    ]
