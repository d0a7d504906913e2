"""Faulty rows of a list as a workbook with a column 'Cần sửa'; put right, the same file can be imported."""

from hoctap.core.sheets import Value, table_workbook
from hoctap.people.queries import ImportPreview
from hoctap.people.rules import FIELD_LABELS

_COLUMNS = ("name", "birth_year", "sex", "hamlet", "group", "address", "members", "phone", "household_number")
_HEADERS = {**FIELD_LABELS, "hamlet": "Ấp", "phone": "Điện thoại"}
_WIDTHS = (8, 28, 10, 10, 16, 14, 28, 12, 16, 12, 70)


def faulty_workbook(preview: ImportPreview) -> bytes:
    cures: dict[int, list[str]] = {}
    for fault in preview.faults:
        cures.setdefault(fault.row, []).append(f"{fault.label}: {fault.what} {fault.cure}")
    rows: list[list[Value]] = [
        [
            row.number,
            *(str(getattr(row, column)) for column in _COLUMNS),
            " ".join(cures.get(row.number, [])),
        ]
        for row in preview.faulty
    ]
    headers = ["Dòng", *(_HEADERS[column] for column in _COLUMNS), "Cần sửa"]
    return table_workbook("Dòng cần sửa", headers, rows, _WIDTHS, wrapped=[len(_WIDTHS)])
