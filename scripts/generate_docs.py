"""Writes the documents that are read out of the code: docs/screens.md, states.md, traceability.md, import-table.md, editions.md,
operations/access.md.

    python -m scripts.generate_docs           write them again
    python -m scripts.generate_docs --check   say which are out of date, change nothing

Nothing is read from the database. The requirements matrix is kept beside the repository (`../shared/domain/requirements.md`, or under
`HOCTAP_SHARED`); from it only row ids and capabilities are taken. Where it is not there, they are taken from
docs/traceability.md as it stands, so that everybody can generate and check.
"""

import argparse
import ast
import importlib
import inspect
import os
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django import forms
from django.apps import apps as installed
from django.db import models

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoctap.settings")

from scripts import house, markdown
from scripts.edition_table import editions_document
from scripts.house import APPS, PACKAGE, ROOT

DOCS = ROOT / "docs"
TESTS = ROOT / "tests"
SHARED = Path(os.environ.get("HOCTAP_SHARED", ROOT.parent / "shared"))
MATRIX = SHARED / "domain" / "requirements.md"
ROW = r"S\d-\d\d"


class Unknown(Exception):
    """A test is marked with a row that the matrix does not have."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="generate_docs", description="Writes docs/screens.md, states.md, traceability.md."
    )
    parser.add_argument("--check", action="store_true", help="only say which are out of date")
    check = parser.parse_args().check
    django.setup()
    try:
        outdated = [file for file, text in documents().items() if _stored(file) != text]
    except Unknown as unknown:
        print(unknown, file=sys.stderr)
        return 1
    if check:
        for file in outdated:
            print(f"{file.relative_to(ROOT)} is out of date: run `make docs`", file=sys.stderr)
        return 1 if outdated else 0
    for file in outdated:
        file.write_text(documents()[file], encoding="utf-8")
        print(f"{file.relative_to(ROOT)} written")
    return 0


def documents() -> dict[Path, str]:
    return {
        DOCS / "screens.md": screens_document(),
        DOCS / "states.md": states_document(),
        DOCS / "traceability.md": traceability_document(capabilities()),
        DOCS / "import-table.md": import_table_document(),
        DOCS / "editions.md": editions_document(),
        DOCS / "operations" / "access.md": access_document(),
    }


def _stored(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


# ---------------------------------------------------------------- lists that were tried


def import_table_document() -> str:
    """The messy set as `tests/people/test_reading_messy.py` proves it, file by file."""
    from tests.people.messy import MESSY

    head = [
        "# Lists that were tried",
        "",
        "Made by `make docs` from the table in `tests/people/messy.py`; every line is proved by `tests/people/test_reading_messy.py`",
        "(read in the child process) and `tests/people/test_import_messy.py` (all checks). People are invented, places real.",
        "",
    ]
    rows = (
        (
            f"`{file.name}`",
            file.what,
            ", ".join(
                f"{name} (header {'–'.join(map(str, dict.fromkeys(sheet.header_rows)))}, {sheet.shape})"
                for name, sheet in file.used.items()
            )
            or "–",
            str(sum(len(sheet.rows) for sheet in file.used.values())),
            str(sum(len(sheet.skipped) for sheet in file.used.values())),
            ", ".join(sorted(label for sheet in file.used.values() for label in sheet.dropped)) or "–",
            "; ".join(f"{name}: {why}" for name, why in file.not_used.items()) or "–",
            " ".join(file.asked) or "–",
        )
        for file in MESSY
    )
    heads = (
        "file",
        "what is in it",
        "sheets read",
        "rows",
        "rows left out",
        "columns dropped",
        "sheets not read",
        "still asked of a person",
    )
    return "\n".join([*head, *markdown.table(heads, rows), ""])


# ---------------------------------------------------------------- who may


def _held(permission: Any, role: Any) -> str:
    if permission in role.here:
        return "○"
    return "●" if permission in role.permissions else ""


def access_document() -> str:
    """Each address against each role, from the rights that views declare and roles hold."""
    from hoctap.core.permissions import Permission, Role

    lines = markdown.head(
        "Who may open what", "Read from the rights that the views declare and from the roles."
    )
    lines += [
        "● the role holds the right: at the place where the role was given and at the places below it, nowhere else; ○ at that place",
        "itself and not below it. The action",
        "behind an address may ask for a further right; it asks at the place of the thing changed. `tests/attacks/test_matrix.py` knocks",
        "at each address as each role, at home and next door; [security](security.md) tells what came of it.",
        "",
        *(f"- {word}: {role.label} (`{role.value}`)" for word, role in zip("ABCDEFGHIJ", Role, strict=False)),
        "",
    ]
    letters = tuple("ABCDEFGHIJ"[: len(Role)])
    for app in APPS:
        rows = []
        for screen in house.own_screens():
            if screen.app != app:
                continue
            asked = screen.permission
            if asked in Permission.__members__:
                held = (_held(Permission[asked], role) for role in Role)
                word = Permission[asked].description
            else:
                held = ("●" for _ in Role)
                word = "whoever has signed in" if asked else "everybody"
            rows.append((f"`{screen.name}`", " ".join(screen.methods), word, *held))
        if rows:
            lines += [f"## {app}", "", *markdown.table(("Address", "Methods", "Right", *letters), rows), ""]
    return "\n".join(lines + _fields_section())


def _fields_section() -> list[str]:
    """The fields that each address takes, beside the right that it asks for."""
    from hoctap.core.permissions import Permission

    lines = [
        "## Which fields may be written with which right",
        "",
        "Read from the forms that the views use and from what they read of the request. A field that is not here is not taken",
        "(`tests/attacks/test_mass_assignment.py`). `…` is a part of a name that the page fills in: a criterion, a row, a person. What may be",
        "seen goes by the page, as above: who may open it sees all of it; what is kept of people, by class, is in [inventory](inventory.md).",
        "",
    ]
    for app in APPS:
        rows = []
        for screen in house.own_screens():
            if screen.app != app or "POST" not in screen.methods:
                continue
            asked = screen.permission
            if asked in Permission.__members__:
                word = Permission[asked].description
            else:
                word = "whoever has signed in" if asked else "everybody"
            taken = " ".join(f"`{name}`" for name in fields_of(screen))
            rows.append((f"`{screen.name}`", word, taken or "none"))
        if rows:
            lines += [f"### {app}", "", *markdown.table(("Address", "Right", "Fields"), rows), ""]
    return lines


def fields_of(screen: house.Screen) -> list[str]:
    """The names that a view takes from its forms and straight from the request."""
    if screen.file is None:
        return []
    module = importlib.import_module(".".join(screen.file.relative_to(ROOT).with_suffix("").parts))
    found: set[str] = set()
    for function in house.reached_from(screen.view, screen.file):
        for node in ast.walk(function):
            if isinstance(node, ast.Name | ast.Attribute):
                found |= _fields_of_named(_named(module, node))
            found |= _fields_of_request(node)
    return sorted(found)


def _fields_of_named(what: object) -> set[str]:
    """Of a form, of the forms in a table of them, of a function that reads a request beside the forms, or does a page's work for views."""
    if isinstance(what, dict):
        return {name for one in what.values() for name in _fields_of_form(one)}
    if inspect.isfunction(what) and what.__module__.startswith("hoctap."):
        there, tree = inspect.getmodule(what), ast.parse(textwrap.dedent(inspect.getsource(what)))
        nodes = list(ast.walk(tree))
        if any(isinstance(node, ast.Call) and ast.unparse(node) == "posted(request)" for node in nodes):
            named = (_named(there, node) for node in nodes if isinstance(node, ast.Name | ast.Attribute))
            return {name for one in named for name in _fields_of_form(one)}
    if inspect.isfunction(what) and what.__module__.endswith("forms"):
        tree = ast.parse(textwrap.dedent(inspect.getsource(what)))
        return {name for node in ast.walk(tree) for name in _fields_of_request(node)}
    return _fields_of_form(what)


def _named(module: object, node: ast.Name | ast.Attribute) -> object:
    """What a name or `module.name` stands for in a module; None for anything that exists only while the view runs."""
    if isinstance(node, ast.Name):
        return getattr(module, node.id, None)
    if isinstance(node.value, ast.Name):
        return getattr(getattr(module, node.value.id, None), node.attr, None)
    return None


def _fields_of_form(form: object) -> set[str]:
    if not (isinstance(form, type) and issubclass(form, forms.BaseForm)):
        return set()
    names = {name for name in getattr(form, "base_fields", {}) if not form.base_fields[name].disabled}
    tree = ast.parse(textwrap.dedent(inspect.getsource(form)))
    for node in ast.walk(tree):  # fields that it makes for each criterion or row
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Store)
            and ast.unparse(node.value) == "self.fields"
        ):
            names |= _text_of(node.slice)
    return names


def _fields_of_request(node: ast.AST) -> set[str]:
    """Of `request.POST.get("name")`, `request.FILES["name"]`, `typed_text(request, "name")`, `key.startswith("name-")`."""
    if isinstance(node, ast.Call) and house.name_of(node.func) == "typed_text" and len(node.args) > 1:
        return _text_of(node.args[1])
    if isinstance(node, ast.Call) and house.name_of(node.func) == "rows_typed" and len(node.args) > 1:
        return {f"{name}-…-…" for name in _text_of(node.args[1])}  # a table: its name, the row, the column
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
        return {f"{name}…" for name in _text_of(node.args[0]) if name.endswith("-")}
    if isinstance(node, ast.Subscript):
        source, key = node.value, node.slice
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        if node.func.attr not in ("get", "getlist"):
            return set()
        source, key = node.func.value, node.args[0]
    else:
        return set()
    return _text_of(key) if ast.unparse(source) in ("request.POST", "request.FILES", "post") else set()


def _text_of(key: ast.expr) -> set[str]:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return {key.value}
    if isinstance(key, ast.JoinedStr):
        return {"".join(part.value if isinstance(part, ast.Constant) else "…" for part in key.values)}
    return {"…"}


# ---------------------------------------------------------------- screens


def screens_document() -> str:
    lines = markdown.head("Screens", "Every address, read from `urls.py`, the views and the tests.")
    lines += [
        "A page takes its template and its test from its name. What has no page of its own (it changes something and goes "
        "back, or hands out a file) names its tests. The permission is the view's; the action behind it asks again, at the "
        "place of the thing changed.",
        "",
    ]
    own = house.own_screens()
    for app in APPS:
        of_app = [screen for screen in own if screen.app == app]
        if of_app:
            lines += [
                f"## {app}",
                "",
                *markdown.table(
                    ("URL", "Name", "What", "Permission", "Template", "Test"), map(_screen_cells, of_app)
                ),
                "",
            ]
    packaged = [screen for screen in house.screens() if not screen.app]
    if packaged:
        cells = ((f"`{screen.route}`", f"`{screen.name}`") for screen in packaged)
        lines += ["## Of packages", "", *markdown.table(("URL", "Name"), cells), ""]
    return markdown.text(lines)


def _screen_cells(screen: house.Screen) -> tuple[str, ...]:
    methods = "" if screen.is_read else "POST "
    permission = {"": "open", "signed_in": "signed in"}.get(screen.permission, f"`{screen.permission}`")
    template = screen.template if screen.has_page else ""
    return (
        f"{methods}`{screen.route}`",
        f"`{screen.name}`",
        _what(screen),
        permission,
        f"`{template}`" if template else "–",
        ", ".join(f"[{file.stem}](../{file.relative_to(ROOT)})" for file in _tests_of(screen)) or "–",
    )


def _what(screen: house.Screen) -> str:
    """The view's own words, else the page's title, else the actions it calls."""
    _, template = house.template_files().get(screen.template, ("", None))
    title = re.search(r"{% block title %}(.*?){% endblock %}", _stored(template)) if template else None
    words = (
        re.sub(r"{{.*?}}", "…", re.sub(r"{%.*?%}", "", title.group(1))) if title and screen.has_page else ""
    )
    if screen.doc or words.strip(" …"):
        return screen.doc or words
    if screen.file is None:
        return "–"
    calls = [
        node.func
        for function in house.reached_from(screen.view, screen.file)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    ]
    called = {house.name_of(call) for call in calls if house.name_of(call).startswith("actions.")}
    return ", ".join(f"`{name}`" for name in sorted(called)) or "–"


def _tests_of(screen: house.Screen) -> list[Path]:
    if screen.test_file.exists():
        return [screen.test_file]
    return [
        file
        for file in _test_files()
        if file.parent.name == screen.app and re.search(rf"[\"'.]{screen.name}\b", _stored(file))
    ]


# ---------------------------------------------------------------- states


@dataclass(frozen=True)
class MoveTable:
    app: str
    module: str
    states: type[models.TextChoices]
    moves: dict[models.TextChoices, set[models.TextChoices]]


def move_tables() -> list[MoveTable]:
    """Every table named `…TRANSITIONS` in a module of models, beside the states it is about."""
    found = []
    for app in APPS:
        own, subjects = (
            PACKAGE / app / "models.py",
            sorted(set((PACKAGE / app).rglob("models.py")) - {PACKAGE / app / "models.py"}),
        )
        for file in [own, *subjects, *sorted((PACKAGE / app / "models").glob("*.py"))]:
            if file.exists():
                dotted = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                for name, table in vars(importlib.import_module(dotted)).items():
                    if name.endswith("TRANSITIONS") and table:
                        states = type(next(iter(table)))
                        if states.__module__ == dotted:
                            found.append(MoveTable(app, dotted, states, table))
    return found


def states_document() -> str:
    lines = markdown.head(
        "States",
        "Every table of moves (`TRANSITIONS` beside its states). A move that is not drawn is refused.",
    )
    for table in move_tables():
        lines += [f"## {table.app}: {table.states.__name__}", "", *_diagram(table), "", *_moves(table), ""]
    return markdown.text(lines)


def _diagram(table: MoveTable) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {state.value}' for state in table.states]
    lines += [f"    [*] --> {first}" for first in _first_states(table)]
    lines += [
        f"    {state.value} --> {after.value}" for state in table.states for after in _after(table, state)
    ]
    lines += [f"    {state.value} --> [*]" for state in table.states if not _after(table, state)]
    return [*lines, "```"]


def _moves(table: MoveTable) -> list[str]:
    rows = (
        (
            f"`{state.value}`",
            str(state.label),
            ", ".join(f"`{after.value}`" for after in _after(table, state)) or "– (end)",
        )
        for state in table.states
    )
    return markdown.table(("State", "On screen", "May become"), rows)


def _after(table: MoveTable, state: models.TextChoices) -> list[models.TextChoices]:
    return [after for after in table.states if after in table.moves.get(state, set())]


def _first_states(table: MoveTable) -> list[str]:
    """What a new row begins with: the default of the fields that hold these states."""
    fields = [
        field
        for model in installed.get_app_config(table.app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.choices == table.states.choices and field.has_default()
    ]
    return sorted({str(field.get_default()) for field in fields})


# ---------------------------------------------------------------- requirements


@dataclass(frozen=True)
class Capability:
    code: str
    name: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """A marked test. `where` is what its path says it is about: `reports/result_table`, `commands/init`."""

    file: Path
    name: str
    rows: tuple[str, ...]

    @property
    def where(self) -> str:
        return self.file.relative_to(TESTS).with_name(self.file.stem.removeprefix("test_")).as_posix()


def capabilities() -> list[Capability]:
    return (
        capabilities_of_matrix(_stored(MATRIX))
        if MATRIX.exists()
        else capabilities_of_document(_stored(DOCS / "traceability.md"))
    )


def capabilities_of_matrix(text: str) -> list[Capability]:
    names = dict(re.findall(r"^### (C\d\d) (.+)$", text, re.MULTILINE))
    rows: dict[str, list[str]] = {code: [] for code in names}
    for row, codes in re.findall(rf"^\| ({ROW}) \|.*\| ([C\d, ]+) \|$", text, re.MULTILINE):
        for code in codes.split(", "):
            rows.setdefault(code, []).append(row)
    return [Capability(code, names.get(code, ""), tuple(sorted(rows[code]))) for code in sorted(rows)]


def capabilities_of_document(text: str) -> list[Capability]:
    found = re.findall(r"^\| (C\d\d) \| (.*?) \| \d+ / \d+ \| (.*?) \| (.*?) \|$", text, re.MULTILINE)
    return [
        Capability(code, name, tuple(sorted(re.findall(ROW, proven + owed))))
        for code, name, proven, owed in found
    ]


def proofs() -> list[Proof]:
    return [proof for file in _test_files() for proof in proofs_in(file)]


def proofs_in(file: Path) -> Iterator[Proof]:
    """Tests with `@pytest.mark.requirement(…)` on themselves, on their class, or on the whole file by `pytestmark`."""
    tree = ast.parse(_stored(file))
    of_file = [
        row
        for node in tree.body
        if isinstance(node, ast.Assign)
        and [house.name_of(target) for target in node.targets] == ["pytestmark"]
        for part in ast.walk(node.value)
        for row in _marked(part)
    ]
    waiting: list[tuple[ast.stmt, list[str]]] = [(node, of_file) for node in tree.body]
    while waiting:
        node, inherited = waiting.pop(0)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            rows = [*inherited, *(row for decorator in node.decorator_list for row in _marked(decorator))]
            if isinstance(node, ast.ClassDef):
                waiting += [(child, rows) for child in node.body]
            elif node.name.startswith("test_") and rows:
                yield Proof(file, node.name, tuple(sorted(set(rows))))


def _marked(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and house.name_of(node.func) == "pytest.mark.requirement":
        return [text for argument in node.args if (text := house.text_of(argument))]
    return []


def traceability_document(known: list[Capability]) -> str:
    every_row = {row for capability in known for row in capability.rows}
    proven: dict[str, list[Proof]] = {}
    for proof in proofs():
        for row in proof.rows:
            if row not in every_row:
                raise Unknown(
                    f"{proof.file.relative_to(ROOT)}: {proof.name} is marked {row}, which is no row of the matrix"
                )
            proven.setdefault(row, []).append(proof)

    lines = markdown.head("Traceability", "Which row of the requirements matrix is proven by which test.")
    lines += [
        'A row counts only when a test carries its mark, `@pytest.mark.requirement("S3-25")`, and would fail without the '
        "feature. A mark says that something of the row is proven, not that all of it is built. A row may belong to several "
        "capabilities.",
        "",
        f"**{len(proven)} of {len(every_row)} rows.**",
        "",
        "## By capability",
        "",
    ]
    cells = (_capability_cells(capability, proven) for capability in known)
    lines += [
        *markdown.table(("Capability", "Name", "Proven / all", "Proven", "Without a test"), cells),
        "",
        "## By row",
        "",
    ]
    rows = (
        (row if number == 0 else "", proof.where, f"[{proof.name}](../{proof.file.relative_to(ROOT)})")
        for row in sorted(proven)
        for number, proof in enumerate(proven[row])
    )
    return markdown.text([*lines, *markdown.table(("Row", "Where", "Test"), rows)])


def _capability_cells(capability: Capability, proven: dict[str, list[Proof]]) -> tuple[str, ...]:
    done = [row for row in capability.rows if row in proven]
    owed = [row for row in capability.rows if row not in proven]
    return (
        capability.code,
        capability.name,
        f"{len(done)} / {len(capability.rows)}",
        " ".join(done) or "–",
        " ".join(owed) or "–",
    )


# ---------------------------------------------------------------- writing


def _test_files() -> list[Path]:
    return sorted(TESTS.rglob("test_*.py"))


if __name__ == "__main__":
    sys.exit(main())
