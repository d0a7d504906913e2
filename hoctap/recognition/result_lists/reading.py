"""A file of results read with the register's own reader, in the vocabulary of results; rows become what the rules ask."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people.importing import staging
from hoctap.people.importing.handed_in import ListFile, read_file
from hoctap.people.importing.layout import Layout
from hoctap.people.importing.listed import HamletBook
from hoctap.people.importing.staging import MAX_FILE_BYTES, Mapping
from hoctap.people.reading.fields import RESULTS, Field, ResultField
from hoctap.people.reading.model import Options, Reading, RowReading, SheetReading, decode_head
from hoctap.people.reading.values import birth_and_sex, birth_year, person_name
from hoctap.places.models import Place
from hoctap.recognition.result_lists import rules
from hoctap.recognition.result_lists.models import ResultList, ResultMapping, ResultRow
from hoctap.recognition.result_lists.rules import Citizens
from hoctap.recognition.results.rules import Told

# What a column of such a list may mean, in the order in which a person chooses.
MEANINGS: tuple[Field | ResultField, ...] = (
    Field.NAME,
    Field.BIRTH,
    Field.HAMLET,
    ResultField.TOTAL,
    ResultField.PASSED,
    ResultField.RESULT_DAY,
    ResultField.CONFIRMED_BY,
)
LABELS: dict[str, str] = {one.value: one.label for one in (*Field, *ResultField)}


def read_results(place: Place, file: ListFile, layout: Layout) -> tuple[Reading, list[RowReading]]:
    """Head and rows; `Refused` says why the file cannot be read. The reader drops papers of identity, ethnicity and religion."""
    if not file.content:
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", "file")])
    if len(file.content) > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // 1024 // 1024
        raise Refused([Reason(f"Tệp lớn hơn {most} MB. Hãy chép danh sách sang một tệp mới.", "file")])
    said = Options(file_name=file.name, vocabulary=RESULTS)
    with read_file(place, file, None, said, layout) as rows:
        return rows.reading, list(rows())


def remembered(place: Place, reading: Reading) -> Reading:
    """With the columns as the nearest place remembers them for these headers."""
    depth = {place_id: number for number, place_id in enumerate(place.path)}
    signatures = set(staging.signatures_of(reading))
    found = [one for one in ResultMapping.objects.filter(place__in=place.path) if one.signature in signatures]
    best = max(found, key=lambda one: (depth[one.place_id], one.changed_at), default=None)
    if best is None:
        return reading
    return staging.with_columns(reading, staging.columns_by(Mapping(best.name, best.columns), reading))


def dropped_of(reading: Reading) -> list[str]:
    """Headers of columns that were not read at all."""
    return list(dict.fromkeys(label for sheet in reading.used for label in sheet.dropped.values() if label))


@dataclass(frozen=True)
class Whole:
    """What holds for each row that says nothing of its own."""

    year: int
    confirmed_by: str
    result_on: dt.date | None


Check = Callable[[Told], list[Reason]]


def rows_of(
    sheets: dict[str, SheetReading],
    rows: Iterable[tuple[str, int, dict[str, str]]],
    *,
    whole: Whole,
    hamlets: HamletBook,
    citizens: Citizens,
    check: Check,
) -> Iterator[ResultRow]:
    """Each row of the sheets that are read, with the citizen it names or why it names none. Not saved, and not compared yet."""
    for sheet_name, number, cells in rows:
        sheet = sheets.get(sheet_name)
        if sheet is None or not sheet.used:
            continue
        row = ResultRow(sheet=sheet_name[:200], number=number, cells=cells)
        texts = {name: cells[letter] for letter, name in sheet.columns.items() if letter in cells}
        _fill(row, texts, sheet, whole, hamlets, citizens, check)
        yield row


def told_of(row: ResultRow) -> Told:
    return Told(row.total, row.passed, row.result_on, row.confirmed_by)


def _fill(
    row: ResultRow,
    texts: dict[str, str],
    sheet: SheetReading,
    whole: Whole,
    hamlets: HamletBook,
    citizens: Citizens,
    check: Check,
) -> None:
    faults: list[tuple[str, str, str]] = []

    def took[T](field: str, read: tuple[T, rules.Fault | None]) -> T:
        value, fault = read
        if fault is not None:
            faults.append((field, *fault))
        return value

    row.name = took("name", person_name(texts.get("name") or texts.get("head_name", "")))[:200]
    row.birth_year = took("birth", _birth(texts, whole.year))
    total: Decimal | None = took("total", rules.total_of(texts.get("total", "")))
    row.total = total
    row.passed = took("passed", rules.passed_of(texts.get("passed", "")))
    typed_day = texts.get("result_day", "")
    row.result_on = (
        took("result_day", rules.day_of(typed_day))
        if typed_day or whole.result_on is None
        else whole.result_on
    )
    row.confirmed_by = clean(texts.get("confirmed_by", "") or whole.confirmed_by)[:120]
    typed_hamlet = clean(texts.get("hamlet", "") or sheet.hamlet_name)
    hamlet_id = ""
    if typed_hamlet:
        found = hamlets.find(typed_hamlet)
        row.hamlet_name = (found[1] if found else typed_hamlet)[:200]
        if found is None:
            faults.append(("hamlet", *hamlets.fault(typed_hamlet)))
        else:
            hamlet_id = found[0]
    if not faults:
        faults = [
            (
                _COLUMN_OF.get(reason.field, reason.field),
                reason.text,
                _CURE_OF.get(reason.field, "Sửa trong tệp."),
            )
            for reason in check(told_of(row))
        ]
    if faults:
        row.outcome = ResultRow.Outcome.FAULT
        row.field, row.why, row.cure = faults[0][0][:20], faults[0][1][:400], faults[0][2][:400]
        return
    match = citizens.find(row.name, row.birth_year, _uuid(hamlet_id))
    row.dossier_id = match.dossier_id
    row.candidates = list(match.candidates)
    row.why = match.why
    outcome = ResultRow.Outcome
    row.outcome = outcome.READY if match.dossier_id else outcome.SEVERAL if match.candidates else outcome.NONE


_COLUMN_OF = {"result_on": "result_day"}
_CURE_OF = {"confirmed_by": "Ghi một người xác nhận cho cả danh sách, hoặc thêm cột này vào tệp."}


def _birth(texts: dict[str, str], year: int) -> tuple[int | None, rules.Fault | None]:
    if "birth_male" in texts or "birth_female" in texts:
        born, _, fault = birth_and_sex(texts.get("birth_male", ""), texts.get("birth_female", ""), year)
        return born, fault
    return birth_year(texts.get("birth", ""), year)


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text and ":" not in text else None


def sheets_of(reading: Reading) -> dict[str, SheetReading]:
    return {sheet.name: sheet for sheet in reading.sheets}


def reading_of(result_list: ResultList) -> Reading:
    return decode_head(json.dumps(result_list.head).encode())
