"""Names of people outside the register who came to a session: after their time they are blanked, and the counts stay."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.registries import RetentionKind
from hoctap.core.tokens import kept_form
from hoctap.learning.models import Attendance

BLANKED = "(tên đã xóa theo thời hạn)"


def old_names(commune: UUID, before: dt.date) -> "QuerySet[Attendance]":
    rows = Attendance.objects.filter(
        person__isnull=True, session__on__lt=before, session__activity__commune=commune
    )
    return rows.exclude(full_name=BLANKED).select_related("session__activity__place")


def blank_names(rows: list[Any], by: Actor) -> int:
    """Who was one person at several sessions stays one: a digest under a key outside the database stands for name, year of birth and place."""
    for row in rows:
        told = f"{row.name_key}|{row.birth_year}|{row.from_where.lower()}"
        row.name_key = kept_form(told, "attendance_name")[:32]
        row.full_name, row.birth_year, row.from_where, row.removed_why = (
            BLANKED,
            None,
            "",
            BLANKED if row.removed_at else "",
        )
        row.save(update_fields=["name_key", "full_name", "birth_year", "from_where", "removed_why"])
    if rows:
        audit.record(by, "learning.attendance.names_blanked", rows[0].session, count=len(rows))
    return len(rows)


NAMES = RetentionKind(
    label="Tên người dự buổi học ngoài sổ hộ",
    holds="họ tên, năm sinh, nơi ở của người không có trong sổ, ghi khi điểm danh",
    basis="Thời hạn đề xuất, chưa kiểm chứng: chỉ cần để đếm số người dự và kiểm tra báo cáo của năm.",
    after="kể từ ngày của buổi học",
    months=24,
    way="anonymise",
    find=old_names,
    describe=lambda row: f"{row.full_name}, {row.session.activity.title}, {row.session.on:%d/%m/%Y}",
    carry_out=blank_names,
)
