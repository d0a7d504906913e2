"""docs/operations/security.md: no requirement of level 2 is missing, every test and document named exists."""

import ast
import re
from functools import cache

from scripts.house import ROOT

TABLE = ROOT / "docs" / "operations" / "security.md"
# Requirements of levels 1 and 2 of OWASP ASVS 5.0.0: section → the number of the last one (they are counted from 1).
LAST = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2},
    **{"2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2},
    **{"4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3},
    **{"6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2},
    **{"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
    **{"9.1": 3, "9.2": 4},
    **{"10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1},
    **{"12.1": 3, "12.2": 2, "12.3": 4},
    **{"13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5},
    **{"14.1": 2, "14.2": 4, "14.3": 3},
    **{"15.1": 3, "15.2": 3, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3},
    **{"17.1": 1, "17.2": 4, "17.3": 2},
}


def test_every_requirement_of_level_two_has_one_line():
    wanted = [f"{section}.{number}" for section, last in LAST.items() for number in range(1, last + 1)]
    rows = [row[0] for row in _rows()]
    assert len(rows) == len(set(rows))
    covering = {one: [row for row in rows if one == row or one.startswith(f"{row}.")] for one in wanted}
    assert not {one: found for one, found in covering.items() if len(found) != 1}
    assert not [row for row in rows if not any(row in found for found in covering.values())]


def test_each_line_is_met_with_a_proof_or_says_why_not():
    wrong = []
    for number, what, state, why in _rows():
        proofs = _tests(why) + re.findall(r"docs/[\w./-]+\.md", why)
        if state not in ("met", "n/a", "open") or not what or not why:
            wrong.append(number)
        if state == "met" and not proofs:
            wrong.append(f"{number}: met, and nothing proves it")
    assert not wrong


def test_every_proof_named_exists():
    missing = [
        f"{number}: {file}::{name}"
        for number, _, _, why in _rows()
        for file, name in _tests(why)
        if name not in _functions(file)
    ]
    missing += [
        f"{number}: {page}"
        for number, _, _, why in _rows()
        for page in re.findall(r"docs/[\w./-]+\.md", why)
        if not (ROOT / page).exists()
    ]
    assert not missing


def _rows() -> list[list[str]]:
    found = re.findall(
        r"^\| (\d+(?:\.\d+)*) \| (.+?) \| (.+?) \| (.+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return [[part.strip() for part in row] for row in found]


def _tests(why: str) -> list[tuple[str, str]]:
    return re.findall(r"(tests/[\w/]+\.py)::(test_\w+)", why)


@cache
def _functions(file: str) -> set[str]:
    path = ROOT / file
    if not path.exists():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
