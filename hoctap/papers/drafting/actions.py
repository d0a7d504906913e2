"""General papers that an officer writes himself: made and changed like every other paper."""

import dataclasses

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.papers import actions as papers
from hoctap.papers import queries, signing
from hoctap.papers.actions import About
from hoctap.papers.books.recipients import ended_among
from hoctap.papers.books.rules import MOST_RECIPIENTS
from hoctap.papers.content import Letterhead, RulingContent, Signer, TextContent
from hoctap.papers.drafting.queries import drafted
from hoctap.papers.drafting.rules import DRAFT_KINDS, DraftKind, Typed, content_of, draft_reasons
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation, OrganisationKind


@transaction.atomic
def draft_paper(issuer: Organisation, kind: str, typed: Typed, *, by: Actor) -> Paper:
    by.must(Permission.PAPER_FILE, at=issuer.place)
    chosen = _kind(kind)
    day = today()
    reasons = draft_reasons(chosen, typed)
    if (issuer.valid_to is not None and issuer.valid_to <= day) or issuer.valid_from > day:
        reasons.append(
            Reason(f"{issuer.name} không hoạt động vào ngày {day:%d/%m/%Y}. Hãy chọn cơ quan khác.", "issuer")
        )
    reasons += _ended(issuer, typed)
    if reasons:
        raise Refused(reasons)
    typed = _with_authority(typed, issuer)
    letterhead = Letterhead(
        issuer_name=issuer.name,
        parent_name=issuer.parent_name,
        place_name=issuer.place.name,
        year=day.year,
        symbol=chosen.symbol(issuer.symbol, typed.unit_symbol.strip()),
    )
    content = content_of(chosen, typed, letterhead=letterhead, signer=_first_signer(issuer, chosen, typed))
    paper = papers.create_paper(
        chosen.code,
        issuer=issuer,
        place=issuer.place,
        year=day.year,
        title=content.summary,
        content=content,
        about=About("", ""),
        unit_symbol=typed.unit_symbol.strip() if chosen.is_letter else "",
        by=by,
    )
    audit.record(by, "papers.paper.drafted", paper)
    return paper


@transaction.atomic
def redraft_paper(paper: Paper, typed: Typed, *, seen_version: int, by: Actor) -> Paper:
    """The text again, over the version that the person saw; who came first is not written over."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("place", "issuer").get(pk=paper.pk)
    by.must(Permission.PAPER_FILE, at=paper.place)
    queries.must_be_open(paper)
    before = drafted(paper)
    if before is None:
        raise Refused("Văn bản này không phải do soạn ở đây.")
    chosen = DRAFT_KINDS[before.content.kind]
    if before.latest != seen_version:
        raise Refused(
            f"Trong lúc ông/bà sửa, {before.made_by} đã lập phiên bản {before.latest}. "
            "Hãy chép phần vừa sửa ra chỗ khác, mở lại trang này rồi ghi tiếp."
        )
    if reasons := [*draft_reasons(chosen, typed), *_ended(paper.issuer, typed)]:
        raise Refused(reasons)
    typed = _with_authority(typed, paper.issuer)
    letterhead = before.content.letterhead
    if chosen.is_letter:
        paper.unit_symbol = typed.unit_symbol.strip()
        letterhead = dataclasses.replace(
            letterhead, symbol=chosen.symbol(paper.issuer.symbol, paper.unit_symbol)
        )
    content = content_of(
        chosen, typed, letterhead=letterhead, signer=_signer_kept(paper, before.content, typed)
    )
    paper.title = content.summary[:300]
    paper.save(update_fields=["title", "unit_symbol"])
    papers.new_version(paper, content, why="Sửa lời văn", by=by)
    audit.record(by, "papers.paper.redrafted", paper, fields=["title", "content"])
    return paper


def _ended(issuer: Organisation, typed: Typed) -> list[Reason]:
    """Nobody is written to who does not exist any more."""
    return [
        Reason(reason.text, field=name)
        for name, words in (("addressees", typed.addressees), ("recipients", typed.recipients))
        for reason in ended_among(issuer.place, words.splitlines()[:MOST_RECIPIENTS], today())
    ]


def _first_signer(issuer: Organisation, kind: DraftKind, typed: Typed) -> Signer:
    """The head of the body, until a position is chosen. A chair's own decision carries no TM."""
    own_power = kind.is_ruling and typed.authority.strip().casefold().startswith("chủ tịch")
    over = {
        OrganisationKind.PEOPLES_COMMITTEE: ("TM. Ủy ban nhân dân",),
        OrganisationKind.ASSOCIATION: ("TM. Ban Thường vụ",),
    }.get(OrganisationKind(issuer.kind), ())
    title = "Chủ tịch" if over else "Thủ trưởng"
    if issuer.kind == OrganisationKind.HAMLET_BOARD:
        title = "Trưởng ấp"
    return Signer(title, authority_lines=() if own_power else over)


def _signer_kept(paper: Paper, before: TextContent, typed: Typed) -> Signer:
    """Whoever was chosen stays; where nobody was, the block follows what the text says now."""
    if paper.signing_capacity is None or not signing.has_one_signer(before):
        return _first_signer(paper.issuer, DRAFT_KINDS[before.kind], typed)
    was_own = isinstance(before, RulingContent) and before.authority.casefold().startswith("chủ tịch")
    is_own = isinstance(before, RulingContent) and typed.authority.strip().casefold().startswith("chủ tịch")
    if was_own == is_own:
        return before.signer
    base = _first_signer(paper.issuer, DRAFT_KINDS[before.kind], typed)
    shown = signing.with_signer(dataclasses.replace(before, signer=base), paper.signing_capacity, today())
    assert isinstance(shown, TextContent)
    return shown.signer


def _with_authority(typed: Typed, issuer: Organisation) -> Typed:
    return typed if typed.authority.strip() else dataclasses.replace(typed, authority=issuer.name)


def _kind(kind: str) -> DraftKind:
    if kind not in DRAFT_KINDS:
        raise Refused([Reason("Hãy chọn loại văn bản.", field="kind")])
    return DRAFT_KINDS[kind]
