"""Signed sheets that file themselves: taking pages in, saying whose they are, filing them with their paper.

The signature itself is recorded by `papers.actions.record_signature` and by nothing else.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.accounts.models import Capacity
from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.states import check_move
from hoctap.papers import actions as papers
from hoctap.papers import codes, serial
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import PageState, Paper, PaperState, PaperVersion, SignedPage
from hoctap.papers.queries import must_be_open
from hoctap.papers.sheets import queries, rules
from hoctap.papers.sheets.models import PAGE_TRANSITIONS
from hoctap.papers.sheets.reading import ReadPage, one_pdf


@transaction.atomic
def hand_in_pages(pages: Sequence[ReadPage], *, by: Actor) -> UUID:
    """Keep what belongs to papers he may file and what no code tells of; of anything else only that it came, and why it went."""
    if not by.may_anywhere(Permission.PAPER_FILE) or by.user_id is None:
        raise Forbidden(f"Tài khoản này không có quyền: {Permission.PAPER_FILE.description}.")
    if not pages:
        raise Refused([Reason("Chưa chọn tệp nào.", field="scans")])
    batch = uuid7()
    versions = _versions_of({code for page in pages for code in page.codes})
    held = _handed_in_already(by)
    rows: list[SignedPage] = []
    for position, page in enumerate(pages):
        row = SignedPage(
            batch=batch,
            position=position,
            file_name=page.file_name[-160:],
            page_number=page.number,
            uploaded_by_id=by.user_id,
        )
        version = versions.get(page.codes[0]) if len(page.codes) == 1 else None
        is_his = version is not None and by.may(Permission.PAPER_FILE, at=version.paper.place)
        reason = page.reason or rules.page_reason(_facts(page, version if is_his else None))
        if not reason:
            stored = files.keep(page.content, page.media_type)
            if (stored.sha256, version.paper_id if version else None) in held:
                reason = rules.page_reason(rules.PageFacts(codes=0, is_handed_in_already=True))
            else:
                held.add((stored.sha256, version.paper_id if version else None))
                row.sha256, row.media_type = stored.sha256, stored.media_type
                row.version = version
                row.paper = version.paper if version else None
        if reason:
            row.state, row.reason = PageState.REFUSED, reason[:200]
        rows.append(row)
    SignedPage.objects.bulk_create(rows)
    arrived = Counter(row.paper_id for row in rows if row.paper_id)
    for paper_id, count in arrived.items():
        paper = next(row.paper for row in rows if row.paper_id == paper_id)
        audit.record(by, "papers.page.handed_in", paper, count=count)
    unread = [row for row in rows if row.state == PageState.WAITING and row.paper_id is None]
    if unread:
        audit.record(by, "papers.page.handed_in", unread[0], count=len(unread))
    refused = [row for row in rows if row.state == PageState.REFUSED]
    if refused:
        audit.record(by, "papers.page.refused", refused[0], count=len(refused))
    return batch


@transaction.atomic
def assign_page(page: SignedPage, *, paper_id: UUID | None, typed_code: str = "", by: Actor) -> Paper:
    """A person says which paper a page without a readable code belongs to: by its letters, or out of his list."""
    page = _lock(page)
    if page.uploaded_by_id != by.user_id:
        raise Forbidden("Trang này do người khác nộp.")
    if page.state != PageState.WAITING or page.paper_id is not None:
        raise Refused("Trang này đã xếp vào văn bản hoặc đã bỏ. Tải lại trang để xem.")
    version: PaperVersion | None = None
    if typed_code.strip():
        version = _versions_of({codes.from_typing(typed_code)} - {""}).get(codes.from_typing(typed_code))
        paper = version.paper if version else None
        if paper is None or not by.may(Permission.PAPER_FILE, at=paper.place):
            raise Refused(
                [
                    Reason(
                        "Mã này không thuộc văn bản nào ông/bà được nộp. Xem lại từng chữ của mã.",
                        field="code",
                    )
                ]
            )
    else:
        paper = Paper.objects.select_related("place", "issuer").filter(pk__in=[paper_id]).first()
        if paper is None:
            raise Refused([Reason("Hãy chọn văn bản, hoặc gõ mã ở chân trang.", field="paper")])
    by.must(Permission.PAPER_FILE, at=paper.place)
    reason = rules.page_reason(_facts(ReadPage("", 1, codes=("",)), version, paper))
    if reason:
        raise Refused([Reason(reason)])
    page.paper, page.version = paper, version
    page.save(update_fields=["paper", "version"])
    audit.record(by, "papers.page.assigned", paper)
    return paper


@transaction.atomic
def drop_page(page: SignedPage, *, by: Actor) -> None:
    """A wrong or bad page goes, and its picture with it."""
    page = _lock(page)
    if page.paper is not None:
        by.must(Permission.PAPER_FILE, at=page.paper.place)
    elif page.uploaded_by_id != by.user_id:
        raise Forbidden("Trang này do người khác nộp.")
    _drop(page)
    audit.record(by, "papers.page.dropped", page.paper or page)


@transaction.atomic
def file_sheet(
    paper: Paper,
    *,
    number: int | None,
    dated_on: dt.date | None,
    signer: str,
    signer_capacity: str = "",
    signing_capacity: Capacity | None = None,
    by: Actor,
) -> Paper:
    """The waiting pages become the signed copy of the paper, unless what they say is not what the records say."""
    paper = _lock_paper(paper)
    by.must(paper_kinds[paper.kind].signing_permission, at=paper.place)
    must_be_open(paper)
    sheet = queries.sheet_of(paper)
    if reasons := rules.filing_reasons(sheet.facts):
        raise Refused(reasons)
    if paper.state == PaperState.DRAFT:
        papers.mark_printed(paper, by=by)  # a signed sheet was printed, whether anybody said so or not
    copy = one_pdf([files.read(page.sha256) for page in sheet.pages])
    signed = papers.record_signature(
        paper,
        number=number,
        dated_on=dated_on,
        signer=signer,
        signer_capacity=signer_capacity,
        signing_capacity=signing_capacity,
        signed_copy=copy,
        signed_version=sheet.version,
        by=by,
    )
    for page in sheet.pages:
        check_move(PageState(page.state), PageState.FILED, PAGE_TRANSITIONS)
        page.state, sha256, page.sha256 = PageState.FILED, page.sha256, ""
        page.save(update_fields=["state", "sha256"])
        files.drop_if_unnamed(sha256)  # it lives on in the signed copy
    audit.record(by, "papers.page.filed", paper, count=len(sheet.pages))
    return signed


@transaction.atomic
def renew_sheet(paper: Paper, *, by: Actor) -> Paper:
    """The sheet is not what the records say: a new one is laid out from them, to be printed and signed; the old pages go."""
    paper = _lock_paper(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    must_be_open(paper)
    kind = paper_kinds[paper.kind]
    latest = paper.versions.order_by("-version").first()
    if kind.follow_records is not None:
        kind.follow_records(paper, by=by)
    content = None
    if latest is not None and latest.content is not None:
        content = queries.content_now(paper, serial.from_json(latest.content))
    if content is not None and serial.to_json(content) != cast(PaperVersion, latest).content:
        paper = papers.new_version(paper, content, why="Lập lại theo sổ, thay tờ đã in", by=by)
    elif paper.state == PaperState.PRINTED:
        papers.return_to_draft(paper, by=by)
    _drop_waiting(paper, by=by)
    return paper


@transaction.atomic
def take_back_to_sheet(paper: Paper, *, by: Actor) -> Paper:
    """The signed sheet is an earlier version and no records say otherwise: what it says is the paper again."""
    paper = _lock_paper(paper)
    by.must(Permission.PAPER_FILE, at=paper.place)
    must_be_open(paper)
    sheet = queries.sheet_of(paper)
    if not sheet.can_take_back_to or sheet.version is None:
        raise Refused(
            "Không lấy lại được nội dung tờ đã ký: văn bản này lập theo sổ. Sửa sổ, hoặc ký tờ mới."
        )
    return papers.new_version(
        paper,
        serial.from_json(sheet.version.content),
        why=f"Lấy lại nội dung bản {sheet.version.version}, là bản đã ký",
        by=by,
    )


@transaction.atomic
def drop_old_pages(*, older_than: dt.timedelta, by: Actor) -> int:
    """Pages that nobody filed in all that time: they show names and lie nowhere they belong. A job of the system only."""
    if not by.system_job:
        raise Forbidden("Chỉ hệ thống tự dọn các trang để lâu.")
    old = SignedPage.objects.filter(
        state=PageState.WAITING, uploaded_at__lt=timezone.now() - older_than
    ).select_for_update(of=("self",), skip_locked=True)
    pages = list(old.select_related("paper__place"))
    for page in pages:
        _drop(page)
        audit.record(by, "papers.page.dropped", page.paper or page)
    return len(pages)


def _facts(page: ReadPage, version: PaperVersion | None, paper: Paper | None = None) -> rules.PageFacts:
    paper = version.paper if version else paper
    if paper is None:
        return rules.PageFacts(codes=len(page.codes))
    signed_as = ""
    if paper.is_signed:
        signed_as = f"{paper.full_number} ngày {paper.dated_on:%d/%m/%Y}".strip()
    return rules.PageFacts(
        codes=len(page.codes),
        leads_to_paper=True,
        signed_as=signed_as,
        is_void=paper.state == PaperState.VOID,
    )


def _versions_of(wanted: set[str]) -> dict[str, PaperVersion]:
    versions = PaperVersion.objects.filter(code__in=wanted) if wanted else PaperVersion.objects.none()
    return {
        version.code: version
        for version in versions.select_related("paper__place", "paper__issuer").defer("content")
    }


def _handed_in_already(by: Actor) -> set[tuple[str, UUID | None]]:
    return set(
        SignedPage.objects.filter(state=PageState.WAITING, uploaded_by=by.user_id).values_list(
            "sha256", "paper"
        )
    )


def _drop_waiting(paper: Paper, *, by: Actor) -> None:
    pages = list(paper.signed_pages.select_for_update(of=("self",)).filter(state=PageState.WAITING))
    for page in pages:
        _drop(page)
    if pages:
        audit.record(by, "papers.page.dropped", paper, count=len(pages))


def _drop(page: SignedPage) -> None:
    check_move(PageState(page.state), PageState.DROPPED, PAGE_TRANSITIONS)
    page.state, sha256, page.sha256 = PageState.DROPPED, page.sha256, ""
    page.save(update_fields=["state", "sha256"])
    files.drop_if_unnamed(sha256)


def _lock(page: SignedPage) -> SignedPage:
    locked = SignedPage.objects.select_for_update(of=("self",))
    return locked.select_related("paper__place", "paper__issuer").get(pk=page.pk)


def _lock_paper(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("place", "issuer").get(pk=paper.pk)
