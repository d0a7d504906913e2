"""What of periodic reports waits for the signed-in person, for the home page."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.reports.calls import queries
from hoctap.reports.periodic.models import PeriodicReport, ReportState

AHEAD = 30
"""Days before the last day from which a report is asked for."""
MOST = 8


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    if by.may_anywhere(Permission.REPORT_PREPARE):
        items += _owed(by)
    if by.may_anywhere(Permission.REPORT_RECEIVE):
        items += _to_judge(by)
    return items


def _owed(by: Actor) -> list[WorkItem]:
    day, items = today(), []
    for one in queries.owed_by(by):
        if not one.is_open or not one.is_own or (one.call.last_day - day).days > AHEAD:
            continue
        returned = one.report is not None and one.report.state == ReportState.RETURNED
        url = f"{reverse('periodic_new')}?call={one.call.pk}&place={one.place.pk}"
        if one.report is not None:
            url = reverse("periodic_detail", args=[one.report.pk])
        items.append(
            WorkItem(
                f"{'Sửa báo cáo bị trả lại' if returned else 'Gửi báo cáo'}: {one.call}"[:200],
                url,
                why=f"{one.place.title}: {one.made_by}"[:120] if one.made_by else one.place.title,
                due_on=one.call.last_day if one.asks_first else None,
                late=one.is_late,
                order=7 if one.is_late or returned else 18,
            )
        )
    return items[:MOST]


def _to_judge(by: Actor) -> list[WorkItem]:
    calls = queries.gathering_calls(by)
    if not calls:
        return []
    waiting = PeriodicReport.objects.filter(call__in=calls, state=ReportState.SUBMITTED)
    counts: dict[object, int] = {}
    for call_id in waiting.values_list("call_id", flat=True):
        counts[call_id] = counts.get(call_id, 0) + 1
    later = queries.accepted_since(calls)
    items = [
        WorkItem(
            f"{counts[call.pk]} báo cáo chờ xem, nhận hoặc trả lại",
            reverse("call_detail", args=[call.pk]),
            why=str(call)[:120],
            order=16,
        )
        for call in calls
        if counts.get(call.pk)
    ]
    items += [
        WorkItem(
            f"Tổng hợp lại: {later[call.pk]} báo cáo nhận sau bản đã gửi",
            reverse("call_detail", args=[call.pk]),
            why=str(call)[:120],
            order=17,
        )
        for call in calls
        if call.pk in later
    ]
    return items[:MOST]
