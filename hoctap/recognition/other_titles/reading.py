"""Rows of a list: typed a line each, or read from a workbook with the reader of the register."""

from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people.importing import staging
from hoctap.people.importing.handed_in import AS_PROPOSED, ListFile
from hoctap.people.importing.listed import HamletBook
from hoctap.people.importing.old_commune import hamlet_book
from hoctap.people.reading.cells import plain
from hoctap.people.reading.fields import RESULTS, Field
from hoctap.people.reading.model import Options, Reading, RowReading
from hoctap.people.reading.values import birth_year, person_name
from hoctap.places.models import Place
from hoctap.recognition.other_titles.rules import Row
from hoctap.recognition.result_lists.models import ResultMapping
from hoctap.recognition.result_lists.reading import read_results, remembered, sheets_of

LOOKED_AT = 40
"""Rows in which a heading is looked for: above it stand titles of the list."""
KEPT_AS = "Danh hiệu khác"


@dataclass(frozen=True)
class Headings:
    """What the columns are called in a file, as a person typed it; empty: as the reader finds them."""

    name: str = ""
    hamlet: str = ""
    birth: str = ""

    def said(self) -> dict[str, str]:
        """Field → heading."""
        typed = {Field.NAME: self.name, Field.HAMLET: self.hamlet, Field.BIRTH: self.birth}
        return {field.value: clean(text) for field, text in typed.items() if clean(text)}


AS_FOUND = Headings()


def typed_rows(text: str, commune: Place, year: int) -> list[Row]:
    """'Nguyễn Văn A; Ấp 1; 1970': name, ấp and year of birth, the last two where they are needed."""
    book = hamlet_book(commune, None, year)
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        name, *more = (part.strip() for part in line.split(";"))
        if name:
            hamlet, born = [*more, "", ""][:2]
            rows.append(_row(f"Dòng {number}", name, hamlet, born, book, year))
    return rows


def kept_headings(commune: Place) -> Headings:
    """As they were typed for the last file of this commune."""
    kept = ResultMapping.objects.filter(place=commune, name=KEPT_AS, signature="").first()
    found = {field: text for text, field in kept.columns.items()} if kept else {}
    return Headings(*(found.get(one.value, "") for one in (Field.NAME, Field.HAMLET, Field.BIRTH)))


def keep_headings(commune: Place, headings: Headings) -> None:
    ResultMapping.objects.update_or_create(
        place=commune,
        name=KEPT_AS,
        defaults={"signature": "", "columns": {text: field for field, text in headings.said().items()}},
    )


def rows_of_file(file: ListFile, commune: Place, year: int, headings: Headings = AS_FOUND) -> list[Row]:
    """The columns are those that were typed, else those that the reader finds or that a mapping remembers for these headers."""
    if headings.said():
        reading, listed = _by_headings(file, headings)
    else:
        try:
            reading, listed = read_results(commune, file, AS_PROPOSED)
        except Refused as refusal:
            raise Refused([*refusal.reasons, Reason(_CURE, "name_heading")]) from refusal
        reading = remembered(commune, reading)
    sheets = sheets_of(reading)
    book = hamlet_book(commune, None, year)
    rows = []
    for one in listed:
        sheet = sheets.get(one.sheet)
        if sheet is None or not sheet.used:
            continue
        texts = {name: one.cells[letter] for letter, name in sheet.columns.items() if letter in one.cells}
        name = texts.get("name") or texts.get("head_name", "")
        if name.strip():
            hamlet = texts.get("hamlet", "") or sheet.hamlet_name
            where = f"Trang {one.sheet}, dòng {one.number}"
            rows.append(_row(where, name, hamlet, texts.get("birth", ""), book, year))
    return rows


_CURE = "Nếu tệp gọi cột này bằng tên khác, chép tên ấy vào đây, rồi chọn lại tệp."


def _by_headings(file: ListFile, headings: Headings) -> tuple[Reading, list[RowReading]]:
    """The first row that has all of them is the header; `Refused` names the heading that no sheet has."""
    said = headings.said()
    if Field.NAME not in said:
        raise Refused([Reason("Ghi tên cột họ tên trong tệp.", "name_heading")])
    known, _ = _read(file)
    names = [sheet.name for sheet in known.sheets if not sheet.hidden]
    top = {name: [1, 1] for name in names}
    reading, rows = _read(file, sheets=names, header_rows=top)
    lines: dict[tuple[str, int], dict[str, str]] = {
        (sheet.name, 1): {letter: text for letter, text in sheet.labels.items() if text}
        for sheet in reading.sheets
    }
    lines |= {(row.sheet, row.number): row.cells for row in rows if row.number <= LOOKED_AT}
    seen: set[str] = set()
    for (sheet_name, number), cells in lines.items():
        letters = {plain(text): letter for letter, text in cells.items() if not letter.startswith("@")}
        found = {field: letters[plain(text)] for field, text in said.items() if plain(text) in letters}
        seen |= set(found)
        if len(found) == len(said):
            columns = {sheet_name: {letter: field for field, letter in found.items()}}
            return _read(
                file, sheets=[sheet_name], header_rows={sheet_name: [number, number]}, columns=columns
            )
    missing = [field for field in said if field not in seen] or list(said)
    raise Refused(
        [
            Reason(
                f"{LOOKED_AT} dòng đầu của tệp không có cột “{said[field]}” cùng dòng với các cột kia. Chép đúng tên cột như trong tệp.",
                f"{field}_heading",
            )
            for field in missing
        ]
    )


def _read(file: ListFile, **said: Any) -> tuple[Reading, list[RowReading]]:
    most = LOOKED_AT * 20 if "columns" not in said else None
    with staging.read_in_child(
        file.content, Options(file_name=file.name, vocabulary=RESULTS, **said)
    ) as rows:
        return rows.reading, list(islice(rows(), most))


def _row(where: str, name: str, hamlet: str, born: str, book: HamletBook, year: int) -> Row:
    said, fault = person_name(name)
    birth, _ = birth_year(born, year) if born else (None, None)
    hamlet_id = None
    if hamlet:
        found = book.find(hamlet)
        if found is None:
            fault = fault or book.fault(hamlet)
        else:
            hamlet_id = UUID(found[0])
    return Row(where, said or name, hamlet_id, birth, " ".join(fault) if fault else "")
