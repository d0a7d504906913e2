"""The books shaped for their screens."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.papers.books import numbering, rules
from hoctap.papers.books.models import (
    Delivery,
    Dispatch,
    FreeNumbers,
    Incoming,
    IncomingState,
    PaperRecipient,
    Purpose,
)
from hoctap.papers.books.recipients import (
    RecipientLine,
    groups_for,
    lines_of,
    printed_recipients,
    receipts_of,
)
from hoctap.papers.books.registry import Target, Targets, incoming_targets
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import SIGNED, Paper, PaperState, PaperWithdrawal
from hoctap.places.models import Numbering, Organisation, OrganisationKind, Place

__all__ = ["RecipientLine", "groups_for", "lines_of", "printed_recipients", "receipts_of"]

PAGE = 50


def issuers_for(actor: Actor, permission: Permission = Permission.PAPER_READ) -> "QuerySet[Organisation]":
    """Organisations whose books the actor may see, or keep."""
    organisations = Organisation.objects.filter(place__in=Place.objects.reached_by(actor, permission))
    return organisations.select_related("place").order_by("place__sort_key", "name", "id")


def listed_issuers(actor: Actor) -> "QuerySet[Organisation]":
    """The board of a hamlet keeps no book of its own; only its own people, to whom papers come, find it in the list."""
    own = actor.places_given(Permission.PAPER_READ)
    listed = ~Q(kind=OrganisationKind.HAMLET_BOARD) | Q(place__in=own)
    return issuers_for(actor).filter(listed)


@dataclass(frozen=True)
class BookRow:
    organisation: Organisation
    papers: int
    incoming: int
    awaiting: int


def book_rows(organisations: Iterable[Organisation], year: int) -> list[BookRow]:
    """Three queries for a page of organisations."""
    page = list(organisations)
    ids = [one.pk for one in page]

    def counts(rows: "QuerySet[Any]", key: str) -> dict[Any, int]:
        return dict(rows.order_by().values_list(key).annotate(n=Count("pk")))

    papers = counts(
        Paper.objects.filter(issuer__in=ids, year=year, state__in=SIGNED, number__isnull=False), "issuer"
    )
    incoming = counts(Incoming.objects.filter(organisation__in=ids, year=year), "organisation")
    awaiting = counts(Delivery.objects.filter(organisation__in=ids, received_on__isnull=True), "organisation")
    return [
        BookRow(one, papers.get(one.pk, 0), incoming.get(one.pk, 0), awaiting.get(one.pk, 0)) for one in page
    ]


def years_of(organisation: Organisation) -> list[int]:
    """The years that have a line in one of the books, and this one; newest first."""
    papers = Paper.objects.filter(issuer=organisation, state__in=SIGNED).aggregate(
        first=Min("year"), last=Max("year")
    )
    incoming = Incoming.objects.filter(organisation=organisation).aggregate(
        first=Min("year"), last=Max("year")
    )
    known = [year for year in (*papers.values(), *incoming.values(), today().year) if year]
    return list(range(max(known), min(known) - 1, -1))


# ---------------------------------------------------------------- sổ đăng ký văn bản đi

OUT_HEADS = (
    "Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Người ký", "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
)  # fmt: skip


def outgoing(organisation: Organisation, year: int, *, search: str = "") -> "QuerySet[Paper]":
    """Signed papers with a number, in the order of the book."""
    papers = Paper.objects.filter(
        issuer=organisation, year=year, state__in=SIGNED, number__isnull=False
    ).select_related("issuer", "dispatch", "withdrawal__by_paper__issuer")
    if search := search.strip():
        found = Q(title__icontains=search) | Q(signer__icontains=search)
        found |= Q(pk__in=PaperRecipient.objects.filter(words__icontains=search).values("paper"))
        digits = search.partition("/")[0].strip()
        if digits.isdigit() and len(digits) <= 5:
            found |= Q(number=int(digits))
        papers = papers.filter(found)
    recipients = PaperRecipient.objects.order_by("position").only(
        "paper", "words", "purpose", "group", "organisation"
    )
    return papers.prefetch_related(Prefetch("recipients", recipients)).order_by(
        "dated_on", "kind", "number", "id"
    )


@dataclass(frozen=True)
class OutRow:
    paper: Paper
    label: str
    recipients: list[str]

    @property
    def dispatch(self) -> Dispatch | None:
        return getattr(self.paper, "dispatch", None)

    @property
    def cells(self) -> list[str | int | None]:
        """The ten columns of the book."""
        dispatch = self.dispatch
        return [
            self.paper.full_number,
            _day(self.paper.dated_on),
            f"{self.label}: {self.paper.title}",
            self.paper.signer,
            "; ".join(self.recipients),
            dispatch.kept_by if dispatch else "",
            dispatch.copies if dispatch else None,
            _day(dispatch.handed_on) if dispatch else "",
            dispatch.signed_for if dispatch else "",
            self.note,
        ]

    @property
    def withdrawal(self) -> PaperWithdrawal | None:
        return getattr(self.paper, "withdrawal", None)

    @property
    def note(self) -> str:
        """Ghi chú: that it holds no more, and what was noted by hand."""
        parts = (
            self.withdrawal.in_words if self.withdrawal else "",
            self.dispatch.note if self.dispatch else "",
        )
        return "; ".join(part for part in parts if part)


def out_rows(papers: Iterable[Paper]) -> list[OutRow]:
    found = []
    for paper in papers:
        kind = paper_kinds.get(paper.kind)
        lines = [
            rules.PrintedLine(one.words, str(Purpose(one.purpose).label) if one.purpose else "", one.group)
            for one in paper.recipients.all()
        ]
        found.append(OutRow(paper, kind.label if kind else paper.kind, rules.printed_lines(lines)))
    return found


def in_words(dispatch: Dispatch) -> str:
    """'3 bản, lưu Văn thư, chuyển ngày 09/11/2024, Lê Thị Mai ký nhận'."""
    parts = [
        f"{dispatch.copies} bản" if dispatch.copies else "",
        f"lưu {dispatch.kept_by}" if dispatch.kept_by else "",
        f"chuyển ngày {dispatch.handed_on:%d/%m/%Y}" if dispatch.handed_on else "",
        f"{dispatch.signed_for} ký nhận" if dispatch.signed_for else "",
        dispatch.note,
    ]
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class NumberNotes:
    """What a book's numbers ask for: of an own book to be put right, of an outside one only to be known."""

    is_own: bool
    gaps: list[numbering.Gap]
    doubles: list[numbering.Double]
    free: list[FreeNumbers]


def number_notes(organisation: Organisation, year: int) -> NumberNotes:
    return NumberNotes(
        is_own=organisation.numbering == Numbering.OWN,
        gaps=numbering.gaps_of(organisation, year),
        doubles=numbering.doubles_of(organisation, year),
        free=list(FreeNumbers.objects.filter(issuer=organisation, year=year)),
    )


# ---------------------------------------------------------------- sổ đăng ký văn bản đến

IN_HEADS = (
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung",
    "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
)  # fmt: skip
FOLLOW_HEADS = (
    "Số đến", "Tên loại, số, ký hiệu, ngày tháng và tác giả", "Đơn vị hoặc người nhận", "Thời hạn giải quyết",
    "Tiến độ giải quyết", "Số, ký hiệu văn bản trả lời", "Ghi chú",
)  # fmt: skip


def incoming_of(
    organisation: Organisation, year: int, *, search: str = "", only: str = ""
) -> "QuerySet[Incoming]":
    """`only`: open, late or done."""
    rows = Incoming.objects.filter(organisation=organisation, year=year).select_related(
        "organisation__place", "handler"
    )
    if search := search.strip():
        found = Q(title__icontains=search) | Q(issuer_name__icontains=search) | Q(kind__icontains=search)
        found |= Q(number_key__contains=rules.key_of(search))
        if search.isdigit() and len(search) <= 6:
            found |= Q(arrival_number=int(search))
        rows = rows.filter(found)
    late = Q(done_on__isnull=True, due_on__lt=today()) | Q(done_on__gt=F("due_on"))
    narrowed = {
        "open": ~Q(state=IncomingState.DONE),
        "late": late,
        "done": Q(state=IncomingState.DONE),
    }.get(only)
    return rows.filter(narrowed) if narrowed is not None else rows


@dataclass(frozen=True)
class InRow:
    incoming: Incoming
    is_late: bool

    @property
    def receiver(self) -> str:
        handler = self.incoming.handler.full_name if self.incoming.handler else ""
        return ", ".join(one for one in (self.incoming.unit, handler) if one)

    @property
    def progress(self) -> str:
        one = self.incoming
        said = one.progress
        if one.done_on:
            said = f"Xong ngày {one.done_on:%d/%m/%Y}" + (f": {said}" if said else "")
        return f"{said or one.get_state_display()}{' (quá hạn)' if self.is_late else ''}"

    @property
    def cells(self) -> list[str | int | None]:
        one = self.incoming
        return [
            _day(one.received_on), one.arrival_number, one.issuer_name, one.number, _day(one.dated_on),
            f"{one.kind}: {one.title}" if one.kind else one.title, self.receiver, _day(one.handed_on),
            one.signed_for, _with_urgency(one),
        ]  # fmt: skip

    @property
    def follow_cells(self) -> list[str | int | None]:
        one = self.incoming
        return [
            one.arrival_number, f"{one.described}: {one.title}", self.receiver, _day(one.due_on),
            self.progress, one.reply_number, _with_urgency(one),
        ]  # fmt: skip


def in_rows(rows: Iterable[Incoming]) -> list[InRow]:
    day = today()
    return [InRow(one, rules.is_late(one.due_on, one.done_on, day)) for one in rows]


def awaiting(organisation: Organisation) -> "QuerySet[Delivery]":
    """Signed papers that came to the organisation here and that nobody there has received."""
    rows = Delivery.objects.filter(organisation=organisation, received_on__isnull=True)
    return rows.select_related("recipient__paper__issuer", "organisation__place")


def same_as(
    organisation: Organisation, *, issuer_key: str, number_key: str, dated_on: dt.date | None
) -> Incoming | None:
    """The line of the book that has this paper already."""
    if not number_key or dated_on is None:
        return None
    rows = Incoming.objects.filter(
        organisation=organisation, issuer_key=issuer_key, number_key=number_key, dated_on=dated_on
    )
    return rows.first()


def issuer_named(name: str, on: dt.date | None) -> Organisation | None:
    """The one organisation here that was so called on that day."""
    if not name or on is None:
        return None
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    found = list(Organisation.objects.filter(standing, name__iexact=name, valid_from__lte=on)[:2])
    return found[0] if len(found) == 1 else None


def next_arrival(organisation: Organisation, year: int) -> int:
    last = Incoming.objects.filter(organisation=organisation, year=year).aggregate(last=Max("arrival_number"))
    return (last["last"] or 0) + 1


def incoming_words(one: Incoming) -> str:
    return f"số đến {one.arrival_number}, ngày {one.received_on:%d/%m/%Y}, {one.described}, “{one.title}”"


def _with_urgency(one: Incoming) -> str:
    urgency = "" if one.urgency == "usual" else str(one.get_urgency_display())
    return "; ".join(part for part in (urgency, one.note) if part)


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


MOST_TARGETS = 50


def papers_of(organisation: Organisation, actor: Actor) -> Targets:
    """Papers that the organisation made itself: an answer, a plan of its own."""
    papers = Paper.objects.visible_to(actor).filter(issuer=organisation).exclude(state=PaperState.VOID)
    return Targets(
        "Văn bản của cơ quan",
        tuple(
            Target(
                "papers.paper",
                str(one.pk),
                f"{paper_kinds[one.kind].label} {one.full_number}".strip() + f": {one.title}",
            )
            for one in papers.select_related("issuer").order_by("-id")[:MOST_TARGETS]
        ),
    )


def targets_for(organisation: Organisation, actor: Actor) -> list[Targets]:
    return [found for make in incoming_targets if (found := make(organisation, actor)).found]
