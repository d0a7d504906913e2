"""Script, templates and SQL in whatever can be typed or was stored; line breaks and paths in what becomes a header or a name.

Two ways in: every parameter and every field of every form is sent the text; and every text that is kept gets it written into the
database, past all forms. Then all pages and files are opened.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.apps import apps as installed
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField, Model, TextField
from django.http import HttpResponse
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.recognition.models import RecognitionRound
from tests.attacks.ground import (
    SCREENS,
    Ground,
    answers_to_owners,
    body_of,
    client_of,
    forms_in,
    go,
    undone,
    visits_of,
)
from tests.examples import Visit

SCRIPT = "'\"><script>alert(4711)</script>{{7*7}}{% now 'Y' %}${7*7}';--"
EVALUATED = re.compile(r"alert\(4711\)(?:&lt;|<)/script(?:&gt;|>)(?!\{\{7\*7\}\})")
BREAK = "a\r\nX-Evil: 4711\r\n\r\n../../\u202egpj.exe"
FORMULA = '=HYPERLINK("https://evil.example";"4711")'
PARAMETERS = (
    "q",
    "page",
    "place",
    "year",
    "hamlet",
    "kind",
    "state",
    "sort",
    "column",
    "part",
    "group",
    "when",
    "way",
)
TITLE_CODE = RecognitionRound._meta.get_field("title").max_length
# Not texts of people: what the program compares, signs or computes.
NOT_TEXT = {
    *("state", "from_state", "to_state", "column"),
    *("password", "login", "phone", "sha256", "signed_sha256", "media_type", "signed_media_type", "sort_key"),
    *(
        "search_key",
        "code",
        "action",
        "subject_kind",
        "subject_id",
        "about_kind",
        "about_id",
        "level",
        "kind",
    ),
    *(
        "subject_type",
        "url",
        "name_key",
        "measure",
        "counter",
        "unit",
        "key",
        "criterion",
        "number",
        "symbol",
    ),
}


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_what_is_typed_is_shown_as_text_and_never_becomes_sql(name: str, ground: Ground):
    for visit in visits_of(name, ground.home):
        client = client_of(visit.owner)
        fields = _fields(name, visit, ground)
        for text in (SCRIPT, f"4711'--{SCRIPT}"):
            with undone(), never_in_sql("4711"):
                query = {**dict.fromkeys((*PARAMETERS, *visit.query, *fields), text)}
                if SCREENS[name].is_read:
                    _is_text(client.get(_address(name, visit), query))
            # One at a time, the others right: the wrong one is what the page speaks of.
            for parameter in {*visit.query, "q", "page"} if SCREENS[name].is_read else ():
                with undone(), never_in_sql("4711"):
                    _is_text(client.get(_address(name, visit), {**visit.query, parameter: text}))
            if "POST" in SCREENS[name].methods:
                with undone(), never_in_sql("4711"):
                    _is_text(
                        client.post(
                            _address(name, visit), dict.fromkeys([*fields, *(visit.post or {})], text)
                        )
                    )
                valid = {
                    key: value for key, value in (visit.post or {}).items() if not hasattr(value, "read")
                }
                for field in fields:
                    with undone(), never_in_sql("4711"):
                        _is_text(client.post(_address(name, visit), {**valid, field: text}))


def test_what_is_kept_is_shown_as_text_on_every_page(ground: Ground):
    touched = _poison(SCRIPT)
    assert {"people_person.full_name", "plans_plan.title", "places_organisation.name"} <= touched, sorted(
        touched
    )
    shown = 0
    for name, answer in _open_everything(ground):
        _is_text(answer)
        shown += name != "" and "alert(4711)" in body_of(answer)
    assert shown > 40, f"only on {shown} pages: the search would find nothing"


def test_line_breaks_and_paths_in_what_is_kept_reach_no_header(ground: Ground):
    touched = _poison(BREAK)
    assert len(touched) > 15, sorted(touched)
    files = 0
    for name, answer in _open_everything(ground):
        assert "X-Evil" not in answer.headers, name
        for header, value in answer.items():
            assert not set("\r\n") & set(value), f"{name}: {header}"
        named = answer.get("Content-Disposition", "")
        files += bool(named)
        assert not re.search(r"[/\\\u202e]|%2F|%5C|%E2%80%AE|%0D|%0A|\.\.", named.partition(";")[2]), (
            f"{name}: {named}"
        )
    assert files >= 5


def test_a_formula_in_a_name_stays_a_text_in_a_workbook(ground: Ground, visits: dict[str, list[Visit]]):
    to_owners = answers_to_owners(ground, visits)
    with_books = {
        name: of_name
        for name, of_name in visits.items()
        if any("spreadsheetml" in answer.get("Content-Type", "") for answer in to_owners[name])
    }
    _poison(FORMULA)
    books = 0
    for name, answer in _open_everything(ground, with_books):
        if "spreadsheetml" in answer.get("Content-Type", ""):
            books += 1
            content = answer.getvalue() if answer.streaming else answer.content
            for sheet in load_workbook(io.BytesIO(content)).worksheets:
                for cell in (cell for row in sheet.iter_rows() for cell in row):
                    assert not (cell.data_type == "f" and "evil" in str(cell.value)), (
                        f"{name} {cell.coordinate}"
                    )
    assert books >= 2


def test_the_search_for_script_finds_it():
    with pytest.raises(AssertionError):
        _is_text(HttpResponse(f'<input value="{SCRIPT}">'))
    with pytest.raises(AssertionError):
        _is_text(HttpResponse("alert(4711)&lt;/script&gt;49"))


def test_the_watch_over_sql_sees_a_value_written_into_it(db: None):
    with pytest.raises(AssertionError), never_in_sql("4711"), connection.cursor() as cursor:
        cursor.execute("SELECT '4711'")
    with never_in_sql("4711"), connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["4711"])


# ---------------------------------------------------------------- ways in


def _fields(name: str, visit: Visit, ground: Ground) -> list[str]:
    """The names in the forms of the page, and those that the example sends."""
    found = {key for key, value in (visit.post or {}).items() if not hasattr(value, "read")}
    if SCREENS[name].is_read:
        with undone():
            answer = client_of(visit.owner).get(_address(name, visit), dict(visit.query))
        if answer.get("Content-Type", "").startswith("text/html"):
            for form in forms_in(body_of(answer)):
                found |= form.texts
    return sorted(found)[:25]


def _address(name: str, visit: Visit) -> str:

    return reverse(name, kwargs=dict(visit.kwargs))


@contextmanager
def never_in_sql(typed: str) -> Iterator[None]:
    """Values travel beside the statement; `execute_wrapper` sees the two apart."""

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        # Of a savepoint's name, digits that nobody typed: a number typed may be among them by chance.
        if not str(sql).startswith(("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")):
            assert typed not in str(sql), f"a typed value stands in the SQL: {sql}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def _poison(text: str) -> set[str]:
    """Write it into every text column of every row, as the owner of the tables; columns with rules of their own stay."""
    touched = set()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    for model in installed.get_models():
        if not model.__module__.startswith("hoctap.") or model.__module__.startswith("hoctap.criteria"):
            continue
        for column in model._meta.concrete_fields:
            if _takes_text(column) and _write(model, column.column, text, column.max_length or 10_000):
                touched.add(f"{model._meta.db_table}.{column.column}")
    return touched


def _takes_text(column: Any) -> bool:
    return (
        isinstance(column, CharField | TextField)
        and not column.choices
        and not column.unique
        and column.name not in NOT_TEXT
        # A learning title by its code; what a plan or a paper is called is longer.
        and not (column.name == "title" and column.max_length == TITLE_CODE)
    )


def _write(model: type[Model], column: str, text: str, length: int) -> bool:
    table = model._meta.db_table
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        # Kept JSON stays what it is; what must be there once stays different by its old end.
        cursor.execute(
            f'UPDATE "{table}" SET "{column}" = left(%s || "{column}", %s)'
            f""" WHERE "{column}" <> '' AND left("{column}", 1) NOT IN ('[', '{{')""",
            [text, length],
        )
        return cursor.rowcount > 0
    return False


def _open_everything(
    ground: Ground, kept: dict[str, list[Visit]] | None = None
) -> Iterator[tuple[str, HttpResponse]]:
    for name, screen in SCREENS.items():
        for visit in visits_of(name, ground.home) if kept is None else kept.get(name, []):
            if screen.is_read and visit.post is None:
                with undone():
                    answer = go(client_of(visit.owner), name, visit)
                yield name, answer


def _is_text(answer: HttpResponse) -> None:
    assert answer.status_code < 500
    for header, value in answer.items():
        assert "<script>alert" not in value, header
    if not answer.get("Content-Type", "").startswith(("text/html", "image/svg")):
        return
    page = body_of(answer)
    assert "<script>alert(4711)" not in page
    assert "'\"><" not in page
    assert not EVALUATED.search(page), "a template was evaluated"
