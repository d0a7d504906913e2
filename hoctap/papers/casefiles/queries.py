"""The list of a matter's papers, and the files that were made of it."""

from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.papers.casefiles import rules
from hoctap.papers.casefiles.models import CaseFile
from hoctap.papers.casefiles.registry import CaseContents, case_kinds
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper, PaperState


@dataclass(frozen=True)
class Entry:
    """One line of the list, as far as it is known before the pages are counted."""

    paper: Paper
    label: str
    missing: str
    goes_as_printed: bool = False

    @property
    def is_inside(self) -> bool:
        """A paper that nobody signed is named as missing, not filed."""
        return self.paper.is_signed or self.goes_as_printed

    @property
    def note(self) -> str:
        if self.goes_as_printed:
            return "Bản in"
        return "Bản in, chưa có bản chụp đã ký" if self.is_inside and self.missing else ""


@dataclass(frozen=True)
class CasePage:
    contents: CaseContents
    entries: list[Entry]
    missing: list[str]
    made: list[CaseFile]

    @property
    def attached_size(self) -> int:
        return sum(one.size for one in self.contents.attachments)

    @property
    def inside(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_inside]


def case_page(about_kind: str, about_id: str, *, by: Actor) -> CasePage | None:
    contents = case_kinds[about_kind].collect(about_id)
    if contents is None:
        return None
    made = CaseFile.objects.visible_to(by).filter(about_kind=about_kind, about_id=about_id)
    entries = entries_of(contents)
    return CasePage(
        contents=contents,
        entries=entries,
        missing=missing_of(contents, entries),
        made=list(made.select_related("place")[:10]),
    )


def entries_of(contents: CaseContents) -> list[Entry]:
    found = []
    for paper in contents.papers:
        if paper.state == PaperState.VOID:
            continue
        label = paper_kinds[paper.kind].label
        name = f"{label} {paper.full_number}".strip() + f", {paper.title}"
        facts = rules.PaperFacts(name, is_signed=paper.is_signed, has_copy=bool(paper.signed_sha256))
        printed = paper.kind in contents.as_printed and not paper.signed_sha256
        found.append(Entry(paper, label, "" if printed else rules.missing_of(facts), printed))
    return found


def missing_of(contents: CaseContents, entries: list[Entry]) -> list[str]:
    return [*contents.missing, *(entry.missing for entry in entries if entry.missing)]
