"""What the house is made of, read from its own code: apps, screens, templates, actions.

The checks (`tests/test_consistency.py`, `tests/test_access.py`) and the generated documents read the same lists from
here, so that a new screen is held to the rules the moment it has an address. Nothing is listed by hand. Django must be
set up.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hoctap"
# Top first, as in settings: an app may know only the ones after it.
APPS: list[str] = [app.removeprefix("hoctap.") for app in settings.HOUSE]

type FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def may_know(app: str, other: str) -> bool:
    return APPS.index(other) >= APPS.index(app)


# ---------------------------------------------------------------- files


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def python_files(app: str) -> list[Path]:
    return sorted(file for file in (PACKAGE / app).rglob("*.py") if "migrations" not in file.parts)


def template_files() -> dict[str, tuple[str, Path]]:
    """Template name → (app, file)."""
    found = {}
    for app in APPS:
        folder = PACKAGE / app / "templates"
        for file in sorted(folder.rglob("*.*")):
            found[file.relative_to(folder).as_posix()] = (app, file)
    return found


def module(app: str, name: str) -> ModuleType | None:
    if not (PACKAGE / app / f"{name}.py").exists():
        return None
    return importlib.import_module(f"hoctap.{app}.{name}")


# ---------------------------------------------------------------- functions


def functions(file: Path) -> dict[str, FunctionNode]:
    """The module's own functions by name."""
    return {n.name: n for n in tree(file).body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}


def called_name(call: ast.Call) -> str:
    """`render` of `render(…)`, `atomic` of `transaction.atomic(…)`."""
    return name_of(call.func).rpartition(".")[2]


def name_of(node: ast.expr) -> str:
    """Dotted name of a name or attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return ""


def text_of(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def reached_from(name: str, file: Path) -> Iterator[FunctionNode]:
    """A function and, within its module, every function it mentions, and so on."""
    known = functions(file)
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in seen or current not in known:
            continue
        seen.add(current)
        yield known[current]
        waiting += [node.id for node in ast.walk(known[current]) if isinstance(node, ast.Name)]


# ---------------------------------------------------------------- screens


@dataclass(frozen=True)
class Screen:
    """One address: of ours when `app` is set, else of a package we use. `routed_by` is the app whose `urls.py` has it."""

    name: str
    route: str
    parameters: tuple[str, ...]
    routed_by: str
    app: str
    view: str
    methods: tuple[str, ...]
    permission: str
    templates: tuple[str, ...]
    doc: str
    file: Path | None = None
    """Where the view stands, for those of ours."""

    @property
    def is_read(self) -> bool:
        return "GET" in self.methods

    @property
    def has_page(self) -> bool:
        """Draws a page of its own; the others redirect, answer with another's page, or hand out a file."""
        return self.is_read and bool(self.templates)

    @property
    def template(self) -> str:
        return f"{self.app}/{self.name}.html"

    @property
    def test_file(self) -> Path:
        return ROOT / "tests" / self.app / f"test_{self.name}.py"


@cache
def screens() -> tuple[Screen, ...]:
    """Read from the sources once in a process."""
    return tuple(_screen(*found) for found in _patterns(get_resolver().url_patterns, "/", ""))


def own_screens() -> list[Screen]:
    return [screen for screen in screens() if screen.app]


def _patterns(
    patterns: list[URLPattern | URLResolver], prefix: str, routed_by: str
) -> Iterator[tuple[URLPattern, str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            urls = getattr(pattern.urlconf_name, "__name__", "")
            app = urls.split(".")[1] if urls.startswith("hoctap.") else routed_by
            yield from _patterns(pattern.url_patterns, route, app)
        else:
            yield pattern, route, routed_by


def _screen(pattern: URLPattern, route: str, routed_by: str) -> Screen:
    view = inspect.unwrap(pattern.callback)
    owner = view.__module__ or ""
    name = pattern.name or ""
    parameters = tuple(pattern.pattern.converters)
    if not owner.startswith("hoctap."):
        return _made_by_a_call(name, route, parameters, routed_by, view.__name__)
    app = owner.split(".")[1]
    file = Path(inspect.getsourcefile(view) or "")
    node = functions(file).get(view.__name__)
    if node is None:  # a class or something made by a call: only its name is known
        return Screen(
            name,
            route,
            parameters,
            routed_by,
            app,
            view.__name__,
            ("GET", "POST"),
            "",
            (),
            inspect.getdoc(view) or "",
        )
    return Screen(
        name=name,
        route=route,
        parameters=parameters,
        routed_by=routed_by,
        app=app,
        view=view.__name__,
        methods=_methods(node),
        permission=_permission(node, view),
        templates=_templates(view.__name__, file),
        doc=(ast.get_docstring(node) or "").split("\n")[0],
        file=file,
    )


def _made_by_a_call(name: str, route: str, parameters: tuple[str, ...], routed_by: str, view: str) -> Screen:
    """A page of a package: ours when our `views.py` says `name = PackageView.as_view(…)`."""
    file = PACKAGE / routed_by / "views.py"
    assigned = [
        node.value
        for node in (tree(file).body if routed_by and file.exists() else [])
        if isinstance(node, ast.Assign) and [name_of(target) for target in node.targets] == [name]
    ]
    if not assigned:
        return Screen(name, route, parameters, routed_by, "", view, ("GET", "POST"), "", (), "")
    parts = list(ast.walk(assigned[0]))
    permission = (
        "signed_in"
        if any(name_of(part) == "signed_in" for part in parts if isinstance(part, ast.expr))
        else ""
    )
    texts = [text for part in parts if isinstance(part, ast.expr) and (text := text_of(part))]
    templates = tuple(text for text in texts if text.endswith(".html"))
    return Screen(
        name, route, parameters, routed_by, routed_by, name, ("GET", "POST"), permission, templates, ""
    )


def _methods(node: FunctionNode) -> tuple[str, ...]:
    for decorator in node.decorator_list:
        called = name_of(decorator.func if isinstance(decorator, ast.Call) else decorator).rpartition(".")[2]
        if called in ("require_GET", "require_safe"):
            return ("GET",)
        if called == "require_POST":
            return ("POST",)
        if called == "require_http_methods" and isinstance(decorator, ast.Call):
            return tuple(ast.literal_eval(decorator.args[0]))
    return ()


def _permission(node: FunctionNode, view: Callable[..., object]) -> str:
    """The right that the view asks for, `signed_in`, or nothing: the page is open. A short name of its module stands for the right itself."""
    names = vars(inspect.getmodule(view))
    found = []
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and called_name(decorator) == "requires":
            asked = [name_of(argument) for argument in decorator.args]
            found += [names[one].name if one in names else one.rpartition(".")[2] for one in asked]
        elif name_of(decorator).endswith("signed_in"):
            found.append("signed_in")
    return ", ".join(found)


def _templates(view: str, file: Path) -> tuple[str, ...]:
    """Every template named by the view or by the helpers of its module that it uses."""
    found: dict[str, None] = {}
    for node in reached_from(view, file):
        for part in ast.walk(node):
            text = text_of(part) if isinstance(part, ast.expr) else None
            if text and re.fullmatch(r"[\w/]+\.html(#\w+)?", text):
                found[text.partition("#")[0]] = None
    return tuple(found)


# ---------------------------------------------------------------- actions


@dataclass(frozen=True)
class Action:
    app: str
    name: str
    function: Callable[..., object]
    node: FunctionNode

    @property
    def key(self) -> str:
        return f"{self.app}.{self.name}"


def actions() -> list[Action]:
    """Every public function written in an `actions.py` of an app or of a subject in it, however deep (or in a module of an `actions` package)."""
    found = []
    for app in APPS:
        for file in [
            *sorted((PACKAGE / app).rglob("actions.py")),
            *sorted((PACKAGE / app / "actions").glob("*.py")),
        ]:
            dotted = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            imported = importlib.import_module(dotted)
            for name, node in functions(file).items():
                if not name.startswith("_"):
                    found.append(Action(app, name, getattr(imported, name), node))
    return found
