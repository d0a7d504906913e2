"""What of data protection waits for the signed-in person, for the home page."""

from django.urls import reverse
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_datetime
from hoctap.privacy.models import Incident, RetentionRun, RunState

MOST = 20


def work_items(by: Actor) -> list[WorkItem]:
    items = []
    if by.may_anywhere(Permission.INCIDENT_RECORD):
        now = timezone.now()
        for one in (
            Incident.objects.visible_to(by).filter(closed_on__isnull=True).select_related("place")[:MOST]
        ):
            url = reverse("incident_detail", args=[one.pk])
            if one.told_at is None:
                late = now > one.notify_by
                left = int((one.notify_by - now).total_seconds() // 3600)
                title = (
                    "Sự cố dữ liệu cá nhân: đã quá 72 giờ, phải thông báo ngay"
                    if late
                    else f"Sự cố dữ liệu cá nhân: còn {left} giờ để thông báo (trước {format_datetime(one.notify_by)})"
                )
                due_on = timezone.localtime(one.notify_by).date()
                items.append(WorkItem(title, url, why=one.place.title, due_on=due_on, late=late, order=1))
            elif one.is_harm_likely and one.subjects_told_at is None:
                title = "Sự cố dữ liệu cá nhân: báo cho người dân bị ảnh hưởng"
                items.append(WorkItem(title, url, why=one.place.title, order=2))
            else:
                items.append(
                    WorkItem("Sự cố dữ liệu cá nhân: chưa kết thúc", url, why=one.place.title, order=40)
                )
    if by.may_anywhere(Permission.SUBJECT_REQUEST):
        runs = RetentionRun.objects.visible_to(by).filter(state__in=[RunState.PREPARED, RunState.STOPPED])
        for run in runs.select_related("place")[:MOST]:
            title = f"Dọn dữ liệu hết thời hạn lưu: {run.get_state_display().lower()}"
            url = reverse("retention_detail", args=[run.pk])
            items.append(WorkItem(title, url, why=run.place.title, order=55))
    return items
