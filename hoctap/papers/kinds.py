"""Kinds of papers: registered by the apps that make them, in `AppConfig.ready()`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from hoctap.accounts.duties.rules import Conflict
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import Registry

if TYPE_CHECKING:
    from hoctap.core.refusals import Reason
    from hoctap.papers.content import PaperContent
    from hoctap.papers.models import Paper


class AfterSignature(Protocol):
    def __call__(self, paper: "Paper", *, by: Actor) -> None: ...


class FollowRecords(Protocol):
    def __call__(self, paper: "Paper", *, by: Actor) -> None: ...


@dataclass(frozen=True)
class DutyCheck:
    """Whose signature it is, and where that person meets himself in this matter."""

    person_id: UUID | None
    conflicts: list[Conflict]
    title: str = ""


@dataclass(frozen=True)
class PaperKind:
    label: str
    abbreviation: str
    """As Phụ lục III of Nghị định 30/2020/NĐ-CP writes it: QĐ, TTr, BC, BB; empty where the paper carries no number."""
    needs_number: bool
    needs_signed_copy: bool
    signing_permission: Permission
    is_own_power: bool = False
    """A power of the one who signs, not of a body: no TM. stands above the signature."""
    signature_blockers: "Callable[[Paper, dt.date | None], list[Reason]] | None" = None
    """What keeps this paper from being signed on that day."""
    duties: "Callable[[Paper, UUID | None, str], DutyCheck] | None" = None
    """Given the paper, the signer's account (None: nobody's) and his name as typed."""
    after_signature: "AfterSignature | None" = None
    about_url: "Callable[[Paper], str] | None" = None
    lay_out_again: "Callable[[Paper, PaperContent], PaperContent | None] | None" = None
    """What would be printed now from the records, given what was printed; None where the records are gone. What came to be after the
    print and does not make it wrong (a later step, who signs) is taken from the print. Without this nothing is compared."""
    follow_records: "FollowRecords | None" = None
    """Before a new sheet is laid out: what this app keeps of the old one (the lines of an annex) follows the records."""
    note_read: "Callable[[Paper], None] | None" = None
    """Says whose names stand in the paper (`core.reading.saw`) when its file is handed out."""
    own_series: str = ""
    """Of a numbered kind without abbreviation (công văn): what its numbers are kept under."""

    @property
    def series(self) -> str:
        return self.own_series or self.abbreviation

    def symbol(self, issuer_symbol: str, unit_symbol: str = "") -> str:
        """'QĐ-UBND'; of a công văn 'UBND-VX'."""
        parts = (self.abbreviation, issuer_symbol, "" if self.abbreviation else unit_symbol)
        return "-".join(part for part in parts if part)


paper_kinds: Registry[PaperKind] = Registry()
