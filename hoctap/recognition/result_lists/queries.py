"""The pages of a list of results."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.sheets import table_workbook
from hoctap.people.reading.model import Reading
from hoctap.recognition.models import Dossier
from hoctap.recognition.result_lists.models import ResultList, ResultMapping, ResultRow
from hoctap.recognition.result_lists.reading import LABELS, MEANINGS, dropped_of, reading_of

Outcome = ResultRow.Outcome
# What a person looks at first.
ORDER = (
    Outcome.SEVERAL,
    Outcome.NONE,
    Outcome.FAULT,
    Outcome.DIFFERS,
    Outcome.CLOSED,
    Outcome.READY,
    Outcome.AGREES,
    Outcome.SAME,
    Outcome.SKIPPED,
)
ROWS_A_PAGE = 50
TO_WRITE = (Outcome.READY, Outcome.AGREES, Outcome.DIFFERS)


@dataclass(frozen=True)
class Candidate:
    dossier_id: UUID
    words: str


@dataclass(frozen=True)
class ShownRow:
    row: ResultRow
    dossier: Dossier | None
    candidates: list[Candidate]


@dataclass(frozen=True)
class ListPage:
    result_list: ResultList
    counts: list[tuple[Outcome, int]]
    outcome: str
    page: Page[Any]
    rows: list[ShownRow]
    dropped: list[str]
    warnings: list[str]

    def _count(self, *outcomes: Outcome) -> int:
        return sum(count for outcome, count in self.counts if outcome in outcomes)

    @property
    def to_write(self) -> int:
        return self._count(*TO_WRITE)

    @property
    def faults(self) -> int:
        return self._count(Outcome.FAULT)

    @property
    def asks(self) -> int:
        return self._count(Outcome.SEVERAL, Outcome.NONE)

    @property
    def all(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def written(self) -> int:
        return int(self.result_list.counts.get(Outcome.WRITTEN, 0))


def visible_lists(actor: Actor) -> Any:
    places = actor.places_with(Permission.DOSSIER_ENTER)
    return ResultList.objects.filter(round__place__path__overlap=places).select_related(
        "round__place__parent", "round__edition"
    )


def list_page(result_list: ResultList, *, outcome: str = "", page: str | None = None) -> ListPage:
    """What its rows came to, one kind of them on a page. Four queries."""
    counted = _counts(result_list)
    known = [(one, counted[one]) for one in ORDER if counted.get(one)]
    chosen = outcome if outcome in {one for one, _ in known} else (known[0][0] if known else "")
    paged = Paginator(result_list.rows.filter(outcome=chosen).order_by("id"), ROWS_A_PAGE).get_page(page)
    rows = list(paged.object_list)
    saw(unnamed=len(rows))
    reading = reading_of(result_list) if result_list.head else None
    return ListPage(
        result_list=result_list,
        counts=known,
        outcome=chosen,
        page=paged,
        rows=_shown(rows),
        dropped=dropped_of(reading) if reading else [],
        warnings=_warnings(reading) if reading else [],
    )


def _warnings(reading: Reading) -> list[str]:
    found = [*reading.warnings, *(one for sheet in reading.used for one in sheet.warnings)]
    return list(dict.fromkeys(found))


def _counts(result_list: ResultList) -> dict[str, int]:
    rows = result_list.rows.order_by().values_list("outcome").annotate(count=Count("id"))
    return dict(rows)


def _shown(rows: Iterable[ResultRow]) -> list[ShownRow]:
    rows = list(rows)
    asked = {key for row in rows if row.outcome in (Outcome.SEVERAL, Outcome.NONE) for key in row.candidates}
    wanted = asked | {row.dossier_id for row in rows if row.dossier_id}
    dossiers = {one.pk: one for one in Dossier.objects.filter(pk__in=wanted).named().select_related("hamlet")}
    return [
        ShownRow(
            row,
            dossiers.get(row.dossier_id) if row.dossier_id else None,
            [Candidate(key, _words(dossiers[key])) for key in row.candidates if key in dossiers]
            if row.outcome in (Outcome.SEVERAL, Outcome.NONE)
            else [],
        )
        for row in rows
    ]


def _words(dossier: Dossier) -> str:
    """'Lê Thị Vợ, sinh 1972, hộ Lê Văn Chủ, Ấp 1'."""
    born = f"sinh {dossier.subject.birth_year}" if dossier.subject.birth_year else "chưa rõ năm sinh"
    head = f"hộ {dossier.household.head.full_name}"
    return ", ".join([dossier.subject_name, born, head, dossier.hamlet.full_name])


@dataclass(frozen=True)
class Column:
    sheet: str
    letter: str
    header: str
    field: str
    samples: list[str]


@dataclass(frozen=True)
class ColumnsPage:
    columns: list[Column]
    dropped: list[str]
    names: list[str]


def columns_page(result_list: ResultList) -> ColumnsPage:
    """Each column that was read, with the first few texts in it. Two queries."""
    reading = reading_of(result_list)
    samples: dict[tuple[str, str], list[str]] = {}
    first = result_list.rows.order_by("id").values_list("sheet", "cells", "dossier__person_id")
    for sheet, cells, person_id in first[:100]:
        is_shown = False
        for letter, text in cells.items():
            texts = samples.setdefault((sheet, letter), [])
            if len(texts) < 3 and text not in texts:
                texts.append(text)
                is_shown = True
        if is_shown:
            saw(persons=[person_id]) if person_id else saw(unnamed=1)
    known = {one.value for one in MEANINGS}
    columns = [
        Column(
            sheet.name,
            letter,
            sheet.labels.get(letter, ""),
            sheet.columns.get(letter, "") if sheet.columns.get(letter, "") in known else "",
            samples.get((sheet.name, letter), []),
        )
        for sheet in reading.used
        for letter in sheet.letters
        if not letter.startswith("@") and letter not in sheet.dropped
    ]
    names = list(
        ResultMapping.objects.filter(place__in=result_list.round.place.path)
        .exclude(signature="")
        .values_list("name", flat=True)
    )
    return ColumnsPage(columns, dropped_of(reading), names)


_FAULT_WIDTHS = 18


def faulty_workbook(result_list: ResultList) -> bytes:
    """The faulty rows with what to put right, under their own headers: corrected, it is a list to read again."""
    rows = list(result_list.rows.filter(outcome=Outcome.FAULT).order_by("id")) if result_list.head else []
    saw(unnamed=len(rows))
    if not rows:
        return table_workbook("Không có dòng lỗi", ["Không có dòng lỗi nào."], [], [40])
    sheets = {sheet.name: sheet for sheet in reading_of(result_list).used}
    headers: dict[str, None] = {}
    lines: list[dict[str, str]] = []
    for row in rows:
        line: dict[str, str] = {}
        if sheet := sheets.get(row.sheet):
            # Each column of the sheet, also where this row left it empty: there it is filled in.
            for letter in sheet.letters:
                if label := sheet.labels.get(letter, "").replace(" / ", " "):
                    line[label] = row.cells.get(letter, "")
            if sheet.hamlet_name and "hamlet" not in sheet.columns.values():
                line["Ấp"] = sheet.hamlet_name
        headers |= dict.fromkeys(line)
        column = LABELS.get(row.field, "")
        lines.append(
            {**line, "Dòng": str(row.number), "Cần sửa": f"{column}: {row.why} {row.cure}".lstrip(": ")}
        )
    names = ["Dòng", *headers, "Cần sửa"]
    widths = [8, *[_FAULT_WIDTHS] * len(headers), 70]
    return table_workbook(
        "Dòng cần sửa",
        names,
        [[line.get(name, "") for name in names] for line in lines],
        widths,
        wrapped=[len(names)],
    )
