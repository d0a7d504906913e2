"""A file that was handed in, read in the child as a person or a remembered mapping says."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from hoctap.core.dates import today
from hoctap.core.refusals import Reason, Refused
from hoctap.people.importing import staging
from hoctap.people.importing.layout import Layout, must_be_read, place_sheets, settled
from hoctap.people.importing.old_commune import hamlet_book, must_be_predecessor
from hoctap.people.importing.past_hamlets import hamlets_of_list
from hoctap.people.importing.staging import MAX_FILE_BYTES, Mapping, RowLines
from hoctap.people.models import ImportRun
from hoctap.people.reading.model import Options, Reading
from hoctap.places.boundaries.queries import register_reasons
from hoctap.places.models import Level, Place

AS_PROPOSED = Layout()


@dataclass(frozen=True)
class ListFile:
    """A file as it was handed in."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def must_be_importable(place: Place, year: int, file: ListFile, from_place: Place | None) -> None:
    if place.level != Level.COMMUNE:
        raise Refused(f"Danh sách hộ được nhập cho cả xã; {place.full_name} không phải cấp xã.")
    if not 2000 <= year <= today().year + 1:
        raise Refused([Reason(f"Năm phải từ 2000 đến {today().year + 1}.", field="year")])
    if reasons := register_reasons(place, year):
        raise Refused(reasons)
    if not file.content:
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", field="file")])
    if len(file.content) > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // 1024 // 1024
        raise Refused([Reason(f"Tệp lớn hơn {most} MB. Hãy chép danh sách sang một tệp mới.", field="file")])
    if from_place is not None:
        must_be_predecessor(from_place, place)
    elif not hamlets_of_list(place, year):
        raise Refused(f"{place.title} chưa có ấp, khóm nào. Hãy lập danh sách ấp, khóm trước khi nhập hộ.")


class read_file:
    """The file read in the child, as a person or a mapping says; read again only where that is not what was proposed.

    `proposed`: the signatures of what the reader found by itself, and which sheets and header rows.
    """

    def __init__(
        self,
        place: Place,
        file: ListFile,
        chosen: Mapping | None,
        said: Options | None = None,
        layout: Layout = AS_PROPOSED,
    ):
        self.place, self.file, self.chosen, self.layout = place, file, chosen, layout
        self.options = said or Options(file_name=file.name)
        self.is_said = said is not None

    def __enter__(self) -> RowLines:
        rows = self._open(self.options)
        self.proposed = _proposed(rows.reading)
        try:
            rows = self._as_said(rows)
            if not rows.reading.used or not data_rows(rows.reading):
                raise Refused([Reason(_why_nothing(rows.reading), field="file")])
        except BaseException:
            self.open.__exit__(None, None, None)
            raise
        return rows

    def _open(self, options: Options) -> RowLines:
        self.options = options
        self.open = staging.read_in_child(self.file.content, options)
        return self.open.__enter__()

    def _again(self, **said: Any) -> RowLines:
        self.open.__exit__(None, None, None)
        return self._open(replace(self.options, **said))

    def _as_said(self, rows: RowLines) -> RowLines:
        mapping = self.chosen or (staging.mapping_for(self.place, rows.reading) if not self.is_said else None)
        layout = settled(self.layout, rows.reading)
        if layout.needs_reading:
            rows = self._again(**_options_of(layout))
            must_be_read(layout, rows.reading)
        elif mapping is not None and not self.is_said:
            rows = self._as_remembered(mapping, rows)
        if mapping is not None and (columns := staging.columns_by(mapping, rows.reading)):
            rows = self._again(columns=columns)
        return rows

    def _as_remembered(self, mapping: Mapping, rows: RowLines) -> RowLines:
        """Sheets and header rows as the mapping has them, if this file has the same columns there."""
        there = {sheet.name for sheet in rows.reading.sheets}
        kept = mapping.layout
        header_rows = {name: said for name, said in kept.get("header_rows", {}).items() if name in there}
        sheets = [name for name in kept.get("sheets", ()) if name in there]
        if not sheets:
            return rows
        before = self.options
        rows = self._again(sheets=sheets, header_rows=header_rows)
        if mapping.signature in staging.signatures_of(rows.reading):
            return rows
        rows = self._again(sheets=before.sheets, header_rows=before.header_rows)
        rows.reading.warnings.append(
            f"Cách đọc “{mapping.name}” nhớ dòng tên cột ở chỗ khác với tệp này: đã đọc theo đề nghị của phần mềm. "
            "Hãy xem lại ở “Ý nghĩa các cột”."
        )
        return rows

    def __exit__(self, *error: Any) -> None:
        self.open.__exit__(*error)


def _options_of(layout: Layout) -> dict[str, Any]:
    return {
        "sheets": None if layout.sheets is None else list(layout.sheets),
        "header_rows": {name: [rows[0], rows[-1]] for name, rows in layout.header_rows.items()},
    }


def _proposed(reading: Reading) -> dict[str, Any]:
    return {
        "signatures": staging.signatures_of(reading),
        "sheets": [sheet.name for sheet in reading.used],
        "header_rows": {sheet.name: sheet.header_rows for sheet in reading.used},
    }


def give_hamlets(place: Place, from_place: Place | None, year: int, layout: Layout, reading: Reading) -> None:
    if layout.hamlets:
        book = hamlet_book(place, from_place, year)
        place_sheets(settled(layout, reading), reading, book, place.full_name)


def _why_nothing(reading: Reading) -> str:
    told = [f"Trang “{one.name}”: {one.why_not_used}" for one in reading.sheets if one.why_not_used]
    words = " ".join([*reading.warnings, *told])
    return words or "Tệp không có hộ nào. Hãy để tên các cột ở trên và mỗi hộ hoặc mỗi người một dòng."


def data_rows(reading: Reading) -> int:
    return sum(sheet.data_rows for sheet in reading.used)


def moved_sheets(reading: Reading, said: Layout) -> set[str]:
    """Sheets that must be read anew: another header, or not read until now."""
    used = {sheet.name: sheet for sheet in reading.used}
    moved = {name for name in said.sheets or () if name not in used}
    return moved | {
        name
        for name, rows in said.header_rows.items()
        if name not in used or [rows[0], rows[-1]] != used[name].header_rows
    }


def layout_after(reading: Reading, said: Layout) -> Layout:
    """What is said, and what held until now for the rest."""
    sheets = tuple(sheet.name for sheet in reading.used) if said.sheets is None else said.sheets
    rows = {sheet.name: sheet.header_rows for sheet in reading.used if sheet.name in sheets}
    return Layout(sheets, {**rows, **{name: one for name, one in said.header_rows.items() if name in sheets}})


def other_encodings(reading: Reading, said: dict[str, dict[str, str]]) -> bool:
    return any(
        (sheet.encodings.get(letter) or "unicode") != (encoding or "unicode")
        for sheet in reading.sheets
        for letter, encoding in said.get(sheet.name, {}).items()
    )


def read_again(
    run: ImportRun,
    columns: dict[str, dict[str, str]],
    encodings: dict[str, dict[str, str]],
    layout: Layout,
    file: ListFile | None,
) -> Reading:
    if file is None or not file.content:
        words = "Đổi phông chữ, trang hoặc dòng tên cột thì phải đọc lại tệp. Hãy chọn lại đúng tệp này."
        raise Refused([Reason(words, field="file")])
    if file.sha256 != run.sha256:
        raise Refused(
            [Reason(f"Đây không phải tệp {run.file_name} đã đọc. Hãy chọn lại đúng tệp.", field="file")]
        )
    placed = {sheet["name"]: sheet["hamlet_name"] for sheet in run.head["sheets"] if sheet["hamlet_name"]}
    options = Options(file_name=file.name, columns=columns, encodings=encodings, **_options_of(layout))
    with read_file(run.place, file, None, options) as rows:
        must_be_read(layout, rows.reading)
        run.staged_rows.all().delete()
        staging.stage(run, rows)
        for sheet in rows.reading.used:
            sheet.hamlet_name = placed.get(sheet.name) or sheet.hamlet_name
        return rows.reading
