"""The lines of an edition as a table and as a workbook: what goes out comes back equal; what cannot be read is named."""

import datetime as dt
import json
import tomllib
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hoctap.core.text import without_accents
from hoctap.criteria.actions import SHIPPED
from hoctap.criteria.drafting import workbook
from hoctap.criteria.drafting.content import Content, Line, content_from, line_of, plain, text
from hoctap.criteria.drafting.queries import measure_labels
from hoctap.criteria.drafting.table import ASKS, columns_for, lines_from, number_in, rows_of

FILES = sorted(SHIPPED.glob("*.toml"))


def shipped(name: str) -> Content:
    return content_from(tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8")))


def through_the_table(content: Content) -> Content:
    columns = columns_for(content, measure_labels(content))
    lines, reasons = lines_from(replace(content, lines=[]), columns, rows_of(content, columns))
    assert reasons == []
    return replace(content, lines=lines)


def through_a_workbook(content: Content) -> Content:
    labels = measure_labels(content)
    read, reasons = workbook.content_of_book(workbook.workbook_of(content, labels), labels)
    assert reasons == []
    return read


@pytest.mark.parametrize("file", [file.stem for file in FILES])
def test_every_shipped_edition_comes_back_equal_from_the_table_and_the_workbook(file: str) -> None:
    content = shipped(file)
    assert through_the_table(content) == content
    assert through_a_workbook(content) == content


# ------------------------------------------------------------------------------- whatever an edition says

WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["C", "Z"], include_characters=" -=+@'\"<>&%.,ăâđêôơưẤỘ", exclude_characters=";:"
    ),
    min_size=1,
    max_size=20,
).map(lambda words: " ".join(words.split())).filter(lambda words: bool(words) and text(words) == words)  # fmt: skip
CODES = st.from_regex(r"[A-ZĐ][0-9]{1,2}(\.[0-9])?", fullmatch=True)
POINTS = st.decimals(min_value=0, max_value=9999, places=1).map(lambda number: number.normalize() + 0)
NUMBERS = POINTS.map(plain)
DAYS = st.dates(dt.date(1901, 1, 1), dt.date(2199, 1, 1))


@st.composite
def coded_rows(draw: Any, most: int = 3) -> list[dict[str, str]]:
    labels = draw(st.lists(WORDS, max_size=most, unique_by=without_accents))
    return [{"code": f"k{number}", "label": label} for number, label in enumerate(labels)]


@st.composite
def editions(draw: Any) -> Content:
    is_standards = draw(st.booleans())
    content = Content(
        name=draw(WORDS),
        scoring="standards" if is_standards else "points",
        instrument=draw(WORDS),
        verification=draw(st.sampled_from(["verified", "sample", "draft_label"])),
        verification_note=draw(WORDS),
        valid_from=draw(DAYS),
        valid_to=draw(st.none() | DAYS),
        valid_months=draw(st.none() | st.integers(1, 240)),
        next_level_months=draw(st.none() | st.integers(1, 240)),
    )
    if is_standards:
        content.levels, content.variants, content.kinds = (
            draw(coded_rows()),
            draw(coded_rows(2)),
            draw(coded_rows()),
        )
        heads = [column.head for column in columns_for(content, {})]
        assume(len({without_accents(head) for head in heads}) == len(heads))
    else:
        content.threshold, content.least_each = draw(POINTS), draw(st.none() | POINTS)
        content.declared_total = draw(st.none() | POINTS)
        content.groups = draw(st.lists(st.fixed_dictionaries({"name": WORDS, "points": NUMBERS}), max_size=3))
        content.forms = draw(coded_rows())
        content.grades = [
            row | {"from": draw(NUMBERS)} | draw(st.sampled_from([{}, {"below": 7.5}]))
            for row in draw(coded_rows())
        ]
    for code in draw(st.lists(CODES, unique=True, max_size=5)):
        content.lines.append(draw(lines(content, code)))
    return content


@st.composite
def lines(draw: Any, content: Content, code: str) -> Line:
    kinds = [row["code"] for row in content.kinds]
    levels = [row["code"] for row in content.levels]
    scopes = st.fixed_dictionaries(
        {}, optional={side: st.lists(st.sampled_from(kinds), min_size=1, unique=True) for side in ("only", "but")}
    ) if kinds else st.just({})  # fmt: skip
    line = {
        "code": code,
        "group": draw(WORDS),
        "label": draw(WORDS),
        "clause": draw(WORDS),
        "help": draw(st.just("") | WORDS),
        "needs_evidence": draw(st.booleans()),
        "verification": draw(st.sampled_from(["verified", "sample", "draft_label"])),
        "auto": draw(st.sampled_from([{}, {"rule": "quy tắc", "years_back": 1}])),
    }
    if not content.is_standards:
        return line_of(line | {"max_points": draw(POINTS)})
    conditions = []
    for part in draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=3)):
        ask = draw(st.sampled_from(list(ASKS)))
        condition: dict[str, Any] = {
            "code": part,
            "label": draw(st.just("") | WORDS),
            "ask": ask,
            "unit": draw(WORDS),
        }
        if ask in ("share", "count", "rank") and levels:
            numbers = st.dictionaries(st.sampled_from(levels), NUMBERS)
            condition["least"] = draw(numbers)
            condition["eased"] = {row["code"]: draw(numbers) for row in content.variants}
            condition["ranks"] = draw(st.lists(WORDS, max_size=3))
        conditions.append(condition | draw(scopes))
    scope = draw(scopes)
    if levels and kinds:
        scope = scope | {"levels": draw(st.dictionaries(st.sampled_from(levels), scopes))}
    return line_of(line | {"conditions": conditions, "scope": scope})


@settings(max_examples=150, deadline=None)
@given(editions())
def test_whatever_it_says_comes_back_equal_from_the_table(content: Content) -> None:
    assert through_the_table(content) == content


@settings(max_examples=40, deadline=None)
@given(editions())
def test_whatever_it_says_comes_back_equal_from_the_workbook(content: Content) -> None:
    labels = measure_labels(content)
    rows = json.loads(workbook.read_book(workbook.workbook_of(content, labels)))
    read, reasons = workbook.content_of_rows(rows, labels)
    assert reasons == []
    assert read == content


def test_numbers_are_read_as_people_write_them() -> None:
    assert [number_in(typed) for typed in ("7,5", "7.5", "1.000", "1.000,5", "60")] == [
        Decimal(number) for number in ("7.5", "7.5", "1000", "1000.5", "60")
    ]
