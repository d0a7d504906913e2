"""A household list of 50,000 rows and 12 columns through the reader, against the bare reading library and JSON.

What is claimed is the ratio of processor time, each in a fresh process, one after the other; and that the reader needs no more
than 250 MB of address space.
"""

import io
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from hoctap.core import isolation
from hoctap.people.reading.model import Options, decode_head, decode_rows

ROWS = int(os.environ.get("HOCTAP_BENCH_ROWS", "50000"))
HEADERS = [
    "STT", "Họ và tên", "Năm sinh", "Giới tính", "Quan hệ", "Ấp", "Tổ", "Địa chỉ", "Số nhân khẩu", "Điện thoại", "Nghề", "Ghi chú",
]  # fmt: skip
MEMORY = 250 * 1024 * 1024
BARE = """
import json, sys
from python_calamine import CalamineWorkbook
sheet = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
for row in sheet.iter_rows():
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\\n")
"""


def workbook(rows: int) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet("Danh sách")
    page.append(HEADERS)
    for n in range(rows):
        person = [n + 1, f"Nguyễn Văn {chr(65 + n % 26)}n", 1950 + n % 60, "Nam" if n % 2 else "Nữ", "Con"]
        place = [f"Ấp {n % 9 + 1}", f"Tổ {n % 20}", f"{n} đường tỉnh 846"]
        page.append([*person, *place, 4, f"09{n:08d}", "Làm ruộng", ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> int:
    with isolation.result_file(
        "hoctap.people.reading.child:read_parts", Options().line() + content, seconds=120, memory=MEMORY
    ) as result:
        reading = decode_head(result.readline())
        return sum(1 for _ in decode_rows(reading, result))


def children_seconds(call: Callable[[], object]) -> float:
    """Processor time of the processes that a call started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_small_list_is_read_in_little_memory():
    assert read(workbook(2_000)) == 2_000


@pytest.mark.measured
def test_large_list_is_measured(capsys: pytest.CaptureFixture[str]):
    content = workbook(ROWS)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-c", BARE, file.name]
        bare = min(
            children_seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))
            for _ in range(3)
        )
    ours = min(children_seconds(lambda: read(content)) for _ in range(3))
    with capsys.disabled():
        print(
            f"\nreading {ROWS:,} rows, 12 columns: {ours:.2f} s of processor time, {ours / bare:.2f} times "
            f"the bare library ({bare:.2f} s), within {MEMORY // 1024 // 1024} MB"
        )
    assert ours <= 2 * bare
