"""How long names of contributors are kept that nobody needs any more. Months are a proposal; an officer decides them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.registries import RetentionKind
from hoctap.materials.models import MaterialVersion, VersionState
from hoctap.people.subject_rules import ERASED_NAME


def _old(place_id: UUID, before: dt.date) -> QuerySet[MaterialVersion]:
    """Of materials that are withdrawn: what is published is said to be whose it is."""
    rows = MaterialVersion.objects.filter(
        material__place__path__contains=[place_id],
        material__withdrawn_at__date__lt=before,
        state__in=[VersionState.WITHDRAWN, VersionState.REPLACED],
    )
    return (
        rows.exclude(contributor_name="")
        .exclude(contributor_name=ERASED_NAME)
        .select_related("material__place")
    )


def _forget(rows: list[Any], by: Actor) -> int:
    for version in rows:
        version.contributor_name, version.contributor, version.is_credited = ERASED_NAME, None, False
        version.save(update_fields=["contributor_name", "contributor", "is_credited"])
        audit.record(by, "materials.version.contributor_forgotten", version, fields=["contributor_name"])
    return len(rows)


CONTRIBUTORS = RetentionKind(
    label="Tên người đóng góp của học liệu đã rút",
    holds="họ tên người dân đóng góp, ngày và cách đồng ý",
    basis="Thời hạn đề xuất, chưa kiểm chứng; rút rồi thì không còn ghi công.",
    after="kể từ ngày rút",
    months=24,
    way="anonymise",
    find=_old,
    describe=str,
    carry_out=_forget,
)
PUBLISHED = RetentionKind(
    label="Học liệu mở",
    holds="tài liệu, tác giả, giấy phép, số bản in đã phát, lượt đọc theo ngày (không có tên người đọc)",
    basis="Tài liệu để dùng lâu dài; lượt đọc không gắn với người nào.",
)
