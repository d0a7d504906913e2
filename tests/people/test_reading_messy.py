"""The messy set: every file is read in the child as the table says."""

import pytest

from hoctap.people.reading.model import Options
from tests.people.messy import MESSY, MessyFile
from tests.people.readings import must_be_read_as, read


@pytest.mark.parametrize("file", MESSY, ids=lambda file: file.name)
def test_a_messy_file_is_read_as_the_table_says(file: MessyFile):
    reading, rows = read(file.build(), Options(file_name=file.name))
    must_be_read_as(file, reading, rows)


def test_the_set_has_all_formats_and_enough_files():
    assert len(MESSY) >= 24
    assert {file.format for file in MESSY} == {"xlsx", "xls", "ods", "csv"}
    assert len({file.name for file in MESSY}) == len(MESSY)
