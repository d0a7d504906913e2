"""Keeping the books: recipients, numbers left free, what is sent and what comes in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from hoctap.accounts.models import User
from hoctap.audit import actions as audit
from hoctap.audit.registry import subject_kinds
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.papers.books import numbering, queries, recipients, rules
from hoctap.papers.books.models import (
    INCOMING_TRANSITIONS,
    Delivery,
    Dispatch,
    FreeNumbers,
    Incoming,
    IncomingState,
    IssuerBook,
    PaperRecipient,
    SentBy,
    Urgency,
)
from hoctap.papers.books.people import may_handle
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper, PaperState
from hoctap.places.models import Numbering, Organisation

SCANS = files.IMAGE_TYPES | {files.PDF}


# ---------------------------------------------------------------- recipients


@transaction.atomic
def set_recipients(paper: Paper, lines: Sequence[RecipientLine], *, by: Actor) -> list[PaperRecipient]:
    """The whole of "Nơi nhận", in order. What was sent or received already stays; a signed paper goes to new ones at once."""
    paper = _lock_paper(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    if paper.state == PaperState.VOID:
        raise Refused("Văn bản này đã bỏ, không dùng nữa.")
    lines = [
        RecipientLine(one.organisation, clean(one.words)[:300], one.purpose, clean(one.group)[:200])
        for one in lines
    ]
    if reasons := recipients.blockers(lines, recipients.day_of(paper)):
        raise Refused(reasons)
    before = {_key(one): one for one in paper.recipients.select_related("organisation", "delivery")}
    wanted = {_key(line) for line in lines}
    dropped = [one for key, one in before.items() if key not in wanted]
    for one in dropped:
        delivery = getattr(one, "delivery", None)
        if one.sent_on or (delivery is not None and delivery.received_on):
            raise Refused(
                [Reason(f"“{one.words}” đã gửi hoặc đã nhận văn bản này, không bỏ khỏi nơi nhận được nữa.")]
            )
    Delivery.objects.filter(recipient__in=dropped).delete()
    PaperRecipient.objects.filter(pk__in=[one.pk for one in dropped]).delete()
    kept = []
    for at, line in enumerate(lines, 1):
        row = before.get(_key(line)) or PaperRecipient(paper=paper, organisation=line.organisation)
        row.position, row.words, row.purpose, row.group = at, line.shown, line.purpose, line.group
        kept.append(row)
    PaperRecipient.objects.bulk_create([row for row in kept if row._state.adding])
    PaperRecipient.objects.bulk_update(
        [row for row in kept if _key(row) in before], ["position", "words", "purpose", "group"]
    )
    if paper.is_signed:
        _deliver(paper)
    audit.record(by, "papers.recipients.set", paper, count=len(kept))
    if paper.state == PaperState.DRAFT:
        _print(paper, gone=[word for one in dropped for word in (one.group, one.words) if word], by=by)
    return kept


@transaction.atomic
def print_recipients(paper: Paper, *, by: Actor) -> bool:
    """Whoever the paper goes to stands in its print: a new version, if something was missing there."""
    paper = _lock_paper(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    if recipients.content_of(paper) is None:
        raise Refused(
            "Bản in này do cơ quan sửa bằng Word hoặc lập theo mẫu riêng: sửa Nơi nhận trong bản Word."
        )
    return _print(paper, gone=[], by=by)


def _print(paper: Paper, *, gone: Sequence[str], by: Actor) -> bool:
    from hoctap.papers import actions as papers

    content = recipients.content_of(paper)
    if content is None:
        return False
    now = recipients.with_recipients(content, recipients.lines_of(paper), gone)
    if now == content:
        return False
    papers.new_version(paper, now, why="Nơi nhận", by=by)
    return True


@transaction.atomic
def deliver(paper: Paper, *, by: Actor) -> int:
    """A signed paper lies from now on with every organisation here that it goes to. How many are new."""
    paper = _lock_paper(paper)
    by.must(paper_kinds[paper.kind].signing_permission, at=paper.place)
    if not paper.is_signed:
        raise Refused("Văn bản chưa ký, chưa gửi được.")
    if recipients.content_of(paper) is not None:
        _keep_printed(paper)
    made = _deliver(paper)
    if made:
        audit.record(by, "papers.paper.delivered", paper, count=made)
    return made


@transaction.atomic
def note_sent(
    recipient: PaperRecipient, *, sent_on: dt.date | None, sent_by: str, signed_for: str = "", by: Actor
) -> PaperRecipient:
    """By hand: when it was sent, how, who signed for it."""
    paper = _lock_paper(recipient.paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    reasons = rules.sent_blockers(
        rules.SentFacts(
            is_signed=paper.is_signed,
            paper_dated_on=paper.dated_on,
            sent_on=sent_on,
            way_is_known=sent_by in SentBy.values,
            today=today(),
        )
    )
    if reasons:
        raise Refused(reasons)
    recipient = PaperRecipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
    recipient.sent_on, recipient.sent_by, recipient.signed_for = sent_on, sent_by, clean(signed_for)[:120]
    recipient.save(update_fields=["sent_on", "sent_by", "signed_for"])
    audit.record(by, "papers.recipient.sent", paper)
    return recipient


@transaction.atomic
def record_dispatch(
    paper: Paper,
    *,
    copies: int | None = None,
    kept_by: str = "",
    handed_on: dt.date | None = None,
    signed_for: str = "",
    note: str = "",
    by: Actor,
) -> Dispatch:
    """What the book of outgoing papers says beside the paper."""
    paper = _lock_paper(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    reasons = rules.dispatch_blockers(
        is_signed=paper.is_signed,
        copies=copies,
        handed_on=handed_on,
        dated_on=paper.dated_on,
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    values = {
        "copies": copies,
        "kept_by": clean(kept_by)[:120],
        "handed_on": handed_on,
        "signed_for": clean(signed_for)[:120],
        "note": clean(note)[:200],
    }
    dispatch, _ = Dispatch.objects.update_or_create(paper=paper, defaults=values)
    audit.record(by, "papers.dispatch.recorded", paper, fields=values)
    return dispatch


def _deliver(paper: Paper) -> int:
    new = paper.recipients.filter(organisation__isnull=False, delivery__isnull=True)
    made = [
        Delivery(recipient=one, organisation=one.organisation)
        for one in new.select_related("organisation")
        if one.organisation is not None
    ]
    Delivery.objects.bulk_create(made)
    return len(made)


def _keep_printed(paper: Paper) -> None:
    """The list of recipients begins with what was printed."""
    after = paper.recipients.count()
    PaperRecipient.objects.bulk_create(
        PaperRecipient(
            paper=paper,
            organisation=line.organisation,
            position=position,
            words=line.shown[:300],
            purpose=line.purpose,
        )
        for position, line in enumerate(recipients.lines_printed_on(paper), after + 1)
    )


def _key(one: RecipientLine | PaperRecipient) -> str:
    organisation = one.organisation
    return str(organisation.pk) if organisation else rules.key_of(one.words)


# ---------------------------------------------------------------- numbers


@transaction.atomic
def set_series(issuer: Organisation, *, numbering_by: str, is_one_for_all: bool, by: Actor) -> IssuerBook:
    """Who gives the numbers, and whether one series counts all kinds of papers."""
    issuer = _lock_organisation(issuer)
    by.must(Permission.PAPER_FILE, at=issuer)
    if numbering_by not in Numbering.values:
        raise Refused([Reason("Chọn nơi cấp số.", field="numbering")])
    fields = []
    if issuer.numbering != numbering_by:
        issuer.numbering = numbering_by
        issuer.save(update_fields=["numbering"])
        fields.append("numbering")
    book, _ = IssuerBook.objects.get_or_create(issuer=issuer)
    if book.is_one_for_all != is_one_for_all:
        book.is_one_for_all = is_one_for_all
        book.save(update_fields=["is_one_for_all"])
        fields.append("is_one_for_all")
    if fields:
        audit.record(by, "papers.book.set", issuer, fields=fields)
    return book


@transaction.atomic
def leave_numbers_free(
    issuer: Organisation,
    *,
    year: int,
    series: str,
    first: int | None,
    last: int | None = None,
    reason: str,
    by: Actor,
) -> FreeNumbers:
    """Numbers of an own book that no paper will have here, and why."""
    issuer = _lock_organisation(issuer)
    by.must(Permission.PAPER_FILE, at=issuer)
    last = last if last is not None else first
    used = free = ""
    if first is not None and last is not None:
        papers = Paper.objects.filter(
            issuer=issuer, year=year, kind__in=numbering.kinds_in(series), number__gte=first, number__lte=last
        )
        paper = papers.select_related("issuer").order_by("number").first()
        used = f"số {paper.number} là của {numbering.paper_words(paper)}" if paper else ""
        rows = FreeNumbers.objects.filter(
            issuer=issuer, year=year, series=series, first__lte=last, last__gte=first
        )
        found = rows.first()
        free = f"số {found.in_words}, {found.reason}" if found else ""
    reasons = rules.free_blockers(
        rules.FreeFacts(
            first=first,
            last=last,
            reason=clean(reason),
            year=year,
            this_year=today().year,
            is_own_book=issuer.numbering == Numbering.OWN,
            series_is_known=series in numbering.series_choices(issuer),
            used_by=used,
            left_free_already=free,
        )
    )
    if reasons:
        raise Refused(reasons)
    assert first is not None
    assert last is not None
    row = FreeNumbers.objects.create(
        issuer=issuer,
        year=year,
        series=series,
        first=first,
        last=last,
        reason=clean(reason)[:200],
        noted_by=by.described,
    )
    audit.record(by, "papers.numbers.left_free", issuer)
    return row


@transaction.atomic
def take_numbers_back(row: FreeNumbers, *, by: Actor) -> None:
    """They may be given to papers again."""
    issuer = _lock_organisation(row.issuer)
    by.must(Permission.PAPER_FILE, at=issuer)
    row = FreeNumbers.objects.select_for_update(of=("self",)).get(pk=row.pk)
    audit.record(by, "papers.numbers.taken_back", issuer)
    row.delete()


# ---------------------------------------------------------------- what comes in


@dataclass(frozen=True)
class IncomingDetails:
    issuer_name: str
    title: str
    dated_on: dt.date | None
    received_on: dt.date | None
    number: str = ""
    kind: str = ""
    urgency: str = Urgency.USUAL
    issuer: Organisation | None = None
    """Where the issuer is an organisation here."""
    due_on: dt.date | None = None
    note: str = ""


@transaction.atomic
def enter_incoming(
    organisation: Organisation, details: IncomingDetails, *, scan: bytes | None = None, by: Actor
) -> Incoming:
    """A paper that came: the next line of the book of its year."""
    organisation = _lock_organisation(organisation)
    by.must(Permission.PAPER_FILE, at=organisation)
    row = Incoming(organisation=organisation, entered_by=by.described)
    _write(row, details)
    _give_arrival(row)
    if scan:
        stored = files.take(scan, allowed=SCANS)
        row.sha256, row.media_type, row.size = stored.sha256, stored.media_type, stored.size
    row.save(force_insert=True)
    audit.record(by, "papers.incoming.entered", row)
    return row


@transaction.atomic
def correct_incoming(
    row: Incoming, details: IncomingDetails, *, scan: bytes | None = None, by: Actor
) -> Incoming:
    """What was written down wrongly is put right; its number and its year stay."""
    row = _lock_incoming(row)
    by.must(Permission.PAPER_FILE, at=row)
    if row.delivery_id:
        raise Refused(
            "Văn bản này nhận trong hệ thống, số và ngày lấy từ văn bản của nơi gửi nên không sửa ở đây."
        )
    year = row.year
    _write(row, details)
    if row.received_on.year != year:
        raise Refused(
            [Reason(f"Văn bản nằm trong sổ năm {year}, ngày đến phải trong năm ấy.", field="received_on")]
        )
    old = ""
    if scan:
        stored = files.take(scan, allowed=SCANS)
        old = row.sha256 if row.sha256 != stored.sha256 else ""
        row.sha256, row.media_type, row.size = stored.sha256, stored.media_type, stored.size
    row.save()
    if old:
        files.drop_if_unnamed(old)
    audit.record(by, "papers.incoming.corrected", row)
    return row


@transaction.atomic
def receive(delivery: Delivery, *, by: Actor) -> Incoming:
    """One press: the paper that was sent here gets the next number of the book of incoming papers.

    A line that was typed from the paper sheet before becomes this one.
    """
    organisation = _lock_organisation(delivery.organisation)
    by.must(Permission.PAPER_FILE, at=organisation)
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("recipient__paper__issuer", "organisation__place")
        .get(pk=delivery.pk)
    )
    if delivery.received_on:
        raise Refused(
            f"Văn bản này đã nhận ngày {delivery.received_on:%d/%m/%Y}, {delivery.received_by} nhận."
        )
    paper = delivery.recipient.paper
    assert paper.dated_on is not None
    details = _details_of(paper)
    row = queries.same_as(
        organisation,
        issuer_key=str(paper.issuer_id),
        number_key=rules.key_of(details.number),
        dated_on=paper.dated_on,
    )
    if row is None:
        row = Incoming(organisation=organisation, entered_by=by.described)
        _write(row, details)
        _give_arrival(row)
    row.paper, row.delivery = paper, delivery
    row.save()
    delivery.received_on, delivery.received_by = row.received_on, by.described
    delivery.save(update_fields=["received_on", "received_by"])
    audit.record(by, "papers.delivery.received", row)
    return row


@transaction.atomic
def hand_to(
    row: Incoming,
    *,
    handler: User | None,
    unit: str = "",
    due_on: dt.date | None = None,
    handed_on: dt.date | None = None,
    signed_for: str = "",
    by: Actor,
) -> Incoming:
    """Who handles it and until when. Again: somebody else, or another day."""
    row = _lock_incoming(row)
    by.must(Permission.PAPER_FILE, at=row)
    reasons = rules.handling_blockers(
        rules.HandlingFacts(
            is_done=row.state == IncomingState.DONE,
            handler=handler.full_name if handler else "",
            handler_may_read=handler is not None and may_handle(handler, row.organisation),
            unit=clean(unit),
            due_on=due_on,
            received_on=row.received_on,
        )
    )
    if reasons:
        raise Refused(reasons)
    check_move(IncomingState(row.state), IncomingState.HANDLED, INCOMING_TRANSITIONS)
    row.handler, row.unit, row.due_on = handler, clean(unit)[:120], due_on
    row.handed_on, row.signed_for = handed_on or row.handed_on or today(), clean(signed_for)[:120]
    row.state = IncomingState.HANDLED
    row.save()
    audit.record(by, "papers.incoming.handed", row, fields=["handler", "unit", "due_on"])
    return row


@transaction.atomic
def note_progress(row: Incoming, *, progress: str, by: Actor) -> Incoming:
    """How far it is, by whoever handles it or keeps the book."""
    row = _lock_incoming(row)
    _must_handle(row, by)
    if row.state == IncomingState.DONE:
        raise Refused("Văn bản đến này đã giải quyết xong.")
    if not clean(progress):
        raise Refused([Reason("Ghi tiến độ.", field="progress")])
    row.progress = clean(progress)[:500]
    row.save(update_fields=["progress"])
    audit.record(by, "papers.incoming.progress", row, fields=["progress"])
    return row


@transaction.atomic
def finish_incoming(
    row: Incoming, *, progress: str, done_on: dt.date | None, reply_number: str = "", by: Actor
) -> Incoming:
    """What was done, when, and by which paper it was answered. Late stays late."""
    row = _lock_incoming(row)
    _must_handle(row, by)
    reasons = rules.done_blockers(
        rules.DoneFacts(
            is_done=row.state == IncomingState.DONE,
            progress=clean(progress),
            done_on=done_on,
            received_on=row.received_on,
            today=today(),
        )
    )
    if reasons:
        raise Refused(reasons)
    check_move(IncomingState(row.state), IncomingState.DONE, INCOMING_TRANSITIONS)
    row.progress, row.done_on, row.reply_number = clean(progress)[:500], done_on, clean(reply_number)[:60]
    row.state = IncomingState.DONE
    row.save()
    audit.record(by, "papers.incoming.done", row, fields=["progress", "done_on", "reply_number"])
    return row


@transaction.atomic
def link_incoming(row: Incoming, *, about_kind: str, about_id: str, by: Actor) -> None:
    """What became of it here, by reference: the plan, report, call or paper that it led to. Without an id it leads nowhere again."""
    row = _lock_incoming(row)
    by.must(Permission.PAPER_FILE, at=row)
    about_id = str(about_id)
    kind = subject_kinds.get(about_kind)
    if about_id and (kind is None or about_id not in kind.find([about_id], by)):
        raise Refused([Reason("Chọn việc, văn bản trong danh sách.", field="about")])
    row.about_kind, row.about_id = (about_kind[:60], about_id[:36]) if about_id else ("", "")
    row.save(update_fields=["about_kind", "about_id"])
    audit.record(by, "papers.incoming.linked", row, fields=["about"])


def _write(row: Incoming, details: IncomingDetails) -> None:
    """Checked and put on the row; `row.organisation` is locked, so that the same paper comes in once."""
    issuer = details.issuer or queries.issuer_named(clean(details.issuer_name), details.dated_on)
    name = issuer.name if issuer else clean(details.issuer_name)[:200]
    issuer_key = str(issuer.pk) if issuer else rules.key_of(name)[:200]
    number = clean(details.number)[:60]
    same = queries.same_as(
        row.organisation,
        issuer_key=issuer_key,
        number_key=rules.key_of(number)[:60],
        dated_on=details.dated_on,
    )
    reasons = rules.incoming_blockers(
        rules.IncomingFacts(
            issuer=name,
            title=clean(details.title),
            urgency_is_known=details.urgency in Urgency.values,
            dated_on=details.dated_on,
            received_on=details.received_on,
            due_on=details.due_on,
            today=today(),
            same=queries.incoming_words(same) if same is not None and same.pk != row.pk else "",
        )
    )
    if reasons:
        raise Refused(reasons)
    assert details.dated_on is not None
    assert details.received_on is not None
    row.issuer_name, row.issuer_key = name, issuer_key
    row.number, row.number_key = number, rules.key_of(number)[:60]
    row.kind, row.title, row.urgency = clean(details.kind)[:60], clean(details.title)[:300], details.urgency
    row.dated_on, row.received_on = details.dated_on, details.received_on
    row.due_on, row.note = details.due_on, clean(details.note)[:200]


def _give_arrival(row: Incoming) -> None:
    """The organisation is locked: two who enter at once get two numbers, and none is left out."""
    row.year = row.received_on.year
    row.arrival_number = queries.next_arrival(row.organisation, row.year)


def _details_of(paper: Paper) -> IncomingDetails:
    kind = paper_kinds.get(paper.kind)
    content = recipients.content_of(paper)
    return IncomingDetails(
        issuer_name=paper.issuer.name,
        issuer=paper.issuer,
        title=paper.title,
        number=paper.full_number,
        kind=kind.label if kind else "",
        urgency=content.urgency or Urgency.USUAL if content else Urgency.USUAL,
        dated_on=paper.dated_on,
        received_on=today(),
    )


def _must_handle(row: Incoming, by: Actor) -> None:
    if row.handler_id is None or row.handler_id != by.user_id:
        by.must(Permission.PAPER_FILE, at=row)
    elif not by.may(Permission.PAPER_READ, at=row):
        raise Forbidden("Ông/bà không còn xem được văn bản của nơi này.")


def _lock_paper(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("place", "issuer").get(pk=paper.pk)


def _lock_organisation(organisation: Organisation) -> Organisation:
    """One number at a time in its books."""
    locked = Organisation.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("place").get(pk=organisation.pk)


def _lock_incoming(row: Incoming) -> Incoming:
    """The book first, as everybody who writes into it does."""
    _lock_organisation(row.organisation)
    locked = Incoming.objects.select_for_update(of=("self",))
    return locked.select_related("organisation__place", "handler").get(pk=row.pk)
