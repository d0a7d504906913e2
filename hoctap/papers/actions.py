"""Making, printing, signing and filing papers. What follows from a signature is the affair of the kind's own app."""

import datetime as dt
import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hoctap.accounts.capacities import queries as capacities
from hoctap.accounts.duties import keeping
from hoctap.accounts.models import Capacity
from hoctap.audit import actions as audit
from hoctap.core import files, isolation
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.core.tokens import kept_form, new_token
from hoctap.papers import codes, link_rules, queries, rules, serial, signing
from hoctap.papers.books import actions as books
from hoctap.papers.books import numbering, recipients
from hoctap.papers.content import PaperContent
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import (
    TRANSITIONS,
    OfficeTemplate,
    Paper,
    PaperLink,
    PaperMove,
    PaperPdf,
    PaperState,
    PaperVersion,
    PaperWithdrawal,
    WithdrawalKind,
)
from hoctap.papers.pades import checking as pades
from hoctap.papers.templating.making import made_docx
from hoctap.papers.templating.queries import template_for
from hoctap.places.models import Organisation, Place


@dataclass(frozen=True)
class About:
    """The row that the paper is about, by reference."""

    kind: str
    id: str


@transaction.atomic
def create_paper(
    kind: str,
    *,
    issuer: Organisation,
    place: Place,
    year: int,
    title: str,
    content: PaperContent,
    about: About,
    unit_symbol: str = "",
    by: Actor,
) -> Paper:
    by.must(Permission.PAPER_FILE, at=place)
    registered = paper_kinds.get(kind)
    signer = None
    if registered is not None and signing.has_one_signer(content):
        signer = signing.only_signer(issuer, place, registered.signing_permission, today())
    if signer is not None:
        content = signing.with_signer(content, signer, today())
    paper = Paper.objects.create(
        kind=kind,
        issuer=issuer,
        place=place,
        year=year,
        title=title[:300],
        about_kind=about.kind,
        about_id=about.id,
        unit_symbol=unit_symbol,
        prepared_by=by.described,
        preparer_id=by.user_id,
        in_charge_id=by.user_id,
        signing_capacity=signer,
    )
    _note_move(paper, "", by=by)
    _add_version(paper, content, by=by, why="Lập lần đầu")
    audit.record(by, "papers.paper.created", paper)
    return paper


@transaction.atomic
def new_version(paper: Paper, content: PaperContent, *, why: str, by: Actor) -> Paper:
    """What the paper says has changed before its signature: a new version, and back to draft."""
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    queries.must_be_open(paper)
    _back_to_draft(paper, by=by)
    _add_version(paper, content, by=by, why=why)
    audit.record(by, "papers.paper.new_version", paper)
    return paper


@transaction.atomic
def take_edited(paper: Paper, docx: bytes, *, by: Actor) -> Paper:
    """The office edited the DOCX: it comes back as the next version, which nobody has printed yet."""
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    queries.must_be_open(paper)
    code = codes.new_code()
    stored = _with_code(files.take_docx(docx), code)
    _back_to_draft(paper, by=by)
    _store_version(paper, None, stored, code=code, by=by, why="Bản do cơ quan sửa bằng Word")
    audit.record(by, "papers.paper.edited_version_taken", paper)
    return paper


@transaction.atomic
def choose_signer(paper: Paper, capacity: Capacity, *, by: Actor) -> Paper:
    """Before printing: who will sign, in which position; the block under the paper is that position's of today."""
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    queries.must_be_open(paper)
    capacity = capacities.with_all(Capacity.objects.all()).get(pk=capacity.pk)
    if reasons := signing.blockers(paper, capacity, today()):
        raise Refused(reasons)
    _uphold_duties(paper, capacity, capacity.user.full_name, by=by)
    _back_to_draft(paper, by=by)
    paper.signing_capacity = capacity
    paper.save(update_fields=["signing_capacity"])
    last = paper.versions.order_by("-version").first()
    if last is not None and last.content is not None:
        content = serial.from_json(last.content)
        if signing.has_one_signer(content):
            shown = signing.with_signer(content, capacity, today())
            _add_version(
                paper, shown, by=by, why=f"Người ký: {capacity.user.full_name}, {capacity.title}"[:200]
            )
    audit.record(by, "papers.paper.signer_chosen", paper, fields=["signing_capacity"])
    return paper


@transaction.atomic
def mark_printed(paper: Paper, *, by: Actor) -> None:
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    _move(paper, PaperState.PRINTED, by=by)
    audit.record(by, "papers.paper.printed", paper)


@transaction.atomic
def return_to_draft(paper: Paper, *, by: Actor) -> None:
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    _move(paper, PaperState.DRAFT, by=by)
    audit.record(by, "papers.paper.returned_to_draft", paper)


@transaction.atomic
def record_signature(
    paper: Paper,
    *,
    number: int | None,
    dated_on: dt.date | None,
    signer: str,
    signer_capacity: str = "",
    signing_capacity: Capacity | None = None,
    signed_copy: bytes | None = None,
    signed_version: PaperVersion | None = None,
    by: Actor,
) -> Paper:
    """Number and date as the văn thư gave them after the signature, and the scan of the signed sheet.

    `signing_capacity` is the position it was signed in; name and words then come from it as they were on the day of the
    paper. Without it the name typed is somebody's who has no account here. `signed_version` is the version on the sheet that came
    back, where that is known; else the last one was signed.

    Renders the paper once more with number and date, then lets the kind's own app draw its consequences, all in one transaction.
    """
    paper = _lock(paper)
    kind = paper_kinds[paper.kind]
    by.must(kind.signing_permission, at=paper.place)
    if paper.state == PaperState.DRAFT:
        raise Refused("Văn bản còn là bản nháp. In ra, trình ký, rồi mới ghi số và ngày.")
    check_move(PaperState(paper.state), PaperState.SIGNED, TRANSITIONS)
    number = number if kind.needs_number else None
    signed_as = _signed_as(paper, signing_capacity, clean(signer))
    if signed_as is not None:
        signer = signed_as.user.full_name
    # One number at a time in the book of an issuer: who records the same number meanwhile waits, and is refused by name.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=paper.issuer_id)
    reasons = rules.signature_reasons(
        rules.SignatureFacts(
            number=number,
            dated_on=dated_on,
            signer=clean(signer),
            has_signed_copy=bool(signed_copy),
            needs_number=kind.needs_number,
            needs_signed_copy=kind.needs_signed_copy,
            number_taken_by=_number_taken_by(paper, number, dated_on),
            today=today(),
        )
    )
    if dated_on is not None:
        reasons += (
            signing.blockers(paper, signed_as, dated_on)
            if signed_as is not None
            else signing.typed_name_blockers(paper, clean(signer), dated_on)
        )
        going_to = recipients.lines_of(paper)
        if recipients.content_of(paper) is not None:
            going_to += recipients.lines_printed_on(paper)
        reasons += recipients.blockers(going_to, dated_on)
    if kind.signature_blockers is not None:
        reasons += kind.signature_blockers(paper, dated_on)
    if reasons:
        raise Refused(reasons)
    assert dated_on is not None
    signatures = pades.checked(signed_copy) if signed_copy else []
    _uphold_duties(paper, signed_as, clean(signer), by=by)
    if signed_copy:
        stored = files.take(signed_copy, allowed=files.IMAGE_TYPES | {files.PDF})
        paper.signed_sha256, paper.signed_media_type = stored.sha256, stored.media_type
    paper.number, paper.dated_on, paper.year = number, dated_on, dated_on.year
    paper.signer, paper.signer_capacity = clean(signer), clean(signer_capacity)
    paper.signing_capacity = signed_as
    if signed_as is not None:
        words = capacities.block_of(signed_as, dated_on, in_own_right=kind.is_own_power).in_words
        paper.signer_capacity = f"{words}, {signed_as.organisation.name}"[:200]
    paper.signed_recorded_at = timezone.now()
    paper.signed_recorded_by_id = by.user_id
    paper.state = PaperState.SIGNED
    last = signed_version or paper.versions.order_by("-version").first()
    if last is not None and last.content is not None:
        content = serial.signed(
            serial.from_json(last.content), number=number, dated_on=dated_on, signer=paper.signer
        )
        if signed_as is not None:
            content = signing.with_signer(content, signed_as, dated_on)
        _add_version(paper, content, by=by, why="Ghi số và ngày sau khi ký", as_in=last)
    paper.save()
    pades.keep(paper, signatures)
    _note_move(paper, PaperState.PRINTED, by=by)
    audit.record(by, "papers.paper.signed", paper, fields=["number", "dated_on", "signer", "signed_copy"])
    books.deliver(paper, by=by)
    if kind.after_signature is not None:
        kind.after_signature(paper, by=by)
    return paper


@transaction.atomic
def add_signed_copy(paper: Paper, signed_copy: bytes, *, by: Actor) -> Paper:
    """The sheet with signature and seal, where the signature was put on record without it. Once; then it stays."""
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    if reasons := rules.late_copy_reasons(
        is_signed=paper.is_signed, has_copy=bool(paper.signed_sha256), is_given=bool(signed_copy)
    ):
        raise Refused(reasons)
    signatures = pades.checked(signed_copy)
    stored = files.take(signed_copy, allowed=files.IMAGE_TYPES | {files.PDF})
    paper.signed_sha256, paper.signed_media_type = stored.sha256, stored.media_type
    paper.save(update_fields=["signed_sha256", "signed_media_type"])
    pades.keep(paper, signatures)
    audit.record(by, "papers.paper.signed_copy_added", paper, fields=["signed_copy"])
    return paper


@transaction.atomic
def withdraw_paper(
    paper: Paper,
    *,
    kind: str,
    by_paper: Paper | None = None,
    by_words: str = "",
    on: dt.date | None,
    reason: str,
    by: Actor,
) -> PaperWithdrawal:
    """It holds no more, by another paper. What followed from its signature is put right where it was recorded."""
    paper = _lock(paper)
    by.must(paper_kinds[paper.kind].signing_permission, at=paper.place)
    if by_paper is not None:
        by_paper = Paper.objects.visible_to(by).filter(pk=by_paper.pk).select_related("issuer").first()
    before = PaperWithdrawal.objects.select_related("by_paper__issuer").filter(paper=paper).first()
    facts = rules.WithdrawalFacts(
        is_signed=paper.is_signed,
        dated_on=paper.dated_on,
        already=before.in_words if before else "",
        kind_is_known=kind in WithdrawalKind.values,
        is_by_itself=by_paper is not None and by_paper.pk == paper.pk,
        by_is_signed=by_paper is not None and by_paper.is_signed,
        by_dated_on=by_paper.dated_on if by_paper else None,
        has_by_paper=by_paper is not None,
        by_words=clean(by_words),
        on=on,
        reason=clean(reason),
        today=today(),
    )
    if reasons := rules.withdrawal_reasons(facts):
        raise Refused(reasons)
    assert on is not None
    row = PaperWithdrawal.objects.create(
        paper=paper,
        kind=kind,
        by_paper=by_paper,
        by_words=clean(by_words)[:200],
        on=on,
        reason=clean(reason)[:300],
        noted_by=by.described,
    )
    audit.record(by, "papers.paper.withdrawn", paper, fields=["kind", "on", "reason"])
    return row


@transaction.atomic
def drop_withdrawal(row: PaperWithdrawal, *, by: Actor) -> None:
    """It was noted by mistake."""
    paper = _lock(row.paper)
    by.must(paper_kinds[paper.kind].signing_permission, at=paper.place)
    audit.record(by, "papers.paper.withdrawal_dropped", paper, fields=["kind", "on", "reason"])
    PaperWithdrawal.objects.filter(paper=paper).delete()


@transaction.atomic
def file_paper(paper: Paper, *, by: Actor) -> None:
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    _move(paper, PaperState.FILED, by=by)
    audit.record(by, "papers.paper.filed", paper)


@transaction.atomic
def void_paper(paper: Paper, *, by: Actor) -> None:
    """Drop a paper that was never signed; it stays on record as dropped."""
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    queries.must_be_open(paper)
    _move(paper, PaperState.VOID, by=by)
    audit.record(by, "papers.paper.voided", paper)


@transaction.atomic
def ask_for_pdf(version: PaperVersion, *, by: Actor) -> PaperPdf:
    """Queue the PDF of a version, once; the job commits with the row that waits for it."""
    from hoctap.papers import tasks

    by.must(Permission.PAPER_READ, at=version.paper.place)
    pdf, created = PaperPdf.objects.get_or_create(version=version)
    if created or pdf.failed:
        if pdf.failed:
            pdf.failed = ""
            pdf.save(update_fields=["failed"])
        tasks.make_pdf.defer(version_id=str(version.pk))
    return pdf


def _signed_as(paper: Paper, capacity: Capacity | None, name: str) -> Capacity | None:
    """The position named now, or the one chosen before printing when the name is still its holder's (or none is)."""
    found = capacities.with_all(Capacity.objects.all())
    if capacity is not None:
        return found.get(pk=capacity.pk)
    if paper.signing_capacity_id is None:
        return None
    chosen = found.get(pk=paper.signing_capacity_id)
    return chosen if chosen.user.full_name == name else None


def _uphold_duties(paper: Paper, capacity: Capacity | None, name: str, *, by: Actor) -> None:
    """Who prepared does not sign, as far as the rules of the place hold to that."""
    check = paper_kinds[paper.kind].duties
    if check is None:
        return
    found = check(paper, capacity.user_id if capacity else None, name)
    keeping.uphold(
        found.conflicts,
        person_id=found.person_id,
        place=paper.place,
        title=found.title,
        subject=paper,
        by=by,
    )


@dataclass(frozen=True)
class GivenLink:
    """`token` is known here and never again."""

    link: PaperLink
    token: str


@transaction.atomic
def give_link(paper: Paper, *, made_for: str, days: int = link_rules.USUAL_DAYS, by: Actor) -> GivenLink:
    """A link to a signed paper for somebody without an account."""
    paper = _lock(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    facts = link_rules.LinkFacts(
        is_signed=paper.is_signed,
        has_file=queries.file_to_give(paper) is not None,
        made_for=made_for,
        days=days,
    )
    if reasons := link_rules.link_blockers(facts):
        raise Refused(reasons)
    token = new_token()
    link = PaperLink.objects.create(
        paper=paper,
        token_hash=kept_form(token, queries.LINK),
        made_for=clean(made_for)[:120],
        made_by_id=by.user_id,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    audit.record(by, "papers.link.given", link)
    return GivenLink(link, token)


@transaction.atomic
def revoke_link(link: PaperLink, *, by: Actor) -> None:
    """From now on it opens nothing. Again is no fault."""
    link = PaperLink.objects.select_for_update(of=("self",)).select_related("paper__place").get(pk=link.pk)
    by.must(Permission.PAPER_FILE, at=link)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record(by, "papers.link.revoked", link, fields=["revoked_at"])


@transaction.atomic
def note_opening(link: PaperLink, *, by: Actor) -> None:
    """The holder of the link took the file. Whoever has the link may; so nobody is asked."""
    PaperLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened_at=timezone.now())
    audit.record(by, "papers.link.opened", link)


def _lock(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("place", "issuer").get(pk=paper.pk)


def _back_to_draft(paper: Paper, *, by: Actor) -> None:
    """What was printed is not what the paper says any more."""
    if paper.state == PaperState.PRINTED:
        _move(paper, PaperState.DRAFT, by=by)


def _move(paper: Paper, wanted: PaperState, *, by: Actor) -> None:
    check_move(PaperState(paper.state), wanted, TRANSITIONS)
    before, paper.state = paper.state, wanted
    paper.save(update_fields=["state"])
    _note_move(paper, before, by=by)


def _note_move(paper: Paper, before: str, *, by: Actor) -> None:
    PaperMove.objects.create(paper=paper, from_state=before, to_state=paper.state, by=by.described)


def _number_taken_by(paper: Paper, number: int | None, dated_on: dt.date | None) -> str:
    if number is None or dated_on is None:
        return ""
    taken = numbering.taken_by(paper, number, dated_on)
    return taken.words if taken is not None and not taken.only_warns else ""


def _add_version(
    paper: Paper, content: PaperContent, *, by: Actor, why: str, as_in: PaperVersion | None = None
) -> PaperVersion:
    """By the template of the version `as_in`, which was signed, or else by the one that the issuer uses today."""
    code = codes.new_code()
    template = as_in.template if as_in else template_for(paper.issuer, content.kind, today())
    stored = files.keep(made_docx(content, template, code=code), files.DOCX)
    return _store_version(
        paper, serial.to_json(content), stored, code=code, by=by, why=why, template=template
    )


def _with_code(edited: files.Stored, code: str) -> files.Stored:
    """The edited file carries its own version's code; the one it came with leads to the version before."""
    request = json.dumps({"code": code}).encode() + b"\n" + files.read(edited.sha256)
    try:
        made = isolation.run("hoctap.papers.stamping:stamped_foreign", request, seconds=20)
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    files.drop_if_unnamed(edited.sha256)
    return files.keep(made, files.DOCX)


def _store_version(
    paper: Paper,
    content: object,
    stored: files.Stored,
    *,
    code: str,
    by: Actor,
    why: str,
    template: OfficeTemplate | None = None,
) -> PaperVersion:
    last = paper.versions.order_by("-version").first()
    return PaperVersion.objects.create(
        paper=paper,
        version=last.version + 1 if last else 1,
        content=content,
        sha256=stored.sha256,
        size=stored.size,
        code=code,
        made_by=by.described,
        why=why,
        template=template,
    )
