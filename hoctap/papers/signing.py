"""Who signs a paper, in which position: checked to the day, printed from the position as it is on the day of the paper."""

import dataclasses
import datetime as dt

from django.db.models import Q

from hoctap.accounts.capacities import queries as capacities
from hoctap.accounts.capacities import rules
from hoctap.accounts.models import Capacity
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.papers.content import DecisionContent, PaperContent, RecordContent, Signer, TextContent
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation, Place


def has_one_signer(content: PaperContent) -> bool:
    """Minutes and lists carry the names of those who were there, also where two sign beside each other; the others one
    signature of the issuer.
    """
    if isinstance(content, RecordContent) and content.signs_himself:
        return False
    return isinstance(getattr(content, "signer", None), Signer) and not is_signed_by_two(content)


def is_signed_by_two(content: PaperContent) -> bool:
    """Both are named by what happened: the secretary on the left, the one who presided on the right."""
    return isinstance(content, RecordContent | TextContent) and bool(content.left.name)


def with_signer(content: PaperContent, capacity: Capacity, on: dt.date) -> PaperContent:
    """The same content with the block of this position. A decision is the chair's own power: no TM. stands there."""
    if not has_one_signer(content):
        return content
    now: Signer = content.signer  # type: ignore[union-attr]
    block = capacities.block_of(
        capacity,
        on,
        in_own_right=isinstance(content, DecisionContent),
        base=[line for line in now.authority_lines if line.startswith("TM.")],
    )
    signer = Signer(block.title, block.name, authority_lines=block.lines)
    return dataclasses.replace(content, signer=signer)  # type: ignore[arg-type]


def only_signer(issuer: Organisation, place: Place, permission: Permission, on: dt.date) -> Capacity | None:
    """The one position that may sign, when there is exactly one; else a person is asked."""
    found = capacities.signers(issuer, place, permission, on)
    return found[0] if len(found) == 1 else None


def could_sign(paper: Paper) -> list[Capacity]:
    """Positions of the issuing body with the right, whenever they were held: the day of the paper decides."""
    permission = paper_kinds[paper.kind].signing_permission
    held = capacities.with_all(Capacity.objects.filter(organisation=paper.issuer_id, user__is_active=True))
    return [one for one in held.order_by("-starts_on", "id") if one.actor().may(permission, at=paper.place)]


def blockers(paper: Paper, capacity: Capacity, on: dt.date) -> list[Reason]:
    permission = paper_kinds[paper.kind].signing_permission
    facts = capacities.signing_facts(capacity, issuer=paper.issuer, place=paper.place, permission=permission)
    return rules.signing_blockers(facts, on)


def typed_name_blockers(paper: Paper, name: str, on: dt.date) -> list[Reason]:
    """A typed name is somebody without an account here, not a way round the end of a position."""
    held = list(
        Capacity.objects.filter(organisation=paper.issuer_id, user__full_name=name).select_related(
            "user", "organisation"
        )
    )
    terms = [capacities.term_of(one) for one in held]
    if held and all(term.ends_on is not None and term.ends_on <= on for term in terms):
        last = max(held, key=lambda one: one.ends_on or on)
        found = rules.term_blockers(
            capacities.term_of(last), on, of=f"Tư cách {last.title}, {last.organisation} của {name}"
        )
        return [Reason(reason.text, field="signer") for reason in found]
    return []


def signed_in(capacity: Capacity) -> list[tuple[dt.date, str]]:
    """For a correction of the position: what was signed in it, and when."""
    papers = Paper.objects.filter(
        ~Q(dated_on=None), signing_capacity=capacity, state__in=["signed", "filed"]
    ).select_related("issuer")
    return [
        (paper.dated_on, f"{paper_kinds[paper.kind].label} {paper.full_number or paper.title}".strip())
        for paper in papers
        if paper.dated_on is not None
    ]
