"""Rows of a list: typed a line each, or read from a workbook with the reader of the register."""

from uuid import UUID

from hoctap.people.importing.handed_in import AS_PROPOSED, ListFile
from hoctap.people.importing.listed import HamletBook
from hoctap.people.importing.old_commune import hamlet_book
from hoctap.people.reading.values import birth_year, person_name
from hoctap.places.models import Place
from hoctap.recognition.other_titles.rules import Row
from hoctap.recognition.result_lists.reading import read_results, remembered, sheets_of


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


def rows_of_file(file: ListFile, commune: Place, year: int) -> list[Row]:
    """The columns are those that the reader finds, or that a mapping remembers for these headers."""
    reading, listed = read_results(commune, file, AS_PROPOSED)
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
