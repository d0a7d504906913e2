"""Pages that were handed in, shaped for their screens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.papers import comparing, serial
from hoctap.papers.comparing import Difference
from hoctap.papers.content import PaperContent
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import PageState, Paper, PaperState, PaperVersion, SignedPage
from hoctap.papers.sheets.rules import SheetFacts

OPEN = (PaperState.DRAFT, PaperState.PRINTED)
_MOST_CHOICES = 200


@dataclass(frozen=True)
class PaperGroup:
    paper: Paper
    label: str
    pages: list[SignedPage]
    is_filed: bool


@dataclass(frozen=True)
class Batch:
    """What was handed in together: by paper, then what nobody could tell, then what was not taken."""

    pk: UUID
    groups: list[PaperGroup]
    unread: list[SignedPage]
    refused: list[SignedPage]
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.unread or self.refused)


def batch(pk: UUID, *, by: Actor) -> Batch:
    pages = (
        SignedPage.objects.visible_to(by)
        .filter(batch=pk, uploaded_by=by.user_id)
        .exclude(state=PageState.DROPPED)
        .select_related("paper__issuer", "paper__place", "version")
    )
    groups: dict[UUID, list[SignedPage]] = {}
    for page in pages:
        if page.paper_id:
            groups.setdefault(page.paper_id, []).append(page)
    unread = [page for page in pages if page.state == PageState.WAITING and page.paper_id is None]
    return Batch(
        pk=pk,
        groups=[_group(of_paper) for of_paper in groups.values()],
        unread=unread,
        refused=[page for page in pages if page.state == PageState.REFUSED],
        choices=paper_choices(by) if unread else [],
    )


def _group(pages: list[SignedPage]) -> PaperGroup:
    paper = pages[0].paper
    assert paper is not None
    return PaperGroup(
        paper,
        paper_kinds[paper.kind].label,
        pages,
        is_filed=all(page.state == PageState.FILED for page in pages),
    )


def papers_to_file(by: Actor) -> Iterable[Paper]:
    """Open papers whose signed sheet he may bring."""
    return (
        Paper.objects.visible_to(by)
        .filter(place__path__overlap=by.places_with(Permission.PAPER_FILE), state__in=OPEN)
        .select_related("issuer", "place")
        .order_by("-state", "-id")
    )


def paper_choices(by: Actor) -> list[tuple[str, str]]:
    """For a page without a readable code: those that were printed first."""
    return [
        (
            str(paper.pk),
            f"{paper_kinds[paper.kind].label}: {paper.title} ({paper.issuer.name}, {paper.state_words.lower()})",
        )
        for paper in list(papers_to_file(by))[:_MOST_CHOICES]
    ]


def my_unfinished(by: Actor) -> list[SignedPage]:
    """The last page of each batch of mine that still has something waiting, newest first."""
    waiting = SignedPage.objects.visible_to(by).filter(uploaded_by=by.user_id, state=PageState.WAITING)
    seen: dict[UUID, SignedPage] = {}
    for page in waiting.order_by("-uploaded_at", "-position")[:500]:
        seen.setdefault(page.batch, page)
    return list(seen.values())[:10]


def waiting_pages(paper: Paper) -> list[SignedPage]:
    return list(
        paper.signed_pages.filter(state=PageState.WAITING)
        .select_related("version", "uploaded_by")
        .order_by("uploaded_at", "batch", "position")
    )


@dataclass(frozen=True)
class Sheet:
    """The pages that wait for one paper, and what they say beside the records."""

    pages: list[SignedPage]
    facts: SheetFacts
    version: PaperVersion | None
    """What was signed: the version whose code was read, else the last one."""
    note: str = ""
    """Why nothing is compared, where nothing is."""
    can_take_back_to: bool = False
    """The content of the sheet can become the paper's again: no records say otherwise."""

    @property
    def holding(self) -> list[Difference]:
        return [one for one in self.facts.differences if one.holds]

    @property
    def wording(self) -> list[Difference]:
        return [one for one in self.facts.differences if not one.holds]


def sheet_of(paper: Paper) -> Sheet:
    pages = waiting_pages(paper)
    named = {page.version_id: page.version for page in pages if page.version is not None}
    latest = paper.versions.order_by("-version").first()
    version = next(iter(named.values())) if len(named) == 1 else latest
    is_latest = version is None or latest is None or version.pk == latest.pk
    compared, note = False, ""
    found: list[Difference] = []
    if version is not None and latest is not None and len(named) <= 1:
        compared, found, note = _compared(paper, version, latest, is_latest=is_latest)
    return Sheet(
        pages=pages,
        facts=SheetFacts(
            pages=len(pages),
            printed_versions=len(named),
            is_latest=is_latest,
            is_compared=compared,
            differences=tuple(found),
            printed_version=version.version if version else 0,
            latest_version=latest.version if latest else 0,
        ),
        version=version,
        note=note,
        can_take_back_to=bool(
            found
            and not is_latest
            and paper_kinds[paper.kind].lay_out_again is None
            and version is not None
            and version.content is not None
        ),
    )


def _compared(
    paper: Paper, version: PaperVersion, latest: PaperVersion, *, is_latest: bool
) -> tuple[bool, list[Difference], str]:
    if version.content is None:
        return False, [], "Tờ này in từ bản do cơ quan sửa bằng Word: hệ thống không so được với sổ."
    printed: PaperContent = serial.from_json(version.content)
    now = content_now(paper, printed)
    if now is not None:
        return True, comparing.differences(printed, now), ""
    if not is_latest and latest.content is not None:
        return True, comparing.differences(printed, serial.from_json(latest.content)), ""
    if paper_kinds[paper.kind].lay_out_again is None:
        return False, [], "Loại văn bản này không lập lại được từ sổ, nên hệ thống không so."
    return False, [], "Việc của văn bản này không còn trong sổ, nên hệ thống không so."


def content_now(paper: Paper, printed: PaperContent) -> PaperContent | None:
    """What would be printed now from the records, signed by whom it was to be signed."""
    lay_out = paper_kinds[paper.kind].lay_out_again
    now = lay_out(paper, printed) if lay_out else None
    return comparing.settled(now, printed) if now is not None else None
