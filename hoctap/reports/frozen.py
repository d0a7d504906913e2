"""Figures as they stood when a report was made, to JSON and back; the paper is printed from these alone."""

import datetime as dt
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from hoctap.core.dates import VIETNAM, last_day_before
from hoctap.plans.queries import TargetResult
from hoctap.reports.season import SeasonRow, SeasonTable

_COUNTS = ("households", "registered", "recognised", "late")


@dataclass(frozen=True)
class FrozenRow:
    place_id: str
    name: str
    households: int | None
    registered: int | None
    recognised: int | None
    late: int | None
    of_households: Decimal | None
    of_registered: Decimal | None
    change: int | None


@dataclass(frozen=True)
class FrozenTarget:
    wording: str
    wanted: str
    plan: str
    measure: str
    measure_version: int | None
    value: Decimal
    unit: str
    numerator: int | None
    denominator: int | None
    result: Decimal | None
    late: int | None
    met: bool | None
    before_on: dt.date | None
    why_missing: str

    @property
    def last_day(self) -> dt.date | None:
        return last_day_before(self.before_on) if self.before_on else None


@dataclass(frozen=True)
class FrozenFigures:
    place: str
    year: int
    child_label: str
    read_at: dt.datetime
    rows: tuple[FrozenRow, ...]
    total: FrozenRow
    targets: tuple[FrozenTarget, ...]
    communes_in: int
    communes_all: int
    missing: tuple[str, ...]
    sample_mark: str
    before_note: str = ""

    def to_json(self) -> dict[str, Any]:
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "FrozenFigures":
        return cls(
            **kept
            | {
                "read_at": dt.datetime.fromisoformat(kept["read_at"]),
                "rows": tuple(_row(row) for row in kept["rows"]),
                "total": _row(kept["total"]),
                "targets": tuple(_target(target) for target in kept["targets"]),
                "missing": tuple(kept["missing"]),
            }
        )


def freeze(table: SeasonTable) -> FrozenFigures:
    return FrozenFigures(
        place=table.place.full_name,
        year=table.year,
        child_label=table.child_label,
        read_at=table.read_at.astimezone(VIETNAM),
        rows=tuple(_frozen_row(row) for row in table.rows),
        total=_frozen_row(table.total),
        targets=tuple(_frozen_target(result) for result in table.measured_targets),
        communes_in=table.communes_in,
        communes_all=table.communes_all,
        missing=table.missing,
        sample_mark=table.sample_mark,
        before_note=table.before_note,
    )


@dataclass(frozen=True)
class RowDifference:
    """A row as it was reported beside the same place now; a place may have no row on one side."""

    name: str
    then: FrozenRow | None
    now: FrozenRow | None

    @property
    def differs(self) -> bool:
        return any(_count(self.then, name) != _count(self.now, name) for name in _COUNTS)


def compare(then: FrozenFigures, now: FrozenFigures) -> list[RowDifference]:
    """Every row of either side in the report's order, the total last."""
    present = {row.place_id: row for row in now.rows}
    rows = [RowDifference(row.name, row, present.pop(row.place_id, None)) for row in then.rows]
    rows += [RowDifference(row.name, None, row) for row in present.values()]
    return [*rows, RowDifference("Tổng cộng", then.total, now.total)]


def _count(row: FrozenRow | None, name: str) -> int | None:
    return None if row is None else getattr(row, name)


def _frozen_row(row: SeasonRow) -> FrozenRow:
    return FrozenRow(
        place_id=str(row.place.pk),
        name=row.place.title,
        households=row.households,
        registered=row.registered,
        recognised=row.recognised,
        late=row.late,
        of_households=row.of_households,
        of_registered=row.of_registered,
        change=row.change,
    )


def _frozen_target(result: TargetResult) -> FrozenTarget:
    target, figure = result.target, result.figure
    return FrozenTarget(
        wording=target.wording,
        wanted=result.wanted,
        plan=result.plan_label,
        measure=target.measure,
        measure_version=result.measure.version if result.measure else None,
        value=target.value,
        unit=target.unit,
        numerator=figure.numerator if figure else None,
        denominator=figure.denominator if figure else None,
        result=result.result,
        late=figure.late if figure else None,
        met=result.met,
        before_on=target.before_on,
        why_missing=result.why_missing,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def _row(kept: dict[str, Any]) -> FrozenRow:
    return FrozenRow(**_decimals(kept, "of_households", "of_registered"))


def _target(kept: dict[str, Any]) -> FrozenTarget:
    before_on = dt.date.fromisoformat(kept["before_on"]) if kept["before_on"] else None
    values = _decimals(kept, "value", "result") | {"before_on": before_on}
    return FrozenTarget(**{field.name: values[field.name] for field in fields(FrozenTarget)})


def _decimals(kept: dict[str, Any], *names: str) -> dict[str, Any]:
    return kept | {name: None if kept[name] is None else Decimal(kept[name]) for name in names}
