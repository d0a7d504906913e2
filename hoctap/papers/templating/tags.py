"""The tags of a DOCX template: which there are, what they name, where one is broken. Runs in the child process."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from jinja2 import nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")
_BLOCK = re.compile(r"^(?P<scope>p|tr|tc|r)?\s+(?P<rest>.*)$", re.DOTALL)
_FOR = re.compile(r"^for\s+(?P<name>[^\W\d]\w*)\s+in\s+(?P<what>.+)$", re.DOTALL)
_SCOPE_NAMES = {"tr": "dòng của bảng", "tc": "ô của bảng", "p": "đoạn", "r": "chữ", "": "chữ"}
_NAME_FORM = "chỉ dùng {% for … in … %}, {% if … %}, {% else %} và thẻ đóng của chúng"


@dataclass(frozen=True, slots=True)
class Fault:
    code: str
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class Use:
    """One name that a tag takes, from the root of what the paper says: `rows[].head_name`."""

    path: str
    tag: str
    where: str


@dataclass(slots=True)
class _Open:
    word: str
    scope: str
    tag: str
    where: str
    holder: Any
    name: str = ""
    path: str = ""


@dataclass(slots=True)
class Reading:
    uses: list[Use] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    links: list[Fault] = field(default_factory=list)

    @property
    def paths(self) -> set[str]:
        return {use.path for use in self.uses}


def read_tags(docx: bytes) -> Reading:
    document = Document(BytesIO(docx))
    reading = Reading()
    for where, root in _stories(document):
        _read_story(where, root, reading)
    return reading


def _stories(document: Any) -> Iterator[tuple[str, Any]]:
    yield "", document.element.body
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in ("header", "footer") and not relation.is_external:
            yield ("đầu trang" if kind == "header" else "chân trang"), relation.target_part.element


def _read_story(story: str, root: Any, reading: Reading) -> None:
    stack: list[_Open] = []
    for place, paragraph in _paragraphs(root):
        words = _words(paragraph)
        where = _named(story, place, words)
        if next(paragraph.iter(qn("w:hyperlink")), None) is not None:
            reading.links.append(Fault("link", "có liên kết ra ngoài; in ra giấy không mở được", where))
        for opened, inner in _tags_in(words, where, reading):
            if opened == "{{":
                _expression(inner.removeprefix("r "), f"{{{{ {inner} }}}}", where, stack, reading)
            else:
                _block(inner, where, paragraph, stack, reading)
    for left in stack:
        end = f"{{%{left.scope} end{left.word} %}}".replace("{% ", "{% ")
        reading.faults.append(Fault("unclosed", f"thẻ {left.tag} chưa có thẻ đóng {end}", left.where))


def _tags_in(words: str, where: str, reading: Reading) -> Iterator[tuple[str, str]]:
    """Whole tags; a half of one is a fault. Word may split a tag over runs, not over paragraphs."""
    opened, start = "", 0
    for found in _TAG.finditer(words):
        sign = found[0]
        if sign in ("{{", "{%"):
            if opened:
                reading.faults.append(_half(words[start:], opened, where))
            opened, start = sign, found.start()
            continue
        wanted = {"}}": "{{", "%}": "{%"}[sign]
        if opened != wanted:
            shown = words[max(0, found.start() - 20) : found.end()].strip()
            reading.faults.append(
                _half(words[start:], opened, where)
                if opened
                else Fault("half", f"“{shown}” có dấu {sign} mà không có dấu {wanted} phía trước", where)
            )
            opened = ""
            continue
        yield (
            opened,
            words[start + 2 : found.start()].strip(" ") if sign == "}}" else words[start + 2 : found.start()],
        )
        opened = ""
    if opened:
        reading.faults.append(_half(words[start:], opened, where))


def _half(words: str, opened: str, where: str) -> Fault:
    close = "}}" if opened == "{{" else "%}"
    return Fault(
        "half", f"thẻ “{words.strip()[:40]}” mở bằng {opened} mà không có {close} trong cùng đoạn", where
    )


def _block(inner: str, where: str, paragraph: Any, stack: list[_Open], reading: Reading) -> None:
    found = _BLOCK.match(inner)
    tag = f"{{%{inner}%}}"
    if not found:
        reading.faults.append(Fault("block", f"thẻ {tag} viết chưa đúng: {_NAME_FORM}", where))
        return
    scope, rest = found["scope"] or "", found["rest"].strip()
    word = rest.split(None, 1)[0] if rest else ""
    holder = _holder(paragraph, scope)
    if word == "for" and (loop := _FOR.match(rest)):
        path = _expression(loop["what"], tag, where, stack, reading)
        stack.append(_Open("for", scope, tag, where, holder, loop["name"], f"{path}[]" if path else ""))
    elif word == "if":
        _expression(rest[2:], tag, where, stack, reading)
        stack.append(_Open("if", scope, tag, where, holder))
    elif word in ("else", "elif"):
        if not stack or stack[-1].word != "if":
            reading.faults.append(Fault("else", f"thẻ {tag} không nằm trong thẻ if nào", where))
        if word == "elif":
            _expression(rest[4:], tag, where, stack, reading)
    elif word in ("endfor", "endif"):
        _close(word.removeprefix("end"), scope, tag, where, holder, stack, reading)
    else:
        reading.faults.append(Fault("block", f"thẻ {tag} không dùng được: {_NAME_FORM}", where))


def _close(
    word: str, scope: str, tag: str, where: str, holder: Any, stack: list[_Open], reading: Reading
) -> None:
    if not stack:
        reading.faults.append(Fault("unopened", f"thẻ {tag} không có thẻ mở phía trước", where))
        return
    opened = stack[-1]
    if opened.word != word:
        wanted = f"{{%{opened.scope} end{opened.word} %}}"
        reading.faults.append(
            Fault(
                "crossed",
                f"thẻ {tag} đóng nhầm: thẻ đang mở là {opened.tag} ở {opened.where}, cần {wanted}",
                where,
            )
        )
        if all(one.word != word for one in stack):
            return
        while stack[-1].word != word:
            stack.pop()
    opened = stack.pop()
    if opened.scope != scope:
        reading.faults.append(
            Fault(
                "scope", f"thẻ {tag} phải viết {{%{opened.scope} end{word} %}} như thẻ mở {opened.tag}", where
            )
        )
    elif opened.holder is not holder:
        reading.faults.append(
            Fault(
                "scope",
                f"thẻ {tag} và thẻ mở {opened.tag} (ở {opened.where}) phải nằm trong cùng một "
                f"{'bảng' if scope == 'tr' else 'ô hoặc cùng phần thân văn bản'}",
                where,
            )
        )


def _holder(paragraph: Any, scope: str) -> Any:
    """What both ends of a block must lie in: docxtpl takes the whole row, or paragraph, of a tag."""
    if scope == "tr":
        return next(paragraph.iterancestors(qn("w:tbl")), None)
    if scope == "tc":
        return next(paragraph.iterancestors(qn("w:tr")), None)
    return paragraph.getparent() if scope == "p" else paragraph


def _expression(words: str, tag: str, where: str, stack: list[_Open], reading: Reading) -> str:
    """Notes every name in it; gives the path of the whole where it is one."""
    environment = ImmutableSandboxedEnvironment()
    try:
        parsed = environment.parse("{{ " + words + " }}")
    except TemplateError:
        reading.faults.append(Fault("syntax", f"thẻ {tag} viết chưa đúng cú pháp", where))
        return ""
    for node in parsed.find_all((nodes.Filter, nodes.Call, nodes.Test)):
        if not (isinstance(node, nodes.Filter) and node.name in ("capitalize", "upper", "lower", "length")):
            reading.faults.append(Fault("call", f"thẻ {tag} gọi lệnh không dùng được; chỉ ghi tên", where))
            return ""
    output = parsed.find(nodes.Output)
    last = ""
    for node in _outermost(output):
        last = _path(node, stack)
        if last and not last.startswith("loop"):
            reading.uses.append(Use(last, tag, where))
    return last


def _outermost(node: Any) -> Iterator[Any]:
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        yield node
        return
    for child in node.iter_child_nodes() if node is not None else ():
        yield from _outermost(child)


def _path(node: Any, stack: list[_Open]) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node, stack)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_path(node.node, stack)}[]"
    if isinstance(node, nodes.Name):
        for opened in reversed(stack):
            if opened.name == node.name:
                return opened.path
        return str(node.name)
    return ""


# ── where it stands, in words ─────────────────────────────────────────────────────────────────────


def _paragraphs(root: Any) -> Iterator[tuple[str, Any]]:
    """Every paragraph with its place as Word's reader counts: đoạn of the body, bảng, dòng, ô."""
    number, tables = 0, 0
    for block in root.iterchildren():
        if block.tag == qn("w:p"):
            number += 1
            yield f"đoạn {number}", block
        elif block.tag == qn("w:tbl"):
            tables += 1
            for line, row in enumerate(block.findall(qn("w:tr")), 1):
                for cell_number, cell in enumerate(row.findall(qn("w:tc")), 1):
                    for paragraph in cell.iter(qn("w:p")):
                        yield f"bảng {tables}, dòng {line}, ô {cell_number}", paragraph
        elif block.tag not in (qn("w:sectPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            for paragraph in block.iter(qn("w:p")):
                number += 1
                yield f"đoạn {number}", paragraph


def _named(story: str, place: str, words: str) -> str:
    shown = " ".join(words.split())[:40]
    return " ".join(part for part in (story, place, f"(“{shown}”)" if shown else "") if part)


def _words(paragraph: Any) -> str:
    return "".join(
        (node.text or "") if node.tag == qn("w:t") else " "
        for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
    )
