"""What a person says about the sheets of a file: which are read, which rows are the header, which ấp a sheet is of that names none."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hoctap.core.refusals import Reason, Refused
from hoctap.people.importing.listed import HamletBook
from hoctap.people.reading.fields import Field
from hoctap.people.reading.header import MOST_LINES
from hoctap.people.reading.model import Reading, SheetReading

NOT_CHOSEN = "Không chọn trang này."


@dataclass(frozen=True)
class Layout:
    """`sheets`: names, or None for what the reader proposes · `header_rows`: sheet → its header's rows as Excel numbers them ·
    `hamlets`: sheet → name of the ấp. The sheet "" means the one that is read, or every sheet that names no ấp.
    """

    sheets: tuple[str, ...] | None = None
    header_rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    hamlets: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs_reading(self) -> bool:
        return self.sheets is not None or bool(self.header_rows)


def header_rows(typed: str) -> list[int]:
    """'5', '5-6', '5, 6' → the rows. `Refused` where they are not one block of at most three lines."""
    if not re.fullmatch(r"\s*\d{1,6}(?:\s*[-–,;\s]\s*\d{1,6})*\s*", typed):
        raise _refused(
            f"“{typed[:40]}”: ghi số dòng như trong Excel, ví dụ 5, hoặc 5-6 khi tên cột nằm ở hai dòng."
        )
    numbers = [int(number) for number in re.findall(r"\d+", typed)]
    if "-" in typed or "–" in typed:
        if len(numbers) != 2 or numbers[1] < numbers[0]:
            raise _refused(f"“{typed[:40]}”: ghi dòng đầu và dòng cuối, ví dụ 5-6.")
        numbers = list(range(numbers[0], min(numbers[1], numbers[0] + MOST_LINES) + 1))
    if 0 in numbers:
        raise _refused("Dòng của Excel bắt đầu từ 1.")
    if any(after != before + 1 for before, after in itertools.pairwise(numbers)):
        raise _refused(
            f"Dòng tên cột {', '.join(map(str, numbers))} không liền nhau. Ghi các dòng liền nhau, ví dụ 5-6."
        )
    if len(numbers) > MOST_LINES:
        raise _refused(f"Tên cột nằm ở nhiều nhất {MOST_LINES} dòng.")
    return numbers


def settled(layout: Layout, reading: Reading) -> Layout:
    """With "" replaced by the sheets it means. `Refused` names a sheet that the file has not."""
    names = {sheet.name.casefold(): sheet.name for sheet in reading.sheets}
    said = [*(layout.sheets or ()), *filter(None, layout.header_rows), *filter(None, layout.hamlets)]
    for name in said:
        if name.casefold() not in names:
            raise _refused(f"Tệp không có trang “{name}”. Các trang: {'; '.join(names.values())}.", "sheets")
    if layout.sheets is not None and not layout.sheets:
        raise _refused("Hãy chọn ít nhất một trang để đọc.", "sheets")
    sheets = None if layout.sheets is None else tuple(names[one.casefold()] for one in layout.sheets)
    rows = {names[one.casefold()]: list(numbers) for one, numbers in layout.header_rows.items() if one}
    if alone := layout.header_rows.get(""):
        read = (
            sheets
            or [sheet.name for sheet in reading.used]
            or [one.name for one in reading.sheets if not one.hidden]
        )
        if len(read) != 1:
            raise _refused(f"Tệp có {len(read)} trang được đọc: ghi rõ dòng tên cột của trang nào.")
        rows[read[0]] = list(alone)
    if rows and sheets is None:
        sheets = tuple(one.name for one in reading.sheets if one.used or one.name in rows)
    hamlets = {names[one.casefold()] if one else "": name for one, name in layout.hamlets.items()}
    return Layout(sheets, rows, hamlets)


def must_be_read(layout: Layout, reading: Reading) -> None:
    """`Refused` where a sheet that a person chose gives no list, with the reader's reason."""
    for sheet in reading.sheets:
        if sheet.name in layout.header_rows and not sheet.used:
            raise _refused(f"Trang “{sheet.name}”: {sheet.why_not_used}")
        if sheet.name in layout.header_rows and not _has_name(sheet):
            rows = ", ".join(map(str, layout.header_rows[sheet.name]))
            raise _refused(f"Trang “{sheet.name}”: dòng {rows} không có cột họ và tên. Hãy xem lại số dòng.")
        if layout.sheets is not None and sheet.name in layout.sheets and not sheet.used:
            raise _refused(f"Trang “{sheet.name}”: {sheet.why_not_used}", "sheets")


def _has_name(sheet: SheetReading) -> bool:
    return bool({Field.NAME.value, Field.HEAD_NAME.value} & set(sheet.columns.values()))


def names_no_hamlet(sheet: SheetReading) -> bool:
    return not sheet.hamlet_name and Field.HAMLET not in sheet.columns.values()


def place_sheets(layout: Layout, reading: Reading, book: HamletBook, commune: str) -> None:
    """Write the ấp of whole sheets into the reading. `Refused` names one that the commune has not."""
    for name in layout.hamlets.values():
        if name and book.find(name) is None:
            known = ", ".join(one.name for one in book.all if one.refused is None) or "chưa có"
            raise _refused(f"“{name}” không phải ấp, khóm của {commune}. Các ấp, khóm: {known}.", "hamlets")
    taken = 0
    for sheet in reading.used:
        if sheet.name in layout.hamlets:
            sheet.hamlet_name = layout.hamlets[sheet.name]
            taken += 1
        elif layout.hamlets.get("") and names_no_hamlet(sheet):
            sheet.hamlet_name = layout.hamlets[""]
            taken += 1
    if layout.hamlets.get("") and not taken:
        raise _refused("Các trang đã ghi tên ấp. Muốn đổi ấp của cả trang, ghi rõ tên trang.", "hamlets")


def _refused(words: str, field_name: str = "header_rows") -> Refused:
    return Refused([Reason(words, field=field_name)])
