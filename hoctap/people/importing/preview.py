"""What the screens of a run show: counts, findings page by page by key, columns with samples, how far a job is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.reading import saw
from hoctap.people.importing import answered, staging, telling
from hoctap.people.importing.answers import ABSENT
from hoctap.people.importing.changes import BY_KIND, PROPOSED, ChangeKind
from hoctap.people.importing.old_commune import hamlet_book
from hoctap.people.importing.writing import WRITTEN_LABELS
from hoctap.people.models import ImportFinding, ImportProgress, ImportRun
from hoctap.people.reading.model import SheetReading
from hoctap.places.models import LineageEdge, Place

PAGE = 50
# Of each kind of change the preview shows a few; the rest has a page of its own.
FIRST_CHANGES = 5
# After so many silent seconds the screen offers to go on.
SILENT_SECONDS = 60
PHASES = {
    "": "Đang chờ đến lượt",
    "checking": "Đang kiểm tra từng dòng",
    "comparing": "Đang so với sổ",
    "noting": "Đang lập bản xem trước",
    "writing": "Đang ghi vào sổ",
    "changing": "Đang ghi các thay đổi",
    "joining": "Đang đưa hộ mới vào các đợt đang mở",
}
Kind, State = ImportFinding.Kind, ImportRun.State


@dataclass(frozen=True)
class Progress:
    """`share` in percent; None while there is nothing to measure."""

    words: str
    done: int
    total: int
    stop_asked: bool
    is_silent: bool

    @property
    def share(self) -> int | None:
        return 100 * self.done // self.total if self.total > 1 else None


def progress_of(run: ImportRun) -> Progress | None:
    if run.state not in (State.QUEUED, State.CHECKING, State.WRITING):
        return None
    row = ImportProgress.objects.filter(run_id=run.pk).first()
    if row is None:
        return Progress(PHASES[""], 0, 0, False, True)
    silent = (timezone.now() - row.seen_at).total_seconds() > SILENT_SECONDS
    return Progress(PHASES.get(row.phase, row.phase), row.done, row.total, row.stop_asked, silent)


@dataclass(frozen=True)
class Part:
    """One list of findings, from a key on."""

    key: str
    title: str
    count: int
    rows: list[dict[str, Any]]
    next: int | None
    kind: str = ""
    proposed: bool = False
    chosen: bool = False
    may_choose: bool = False
    said: list[answered.Said] = field(default_factory=list)
    is_asked: bool = False


@dataclass
class Shown:
    """`parts` are the lists of findings other than changes, `changes` one list for each kind of change."""

    counts: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    sheets: list[SheetReading] = field(default_factory=list)
    faults: Part | None = None
    left_out: Part | None = None
    repeats: Part | None = None
    pairs: Part | None = None
    changes: list[Part] = field(default_factory=list)
    held_households: int = 0
    has_new_hamlets: bool = False
    questions: list[dict[str, Any]] = field(default_factory=list)
    hamlet_choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def several_sheets(self) -> bool:
        return sum(sheet.used for sheet in self.sheets) > 1

    @property
    def entering(self) -> int:
        """New households that come in now: without those that wait for an answer about their head."""
        return int(self.counts.get("new_households", 0)) - self.held_households

    @property
    def has_work(self) -> bool:
        return bool(self.counts.get("new_households") or self.may_write)

    @property
    def may_write(self) -> bool:
        return any(part.may_choose or part.is_asked for part in self.changes)


PARTS = ("faults", "left_out", "repeats", "pairs")


def shown(run: ImportRun, query: Mapping[str, str]) -> Shown:
    if run.state not in (State.PREVIEWED, State.STOPPED, State.FAILED) or not run.counts:
        return Shown()
    decided = "kinds" in run.choices
    said = answered.counted(run)
    changes = []
    for kind, label in telling.LABELS.items():
        count = run.counts["changes"].get(kind, 0) if kind != telling.NEW_HOUSEHOLD else 0
        if kind == telling.NEW_HOUSEHOLD and run.counts["already"]:
            count = run.counts["new_households"]
        if count:
            chosen = kind in run.choices["kinds"] if decided else kind in PROPOSED
            part = _part(run, query, kind, label, Kind.CHANGE, change=kind, count=count)
            changes.append(
                Part(
                    part.key,
                    label,
                    count,
                    part.rows,
                    part.next,
                    kind,
                    kind in PROPOSED,
                    chosen,
                    kind in BY_KIND and kind not in ABSENT,
                    said.get(kind, []),
                    kind in ABSENT or kind == ChangeKind.MOVED_PERSON,
                )
            )
    return Shown(
        counts=run.counts,
        notes=run.notes,
        sheets=staging.reading_of(run).sheets,
        faults=_part(run, query, "faults", "Dòng cần sửa", Kind.FAULT),
        left_out=_part(run, query, "left_out", "Dòng không nhập", Kind.FAULT, change="warning"),
        repeats=_part(run, query, "repeats", "Dòng lặp lại", Kind.REPEAT),
        pairs=_part(run, query, "pairs", "Có thể trùng", Kind.PAIR),
        changes=changes,
        held_households=answered.held_households(run),
        has_new_hamlets=bool(run.notes.get("new_hamlets")),
        questions=run.notes.get("hamlet_questions", []),
        hamlet_choices=[(one_id, name) for one_id, name in run.notes.get("hamlet_choices", ())],
    )


def _part(
    run: ImportRun,
    query: Mapping[str, str],
    key: str,
    title: str,
    kind: str,
    *,
    change: str = "",
    count: int | None = None,
) -> Part:
    """PAGE findings behind the key that the query names."""
    after = query.get(key, "")
    found = run.findings.filter(kind=kind, change=change)
    most = PAGE if kind != Kind.CHANGE else FIRST_CHANGES
    page = list(found.filter(pk__gt=int(after) if after.isdigit() else 0).order_by("pk")[: most + 1])
    rows = [{**one.data, "pk": one.pk} for one in page[:most]]
    saw(unnamed=len(rows))
    total = found.count() if count is None else count
    return Part(key, title, total, rows, page[most - 1].pk if len(page) > most else None)


# ---------------------------------------------------------------- columns


@dataclass(frozen=True)
class Column:
    sheet: str
    letter: str
    header: str
    samples: list[str]
    field: str
    encoding: str


@dataclass(frozen=True)
class ColumnTable:
    columns: list[Column]
    dropped: list[str]
    mapping_names: list[str]
    sheets: list[SheetReading] = field(default_factory=list)
    hamlets: list[str] = field(default_factory=list)


def column_table(run: ImportRun) -> ColumnTable:
    if run.is_over or not run.head:
        return ColumnTable([], [], [])
    reading = staging.reading_of(run)
    texts = staging.samples(run)
    columns = [
        Column(sheet.name, letter, sheet.labels.get(letter, ""), texts.get((sheet.name, letter), []), sheet.columns.get(letter, ""),
               sheet.encodings.get(letter, ""))
        for sheet in reading.used
        for letter in sheet.letters
        if not letter.startswith("@") or letter in sheet.columns
    ]  # fmt: skip
    saw(unnamed=max((len(column.samples) for column in columns), default=0))
    dropped = [label for sheet in reading.used for label in sheet.dropped.values()]
    return ColumnTable(
        columns,
        dropped,
        [
            f"{one.name} ({one.note[:1].lower()}{one.note[1:].rstrip('.')})" if one.note else one.name
            for one in staging.mappings_for(run.place)
        ],
        reading.sheets,
        [one.name for one in hamlet_book(run.place, run.from_place, run.year).all if one.refused is None],
    )


def written(run: ImportRun) -> list[tuple[str, int]]:
    """What an entered list did to people and households who were there before."""
    return [
        (label, run.counts[key])
        for key, label in WRITTEN_LABELS.items()
        if run.is_over and run.counts.get(key)
    ]


def may_change(run: ImportRun) -> bool:
    return run.state in (State.PREVIEWED, State.STOPPED, State.FAILED)


# ---------------------------------------------------------------- before a file is chosen


def old_communes(communes: Iterable[Place]) -> list[Place]:
    """Communes that were merged into one of these."""
    found: dict[Any, Place] = {}
    edges = LineageEdge.objects.filter(
        successor__in=[one.pk for one in communes], predecessor__level="commune"
    )
    for edge in edges.select_related("predecessor__parent").order_by("predecessor__sort_key"):
        found[edge.predecessor_id] = edge.predecessor
    return list(found.values())


def waiting_runs(actor: Actor) -> list[ImportRun]:
    """Lists that were read and wait for a decision."""
    runs = ImportRun.objects.visible_to(actor).exclude(state__in=[State.APPLIED, State.DROPPED])
    return list(runs.select_related("place").defer("head", "counts", "notes", "choices")[:10])
