"""An office's template in the child process: is it sound, and what does it print? Nothing here knows the database."""

import difflib
import json
import re
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import is_zipfile

from docx import Document
from docx.oxml.ns import qn

from hoctap.core.documents import checked_docx
from hoctap.papers import serial
from hoctap.papers.content import PaperContent
from hoctap.papers.content_views import view_of
from hoctap.papers.layout_check import Finding, check_layout
from hoctap.papers.page_check import check_pages
from hoctap.papers.rendering import TEMPLATES, render
from hoctap.papers.templating.examples import SAMPLES
from hoctap.papers.templating.tags import Use, read_tags

# May be left out: they say nothing that the paper would miss, or the program puts them back.
OPTIONAL = ("sample_mark", "kind_name", "letterhead.parent_name", "signer.hint", "left.")
_UNREADABLE = "Không đọc được tệp Word này. Hãy lưu lại thành tệp .docx mới rồi gửi lại."
# Without these within a part the paper would lose what somebody wrote.
CARRIES_TEXT = ("here", "paragraphs[]", "lead", "more[]", "heading", "value", "name", "title")
# A paper that breaks these cannot be issued.
BREAKS = ("page_size", "margin_", "font", "unreadable")


def rendered(request: bytes) -> bytes:
    """One line of JSON (content, code), then the template."""
    head, _, docx = request.partition(b"\n")
    asked = json.loads(head)
    content: PaperContent = serial.from_json(asked["content"])
    try:
        return render(content, template=docx, code=asked["code"])
    except Exception as error:
        raise ValueError(f"Mẫu không in được nội dung này: {error}") from error


def examined(request: bytes) -> bytes:
    """One line of JSON (kind), then the file. Answers one line of JSON (refused, warned), then the example as DOCX."""
    head, _, docx = request.partition(b"\n")
    kind = json.loads(head)["kind"]
    refused, warned, example = examine(kind, docx)
    return json.dumps({"refused": refused, "warned": warned}).encode() + b"\n" + example


def pages_examined(request: bytes) -> bytes:
    """One line of JSON (length of the DOCX), the DOCX, the PDF. Answers a JSON list of sentences."""
    head, _, rest = request.partition(b"\n")
    length = json.loads(head)["length"]
    return json.dumps([_said(one) for one in check_pages(rest[:length], rest[length:])]).encode()


def examine(kind: str, docx: bytes) -> tuple[list[str], list[str], bytes]:
    if not is_zipfile(BytesIO(docx)):
        return [_UNREADABLE], [], b""
    try:
        checked_docx(docx)
        document = Document(BytesIO(docx))
    except ValueError as error:
        return [str(error)], [], b""
    except Exception:
        return [_UNREADABLE], [], b""
    if next(document.element.body.iter(qn("w:altChunk")), None) is not None:
        return ["Tệp nhúng một tài liệu khác bên trong. Hãy chép hẳn nội dung vào rồi lưu lại."], [], b""
    reading = read_tags(docx)
    refused = [f"{_capital(fault.where)}: {fault.message}." for fault in reading.faults]
    unknown = [use for use in _once(reading.uses) if use.path not in known_paths(kind)]
    refused += [_unknown(use, kind) for use in unknown]
    # A name that was mistyped is not told a second time as missing.
    meant = {_nearest(use.path, known_paths(kind)) for use in unknown}
    missing, thin = _missing(kind, reading.paths | meant)
    refused += missing
    warned = thin + [f"{_capital(link.where)}: {link.message}." for link in reading.links]
    if refused:
        return refused, warned, b""
    try:
        example = render(SAMPLES[kind], template=docx)
    except Exception as error:
        return (
            [f"Mẫu không in được văn bản ví dụ: {error}. Hãy so lại với mẫu kèm theo phần mềm."],
            warned,
            b"",
        )
    # Of the template too: not every paragraph of it is printed in the example.
    unprinted = [one for one in check_layout(docx, kind, sample_mark="") if one.code == "font"]
    for finding in (*check_layout(example, kind), *unprinted):
        place = refused if finding.code.startswith(BREAKS) else warned
        if _said(finding) not in place:
            place.append(_said(finding))
    return refused, warned, example


def _unknown(use: Use, kind: str) -> str:
    near = _nearest(use.path, known_paths(kind))
    hint = f" Có phải là “{near.rpartition('.')[2].removesuffix('[]')}”?" if near else ""
    return (
        f"{_capital(use.where)}: thẻ {use.tag} không có trong loại văn bản này.{hint} "
        "Xem danh sách thẻ ở trang tải mẫu."
    )


def _nearest(path: str, known: set[str]) -> str:
    parent = path.rpartition(".")[0]
    beside = [one for one in known if one.rpartition(".")[0] == parent]
    found = difflib.get_close_matches(path, beside, n=1, cutoff=0.6)
    return found[0] if found else ""


def _missing(kind: str, here: set[str]) -> tuple[list[str], list[str]]:
    """What the shipped template prints and this one does not: a whole part refuses, a column is told."""
    parts = {path.split(".")[0].removesuffix("[]") for path in here}
    refused, warned = [], []
    for path in sorted(shipped_paths(kind) - here):
        if path.startswith(OPTIONAL) or _is_switch(path):
            continue
        root = path.split(".")[0].removesuffix("[]")
        shown = tag_of(path)
        if root not in parts or path.rpartition(".")[2] in CARRIES_TEXT:
            sentence = (
                f"Thiếu thẻ {shown} ({words_of(path)}): văn bản in ra sẽ mất phần này. Hãy thêm thẻ vào mẫu."
            )
            refused.append(sentence)
            parts.add(root)
        elif any(one.startswith(path.rpartition(".")[0]) for one in here):
            warned.append(f"Mẫu không in {shown} ({words_of(path)}).")
    return refused, warned


def _is_switch(path: str) -> bool:
    """`of_citizens`, `row.is_group`: asked, never printed."""
    return path.rpartition(".")[2].startswith(("of_", "is_"))


def _said(finding: Finding) -> str:
    return f"{finding.message.rstrip('.')}{f' (ở “{finding.where}”)' if finding.where else ''}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _once(uses: list[Use]) -> list[Use]:
    return list({(use.path, use.where): use for use in uses}.values())


# ── which tags there are ──────────────────────────────────────────────────────────────────────────


@cache
def shipped_paths(kind: str) -> set[str]:
    return read_tags((TEMPLATES / f"{kind}.docx").read_bytes()).paths


@cache
def known_paths(kind: str) -> set[str]:
    """What the shipped template uses, and all that the paper could say."""
    return shipped_paths(kind) | set(_shape(view_of(SAMPLES[kind]), ""))


def _shape(value: Any, at: str) -> list[str]:
    if isinstance(value, dict):
        found = [at] if at else []
        for name, inner in value.items():
            found += _shape(inner, f"{at}.{name}" if at else name)
        return found
    if isinstance(value, list):
        return [at, f"{at}[]", *(path for item in value for path in _shape(item, f"{at}[]"))]
    return [at]


def tag_of(path: str) -> str:
    """As it is written in Word."""
    whole, _, last = path.rpartition("[]")
    if not whole:
        return f"{{{{ {path} }}}}"
    name = whole.rpartition(".")[2]
    one = _ONE_OF.get(name, "item")
    return f"{{{{ {one}{last} }}}} trong {{% for {one} in {_within(whole)} %}}"


def _within(path: str) -> str:
    before, _, last = path.rpartition("[]")
    return f"{_ONE_OF.get(before.rpartition('.')[2], 'item')}{last}" if before else path


_ONE_OF = {
    "rows": "row", "annex_rows": "row", "sections": "section", "tables": "table", "parts": "part", "checks": "row",
    "votes": "vote", "targets": "target", "articles": "article", "details": "detail", "lines": "line",
}  # fmt: skip

WORDS = {
    "letterhead.parent_name": "cơ quan chủ quản", "letterhead.issuer_name": "cơ quan ban hành",
    "letterhead.number_line": "số, ký hiệu", "letterhead.place_date": "địa danh, ngày tháng năm",
    "summary": "trích yếu", "kind_name": "tên loại văn bản", "sample_mark": "dấu mẫu chưa xác thực",
    "one_recipient": "nơi gửi, khi chỉ có một", "many_recipients": "nơi gửi, khi có nhiều", "copies": "nơi nhận",
    "legal_bases": "căn cứ", "introduction": "lời dẫn", "ending": "câu kết", "authority": "thẩm quyền ban hành",
    "sections": "các mục", "heading": "tên mục", "paragraphs": "các đoạn", "tables": "các bảng", "here": "chỗ đặt bảng",
    "caption": "tên bảng", "notes": "ghi chú", "title": "chức vụ", "name": "họ tên người ký", "hint": "chỉ dẫn ký",
    "authority_lines": "quyền hạn ký (TM., KT.)", "signer": "người ký", "left": "người ký bên trái", "rows": "các dòng của bảng",
    "total": "dòng cộng", "lead": "đoạn đầu của Điều", "more": "các đoạn sau của Điều", "label": "nhãn", "value": "nội dung",
    "lines": "các dòng có nhãn", "order": "thứ tự", "head_name": "họ tên", "hamlet_name": "ấp, khóm", "text": "lời văn",
    "birth_year": "năm sinh", "household_name": "hộ", "body": "nội dung", "articles": "các Điều", "last_article": "Điều cuối",
    "annex_name": "tên phụ lục", "annex_source": "kèm theo văn bản nào", "annex_rows": "danh sách kèm theo",
    "annex_ending": "câu kết phụ lục", "addressee": "nơi gửi", "registered": "số đăng ký", "nominated": "số đề nghị",
    "recognised": "số được công nhận", "households_total": "tổng số hộ", "place_name": "tên nơi", "late": "trễ hạn",
    "percent_of_total": "% trên tổng số", "percent_of_registered": "% trên số đăng ký", "change": "so với năm trước",
    "venue": "địa điểm", "started": "thời gian bắt đầu", "chair_line": "chủ trì", "secretary_line": "thư ký",
    "attendance": "thành phần tham dự", "attendees": "người dự", "proceedings": "diễn biến", "votes": "biểu quyết",
    "conclusion": "kết luận", "enclosures": "hồ sơ kèm theo", "closing": "lời kết", "targets": "chỉ tiêu",
    "statement": "lời chỉ tiêu", "result": "kết quả", "as_of": "ngày tính số liệu", "total_points": "tổng điểm",
    "group_name": "Tổ", "note": "ghi chú", "parts": "các phần", "checks": "bảng đánh giá", "code": "mã", "unit": "đơn vị đếm",
    "count": "số lượng", "things": "tài sản, tài liệu", "details": "chi tiết", "missing": "còn thiếu", "abstract": "trích yếu",
    "author": "tác giả", "pages": "trang", "number": "số, ký hiệu", "dated_on": "ngày", "item": "từng dòng",
}  # fmt: skip


def words_of(path: str) -> str:
    bare = path.replace("[]", "")
    return WORDS.get(bare) or WORDS.get(bare.rpartition(".")[2], bare.rpartition(".")[2])


def tag_list(kind: str) -> list[tuple[str, str]]:
    """Tag and what it is, for the page from which an office starts."""
    all_paths = shipped_paths(kind)
    lists = {path[: found.start()] for path in all_paths for found in re.finditer(r"\[\]", path)}
    paths = sorted(path for path in all_paths if path and path not in lists and not _is_switch(path))
    return [(tag_of(path), words_of(path)) for path in paths]
