"""Translations: what `gettext` reads (.mo) is made of what people write (.po) when the program is set up; only the .po is committed.

`python -m hoctap.core.catalogues` makes all of the house. Plural forms and contexts are not used here and are refused.
"""

import ast
import struct
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
_MAGIC = 0x950412DE


class BadCatalogue(Exception):
    """Names the file's line."""


def read_po(text: str) -> dict[str, str]:
    """Message → translation, the header under the empty message. What is marked fuzzy or not translated is left out."""
    entries: dict[str, str] = {}
    parts: dict[str, str] = {}
    place, is_fuzzy = "", False

    def close() -> None:
        nonlocal parts, is_fuzzy
        message = parts.get("msgid")
        if message is not None and parts.get("msgstr") and (not is_fuzzy or message == ""):
            if message in entries:
                raise BadCatalogue(f"{message!r} is translated twice")
            entries[message] = parts["msgstr"]
        parts, is_fuzzy = {}, False

    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if line.startswith("#"):
            if "msgstr" in parts:
                close()
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"'):
            parts[place] += _text(line, number)
        elif line:
            place, _, rest = line.partition(" ")
            if place not in ("msgid", "msgstr"):
                raise BadCatalogue(f"line {number}: {place} is not read here")
            if place == "msgid" and "msgstr" in parts:
                close()
            parts[place] = _text(rest, number)
    close()
    return entries


def _text(quoted: str, number: int) -> str:
    try:
        value = ast.literal_eval(quoted)
    except (SyntaxError, ValueError) as error:
        raise BadCatalogue(f"line {number}: not a text between quotes") from error
    return str(value)


def write_mo(entries: dict[str, str]) -> bytes:
    """As `gettext` of the standard library reads it: two tables of lengths and places, then the texts, each closed by a zero."""
    pairs = sorted((message.encode(), entries[message].encode()) for message in entries)
    head = 7 * 4
    texts = b""
    tables: list[list[tuple[int, int]]] = [[], []]
    start = head + 2 * 8 * len(pairs)
    for which in (0, 1):
        for pair in pairs:
            tables[which].append((len(pair[which]), start + len(texts)))
            texts += pair[which] + b"\0"
    numbers = [number for table in tables for row in table for number in row]
    header = struct.pack("<7I", _MAGIC, 0, len(pairs), head, head + 8 * len(pairs), 0, start)
    return header + struct.pack(f"<{len(numbers)}I", *numbers) + texts


def make_all(folder: Path = PACKAGE) -> list[Path]:
    """Those that are older than their source, or were never made."""
    made = []
    for source in sorted(folder.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        content = write_mo(read_po(source.read_text(encoding="utf-8")))
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            made.append(target)
    return made


if __name__ == "__main__":
    try:
        make_all()
    except BadCatalogue as fault:
        sys.exit(str(fault))
