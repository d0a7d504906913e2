"""The house checks itself: directions, names, words, and the shape of actions and rules.

Everything is discovered from the code (`scripts/house.py`). A failure names the file and what is wrong with it; the
reasons are in docs/style.md and docs/architecture.md.
"""

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps as installed
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Field
from django.db.utils import ProgrammingError
from django.urls import Resolver404, resolve

from hoctap.audit.words import PAGES, WORDS
from hoctap.core import cluster
from hoctap.core.actor import Actor
from hoctap.core.registries import append_only_tables
from scripts import house
from scripts.house import APPS, PACKAGE, ROOT, may_know, name_of, text_of, tree
from tests.examples import PARTS_OF_A_CHANGE

SHARED = Path(os.environ.get("HOCTAP_SHARED", ROOT.parent / "shared"))
# Apps whose screens are still getting their tests.
OWED: set[str] = set()
THIS_FILE = "tests/test_consistency.py"

# ---------------------------------------------------------------- which way the house points


@pytest.mark.parametrize("app", APPS)
def test_a_template_names_only_urls_and_templates_of_its_own_layer_or_below(app: str):
    wrong = []
    for name, (owner, file) in house.template_files().items():
        if owner == app:
            text = file.read_text(encoding="utf-8")
            wrong += [
                f"{name}: url {url}"
                for url in re.findall(r"{%\s*url\s+[\"']([\w:-]+)", text)
                if _stranger(app, url=url)
            ]
            mentioned = re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"'#]+)", text)
            wrong += [f"{name}: template {other}" for other in mentioned if _stranger(app, template=other)]
    assert not wrong


@pytest.mark.parametrize("app", APPS)
def test_code_names_only_urls_templates_and_models_of_its_own_layer_or_below(app: str):
    wrong = []
    for file in house.python_files(app):
        where = file.relative_to(ROOT)
        for call in _calls(file):
            called, first = house.called_name(call), text_of(call.args[0]) if call.args else None
            if (
                called in ("reverse", "reverse_lazy", "redirect", "resolve_url")
                and first
                and "/" not in first
            ):
                wrong += [f"{where}:{call.lineno} url {first}"] if _stranger(app, url=first) else []
            if (
                called in ("ForeignKey", "OneToOneField", "ManyToManyField", "get_model")
                and first
                and first != "self"
            ):
                label = first.split(".")[0]
                if label in APPS and not may_know(app, label):
                    wrong.append(f"{where}:{call.lineno} model {first}")
            for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
                text = text_of(argument)
                if (
                    text
                    and re.fullmatch(r"[\w/-]+\.html(#\w+)?", text)
                    and _stranger(app, template=text.partition("#")[0])
                ):
                    wrong.append(f"{where}:{call.lineno} template {text}")
    assert not wrong


@pytest.mark.parametrize("app", APPS)
def test_an_address_written_out_leads_to_a_page_of_its_own_layer_or_below(app: str):
    """`f"/recognition/rounds/{pk}/"` in a notice or a registry is held to the same line as reverse()."""
    first_words = {screen.route.split("/")[1] for screen in house.screens()} - {""}
    wrong = []
    for file in house.python_files(app):
        inside = {
            id(part)
            for node in ast.walk(tree(file))
            if isinstance(node, ast.JoinedStr)
            for part in node.values
        }
        for node in ast.walk(tree(file)):
            address = "" if id(node) in inside else _address(node)
            if address.partition("?")[0].split("/")[1:2] and address.split("/")[1] in first_words:
                try:
                    owner = resolve(address.partition("?")[0]).func.__module__.split(".")[1]
                except Resolver404:
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} {address} leads nowhere")
                else:
                    if owner in APPS and not may_know(app, owner):
                        wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} {address} of {owner}")
    assert not wrong


@pytest.mark.parametrize("app", APPS)
def test_a_navigation_item_opens_a_page_of_the_app_that_registers_it(app: str):
    wrong = []
    for file in house.python_files(app):
        for call in _calls(file):
            if house.called_name(call) == "NavItem":
                named = {k.arg: k.value for k in call.keywords}
                url = text_of(named.get("url_name", call.args[1] if len(call.args) > 1 else None))
                known = _url_owners().get(url or "", set())
                if known != {app}:
                    wrong.append(f"{file.relative_to(ROOT)}: {url}")
    assert not wrong


RANKS = {
    "urls": 0,
    "views": 1,
    "tasks": 1,
    "admin": 1,
    "management": 1,
    "forms": 2,
    "actions": 3,
    "queries": 3,
    "permissions": 4,
    "models": 5,
    "rules": 6,
    "scoring": 6,
}


@pytest.mark.parametrize("app", APPS)
def test_inside_an_app_imports_go_from_views_to_forms_to_actions_to_models_to_rules(app: str):
    wrong = []
    for file in house.python_files(app):
        kind = _kind(list(file.relative_to(PACKAGE / app).with_suffix("").parts))
        for imported, line in _imports(file):
            parts = imported.split(".")
            if parts[:2] == ["hoctap", app] and len(parts) > 2 and _kind(parts[2:]) != kind:
                other = _kind(parts[2:])
                queues_a_job = (kind, other) == ("actions", "tasks")  # the job calls actions again
                if kind in RANKS and other in RANKS and RANKS[other] < RANKS[kind] and not queues_a_job:
                    wrong.append(f"{file.relative_to(ROOT)}:{line} {imported}")
    assert not wrong


def _kind(parts: list[str]) -> str:
    """`actions` of `actions.households`; in the package of a subject (`boundaries.actions`) what follows it."""
    return parts[1] if parts[0] not in RANKS and len(parts) > 1 and parts[1] in RANKS else parts[0]


def test_no_module_takes_a_private_name_of_another():
    wrong = []
    for app in APPS:
        for file in house.python_files(app):
            for node in ast.walk(tree(file)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hoctap"):
                    private = [alias.name for alias in node.names if re.match(r"_[a-z]", alias.name)]
                    wrong += [f"{file.relative_to(ROOT)}:{node.lineno} {name}" for name in private]
    assert not wrong


# ---------------------------------------------------------------- the stem rule


def test_an_address_has_the_name_of_its_view_and_lives_in_the_app_of_its_view():
    wrong = []
    for screen in house.own_screens():
        if screen.name != screen.view:
            wrong.append(f"{screen.route}: named {screen.name!r}, view {screen.view!r}")
        if screen.routed_by != screen.app:
            wrong.append(
                f"{screen.route}: view of {screen.app}, routed by {screen.routed_by or 'the project'}"
            )
    assert not wrong


def test_each_name_of_an_address_is_taken_once():
    names = [screen.name for screen in house.screens()]
    assert not {name for name in names if names.count(name) > 1}


def test_a_view_says_which_methods_it_takes_and_who_may_come():
    wrong = []
    for screen in house.own_screens():
        if not screen.methods:
            wrong.append(f"{screen.name}: no require_GET, require_POST or require_http_methods")
        is_open = screen.route == settings.LOGIN_URL or "OPEN" in screen.doc
        if not screen.permission and not is_open:
            wrong.append(
                f"{screen.name}: no @requires(…) or @signed_in; an open page has OPEN in its docstring"
            )
    assert not wrong


def test_a_page_has_its_template_under_one_stem():
    wrong = []
    for screen in house.own_screens():
        if screen.has_page:
            if screen.template not in house.template_files():
                wrong.append(f"{screen.name}: no template {screen.template}")
            if screen.template not in screen.templates:
                wrong.append(
                    f"{screen.name}: the view draws {', '.join(screen.templates)}, not {screen.template}"
                )
    assert not wrong


def test_an_address_without_a_page_begins_with_the_noun_of_a_page_or_table():
    wrong = []
    nouns: dict[str, set[str]] = {
        app: {str(model._meta.model_name) for model in installed.get_app_config(app).get_models()}
        for app in APPS
    }
    for screen in house.own_screens():
        if screen.has_page:
            nouns[screen.app].add(screen.name.split("_")[0])
    for screen in house.own_screens():
        if not screen.has_page and screen.name.split("_")[0] not in nouns[screen.app]:
            wrong.append(f"{screen.name}: no page and no table of {screen.app} is called so")
    assert not wrong


def test_every_address_is_named_in_a_test_of_its_own():
    """A page has `test_<page>.py`; an address without a page is named in some test."""
    tests = [file for file in (ROOT / "tests").rglob("test_*.py") if file.parent != ROOT / "tests"]
    mentioned = "\n".join(file.read_text(encoding="utf-8") for file in tests)
    wrong = {}
    for screen in house.own_screens():
        if screen.has_page and not screen.test_file.exists():
            wrong[f"{screen.name}: no {screen.test_file.relative_to(ROOT)}"] = screen.app
        if not screen.has_page and not re.search(rf"[\"'.]{screen.name}\b", mentioned):
            wrong[f"{screen.name}: no test names it"] = screen.app
    assert not [text for text, app in wrong.items() if app not in OWED]
    if wrong:
        pytest.xfail("tests being written: " + "; ".join(wrong))


def test_every_template_of_a_page_belongs_to_an_address():
    """A page nobody can open is dead. Templates in folders of parts (`ui/`, `includes/`, `_x.html`) are parts."""
    pages = {template for screen in house.own_screens() for template in screen.templates}
    used = {text for app in APPS for file in house.python_files(app) for text in _texts(file)}
    used |= {
        other
        for _, file in house.template_files().values()
        for other in re.findall(
            r"{%\s*(?:include|extends)\s+[\"']([^\"'#]+)", file.read_text(encoding="utf-8")
        )
    }
    lost = [
        name
        for name, (app, _) in house.template_files().items()
        if name.startswith(f"{app}/") and name not in pages | used
    ]
    assert not lost


# ---------------------------------------------------------------- words and leaks


def test_no_abbreviation_that_means_two_titles_once_its_accents_are_gone():
    """CĐHT (community) and CDHT (citizen) are one word in ASCII; only the documents that forbid them may name them."""
    pattern = re.compile("c[dđ]ht", re.IGNORECASE)
    wrong = [name for name in _tracked() if pattern.search(name)]
    for name, text in _tracked_texts():
        if not name.startswith("docs/") and name not in (THIS_FILE, "CONTRIBUTING.md", "package-lock.json"):
            wrong += [f"{name}: {found}" for found in pattern.findall(text)]
    assert not wrong


def test_a_template_has_no_inline_style_handler_or_script():
    forbidden = {
        "style attribute": r"<[^>]*\sstyle\s*=",
        "event attribute": r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=",
        "script without src or nonce": r"<script(?![^>]*\s(?:src|nonce)=)[^>]*>",
        "style block without nonce": r"<style(?![^>]*\snonce=)[^>]*>",
        "script address": r"(?:href|src|action)\s*=\s*[\"']\s*javascript:",
        "evaluated values": r"hx-(?:vals|headers)\s*=\s*[\"']\s*js:",
    }
    wrong = []
    for name, (_, file) in house.template_files().items():
        text = re.sub(
            r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->",
            "",
            file.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        # Template tags may hold '>' inside an HTML tag.
        text = re.sub(r"{[{%].*?[%}]}", "0", text, flags=re.DOTALL)
        wrong += [
            f"{name}: {what}"
            for what, pattern in forbidden.items()
            if re.search(pattern, text, re.IGNORECASE)
        ]
    assert not wrong


def test_a_choice_among_rows_says_in_vietnamese_that_nothing_is_chosen_yet():
    """Django's own words for it are English."""
    wrong = []
    for file in PACKAGE.rglob("*forms.py"):
        for call in _calls(file):
            named = {keyword.arg for keyword in call.keywords}
            if name_of(call.func).endswith("ModelChoiceField") and "empty_label" not in named:
                wrong.append(f"{file.relative_to(ROOT)}:{call.lineno}")
    assert not wrong


def test_no_template_tag_is_given_a_variable_between_braces_in_its_words():
    """`{% post_button … "… {{ word }}" %}` would print the braces: the words come from the query then."""
    wrong = [
        f"{name}: {found[0]}"
        for name, (_, file) in house.template_files().items()
        for found in re.finditer(r"{%[^%]*{{", file.read_text(encoding="utf-8"))
    ]
    assert not wrong


def test_no_committed_file_names_a_machine_or_where_packages_come_from():
    forbidden = {
        "a person's folder": r"/(?:home|Users)/[a-z]\w+/",
        "a machine's folder": r"(?<![\w.])/(?:w[o]rk|workspace|mnt|media)/\w+",
        "the superuser's folder": r"(?<![\w.])/r[o]ot/",
        "a package index": r"(?i)\b(?:pypi|npmjs|pythonhosted|yarnpkg|crates|rubygems)\.(?:org|com|io)\b",
        "a registry or mirror": r"(?i)https?://[\w.-]*(?:registry|mirror|artifactory|nexus|proxy)[\w.-]*",
        "an index option": r"--(?:extra-)?index-url|--find-links|\"resolved\":",
        "an address in a private network": r"\b(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+\b",
    }
    wrong = []
    for name, text in _tracked_texts():
        if name != THIS_FILE:
            wrong += [
                f"{name}: {what}: {m.group()}" for what, p in forbidden.items() for m in re.finditer(p, text)
            ]
    assert not wrong


LONGEST_QUOTE = 24  # words; the official name of a national programme may be longer than a sentence


def test_no_sentence_of_a_seed_plan_is_in_the_package():
    seeds = list(SHARED.glob("seeds/**/*.txt"))
    if not seeds:
        pytest.skip("the seed plans (../shared/seeds) are not here")
    runs = {run for file in seeds for run in _runs(file.read_text(encoding="utf-8", errors="replace"))}
    wrong = [
        f"{name}: {' '.join(run)}"
        for name, text in _tracked_texts()
        if name.startswith(("hoctap/", "frontend/", "docs/"))
        for run in _runs(text)
        if run in runs
    ]
    assert not wrong


# ---------------------------------------------------------------- actions, rules, views


def test_an_action_takes_its_actor_by_name():
    wrong = []
    for action in house.actions():
        arguments = action.node.args
        by = next((argument for argument in arguments.kwonlyargs if argument.arg == "by"), None)
        annotation = ast.unparse(by.annotation).strip("'\"") if by and by.annotation else ""
        if action.key not in PARTS_OF_A_CHANGE and annotation != Actor.__name__:
            wrong.append(f"{action.key}: no keyword-only `by: Actor`")
    assert not wrong


def test_an_action_is_one_transaction():
    wrong = []
    for action in house.actions():
        opens = [*action.node.decorator_list]
        opens += [
            item.context_expr
            for node in ast.walk(action.node)
            if isinstance(node, ast.With)
            for item in node.items
        ]
        names = [name_of(node.func if isinstance(node, ast.Call) else node) for node in opens]
        if action.key not in PARTS_OF_A_CHANGE and not any(
            name.rpartition(".")[2] == "atomic" for name in names
        ):
            wrong.append(f"{action.key}: neither @transaction.atomic nor `with transaction.atomic()`")
    assert not wrong


def test_rules_know_no_table_and_no_clock():
    wrong = []
    for file in [*PACKAGE.rglob("*rules.py"), *PACKAGE.rglob("scoring.py"), *PACKAGE.glob("*/rules/*.py")]:
        where = file.relative_to(ROOT)
        for imported, line in _imports(file):
            if re.match(
                r"django\.(db|utils\.timezone)\b|time\b|hoctap\.core\.dates\.today\b|hoctap\.\w+\.(models|queries|actions)\b",
                imported,
            ):
                wrong.append(f"{where}:{line} imports {imported}")
        for call in _calls(file):
            if re.search(r"(^|\.)(today|now|utcnow|time)$", name_of(call.func)):
                wrong.append(f"{where}:{call.lineno} asks the clock: {name_of(call.func)}")
    assert not wrong


def test_a_view_changes_nothing_by_itself():
    writes = re.compile(
        r"objects\b.*\.(create|update|delete|bulk_create|bulk_update|get_or_create|update_or_create)$|\.save$|\batomic$"
    )
    wrong = []
    for file in [*PACKAGE.rglob("*views.py"), *PACKAGE.glob("*/views/*.py")]:
        for call in _calls(file):
            dotted = ast.unparse(call.func)
            if writes.search(dotted) and "session" not in dotted:
                wrong.append(f"{file.relative_to(ROOT)}:{call.lineno} {dotted}")
    assert not wrong


def test_each_audit_code_has_its_vietnamese_words():
    codes: dict[str, Path] = {}
    for app in APPS:
        for file in house.python_files(app):
            for call in _calls(file):
                if name_of(call.func) in ("record", "audit.record", "actions.record") and len(call.args) >= 2:
                    codes.update({code: file.relative_to(ROOT) for code in _choices(call.args[1])})
    assert not {code for code in codes if not re.fullmatch(r"[a-z_]+\\\.[a-z_]+\\\.([a-z_]+|\.\+)+", code)}
    assert not [
        f"{code} ({file})"
        for code, file in codes.items()
        if not any(re.fullmatch(code, word) for word in WORDS)
    ]


def test_each_page_with_words_in_the_trail_stands_in_its_app():
    pages = {screen.name for screen in house.screens()} | {"command_import"}
    assert not set(PAGES) - pages


# ---------------------------------------------------------------- what PostgreSQL refuses


def test_every_append_only_table_can_be_added_to_and_never_changed(db: None):
    role = cluster.app_role_name()
    tables = set(connection.introspection.table_names())
    for table in append_only_tables:
        assert table in tables, f"{table} is registered and does not exist"
        with connection.cursor() as cursor:
            rights = "SELECT has_table_privilege(%s, %s, right_name) FROM unnest(%s::text[]) AS right_name"
            cursor.execute(rights, [role, table, ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]])
            assert [row[0] for row in cursor.fetchall()] == [True, True, False, False, False], table
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
            )
            columns = [row[0] for row in cursor.fetchall()]
        for statement in [
            f"UPDATE {table} SET {columns[0]} = {columns[0]}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
        ]:
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_a_model_that_calls_itself_append_only_is_registered_as_such():
    models = [model for model in installed.get_models() if model.__module__.startswith("hoctap.")]
    promised = {
        model._meta.db_table for model in models if (model.__doc__ or "").lower().startswith("append-only")
    }
    assert promised <= set(append_only_tables)


def test_every_relation_points_down():
    wrong = []
    for model in installed.get_models():
        if model.__module__.startswith("hoctap."):
            fields: list[Field] = [
                field for field in model._meta.get_fields() if isinstance(field, Field) and field.is_relation
            ]
            for field in fields:
                other = field.related_model._meta.app_label
                if other in APPS and not may_know(model._meta.app_label, other):
                    wrong.append(f"{model._meta.label}.{field.name} → {other}")
    assert not wrong


# ---------------------------------------------------------------- reading


@cache
def _url_owners() -> dict[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for screen in house.screens():
        owners.setdefault(screen.name, set()).add(screen.routed_by)
    return owners


def _stranger(app: str, *, url: str = "", template: str = "") -> bool:
    """Does it not exist, or lie above the app? A template that no app has comes from a package."""
    if url:
        owners = _url_owners().get(url)
        if not owners:
            return True
        return not all(owner in APPS and may_know(app, owner) for owner in owners)
    owner, _ = house.template_files().get(template, ("", None))
    return bool(owner) and not may_know(app, owner)


def _calls(file: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


def _texts(file: Path) -> Iterator[str]:
    return (
        text.partition("#")[0]
        for node in ast.walk(tree(file))
        if isinstance(node, ast.expr) and (text := text_of(node))
    )


def _address(node: ast.AST) -> str:
    """`/a/<id>/b/` of a text or an f-string that begins with a slash; empty for anything else."""
    parts = (
        node.values if isinstance(node, ast.JoinedStr) else [node] if isinstance(node, ast.Constant) else []
    )
    texts = [text_of(part) if isinstance(part, ast.Constant) else str(UUID(int=0)) for part in parts]
    address = "".join(text or "" for text in texts)
    return address if re.fullmatch(r"/[a-z][\w/-]*/(\?.*)?", address) else ""


def _imports(file: Path) -> Iterator[tuple[str, int]]:
    """Full dotted names: `hoctap.core.dates.today` of `from hoctap.core.dates import today`."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _choices(node: ast.expr) -> list[str]:
    """What a text can be, as patterns: `"a" if new else "b"` is two, `f"a.{b}"` is `a\\..+`."""
    if isinstance(node, ast.IfExp):
        return _choices(node.body) + _choices(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return ["".join(re.escape(text) if (text := text_of(part)) else ".+" for part in node.values)]
    text = text_of(node)
    return [re.escape(text)] if text else []


@cache
def _tracked() -> list[str]:
    """Files that are or would be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git clone")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _tracked_texts() -> Iterator[tuple[str, str]]:
    for name in _tracked():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:4096]:
            yield name, content.decode("utf-8", errors="replace")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return zip(*(words[start:] for start in range(LONGEST_QUOTE)), strict=False)
