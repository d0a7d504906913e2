"""Reports on the board of a place: who below has not sent, or what the place itself owes."""

from django.urls import reverse

from hoctap.core.permissions import Permission
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head, cannot_tell
from hoctap.reports.calls import queries
from hoctap.reports.periodic.models import ReportCall

HEADING = "Báo cáo của cấp dưới"
OWED = "Báo cáo phải gửi"
MOST_CALLS = 3


def missing_reports(asked: Asked) -> BoardSection | None:
    """Of the calls of the year, the latest first: each place from which nothing stands. Two queries for each call, three calls at most."""
    if not asked.actor.may(Permission.REPORT_RECEIVE, at=asked.place):
        return None
    if asked.as_of:
        return cannot_tell(HEADING, "chỉ biết báo cáo nào đang thiếu hôm nay", order=25)
    calls = list(
        ReportCall.objects.filter(place=asked.place, ends_on__year=asked.year)
        .select_related("type", "place", "receiver")
        .order_by("-before_on")[:MOST_CALLS]
    )
    if not calls:
        return None
    pages = queries.call_pages(calls)
    rows = [
        (
            Cell(one.place.title),
            Cell(str(page.call), reverse("call_detail", args=[page.call.pk])),
            Cell(page.call.last_day),
            Cell(one.label, tone=one.tone),
        )
        for page in pages
        for one in page.absent
    ]
    finding = " ".join(f"{page.call}: {page.finding}" for page in pages)
    return BoardSection(
        HEADING,
        finding,
        25,
        table=BoardTable(
            f"Nơi chưa gửi báo cáo năm {asked.year}",
            (Head("Nơi"), Head("Báo cáo"), Head("Hạn cuối", "date"), Head("Tình trạng", "state")),
            rows,
        )
        if rows
        else None,
        url=reverse("periodic_list"),
        url_label="Mọi báo cáo",
    )


def owed_reports(asked: Asked) -> BoardSection | None:
    """What the place is asked for and has not sent. Four queries."""
    if asked.is_above_communes or not asked.actor.may(Permission.REPORT_PREPARE, at=asked.place):
        return None
    if asked.as_of:
        return None
    owed = [
        one
        for one in queries.owed_by(asked.actor)
        if one.place.pk == asked.place.pk and one.is_open and one.call.ends_on.year == asked.year
    ]
    if not owed:
        return None
    rows = [
        (
            Cell(str(one.call), f"{reverse('periodic_new')}?call={one.call.pk}&place={one.place.pk}"),
            Cell(one.call.last_day),
            Cell(
                "trễ hạn" if one.is_late else one.report.get_state_display() if one.report else "chưa mở",
                tone="overdue" if one.is_late else one.report.tone if one.report else "neutral",
            ),
        )
        for one in owed
    ]
    late = sum(one.is_late for one in owed)
    return BoardSection(
        OWED,
        f"{len(owed)} báo cáo phải gửi" + (f", {late} trễ hạn." if late else "."),
        26,
        table=BoardTable(
            f"Báo cáo phải gửi năm {asked.year}",
            (Head("Báo cáo"), Head("Hạn cuối", "date"), Head("Tình trạng", "state")),
            rows,
        ),
        url=reverse("periodic_list"),
        url_label="Mọi báo cáo",
    )
