"""Readings as their screens show them; a fixed number of queries however long the document is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.intake import planning
from hoctap.intake.bodies import BodyIndex, distinct, is_each_commune
from hoctap.intake.lines import Line, SourceText
from hoctap.intake.measuring import choices_at
from hoctap.intake.models import (
    SILENT,
    PageOfReading,
    Proposal,
    ProposalGroup,
    ProposalState,
    Reading,
    ReadingState,
)
from hoctap.intake.proposing import HEAD_FIELDS, in_words
from hoctap.intake.reading import opening, parcels
from hoctap.people.reading import legacy
from hoctap.places.models import Organisation
from hoctap.plans.models import Plan

DOUBTED_BELOW = 0.8
"""A line of which the OCR is less sure is marked."""
PICTURE_WIDTH = 1000


@dataclass(frozen=True)
class ShownLine:
    number: int
    text: str
    cells: tuple[str, ...] | None
    is_doubted: bool
    box: dict[str, str] | None
    """x, y, width and height in the units of the page's picture."""


@dataclass(frozen=True)
class ShownPage:
    number: int
    picture: bool
    height: int
    turned: int
    is_blank: bool
    is_scan: bool
    lines: list[ShownLine]

    @property
    def doubted(self) -> int:
        return sum(line.is_doubted for line in self.lines)


@dataclass(frozen=True)
class ShownProposal:
    row: Proposal
    words: list[tuple[str, str]]
    measures: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return HEAD_FIELDS[self.row.key].label if self.row.key else ""

    @property
    def title(self) -> str:
        return self.words[0][1] if self.words else ""

    @property
    def rest(self) -> list[tuple[str, str]]:
        return self.words[1:]

    @property
    def is_doubted(self) -> bool:
        return self.row.confidence is not None and self.row.confidence < DOUBTED_BELOW

    @property
    def is_open(self) -> bool:
        return self.row.state == ProposalState.OPEN

    @property
    def tone(self) -> str:
        return {"open": "waiting", "dropped": "refused"}.get(self.row.state, "done")

    @property
    def where(self) -> str:
        if self.row.first_line is None:
            return ""
        first, last = self.row.first_line, self.row.last_line
        lines = f"dòng {first}" if first == last else f"dòng {first}–{last}"
        return f"trang {self.row.page}, {lines}" if self.row.page else lines

    @property
    def was(self) -> str:
        """What the document's own reading said, where a person wrote something else."""
        if self.row.state != ProposalState.CORRECTED:
            return ""
        said = in_words(self.row.group, self.row.key, self.row.said, self.measures)
        now = dict(self.words)
        return "; ".join(f"{label}: {text}" for label, text in said if now.get(label) != text)


@dataclass(frozen=True)
class ShownGroup:
    code: str
    label: str
    proposals: list[ShownProposal]
    note: str = ""

    @property
    def open(self) -> int:
        return sum(one.is_open for one in self.proposals)


_NOTES = {
    ProposalGroup.BASELINE: "Số liệu văn bản kể về thời gian đã qua: giữ để đối chiếu, không thành chỉ tiêu.",
    ProposalGroup.FOCAL: "Nơi tiếp nhận khó khăn, vướng mắc của riêng kế hoạch này.",
}


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    is_silent: bool
    is_stopping: bool

    @property
    def share(self) -> int | None:
        return 100 * self.done // self.total if self.total else None


@dataclass(frozen=True)
class ShownReading:
    row: Reading
    pages: list[ShownPage]
    groups: list[ShownGroup]
    missing: list[str]
    samples: list[tuple[str, str]] = field(default_factory=list)
    issuer: Organisation | None = None
    """Whose the document is, where that is a body of another place than the plan is handed in for."""
    """Lines as they were typed and as they read in the proposed font."""

    @property
    def open(self) -> int:
        return sum(group.open for group in self.groups)

    @property
    def count(self) -> int:
        return sum(len(group.proposals) for group in self.groups)

    @property
    def decided(self) -> int:
        return self.count - self.open

    @property
    def turned(self) -> list[int]:
        return [page.number for page in self.pages if page.turned]

    @property
    def blank(self) -> list[int]:
        return [page.number for page in self.pages if page.is_blank]

    @property
    def doubted(self) -> int:
        return sum(page.doubted for page in self.pages)


def progress_of(reading: Reading) -> Progress | None:
    if not reading.is_working:
        return None
    return Progress(
        reading.pages_done,
        reading.pages_total,
        is_silent=timezone.now() - reading.seen_at > SILENT,
        is_stopping=reading.stop_asked,
    )


def shown(reading: Reading) -> ShownReading:
    """The document beside its proposals. Three queries."""
    pages = list(reading.pages.all())
    source = _source(pages, reading.encoding)
    proposals = list(reading.proposals.select_related("decided_by"))
    order = {code: place for place, code in enumerate(ProposalGroup.values)}
    head_order = {key: place for place, key in enumerate(HEAD_FIELDS)}
    proposals.sort(key=lambda one: (order[one.group], head_order.get(one.key, 0), one.position, one.pk))
    labels = dict(choices_at(reading.place))
    groups = []
    for code, label in ProposalGroup.choices:
        rows = [
            ShownProposal(one, in_words(one.group, one.key, one.value, labels), labels)
            for one in proposals
            if one.group == code
        ]
        groups.append(ShownGroup(code, label, rows, _NOTES.get(ProposalGroup(code), "")))
    present = {one.key for one in proposals if one.key}
    return ShownReading(
        reading,
        _pages(pages, source),
        groups,
        missing=[
            one.label
            for key, one in HEAD_FIELDS.items()
            if key not in present and key not in ("month", "open_ended", "superior", "place")
        ],
        samples=_samples(pages, reading.encoding) if not reading.encoding_confirmed else [],
        issuer=_issuer_elsewhere(reading, proposals) if reading.is_open else None,
    )


def _issuer_elsewhere(reading: Reading, proposals: Sequence[Proposal]) -> Organisation | None:
    head = planning.head_of(one for one in proposals if one.state != ProposalState.DROPPED)
    if not head.get("issuer"):
        return None
    found = BodyIndex(reading.place, head.dated_on or today()).one(head.get("issuer"))
    return found if found and found.place_id != reading.place_id else None


def _source(pages: Sequence[PageOfReading], encoding: str) -> SourceText:
    return opening.together([parcels.lines_of(page.lines) for page in pages], encoding)


def _pages(pages: Sequence[PageOfReading], source: SourceText) -> list[ShownPage]:
    by_page: dict[int, list[Line]] = {}
    for line in source.lines:
        by_page.setdefault(line.page, []).append(line)
    made = []
    for place, page in enumerate(pages, start=1):
        # A4; the picture is drawn to the width and keeps its own proportions.
        height = round(PICTURE_WIDTH * (page.picture_ratio or 1.414))
        made.append(
            ShownPage(
                page.number,
                bool(page.picture),
                height,
                page.turned,
                page.is_blank,
                page.is_scan,
                [_line(line, height) for line in by_page.get(place, [])],
            )
        )
    return made


def _line(line: Line, height: int) -> ShownLine:
    box = None
    if line.box:
        left, top = line.box.left * PICTURE_WIDTH, line.box.top * height
        box = {
            "x": f"{max(0.0, left - 6):.0f}",
            "y": f"{max(0.0, top - 4):.0f}",
            "width": f"{line.box.right * PICTURE_WIDTH - left + 12:.0f}",
            "height": f"{line.box.bottom * height - top + 8:.0f}",
        }
    is_doubted = line.confidence is not None and line.confidence < DOUBTED_BELOW
    return ShownLine(line.number, line.text, line.cells, is_doubted, box)


def _samples(pages: Sequence[PageOfReading], encoding: str) -> list[tuple[str, str]]:
    found = []
    for page in pages:
        for line in parcels.lines_of(page.lines):
            if (decoded := legacy.decode_cell(line.text, encoding)) != line.text:
                found.append((line.text, decoded))
            if len(found) == 4:
                return found
    return found


# ---------------------------------------------------------------- bodies


@dataclass(frozen=True)
class NamedBody:
    """A name of the document, and which organisation it is."""

    name: str
    body: Organisation | None
    choices: list[Organisation]
    is_said: bool
    is_each_commune: bool

    @property
    def words(self) -> str:
        if self.is_each_commune:
            return "mỗi xã một cơ quan"
        if self.body:
            return self.body.name
        return f"{len(self.choices)} cơ quan cùng tên" if self.choices else "chưa nhận ra"


def bodies_of(reading: Reading, proposals: Iterable[Proposal]) -> tuple[list[NamedBody], BodyIndex]:
    rows = list(proposals)
    day = planning.head_of(one for one in rows if one.state != ProposalState.DROPPED).dated_on
    index = BodyIndex(reading.place, day or today())
    made = []
    for name in distinct(planning.names_of(rows)):
        said = reading.bodies.get(name)
        found = index.named(name)
        body = next((one for one in index.by_id.values() if str(one.pk) == said), None) if said else None
        made.append(
            NamedBody(
                name,
                body if said is not None else index.one(name),
                found,
                is_said=said is not None,
                is_each_commune=is_each_commune(name),
            )
        )
    return made, index


# ---------------------------------------------------------------- lists


def readings_for(actor: Actor) -> Any:
    """Those still to be dealt with first, the newest first."""
    return (
        Reading.objects.visible_to(actor)
        .exclude(state=ReadingState.DROPPED)
        .select_related("place", "by", "plan")
        .order_by("-id")
    )


def document_url(plan: Plan) -> str:
    """The page of the document that the plan was read from; the last one where there were several."""
    found = (
        plan.readings.filter(state=ReadingState.CONFIRMED)
        .order_by("-id")
        .values_list("pk", flat=True)
        .first()
    )
    return reverse("reading_detail", args=[found]) if found else ""


def plans_to_add_to(reading: Reading, actor: Actor) -> list[Plan]:
    return [
        plan
        for plan in Plan.objects.visible_to(actor).filter(place=reading.place).select_related("place")[:200]
        if actor.may(Permission.PLAN_EDIT, at=plan)
    ]
