"""How long it is known who borrowed what: after the term the loan stays as a count, nobody's."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.registries import RetentionKind
from hoctap.libraries.circulation.forgetting import forget
from hoctap.libraries.models import Borrower, Loan


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
    """Ended, and nothing at home: what is still out keeps its card."""
    out = Loan.objects.open().filter(borrower=OuterRef("pk"))
    rows = Borrower.objects.filter(
        ~Exists(out), ended_on__lt=before, library__place__path__contains=[place_id]
    )
    return rows.select_related("library__place")


def drop_cards(rows: list[Any], by: Actor) -> int:
    for borrower in rows:
        audit.record(by, "libraries.borrower.names_dropped", borrower)
        forget(borrower, today(), by)
    return len(rows)


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
