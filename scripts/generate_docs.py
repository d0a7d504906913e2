"""Writes the documents that would be wrong as soon as nobody looks: screens, states, traceability.

python -m scripts.generate_docs            write docs/screens.md, docs/states.md, docs/traceability.md
python -m scripts.generate_docs --check    say which of them is not up to date, and exit with 1
"""

import ast
import importlib
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SHARED = Path(os.environ.get("HOCTAP_SHARED", ROOT.parent / "shared"))
REQUIREMENTS = SHARED / "domain" / "requirements.md"
NOTE = "<!-- Written by `make docs`. Change the code, not this file. -->\n"


def main(words: list[str]) -> int:
    if words not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoctap.settings")
    import django

    django.setup()
    stale = []
    for name, write in DOCUMENTS.items():
        file, text = DOCS / name, write()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not words:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
    if words and stale:
        print(f"not up to date: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


# ---------------------------------------------------------------- screens


def screens() -> str:
    from scripts import house

    parts = [
        "# Screens\n",
        NOTE,
        "Every address, its view, who may come, its template and its test. One stem names all four. An address without",
        "a template answers with its page's, redirects, or hands out a file.",
    ]
    by_app: dict[str, list[house.Screen]] = defaultdict(list)
    for screen in house.screens():
        by_app[screen.app or screen.routed_by or "other packages"].append(screen)
    for app in [
        *(app for app in house.APPS if app in by_app),
        *(app for app in by_app if app not in house.APPS),
    ]:
        rows = []
        for screen in by_app[app]:
            template = f"`{screen.template}`" if screen.has_page else ""
            test = f"`{screen.test_file.relative_to(ROOT)}`" if screen.test_file.exists() else ""
            methods = " ".join(screen.methods)
            row = [
                f"`{_readable(screen.route)}`",
                screen.name,
                methods,
                screen.permission or "open",
                template,
                test,
                screen.doc,
            ]
            rows.append(row)
        parts += [
            "",
            f"## {app}",
            "",
            *_table(["Address", "Name = view", "Methods", "Right", "Template", "Test", "What"], rows),
        ]
    return "\n".join(parts) + "\n"


def _readable(route: str) -> str:
    return re.sub(r"<\w+:(\w+)>", r"<\1>", route)


# ---------------------------------------------------------------- states


def states() -> str:
    from django.apps import apps
    from django.db.models import Field, TextChoices

    from scripts import house

    parts = [
        "# States\n",
        NOTE,
        "A stored state moves only along these arrows; the tables stand beside the states in `models.py`.",
    ]
    for app in house.APPS:
        if house.module(app, "models") is None:
            continue
        module = importlib.import_module(f"hoctap.{app}.models")
        for name, table in vars(module).items():
            if not name.endswith("TRANSITIONS") or not isinstance(table, dict) or not table:
                continue
            states: type[TextChoices] = type(next(iter(table)))
            if states.__module__ != module.__name__:
                continue
            owners = [
                model._meta.object_name
                for model in apps.get_app_config(app).get_models()
                for field in model._meta.get_fields()
                if isinstance(field, Field) and field.choices and list(field.choices) == list(states.choices)
            ]
            title = " and ".join(sorted({str(owner) for owner in owners})) or states.__name__
            parts += ["", f"## {app}: {title}", "", "```mermaid", *_diagram(states, table), "```"]
    return "\n".join(parts) + "\n"


def _diagram(states: type, table: dict) -> Iterator[str]:  # type: ignore[type-arg]
    yield "stateDiagram-v2"
    for state in states:  # type: ignore[attr-defined]
        yield f'    state "{state.label}" as {state.name.lower()}'
    targets = {target for moves in table.values() for target in moves}
    for state in states:  # type: ignore[attr-defined]
        if state not in targets:
            yield f"    [*] --> {state.name.lower()}"
        for target in sorted(table.get(state, ()), key=list(states).index):  # type: ignore[call-overload]
            yield f"    {state.name.lower()} --> {target.name.lower()}"
        if not table.get(state):
            yield f"    {state.name.lower()} --> [*]"


# ---------------------------------------------------------------- traceability


@dataclass(frozen=True)
class MarkedTest:
    name: str
    file: str

    @property
    def what(self) -> str:
        """The screen, action or journey that the test is about, from where it lies."""
        *folders, file = Path(self.file).with_suffix("").parts[1:]
        return " ".join([*folders, file.removeprefix("test_")])


def traceability() -> str:
    capabilities = _known_rows()
    tests = marked_tests()
    if unknown := sorted(set(tests) - set(capabilities)):
        raise SystemExit(f"tests are marked with rows that no plan has: {', '.join(unknown)}")
    proved: dict[str, list[str]] = defaultdict(list)
    owed: dict[str, list[str]] = defaultdict(list)
    for row, codes in capabilities.items():
        for code in codes:
            (proved if row in tests else owed)[code].append(row)
    counts = [
        [code, str(len(proved[code])), str(len(proved[code]) + len(owed[code])), " ".join(owed[code])]
        for code in sorted({*proved, *owed})
    ]
    lines = [
        [
            row,
            " ".join(capabilities[row]),
            "<br>".join(sorted({f"{test.what}: {test.name}" for test in tests[row]})),
        ]
        for row in capabilities
        if row in tests
    ]
    return "\n".join(
        [
            "# Traceability\n",
            NOTE,
            "Rows of the requirements matrix (S0–S4 are the five plans) and the tests that would fail without what the row asks.",
            f"{len(lines)} of {len(capabilities)} rows have a test. A row may belong to more than one capability.",
            "",
            "## Capabilities",
            "",
            *_table(["Capability", "Rows with a test", "Rows", "Without a test yet"], counts),
            "",
            "## Rows with a test",
            "",
            *_table(["Row", "Capability", "Screen or action: test"], lines),
            "",
        ]
    )


def marked_tests() -> dict[str, list[MarkedTest]]:
    """Row → tests marked `@pytest.mark.requirement("S3-25", …)`, or their module's `pytestmark`."""
    found: dict[str, list[MarkedTest]] = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        module = ast.parse(file.read_text(encoding="utf-8"))
        shared = [
            row
            for node in module.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
            for row in _rows_in(node.value)
        ]
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                test = MarkedTest(
                    node.name.removeprefix("test_").replace("_", " "), file.relative_to(ROOT).as_posix()
                )
                for row in {
                    *shared,
                    *(row for decorator in node.decorator_list for row in _rows_in(decorator)),
                }:
                    found[row].append(test)
    return found


def _rows_in(node: ast.expr) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.requirement":
            yield from (ast.literal_eval(argument) for argument in call.args)


def _known_rows() -> dict[str, list[str]]:
    """Row → capabilities: of the matrix where it is at hand, else of the document written last."""
    if REQUIREMENTS.exists():
        rows = re.findall(
            r"^\| *(S\d-\d+) *\|.*\| *([C\d, ]+?) *\|$",
            REQUIREMENTS.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        return {row: sorted(re.findall(r"C\d+", codes)) for row, codes in sorted(rows)}
    file = DOCS / "traceability.md"
    written = file.read_text(encoding="utf-8") if file.exists() else ""
    known: dict[str, list[str]] = defaultdict(list)
    for row, codes in re.findall(r"^\| (S\d-\d+) \| ([C\d ]+) \|", written, re.MULTILINE):
        known[row] = codes.split()
    for code, rows in re.findall(r"^\| (C\d+) \| \d+ \| \d+ \| ([S\d\- ]*)\|$", written, re.MULTILINE):
        for row in rows.split():
            known[row].append(code)
    return {row: sorted(known[row]) for row in sorted(known)}


# ---------------------------------------------------------------- writing


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |".replace(
            "|  |", "| |"
        ).replace("|  |", "| |")

    return [line(head), line(["---"] * len(head)), *(line(row) for row in rows)]


DOCUMENTS: dict[str, Callable[[], str]] = {
    "screens.md": screens,
    "states.md": states,
    "traceability.md": traceability,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
