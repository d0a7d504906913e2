"""Reads of papers shaped for their screens."""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import without_accents
from hoctap.core.tokens import kept_form
from hoctap.papers.books import numbering
from hoctap.papers.books.models import Dispatch
from hoctap.papers.books.numbering import next_number
from hoctap.papers.books.queries import in_words
from hoctap.papers.books.recipients import ReceiptRow, receipts_of
from hoctap.papers.kinds import PaperKind, paper_kinds
from hoctap.papers.models import (
    SIGNED,
    PageState,
    Paper,
    PaperLink,
    PaperQuerySet,
    PaperState,
    PaperVersion,
    PaperWithdrawal,
    PdfSignature,
)
from hoctap.places.models import Numbering

# What a token of a link is kept under: no token of another kind passes for one.
LINK = "paper_link"


@dataclass(frozen=True)
class Step:
    what: str
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class PaperPage:
    """One paper with its versions, newest first, and what may be done now."""

    paper: Paper
    kind: PaperKind
    versions: list[PaperVersion]
    may_file: bool
    may_sign: bool
    about_url: str
    links: list[PaperLink]
    """Given to people without an account; only for those who may give them."""
    now: dt.datetime
    moves: list[Step]
    """Its road so far, newest first."""
    receipts: list[ReceiptRow]
    """Who it goes to, and how far it has come there."""
    signatures: list[PdfSignature]
    """Digital ones, found in the signed copy."""
    dispatch: Dispatch | None = None
    """Its line in the book of outgoing papers."""
    beside: numbering.Taken | None = None
    """Another paper with its number, in a book that somebody else keeps."""
    withdrawal: PaperWithdrawal | None = None
    """By which paper it ended."""
    opens_ending: bool = False
    ends: list[PaperWithdrawal] = field(default_factory=list)
    """Papers that this one ended; those that the reader may see."""
    waiting_pages: int = 0
    """Pages of the signed sheet that were handed in and not yet filed."""

    @property
    def has_one_signer(self) -> bool:
        """The block under it is a position's, and not names of those who were at a meeting."""
        return "signer" in (self.latest.content or {})

    @property
    def ended_by_url(self) -> str:
        """Of the paper that ended it, where the reader may open that."""
        return (
            reverse("paper_detail", args=[self.withdrawal.by_paper_id])
            if self.withdrawal and self.opens_ending
            else ""
        )

    @property
    def dispatch_words(self) -> str:
        return in_words(self.dispatch) if self.dispatch else ""

    @property
    def latest(self) -> PaperVersion:
        return self.versions[0]


def paper_page(paper: Paper, *, by: Actor) -> PaperPage:
    kind = paper_kinds[paper.kind]
    withdrawal: PaperWithdrawal | None = getattr(paper, "withdrawal", None)
    ended_by = withdrawal.by_paper_id if withdrawal else None
    return PaperPage(
        paper=paper,
        kind=kind,
        versions=list(paper.versions.select_related("pdf", "template").order_by("-version")),
        may_file=by.may(Permission.PAPER_FILE, at=paper.place),
        may_sign=by.may(kind.signing_permission, at=paper.place),
        about_url=kind.about_url(paper) if kind.about_url else "",
        links=list(paper.links.select_related("made_by"))
        if by.may(Permission.PAPER_FILE, at=paper.place)
        else [],
        now=timezone.now(),
        moves=[
            Step(_state_words(paper, move.to_state), move.by, move.at) for move in paper.moves.order_by("-id")
        ],
        receipts=receipts_of(paper),
        dispatch=getattr(paper, "dispatch", None),
        beside=numbering.beside(paper),
        withdrawal=withdrawal,
        opens_ending=ended_by is not None and Paper.objects.visible_to(by).filter(pk=ended_by).exists(),
        ends=_ended_by(paper, by) if paper.is_signed else [],
        signatures=list(paper.pdf_signatures.all()) if paper.signed_media_type == files.PDF else [],
        waiting_pages=0 if paper.is_signed else paper.signed_pages.filter(state=PageState.WAITING).count(),
    )


def _ended_by(paper: Paper, by: Actor) -> list[PaperWithdrawal]:
    found = PaperWithdrawal.objects.filter(by_paper=paper, paper__in=Paper.objects.visible_to(by))
    return list(found.select_related("paper__issuer").order_by("paper__dated_on", "paper"))


def could_end(paper: Paper, by: Actor) -> list[Paper]:
    """Signed papers of the same issuer, not older, newest first."""
    found = Paper.objects.visible_to(by).filter(
        issuer=paper.issuer_id, state__in=SIGNED, dated_on__gte=paper.dated_on
    )
    return list(found.exclude(pk=paper.pk).select_related("issuer").order_by("-dated_on", "-id")[:100])


def without_copy(papers: PaperQuerySet) -> PaperQuerySet:
    """Signed, and nobody handed in the sheet with signature and seal."""
    return papers.filter(state__in=SIGNED, signed_sha256="")


def road_of(paper: Paper) -> list[tuple[str, str]]:
    """The states it goes through, in the words of its issuer."""
    return [(state.value, _state_words(paper, state)) for state in PaperState if state != PaperState.VOID]


def _state_words(paper: Paper, state: str) -> str:
    return Paper(state=state, issuer=paper.issuer).state_words


@dataclass(frozen=True)
class GivenFile:
    sha256: str
    media_type: str
    name: str


def file_to_give(paper: Paper) -> GivenFile | None:
    """The scan with signature and seal; without one the PDF of the last version."""
    name = (paper.full_number.replace("/", "-") or "van-ban").replace("Đ", "D")
    if paper.signed_sha256:
        return GivenFile(
            paper.signed_sha256, paper.signed_media_type, name + files.SUFFIX[paper.signed_media_type]
        )
    last = paper.versions.select_related("pdf").order_by("-version").first()
    pdf = getattr(last, "pdf", None)
    return GivenFile(pdf.sha256, files.PDF, name + ".pdf") if pdf is not None and pdf.is_ready else None


def live_link(token: str) -> PaperLink | None:
    """The link of this token, while it opens something."""
    found = PaperLink.objects.select_related("paper__issuer", "paper__place").filter(
        token_hash=kept_form(token, LINK), revoked_at=None, expires_at__gt=timezone.now()
    )
    return found.first()


def docx_of(version: PaperVersion) -> bytes:
    return files.read(version.sha256)


def note_read(paper: Paper) -> None:
    """The file of a paper goes out: whoever stands in it has been read."""
    note = paper_kinds[paper.kind].note_read
    if note:
        note(paper)


def must_be_open(paper: Paper) -> None:
    """Refuses what would change a signed or dropped paper, saying which it is."""
    if paper.is_signed:
        named = f"Văn bản {paper.full_number}".strip()
        raise Refused(f"{named} đã ký ngày {paper.dated_on:%d/%m/%Y}, không sửa được nữa.")
    if paper.state == PaperState.VOID:
        raise Refused("Văn bản này đã bỏ, không dùng nữa.")


def file_name(paper: Paper, version: PaperVersion, suffix: str) -> str:
    """'05-QD-UBND-v3.docx'; the id's last letters before there is a number."""
    base = (
        paper.full_number.replace("/", "-")
        or f"{paper_kinds[paper.kind].abbreviation or paper.kind}-{str(paper.pk)[-6:]}"
    )
    ascii_base = "".join(
        char if char.isalnum() or char in "-_" else "-" for char in without_accents(base).upper()
    )
    return f"{ascii_base}-v{version.version}{suffix}"


def signature_defaults(paper: Paper) -> dict[str, object]:
    """What the form after the signature starts with: the printed signer, today, and the next number of an own book."""
    last = paper.versions.order_by("-version").first()
    content = (last.content or {}) if last else {}
    # Minutes and lists carry several signatures: the one who answers for the sheet is recorded.
    signer = content.get("signer") or content.get("chair") or content.get("hamlet_head") or {}
    kind = paper_kinds[paper.kind]
    return {
        "dated_on": today(),
        "number": next_number(paper.issuer, paper.kind, today().year)
        if kind.needs_number and paper.issuer.numbering == Numbering.OWN
        else None,
        # A choice made before printing is kept; else nothing is chosen for the person who fills this in.
        "signing_capacity": str(paper.signing_capacity_id or ""),
        "signer": "" if paper.signing_capacity_id else signer.get("name", ""),
        "signer_capacity": "" if paper.signing_capacity_id else signer.get("title", ""),
    }
