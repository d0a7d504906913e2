"""How the generated documents are written."""

from collections.abc import Iterable, Sequence


def head(title: str, what: str) -> list[str]:
    return [
        f"# {title}",
        "",
        "<!-- Written by scripts/generate_docs.py. Change the code, then run `make docs`. -->",
        "",
        what,
        "",
    ]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    line = "| {} |".format
    return [
        line(" | ".join(heads)),
        "|" + "---|" * len(heads),
        *(line(" | ".join(map(_cell, row))) for row in rows),
    ]


def text(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "\\|").split())
