"""Typed texts of several lines."""

from hoctap.core.text import clean


def clean_lines(text: str, longest: int = 2000) -> str:
    """As `clean`, line by line; empty lines at the ends go."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()[:longest]
