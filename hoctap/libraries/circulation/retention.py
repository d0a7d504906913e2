"""How long it is known who borrowed what: after the term the loan stays as a count, nobody's."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.reading import not_shown
from hoctap.core.registries import RetentionKind
from hoctap.libraries.circulation.forgetting import forget
from hoctap.libraries.models import Borrower, Hold, Loan


def old_loans(place_id: UUID, before: dt.date) -> "QuerySet[Loan]":
    rows = Loan.objects.filter(
        returned_on__lt=before, borrower__isnull=False, library__place__path__contains=[place_id]
    )
    return rows.select_related("library__place", "copy")


def drop_names(rows: list[Any], by: Actor) -> int:
    Loan.objects.filter(pk__in=[row.pk for row in rows], returned_on__isnull=False).update(borrower=None)
    if rows:
        audit.record(by, "libraries.loan.names_dropped", rows[0], count=len(rows))
    return len(rows)


def old_cards(place_id: UUID, before: dt.date) -> "QuerySet[Borrower]":
    """Ended, and nothing at home: what is still out keeps its card. A loan that a loss settled keeps its number alone."""
    out = Loan.objects.awaited().filter(borrower=OuterRef("pk"))
    rows = Borrower.objects.filter(
        ~Exists(out), ended_on__lt=before, is_erased=False, library__place__path__contains=[place_id]
    )
    return rows.select_related("library__place")


def drop_cards(rows: list[Any], by: Actor) -> int:
    for borrower in rows:
        audit.record(by, "libraries.borrower.names_dropped", borrower)
        forget(borrower, today(), by)
    return len(rows)


HOLD_NAMES_DAYS = 30
"""After it is over: fetched, expired, dropped. Told to people on the form of the public door."""


def old_holds(place_id: UUID | None, before: dt.date) -> "QuerySet[Hold]":
    rows = Hold.objects.left_with_a_name().filter(closed_on__lt=before)
    rows = rows.filter(library__place__path__contains=[place_id]) if place_id else rows
    return rows.select_related("library__place", "title")


def drop_hold_names(rows: list[Any], by: Actor) -> int:
    fields = ["asker_name", "asker_phone", "asker_card"]
    for row in rows:
        row.asker_name = row.asker_phone = row.asker_card = ""
        row.save(update_fields=fields)
        audit.record(by, "libraries.hold.names_dropped", row, fields=fields)
    return len(rows)


def drop_all_hold_names(by: Actor) -> int:
    """The daily job, everywhere: what the form promised."""
    with not_shown():
        before = today() - dt.timedelta(days=HOLD_NAMES_DAYS)
        return drop_hold_names(list(old_holds(None, before)[:5000]), by)


HOLDS = RetentionKind(
    label="Tên, điện thoại, số thẻ người đặt trước sách mà chưa có thẻ",
    holds="họ tên, điện thoại hoặc số thẻ mà người đặt sách để lại, ở bàn mượn trả hoặc qua cổng",
    basis="Thời hạn đề xuất, chưa kiểm chứng; hệ thống tự xóa mỗi ngày những gì quá 30 ngày, như đã báo trên tờ đặt sách.",
    after="kể từ ngày lấy sách, bỏ hoặc quá hạn giữ",
    months=1,
    way="delete",
    find=old_holds,
    describe=lambda row: f"lượt đặt “{row.title.name}”",
    carry_out=drop_hold_names,
)
LOANS = RetentionKind(
    label="Ai đã mượn sách nào",
    holds="liên hệ giữa lượt mượn đã trả và thẻ bạn đọc",
    basis="Thời hạn đề xuất, chưa kiểm chứng: chỉ cần để đối chiếu khi sách hư hỏng và làm minh chứng của năm.",
    after="kể từ ngày trả sách",
    months=12,
    way="anonymise",
    find=old_loans,
    describe=lambda row: f"{row.copy.code}, {row.library.name}, trả ngày {row.returned_on:%d/%m/%Y}",
    carry_out=drop_names,
)
CARDS = RetentionKind(
    label="Thẻ bạn đọc đã thôi dùng",
    holds="họ tên, lớp, địa chỉ, số thẻ của người đã thôi mượn",
    basis="Thời hạn đề xuất, chưa kiểm chứng: chỉ cần để cấp lại thẻ và đối chiếu sách.",
    after="kể từ ngày thôi dùng thẻ",
    months=12,
    way="delete",
    find=old_cards,
    describe=lambda row: f"thẻ {row.card}, {row.library.name}",
    carry_out=drop_cards,
)
