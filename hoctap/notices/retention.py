"""How long in-app messages are kept: those that were read go."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor
from hoctap.core.registries import RetentionKind
from hoctap.notices.models import Notice


def read_notices(place_id: UUID, before: dt.date) -> QuerySet[Notice]:
    """Of people who hold a position in the commune."""
    here = Capacity.objects.filter(organisation__place__path__contains=[place_id])
    return Notice.objects.filter(read_at__date__lt=before, user__in=here.values("user"))


def drop_notices(rows: list[Any], by: Actor) -> int:
    Notice.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


READ_NOTICES = RetentionKind(
    label="Thông báo trong phần mềm đã đọc",
    holds="lời nhắc việc gửi cho người dùng",
    basis="Thời hạn đề xuất, chưa kiểm chứng. Đã đọc thì không còn cần.",
    after="kể từ ngày đọc",
    months=12,
    way="delete",
    find=read_notices,
    describe=lambda notice: f"thông báo đọc ngày {notice.read_at:%d/%m/%Y}",
    carry_out=drop_notices,
)
