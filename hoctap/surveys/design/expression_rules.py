"""The expressions of a survey form: the part of XLSForm's language that is kept here, read by a grammar of its own.

    or    = and ("or" and)*
    and   = test ("and" test)*
    test  = "(" or ")" | selected(of, text) | value (= | != | < | <= | > | >=) value
    value = of | text | number          of = ${name} | .

`read` gives a tree of plain tuples, which goes to the page as JSON: the script there and `holds` here say the same of the same
answers. An answer that was not given is the empty text; text that is no number is never less or greater.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

type Tree = tuple[Any, ...]
type Answer = str | int | list[str]
type Answers = Mapping[str, Answer]

MOST_LETTERS = 500
MOST_DEPTH = 15
SELF: Tree = ("self",)
_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*(?P<name>[A-Za-z_][\w]*)\s*\})"
    r"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<op><=|>=|!=|=|<|>)"
    r"|(?P<mark>[(),])"
    r"|(?P<self>\.)"
    r"|(?P<word>[A-Za-z_][\w.:-]*))"
)


class NotRead(ValueError):
    """Why an expression is not taken, in a sentence that says what to write instead."""


def read(text: str) -> Tree | None:
    """None for an empty one; raises `NotRead`."""
    if not text.strip():
        return None
    if len(text) > MOST_LETTERS:
        raise NotRead(f"Điều kiện dài quá {MOST_LETTERS} ký tự. Hãy chia bớt ra các câu hỏi.")
    tokens = list(_tokens(text))
    tree, rest = _or(tokens, 0, 0)
    if rest < len(tokens):
        raise NotRead(f"Không hiểu từ chỗ “{tokens[rest][1]}”. Hãy nối các vế bằng and hoặc or.")
    return tree


def names_in(tree: Tree | None) -> set[str]:
    if tree is None:
        return set()
    if tree[0] == "ref":
        return {tree[1]}
    return {name for part in tree[1:] if isinstance(part, tuple) for name in names_in(part)}


def speaks_of_itself(tree: Tree | None) -> bool:
    if tree is None:
        return False
    return tree[0] == "self" or any(isinstance(part, tuple) and speaks_of_itself(part) for part in tree[1:])


def choices_in(tree: Tree | None) -> set[tuple[str, str]]:
    """(question or empty for itself, choice) of each `selected`."""
    if tree is None:
        return set()
    if tree[0] == "selected":
        return {(tree[1][1] if tree[1][0] == "ref" else "", tree[2][1])}
    return {found for part in tree[1:] if isinstance(part, tuple) for found in choices_in(part)}


def holds(tree: Tree | None, answers: Answers, own: Answer = "") -> bool:
    """An empty expression holds."""
    if tree is None:
        return True
    what = tree[0]
    if what == "or":
        return any(holds(part, answers, own) for part in tree[1:])
    if what == "and":
        return all(holds(part, answers, own) for part in tree[1:])
    if what == "selected":
        given = _value(tree[1], answers, own)
        return tree[2][1] in (given if isinstance(given, list) else [given])
    return _compares(what, _plain(tree[1], answers, own), _plain(tree[2], answers, own))


def _compares(sign: str, left: str, right: str) -> bool:
    first, second = _number(left), _number(right)
    if sign in ("=", "!="):
        same = first == second if first is not None and second is not None else left == right
        return same == (sign == "=")
    if first is None or second is None:
        return False
    return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[sign]


def _value(part: Tree, answers: Answers, own: Answer) -> Answer:
    if part[0] == "self":
        return own
    return answers.get(part[1], "") if part[0] == "ref" else str(part[1])


def _plain(part: Tree, answers: Answers, own: Answer) -> str:
    value = _value(part, answers, own)
    return " ".join(value) if isinstance(value, list) else str(value)


def _number(text: str) -> Decimal | None:
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


type _Tokens = list[tuple[str, str]]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise NotRead(
                f"Không hiểu ký hiệu “{text[at:].strip()[:1]}”. Chỉ dùng selected(), so sánh (=, !=, <, <=, >, >=), and, or và dấu ngoặc."
            )
        kind = str(found.lastgroup)
        if kind == "name":
            kind = "ref"
        yield kind, found["name"] if kind == "ref" else found[kind]
        at = found.end()


def _or(tokens: _Tokens, at: int, depth: int) -> tuple[Tree, int]:
    return _joined("or", tokens, at, depth)


def _joined(word: str, tokens: _Tokens, at: int, depth: int) -> tuple[Tree, int]:
    if depth > MOST_DEPTH:
        raise NotRead(f"Điều kiện lồng quá {MOST_DEPTH} lớp ngoặc. Hãy viết gọn lại.")
    below = (
        (lambda start: _joined("and", tokens, start, depth))
        if word == "or"
        else (lambda start: _test(tokens, start, depth))
    )
    first, at = below(at)
    parts = [first]
    while at < len(tokens) and tokens[at] == ("word", word):
        part, at = below(at + 1)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else (word, *parts)), at


def _test(tokens: _Tokens, at: int, depth: int) -> tuple[Tree, int]:
    if at >= len(tokens):
        raise NotRead("Điều kiện chưa hết câu. Hãy viết đủ hai vế.")
    kind, text = tokens[at]
    if (kind, text) == ("mark", "("):
        tree, at = _or(tokens, at + 1, depth + 1)
        return tree, _past(tokens, at, ")")
    if kind == "word":
        return _selected(tokens, at)
    left, at = _operand(tokens, at)
    if at >= len(tokens) or tokens[at][0] != "op":
        raise NotRead("Thiếu phép so sánh. Hãy viết như ${tuoi} >= 18 hoặc selected(${chu_de}, 'crops').")
    sign = tokens[at][1]
    right, at = _operand(tokens, at + 1)
    return (sign, left, right), at


def _selected(tokens: _Tokens, at: int) -> tuple[Tree, int]:
    word = tokens[at][1]
    if word != "selected":
        raise NotRead(
            f"“{word}” không dùng được ở đây. Chỉ dùng selected(), so sánh (=, !=, <, <=, >, >=), and và or."
        )
    at = _past(tokens, at + 1, "(")
    of, at = _operand(tokens, at)
    if of[0] not in ("ref", "self"):
        raise NotRead("Trong selected(), vế đầu là câu hỏi. Hãy viết như selected(${chu_de}, 'crops').")
    at = _past(tokens, at, ",")
    choice, at = _operand(tokens, at)
    if choice[0] != "text":
        raise NotRead(
            "Trong selected(), vế sau là mã lựa chọn trong dấu nháy. Hãy viết như selected(${chu_de}, 'crops')."
        )
    return ("selected", of, choice), _past(tokens, at, ")")


def _operand(tokens: _Tokens, at: int) -> tuple[Tree, int]:
    if at >= len(tokens):
        raise NotRead("Điều kiện chưa hết câu. Hãy viết đủ hai vế.")
    kind, text = tokens[at]
    if kind == "ref":
        return ("ref", text), at + 1
    if kind == "self":
        return SELF, at + 1
    if kind == "number":
        return ("number", text), at + 1
    if kind == "text":
        return ("text", text[1:-1]), at + 1
    raise NotRead(
        f"Không hiểu “{text}”. Hãy so sánh một câu hỏi ${{ten}} với một số hoặc chữ trong dấu nháy."
    )


def _past(tokens: _Tokens, at: int, mark: str) -> int:
    if at >= len(tokens) or tokens[at] != ("mark", mark):
        raise NotRead(f"Thiếu dấu “{mark}”. Hãy xem lại các dấu ngoặc.")
    return at + 1
