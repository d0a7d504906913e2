"""What the documents say is there: links, commands, options, targets, variables, files, and the words on the buttons."""

import argparse
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from hoctap.__main__ import OURS, overview
from scripts.house import PACKAGE, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))
DECISIONS = sorted((ROOT / "docs" / "adr").glob("0*.md"))


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_inside_the_repository_leads_somewhere(page: Path):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", _without_code(_text(page))):
        address, _, anchor = target.partition("#")
        if not re.match(r"[a-z]+:", target):
            file = (page.parent / address).resolve() if address else page
            if not file.exists() or (anchor and anchor not in _anchors(file)):
                broken.append(target)
    assert not broken


def test_the_index_leads_to_every_page_for_users():
    index = _text(ROOT / "docs" / "index.md")
    assert [page.name for page in HOW_TO if f"(how-to/{page.name})" not in index] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_shown_exists_with_its_options(page: Path):
    wrong = []
    for name, rest in _commands(_text(page)):
        options = _options(name)
        if options is None:
            wrong.append(f"hoctap {name}")
            continue
        wrong += [
            f"hoctap {name} {option}"
            for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", rest)
            if option not in options
        ]
    wrong += [
        f"make {target}"
        for target in re.findall(r"(?:`|^ {4})make ([a-z-]+)", _text(page), re.MULTILINE)
        if target not in _targets()
    ]
    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_of_ours_that_is_named_exists(page: Path):
    mentioned = re.findall(
        r"`((?:hoctap|scripts|tests|docs|frontend|requirements|benchmarks)/[\w./-]*\w)`", _text(page)
    )
    mentioned += re.findall(r"(?:python3?|bash) ((?:scripts|\.ci)/[\w./-]*\w)", _text(page))
    mentioned += [
        f"{module.replace('.', '/')}.py" for module in re.findall(r"python -m (scripts\.\w+)", _text(page))
    ]
    made_at_set_up = "hoctap/static/built"
    assert not [name for name in mentioned if not (ROOT / name).exists() and name != made_at_set_up]


def test_the_commands_of_the_overview_exist():
    assert not [name for name in OURS if _options(name) is None]
    assert all(name in overview() for name in OURS)


def test_every_variable_that_an_installation_can_set_is_explained():
    """And none that nothing reads. What only tests and this repository's own tools read is not an installation's."""
    code = "\n".join(_text(file) for file in PACKAGE.rglob("*.py"))
    read = set(re.findall(r"[\"'](HOCTAP_[A-Z_]+|DATABASE_(?:OWNER_)?URL)[\"']", code))
    read |= {
        f"HOCTAP_{name.upper()}" for name in ("secret_key", "hmac_key") if 'f"HOCTAP_{name.upper()}"' in code
    }
    told = set(
        re.findall(r"^\| `([A-Z_]+)` \|", _text(ROOT / "docs" / "operations" / "install.md"), re.MULTILINE)
    )
    inner = {"HOCTAP_DB_ROLE", "HOCTAP_CLUSTER", "HOCTAP_PG", "HOCTAP_SERVE_PID"}
    assert told == read - inner


@pytest.mark.parametrize("page", HOW_TO, ids=named)
def test_the_words_set_in_bold_stand_on_our_screens(page: Path):
    """A button that was renamed is renamed in its guide. '…' stands for what a screen fills in."""
    screens = _words_on_screens()
    missing = []
    for bold in re.findall(r"\*\*(.+?)\*\*", " ".join(_text(page).split())):
        for word in bold.split(" → "):
            pattern = ".{1,80}?".join(re.escape(part.strip()) for part in re.split("…", word) if part.strip())
            if not re.search(pattern, screens):
                missing.append(word)
    assert not missing


def test_each_decision_says_status_context_decision_and_consequences():
    assert [int(file.name[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = _text(ROOT / "docs" / "adr" / "README.md")
    for file in DECISIONS:
        text = _text(file)
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
            "Status",
            "Context",
            "Decision",
            "Consequences",
        ], file.name
        assert text.startswith(f"# {int(file.name[:4])}. "), file.name
        assert len(text.splitlines()) <= 40, f"{file.name}: a decision fits a page"
        assert f"({file.name})" in listed, f"{file.name} is not in docs/adr/README.md"


# ---------------------------------------------------------------- reading


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)


def _anchors(file: Path) -> set[str]:
    """As GitHub makes them from headings."""
    headings = re.findall(r"^#+ (.+)$", _text(file), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """(command, what follows it) of each `hoctap …`, in a line of text or in a block of code."""
    for inline in re.findall(r"`(?:\.venv/bin/)?hoctap ([^`]+)`", text):
        yield inline.split()[0], inline
    for line in re.findall(r"^[ \w=/.-]*(?:\.venv/bin/)hoctap (.+)$", text, re.MULTILINE):
        yield line.split()[0], line.partition("#")[0]


@cache
def _options(name: str) -> frozenset[str] | None:
    if name in ("--help", "--version"):
        return frozenset()
    app = get_commands().get(name)
    if app is None:
        return None
    parser = (
        load_command_class(app, name).create_parser("hoctap", name)
        if isinstance(app, str)
        else app.create_parser("hoctap", name)
    )
    return frozenset(_options_of(parser))


def _options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                yield from _options_of(part)


@cache
def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), re.MULTILINE))


@cache
def _words_on_screens() -> str:
    files = [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("*.py")]
    return " ".join(" ".join(_text(file).split()) for file in sorted(files) if "migrations" not in file.parts)
