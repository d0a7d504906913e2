"""Between the file and the check: the reading in the child, rows that wait in a table, what the columns mean."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection

from hoctap.core import isolation
from hoctap.core.refusals import Reason, Refused
from hoctap.people.models import ImportMapping, ImportRow, ImportRun
from hoctap.people.reading.cells import plain
from hoctap.people.reading.fields import Field
from hoctap.people.reading.model import Options, Reading, RowReading, SheetReading, decode_head, decode_rows
from hoctap.people.reading.opening import MEMORY_BYTES, OUTPUT_BYTES, SECONDS
from hoctap.places.models import Place

MAX_FILE_BYTES = 20 * 1024 * 1024
_BY_PERSON = {Field.RELATION.value, Field.HEAD_NAME.value, Field.PERSON_NUMBER.value}
_SHIPPED = Path(__file__).resolve().parents[1] / "data" / "mappings.json"


class RowLines:
    """The rows of a reading, as often as they are asked for: the lines of a file that is open."""

    def __init__(self, reading: Reading, lines: Iterable[bytes], begin: int = 0):
        self.reading, self.lines, self.begin = reading, lines, begin

    def __call__(self) -> Iterator[RowReading]:
        if hasattr(self.lines, "seek"):
            self.lines.seek(self.begin)
        return decode_rows(self.reading, self.lines)


@contextmanager
def read_in_child(content: bytes, options: Options) -> Iterator[RowLines]:
    """Head and rows of a list; `Refused` says why it cannot be read."""
    try:
        with isolation.result_file(
            "hoctap.people.reading.child:read_parts",
            options.line() + content,
            seconds=SECONDS,
            memory=MEMORY_BYTES,
            output=OUTPUT_BYTES,
        ) as result:
            reading = decode_head(result.readline())
            yield RowLines(reading, result, result.tell())
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure


# ---------------------------------------------------------------- rows that wait


def stage(run: ImportRun, rows: RowLines) -> None:
    """Keep the rows until they were entered or dropped."""
    rows()
    run_id = str(run.pk)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {ImportRow._meta.db_table} (run_id, line) FROM STDIN") as copy,
    ):
        for line in rows.lines:
            copy.write_row((run_id, line.rstrip(b"\n").decode()))


def reading_of(run: ImportRun) -> Reading:
    return decode_head(json.dumps(run.head).encode())


def head_of(reading: Reading) -> dict[str, object]:
    return asdict(reading)


class StagedRows:
    """The rows that wait, in the order of the file, as often as they are asked for."""

    def __init__(self, run: ImportRun, reading: Reading):
        self.run, self.reading = run, reading

    def __call__(self) -> Iterator[RowReading]:
        used = {sheet.name for sheet in self.reading.used}
        lines = self.run.staged_rows.order_by("id").values_list("line", flat=True).iterator(chunk_size=5_000)
        return (
            row for row in decode_rows(self.reading, (line.encode() for line in lines)) if row.sheet in used
        )


def samples(run: ImportRun, count: int = 3, look_at: int = 200) -> dict[tuple[str, str], list[str]]:
    """The first different texts of each column, by (sheet, letter)."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in islice(StagedRows(run, reading_of(run))(), look_at):
        for letter, text in row.cells.items():
            texts = found.setdefault((row.sheet, letter), [])
            if len(texts) < count and text not in texts:
                texts.append(text)
    return found


# ---------------------------------------------------------------- what the columns mean


@dataclass(frozen=True)
class Mapping:
    """Header in plain letters → field, or "" for a column that is not used."""

    name: str
    columns: dict[str, str]
    note: str = ""
    layout: dict[str, Any] = field(default_factory=dict)
    signature: str = ""


def signature(sheet: SheetReading) -> str:
    """The same for the same headers, whatever their order and accents."""
    labels = sorted({plain(label) for letter, label in sheet.labels.items() if not letter.startswith("@")})
    return hashlib.sha256("\n".join(labels).encode()).hexdigest()


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    return tuple(Mapping(**one) for one in json.loads(_SHIPPED.read_text(encoding="utf-8")))


def mappings_for(place: Place) -> list[Mapping]:
    """Those of the commune and of the units above it, then the shipped ones."""
    own = [_kept(one) for one in ImportMapping.objects.filter(place__in=place.path)]
    return own + [one for one in shipped_mappings() if one.name not in {mine.name for mine in own}]


def mapping_named(place: Place, name: str) -> Mapping:
    known = mappings_for(place)
    for one in known:
        if one.name.casefold() == name.strip().casefold():
            return one
    names = "; ".join(one.name for one in known)
    raise Refused([Reason(f"Không có cách đọc cột nào tên “{name}”. Đang có: {names}.", field="mapping")])


def mapping_for(place: Place, reading: Reading) -> Mapping | None:
    """The one remembered for these headers; the nearest place wins."""
    signatures = set(signatures_of(reading))
    depth = {place_id: number for number, place_id in enumerate(place.path)}
    found = [
        one
        for one in ImportMapping.objects.filter(place__in=place.path)
        if one.signature in signatures or signatures & set(one.layout.get("proposed", ()))
    ]
    best = max(found, key=lambda one: (depth[one.place_id], one.changed_at), default=None)
    return _kept(best) if best else None


def _kept(one: ImportMapping) -> Mapping:
    return Mapping(one.name, one.columns, layout=one.layout, signature=one.signature)


def signatures_of(reading: Reading) -> list[str]:
    """Of the sheets that are read; of a file in which nothing was found, of its sheets' names."""
    used = [signature(sheet) for sheet in reading.used]
    names = "\n".join(["", *(plain(sheet.name) for sheet in reading.sheets)])
    return used or [hashlib.sha256(names.encode()).hexdigest()]


def columns_by(mapping: Mapping, reading: Reading) -> dict[str, dict[str, str]]:
    """Sheet → letter → field, where the mapping says something else than what was recognised."""
    said: dict[str, dict[str, str]] = {}
    for sheet in reading.used:
        for letter, label in sheet.labels.items():
            wanted = mapping.columns.get(plain(label))
            if wanted is not None and letter not in sheet.dropped and sheet.columns.get(letter, "") != wanted:
                said.setdefault(sheet.name, {})[letter] = wanted
    return said


def with_columns(reading: Reading, said: dict[str, dict[str, str]]) -> Reading:
    """The reading with columns that mean something else; rows are read by letter, so they stay. Changed in place."""
    for sheet in reading.sheets:
        for letter, field_name in said.get(sheet.name, {}).items():
            if letter in sheet.dropped or letter not in sheet.letters:
                continue
            sheet.columns.pop(letter, None)
            sheet.unknown.pop(letter, None)
            if field_name:
                for other in [key for key, name in sheet.columns.items() if name == field_name]:
                    del sheet.columns[other]
                    sheet.unknown[other] = sheet.labels.get(other, "")
                sheet.columns[letter] = field_name
            else:
                sheet.unknown[letter] = sheet.labels.get(letter, "")
        if said.get(sheet.name):
            sheet.shape = "persons" if _BY_PERSON & set(sheet.columns.values()) else "households"
            if sheet.used and not {Field.NAME.value, Field.HEAD_NAME.value} & set(sheet.columns.values()):
                raise Refused(
                    [Reason(f"Trang “{sheet.name}”: hãy chọn cột nào là họ và tên.", field="columns")]
                )
    return reading
