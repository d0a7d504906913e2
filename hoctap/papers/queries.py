"""Reads of papers shaped for their screens."""

from dataclasses import dataclass

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.papers.kinds import PaperKind, paper_kinds
from hoctap.papers.models import Paper, PaperVersion


@dataclass(frozen=True)
class PaperPage:
    """One paper with its versions, newest first, and what may be done now."""

    paper: Paper
    kind: PaperKind
    versions: list[PaperVersion]
    may_file: bool
    may_sign: bool
    about_url: str

    @property
    def latest(self) -> PaperVersion:
        return self.versions[0]


def paper_page(paper: Paper, *, by: Actor) -> PaperPage:
    kind = paper_kinds[paper.kind]
    return PaperPage(
        paper=paper,
        kind=kind,
        versions=list(paper.versions.select_related("pdf").order_by("-version")),
        may_file=by.may(Permission.PAPER_FILE, at=paper.place),
        may_sign=by.may(kind.signing_permission, at=paper.place),
        about_url=kind.about_url(paper) if kind.about_url else "",
    )


def docx_of(version: PaperVersion) -> bytes:
    return files.read(version.sha256)


def file_name(paper: Paper, version: PaperVersion, suffix: str) -> str:
    """'05-QD-UBND-v3.docx'; the id's last letters before there is a number."""
    base = paper.full_number.replace("/", "-") or f"{paper_kinds[paper.kind].abbreviation or paper.kind}-{str(paper.pk)[-6:]}"
    ascii_base = "".join(char if char.isalnum() or char in "-_" else "-" for char in without_accents(base).upper())
    return f"{ascii_base}-v{version.version}{suffix}"
