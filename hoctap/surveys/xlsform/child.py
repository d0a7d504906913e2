"""In the child process: the cells of an XLSForm, as text."""

import io
import json
import zipfile

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 3000, 60, 2000
SHEETS = ("survey", "choices", "settings")


def read_cells(data: bytes) -> bytes:
    """JSON: by sheet the rows with their number, and in them the cells with their column's letter."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as broken:
        raise ValueError(
            "Không đọc được tệp: tệp hỏng hoặc không phải bảng tính XLSX. Hãy lưu lại thành .xlsx."
        ) from broken
    found: dict[str, list[list[object]]] = {}
    names = {name.strip().lower(): name for name in book.sheetnames}
    for sheet in SHEETS:
        if sheet not in names:
            continue
        rows: list[list[object]] = []
        for number, cells in enumerate(
            book[names[sheet]].iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 1, values_only=True),
            start=1,
        ):
            texts = [
                [get_column_letter(at), _text(value)]
                for at, value in enumerate(cells, start=1)
                if _text(value)
            ]
            if not texts:
                continue
            if number > MOST_ROWS:
                raise ValueError(f"Trang {sheet} dài quá {MOST_ROWS} dòng. Hãy bớt dòng.")
            if len(cells) > MOST_COLUMNS and _text(cells[MOST_COLUMNS]):
                raise ValueError(f"Trang {sheet} rộng quá {MOST_COLUMNS} cột. Hãy bỏ các cột không dùng.")
            rows.append([number, texts])
        found[sheet] = rows
    return json.dumps(found, ensure_ascii=False).encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:MOST_LETTERS]
