"""The lines of an edition as a table and as a workbook: what goes out comes back equal; what cannot be read is named."""

from dataclasses import replace
from typing import Any

import pytest

from hoctap.criteria.actions import SHIPPED
from hoctap.criteria.drafting import workbook
from hoctap.criteria.drafting.content import Content, content_from
from hoctap.criteria.drafting.queries import measure_labels
from hoctap.criteria.drafting.table import columns_for, lines_from, rows_of

FILES = sorted(SHIPPED.glob("*.toml"))


def shipped(name: str) -> Content:
    import tomllib

    return content_from(tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8")))


def through_the_table(content: Content) -> Content:
    columns = columns_for(content, measure_labels(content))
    lines, reasons = lines_from(replace(content, lines=[]), columns, rows_of(content, columns))
    assert reasons == []
    return replace(content, lines=lines)


def through_a_workbook(content: Content, monkeypatch: Any = None) -> Content:
    labels = measure_labels(content)
    read, reasons = workbook.content_of_book(workbook.workbook_of(content, labels), labels)
    assert reasons == []
    return read


@pytest.mark.parametrize("file", [file.stem for file in FILES])
def test_every_shipped_edition_comes_back_equal_from_the_table_and_the_workbook(file: str):
    content = shipped(file)
    assert through_the_table(content) == content
    assert through_a_workbook(content) == content
