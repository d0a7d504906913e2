"""What a file must be read as: the table of the messy set against a reading."""

from hoctap.people.reading.model import Options, Reading, RowReading
from hoctap.people.reading.opening import opened
from tests.people.messy import MessyFile


def read(content: bytes, options: Options) -> tuple[Reading, list[RowReading]]:
    with opened(content, options) as (reading, rows):
        return reading, list(rows)


def must_be_read_as(file: MessyFile, reading: Reading, rows: list[RowReading]) -> None:
    assert reading.format == file.format
    assert [sheet.name for sheet in reading.used] == list(file.used)
    assert len(reading.warnings) == len(file.warnings), reading.warnings
    assert all(any(words in warning for warning in reading.warnings) for words in file.warnings)
    for name, words in file.not_used.items():
        assert words in reading.sheet(name).why_not_used, name
    for name, expected in file.used.items():
        sheet = reading.sheet(name)
        assert sheet.header_rows == expected.header_rows
        assert sheet.header_row == expected.header_rows[0]
        assert sheet.columns == expected.columns
        assert sheet.shape == expected.shape
        assert sheet.hamlet_name == expected.hamlet
        assert sheet.encodings == expected.encodings
        assert sorted(sheet.dropped) == sorted(expected.dropped)
        assert sorted(sheet.unknown) == sorted(expected.unknown)
        assert sheet.hidden_rows == expected.hidden_rows
        found = {row.number: sheet.by_field(row) for row in rows if row.sheet == name}
        assert list(found) == expected.rows
        assert sheet.data_rows == len(found)
        for number, texts in expected.cells.items():
            assert {key: found[number].get(key, "") for key in texts} == dict(texts), number
        assert {one.row for one in sheet.skipped} == set(expected.skipped)
        assert all(expected.skipped[one.row] in one.why for one in sheet.skipped)
        assert len(sheet.warnings) == len(expected.warnings), sheet.warnings
        assert all(any(words in warning for warning in sheet.warnings) for words in expected.warnings)
