"""Remarks on a version that was returned, with what the next version says to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoctap.core.vietnamese import format_datetime
from hoctap.reports.periodic import queries
from hoctap.reports.periodic.filling import Filled
from hoctap.reports.periodic.models import PeriodicReport, RemarkAnswer, ReportRemark, ReportState

WHOLE = "Cả báo cáo"
LEFT = "remarks:left"
"""Key of the words that say why a report goes up with remarks that nobody answered."""


@dataclass(frozen=True)
class Change:
    """A figure of a remark: in the returned version and now."""

    label: str
    then: str
    now: str


@dataclass(frozen=True)
class Asked:
    """A remark of the returned version, beside what stands now."""

    remark: ReportRemark
    answer: RemarkAnswer | None
    changes: tuple[Change, ...]
    can_be_told: bool
    is_changed: bool

    @property
    def label(self) -> str:
        return self.remark.label or WHOLE

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer.says_something

    @property
    def is_mended(self) -> bool:
        return self.answer is not None and self.answer.is_mended

    @property
    def text(self) -> str:
        return self.answer.text if self.answer else ""

    @property
    def revision(self) -> int:
        return self.answer.revision if self.answer else 0


def returned_before(report: PeriodicReport) -> PeriodicReport | None:
    """The version before it, where that one was returned."""
    before = queries.version_before(report)
    return before if before and before.state == ReportState.RETURNED else None


def asked_of(
    report: PeriodicReport,
    *,
    before: PeriodicReport | None = None,
    now: Filled | None = None,
    texts: Mapping[str, str] | None = None,
) -> list[Asked]:
    """What a version has to answer. Figures are read only where there is a remark."""
    before = before or returned_before(report)
    remarks = list(before.remarks.all()) if before else []
    if before is None or not remarks:
        return []
    now = now or queries.filled(report)
    if texts is None:
        texts = {key: row.text for key, row in queries.texts_of(report).items()}
    standing = {row.remark_id: row for row in _standing(report)}
    then = queries.filled(before)
    then_texts: Mapping[str, str] = (before.frozen or {}).get("texts", {})
    found = []
    for one in remarks:
        changes, is_changed = _changed(one.about, then, now, then_texts, texts)
        found.append(Asked(one, standing.get(one.pk), changes, bool(one.about), is_changed))
    return found


def _standing(report: PeriodicReport) -> Iterable[RemarkAnswer]:
    return report.answers.order_by("remark_id", "-revision").distinct("remark_id")


def _changed(
    about: str, then: Filled, now: Filled, then_texts: Mapping[str, str], texts: Mapping[str, str]
) -> tuple[tuple[Change, ...], bool]:
    if about.startswith("section:"):
        key = about.removeprefix("section:")
        return (), then_texts.get(key, "").strip() != texts.get(key, "").strip()
    changes = tuple(_of_line(about, then, now))
    return changes, bool(changes)


def _of_line(about: str, then: Filled, now: Filled) -> Iterable[Change]:
    """Each figure of the address, or of the whole line where it names no column."""
    table_key, _, rest = about.partition("/")
    row_key, _, column_key = rest.partition("/")
    table = then.table(table_key)
    row = table.row(row_key) if table else None
    if table is None or row is None:
        return
    for column in table.spec.columns:
        if column_key and column.key != column_key:
            continue
        old, new = row.cells.get(column.key), now.cell(f"{table_key}/{row_key}/{column.key}")
        if old is not None and (new is None or old.shown != new.shown):
            yield Change(queries.head_of(column), old.shown, new.shown if new else "không còn dòng này")


# ---------------------------------------------------------------- frozen, and shown


def kept(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """As they are frozen with the version that answers."""
    return [
        {
            "about": one.remark.about,
            "label": one.label,
            "remark": one.remark.text,
            "is_mended": one.is_mended,
            "text": one.text,
            "changes": [[change.label, change.then, change.now] for change in one.changes],
            "by": one.answer.by if one.answer else "",
            "at": format_datetime(one.answer.at) if one.answer else "",
        }
        for one in asked
    ]


@dataclass(frozen=True)
class Answered:
    about: str
    label: str
    remark: str
    is_mended: bool
    text: str
    changes: tuple[Change, ...]
    by: str
    at: str

    @property
    def is_answered(self) -> bool:
        return self.is_mended or bool(self.text)

    @property
    def words(self) -> str:
        """'đã sửa 4 → 3; đúng theo biên bản'."""
        said = []
        if self.is_mended:
            figures = ", ".join(f"{one.then} → {one.now}" for one in self.changes[:3])
            said.append(f"đã sửa {figures}".strip())
        if self.text:
            said.append(self.text)
        return "; ".join(said) or "chưa trả lời"


def answered_in(report: PeriodicReport) -> list[Answered]:
    """What a version that was sent says to the remarks on the one before it."""
    rows = (report.frozen or {}).get("answers", [])
    return [
        Answered(**{**one, "changes": tuple(Change(*change) for change in one["changes"])}) for one in rows
    ]


@dataclass(frozen=True)
class Noted:
    """What stands beside a figure or a section."""

    about: str
    text: str


def notes_of(answered: Iterable[Answered]) -> list[Noted]:
    return [Noted(one.about, f"{one.remark} – Trả lời: {one.words}") for one in answered]


def asked_notes(asked: Iterable[Asked]) -> list[Noted]:
    """Beside the fields of the page on which they are answered."""
    return [Noted(one.remark.about, one.remark.text) for one in asked]
