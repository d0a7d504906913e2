"""From what was extracted to proposals, and what a person may write into each. Pure; every value is text, as a form shows it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from hoctap.core.dates import last_day_before
from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents
from hoctap.core.vietnamese import format_date, format_number
from hoctap.intake.lines import SourceText

HEAD, BASIS, TARGET, BASELINE, TASK = "head", "basis", "target", "baseline", "task"
FUNDING, FOCAL, RECIPIENT, SIGNER = "funding", "focal", "recipient", "signer"
JOINT = "; "
_HEAD_LINES = 60

COMPARATORS = ((">=", "từ … trở lên"), ("=", "đúng"), ("<=", "không quá"), ("range", "trong khoảng"))
KINDS = (
    ("percent", "tỷ lệ phần trăm"),
    ("growth", "mức tăng"),
    ("ratio", "bình quân"),
    ("frequency", "số lần trong kỳ"),
    ("level", "mức độ"),
    ("zero", "không để xảy ra"),
    ("boolean", "có hay không"),
    ("count", "số lượng"),
)
ROLES = (
    ("", "văn bản không nêu"),
    ("chủ trì", "chủ trì"),
    ("thực hiện", "thực hiện"),
    ("phối hợp", "phối hợp"),
    ("đề nghị", "đề nghị"),
    ("khuyến khích", "khuyến khích"),
    ("tham mưu", "tham mưu"),
    ("giao", "giao"),
)
BASIS_ROLES = (("căn cứ", "căn cứ"), ("viện dẫn", "viện dẫn"))
_NOTHING = {"không nêu", "None"}


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    kind: str = "text"
    """text, area, number, day, year, choice, measure."""
    most: int = 300
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ""


FIELDS: dict[str, tuple[Field, ...]] = {
    BASIS: (
        Field("number", "Số, ký hiệu", most=60),
        Field("kind", "Loại văn bản", most=60),
        Field("date", "Ngày", "day"),
        Field("issuer", "Cơ quan ban hành", most=200),
        Field("subject", "Về việc", "area", 500),
        Field("role", "Vai trò", "choice", choices=BASIS_ROLES),
    ),
    TARGET: (
        Field("text", "Nội dung chỉ tiêu", "area", 600, required=True, hint="Như trong văn bản"),
        Field("kind", "Loại", "choice", choices=KINDS),
        Field(
            "comparator",
            "So sánh",
            "choice",
            choices=COMPARATORS,
            hint="Văn bản ghi “đạt 85 %” thì hơn 85 % cũng là đạt: từ 85 % trở lên",
        ),
        Field("value", "Giá trị", "number", required=True),
        Field("value_max", "Giá trị cao nhất", "number", hint="Chỉ khi “trong khoảng”"),
        Field("unit", "Đơn vị tính", most=40),
        Field("year", "Năm", "year"),
        Field("before", "Trước ngày", "day", hint="Chỉ khi văn bản ghi “trước ngày …”"),
        Field(
            "measure",
            "Số liệu dùng để tính kết quả",
            "measure",
            60,
            hint="Phần mềm đoán theo chữ: hãy xem định nghĩa có đúng là chỉ tiêu này không.",
        ),
        Field("subject", "Đối tượng", most=300),
        Field("level", "Cấp", most=60),
        Field("section", "Mục", most=30),
    ),
    BASELINE: (
        Field("text", "Nội dung", "area", 600, required=True),
        Field("value", "Giá trị", "number"),
        Field("unit", "Đơn vị tính", most=40),
        Field("year", "Năm", "year"),
    ),
    TASK: (
        Field("text", "Nội dung", "area", 1000, required=True),
        Field(
            "leads",
            "Cơ quan chủ trì, thực hiện",
            "area",
            500,
            hint="Nhiều cơ quan thì cách nhau bằng dấu chấm phẩy",
        ),
        Field("role", "Vai trò", "choice", choices=ROLES),
        Field("coordinating", "Phối hợp", "area", 800, hint="Nhiều cơ quan thì cách nhau bằng dấu chấm phẩy"),
        Field("report_to", "Báo cáo", most=300),
        Field("start", "Từ ngày", "day"),
        Field(
            "deadline",
            "Hạn cuối",
            "day",
            hint="Ngày cuối cùng còn trong hạn. Văn bản không ghi hạn thì để trống.",
        ),
        Field("deadline_words", "Hạn như văn bản ghi", most=120),
        Field(
            "recurrence", "Làm theo kỳ", most=120, hint="Như trong văn bản: hằng năm, hằng quý, thường xuyên"
        ),
        Field("product", "Sản phẩm", most=200),
        Field("section", "Mục", most=30),
    ),
    FUNDING: (
        Field("text", "Ghi trong văn bản", "area", 500, required=True),
        Field("kind", "Nguồn", most=60),
    ),
    FOCAL: (
        Field("text", "Ghi trong văn bản", "area", 500),
        Field("focal", "Đầu mối nhận", most=200, required=True),
        Field("with", "Phối hợp xem xét", most=200),
        Field("decided_by", "Cơ quan quyết định", most=200),
        Field("condition", "Khi nào thì nêu", most=200),
    ),
    RECIPIENT: (
        Field("text", "Nơi nhận", most=300, required=True),
        Field("purpose", "Để", most=60, hint="Ví dụ: để báo cáo"),
    ),
    SIGNER: (
        Field("name", "Họ tên người ký", most=120, required=True),
        Field("title", "Chức vụ", most=120),
        Field("signed_for", "Ký với tư cách", most=200, hint="Ví dụ TM. UBND; KT. Chủ tịch"),
    ),
}
HEAD_FIELDS: dict[str, Field] = {
    one.name: one
    for one in (
        Field("kind", "Loại văn bản", most=60),
        Field("issuer", "Cơ quan ban hành", most=200),
        Field("number", "Số", most=20),
        Field("symbol", "Ký hiệu", most=60),
        Field("place", "Nơi ban hành", most=120),
        Field("date", "Ngày ban hành", "day"),
        Field("month", "Tháng ban hành", most=7, hint="Khi văn bản chỉ ghi tháng, ví dụ 07/2023"),
        Field("title", "Tên kế hoạch", "area", 500),
        Field("year_from", "Từ năm", "year"),
        Field("year_to", "Đến năm", "year"),
        Field("open_ended", "Còn tiếp các năm sau", "choice", choices=(("", "không"), ("1", "có"))),
        Field("superior", "Văn bản cấp trên", most=300),
    )
}


def fields_of(group: str, key: str = "") -> tuple[Field, ...]:
    """The fields of a proposal; one of the head has one, whose value is called "text"."""
    if group != HEAD:
        return FIELDS[group]
    of_head = HEAD_FIELDS[key]
    return (Field("text", of_head.label, of_head.kind, of_head.most, of_head.choices, hint=of_head.hint),)


@dataclass(frozen=True)
class Proposed:
    group: str
    value: dict[str, str]
    key: str = ""
    lines: tuple[int, int] | None = None
    page: int | None = None
    confidence: float | None = None


@dataclass
class _Where:
    """From line numbers to pages and to how well the lines were read."""

    source: SourceText
    pages: dict[int, int] = field(default_factory=dict)
    sure: dict[int, float | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages = {line.number: line.page for line in self.source.lines}
        self.sure = {line.number: line.confidence for line in self.source.lines}

    def text(self, lines: object) -> str:
        span = _span(lines, len(self.source.lines))
        return " ".join(line.text for line in self.source.lines[span[0] - 1 : span[1]]) if span else ""

    def proposed(self, group: str, value: dict[str, str], lines: object, key: str = "") -> Proposed:
        span = _span(lines, len(self.source.lines))
        told = [self.sure[number] for number in range(span[0], span[1] + 1)] if span else []
        sure = [one for one in told if one is not None]
        return Proposed(
            group, value, key, span, self.pages[span[0]] if span else None, min(sure) if sure else None
        )


def _span(lines: object, count: int) -> tuple[int, int] | None:
    """First and last line, where they are lines of the document."""
    numbers = [lines] if isinstance(lines, int) else lines
    if not isinstance(numbers, Sequence) or not numbers or not all(isinstance(one, int) for one in numbers):
        return None
    first, last = min(numbers), max(numbers)
    return (first, last) if 1 <= first <= last <= count else None


def proposals(found: Mapping[str, Any], source: SourceText) -> list[Proposed]:
    """Everything that the document says, in the order in which it is looked through. What it does not say is not there."""
    where = _Where(source)
    head = found.get("metadata") or {}
    made = list(_head(head, where))
    made += [
        where.proposed(
            BASIS,
            _texts(
                basis,
                role="role",
                kind="doc_type",
                number="number",
                date="date",
                issuer="issuer",
                subject="subject",
            ),
            basis.get("lines"),
        )
        for basis in head.get("legal_bases") or []
    ]
    for target in found.get("targets") or []:
        if not target.get("duplicate_of"):
            made.append(where.proposed(TARGET, _target(target), target.get("lines")))
    for baseline in found.get("baselines") or []:
        values = _texts(baseline, text="text", unit="unit", year="year")
        made.append(
            where.proposed(
                BASELINE, values | {"value": _number(baseline.get("value"))}, baseline.get("lines")
            )
        )
    for task in found.get("tasks") or []:
        made.append(where.proposed(TASK, _task(task, where), task.get("lines")))
    for source_of in found.get("funding_sources") or []:
        made.append(
            where.proposed(FUNDING, _texts(source_of, text="text", kind="type"), source_of.get("lines"))
        )
    if focal := found.get("escalation"):
        values = _texts(
            focal, text="text", focal="focal_point", decided_by="decided_by", condition="condition"
        )
        made.append(where.proposed(FOCAL, values | {"with": _joined(focal.get("with_"))}, focal.get("lines")))
    for recipient in found.get("recipients") or []:
        lines = recipient.get("lines") or recipient.get("line")
        made.append(where.proposed(RECIPIENT, _texts(recipient, text="text", purpose="purpose"), lines))
    if signer := found.get("signer"):
        made.append(
            where.proposed(
                SIGNER,
                _texts(signer, name="name", title="title", signed_for="on_behalf"),
                signer.get("lines"),
            )
        )
    return [one for one in made if any(one.value.values())]


def _head(head: Mapping[str, Any], where: _Where) -> Iterator[Proposed]:
    period = head.get("period") or {}
    superior = head.get("superior_document") or {}
    lines = head.get("lines") if isinstance(head.get("lines"), Mapping) else {}
    said = {
        "kind": (head.get("doc_type"), None),
        "issuer": (head.get("issuer"), None),
        "number": (head.get("number"), None),
        "symbol": (head.get("symbol"), None),
        "place": (head.get("place"), None),
        "date": (head.get("date"), None),
        "month": (_month(head.get("date_partial")) if not head.get("date") else "", None),
        "title": (head.get("title"), head.get("title_lines")),
        "year_from": (_year(period.get("start")), period.get("lines")),
        "year_to": (_year(period.get("end")), period.get("lines")),
        "open_ended": ("1" if period.get("open_ended") else "", period.get("lines")),
        "superior": (_called(superior), superior.get("lines") if isinstance(superior, Mapping) else None),
    }
    for key, (value, at) in said.items():
        if text := _text(value):
            spot = (
                (lines or {}).get(key) or head.get(f"{key}_lines") or at or _found_at(text, where.source, key)
            )
            yield where.proposed(HEAD, {"text": text}, spot, key)


def _found_at(text: str, source: SourceText, key: str) -> list[int] | None:
    """Where a piece of the head stands, when the extraction did not say it: the first lines, at most three, that have it."""
    lines = source.lines[:_HEAD_LINES]
    if key == "date" and (day := _as_date(text)):
        wanted = re.compile(rf"\b0?{day.day}\D.{{0,10}}\b0?{day.month}\D.{{0,8}}{day.year}")
        return next(([one.number, one.number] for one in lines if wanted.search(one.text)), None)
    if key == "month" and (month := re.fullmatch(r"0?(\d{1,2})/(\d{4})", text)):
        wanted = re.compile(rf"tháng\s+0?{month.group(1)}\s+năm\s+{month.group(2)}", re.IGNORECASE)
        return next(([one.number, one.number] for one in lines if wanted.search(one.text)), None)
    bare = without_accents(text)
    for size in (1, 2, 3):
        for place in range(len(lines)):
            window = lines[place : place + size]
            if bare in without_accents(" ".join(one.text for one in window)):
                return [window[0].number, window[-1].number]
    return None


def _called(document: Any) -> str:
    """'Kế hoạch số 353/KH-UBND ngày 16/06/2022 của UBND tỉnh'."""
    if not isinstance(document, Mapping):
        return _text(document)
    day = _as_date(_text(document.get("date")))
    parts = [
        _text(document.get("doc_type")),
        f"số {document['number']}" if document.get("number") else "",
        f"ngày {format_date(day)}" if day else "",
        f"của {document['issuer']}" if document.get("issuer") else "",
    ]
    return " ".join(part for part in parts if part)


def _target(target: Mapping[str, Any]) -> dict[str, str]:
    values = _texts(
        target,
        text="text",
        kind="kind",
        comparator="comparator",
        unit="unit",
        subject="subject",
        level="level",
        section="section",
    )
    if values["comparator"] == "=" and values["kind"] not in ("zero", "boolean"):
        # A plan that says "đạt 85 %" has reached it at 90 %.
        values["comparator"] = ">="
    return values | {
        "value": _number(target.get("value")),
        "value_max": _number(target.get("value_max")),
        "year": _year(target.get("deadline_year")),
        "before": _text(target.get("deadline_date")) if _as_date(_text(target.get("deadline_date"))) else "",
    }


def _task(task: Mapping[str, Any], where: _Where) -> dict[str, str]:
    values = _texts(
        task, text="text", role="lead_role", recurrence="recurrence", product="product", section="section"
    )
    start = _text(task.get("start"))
    return values | {
        "leads": _joined(task.get("lead")),
        "coordinating": _joined(task.get("coordinating")),
        "report_to": _joined(task.get("report_to")),
        "deadline": _last_day(task, where),
        "deadline_words": _text(task.get("deadline_text"))[:120],
        "start": start if _as_date(start) else "",
    }


def _last_day(task: Mapping[str, Any], where: _Where) -> str:
    """The last day within the deadline: the day itself, or the day before it where the document says "trước ngày …"."""
    deadline = _text(task.get("deadline"))
    if re.fullmatch(r"\d{4}", deadline):
        return f"{deadline}-12-31"
    day = _as_date(deadline)
    if day is None:
        return ""
    words = _text(task.get("deadline_text")) or where.text(task.get("lines"))
    before = rf"trước\s+(?:ngày\s+)?0?{day.day}\s*(?:[/.-]|tháng)\s*0?{day.month}\b"
    return (last_day_before(day) if re.search(before, words, re.IGNORECASE) else day).isoformat()


def _texts(said: Mapping[str, Any], **names: str) -> dict[str, str]:
    return {ours: _text(said.get(theirs)) for ours, theirs in names.items()}


def _text(value: Any) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    text = clean(str(value))
    return "" if text in _NOTHING else text


def _joined(value: Any) -> str:
    return JOINT.join(filter(None, map(_text, value))) if isinstance(value, list) else _text(value)


def names_in(joined: str) -> list[str]:
    """The bodies of a field that holds several."""
    return [name for part in joined.split(";") if (name := clean(part))]


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return ""
    return format_number(Decimal(str(value))).replace(".", "")


def _year(value: Any) -> str:
    found = re.match(r"\d{4}", str(value or ""))
    return found.group() if found else ""


def _month(value: Any) -> str:
    found = re.match(r"(\d{4})-(\d{2})", str(value or ""))
    return f"{found.group(2)}/{found.group(1)}" if found else _text(value)


def _as_date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


# ---------------------------------------------------------------- what a person writes


def cleaned(group: str, key: str, typed: Mapping[str, str]) -> tuple[dict[str, str], list[Reason]]:
    """The value as it is kept, and what is wrong with it."""
    value: dict[str, str] = {}
    reasons: list[Reason] = []
    for one in fields_of(group, key):
        text = clean(str(typed.get(one.name) or ""))
        if one.required and not text:
            reasons.append(Reason(f"Hãy ghi {one.label[:1].lower()}{one.label[1:]}.", one.name))
        elif len(text) > one.most:
            reasons.append(Reason(f"{one.label} dài quá {one.most} chữ cái.", one.name))
        elif text:
            text, wrong = _read(one, text)
            reasons += [Reason(wrong, one.name)] if wrong else []
        value[one.name] = text
    if not reasons and group == TARGET:
        reasons = _target_reasons(value)
    return value, reasons


def _read(one: Field, text: str) -> tuple[str, str]:
    if one.kind == "choice":
        return text, "" if text in dict(one.choices) else f"{one.label}: chọn một trong các mục."
    if one.kind == "year":
        return text, "" if re.fullmatch(
            r"(19|20|21)\d\d", text
        ) else f"{one.label}: ghi bốn chữ số, ví dụ 2026."
    if one.kind == "number":
        return text, "" if decimal_of(text) is not None else f"{one.label}: ghi số như 85 hoặc 12,5."
    if one.kind == "day":
        day = _as_date(text) or _typed_day(text)
        return (day.isoformat(), "") if day else (text, f"{one.label}: ghi ngày như 31/01/2026.")
    return text, ""


def _typed_day(text: str) -> dt.date | None:
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    try:
        return dt.date(int(found.group(3)), int(found.group(2)), int(found.group(1))) if found else None
    except ValueError:
        return None


def decimal_of(text: str) -> Decimal | None:
    bare = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    bare = (
        bare.replace(".", "").replace(",", ".")
        if "," in bare or re.fullmatch(r"\d{1,3}(\.\d{3})+", bare)
        else bare
    )
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**10 else None


def day_of(text: str) -> dt.date | None:
    return _as_date(text)


def _target_reasons(value: Mapping[str, str]) -> list[Reason]:
    low, high = decimal_of(value["value"]), decimal_of(value["value_max"])
    if value["comparator"] == "range" and high is None:
        return [Reason("“Trong khoảng” thì phải có giá trị cao nhất.", "value_max")]
    if value["comparator"] != "range" and high is not None:
        return [Reason("Giá trị cao nhất chỉ ghi khi “trong khoảng”.", "value_max")]
    if low is not None and high is not None and high < low:
        return [Reason("Giá trị cao nhất phải lớn hơn giá trị đầu.", "value_max")]
    return []


def in_words(
    group: str, key: str, value: Mapping[str, str], measures: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Label and text of each field that says something, as the screen shows them. `measures`: labels by code."""
    told = []
    for one in fields_of(group, key):
        text = value.get(one.name, "")
        if not text or (group == TARGET and one.name in _LEVEL_PARTS):
            continue
        if one.kind == "day" and (day := _as_date(text)):
            text = format_date(day)
        elif one.kind == "choice":
            text = dict(one.choices).get(text, text)
        elif one.kind == "measure":
            text = (measures or {}).get(text, text)
        told.append((one.label, text))
    if group == TARGET and value.get("value"):
        told.insert(1, ("Mức", _level_words(value)))
    return told


_LEVEL_PARTS = ("comparator", "value", "value_max", "unit")


def _level_words(value: Mapping[str, str]) -> str:
    """'đúng 85 %', 'từ 85 % trở lên', 'không quá 2 %', 'từ 12 đến 15 %'."""
    unit = f"\N{NO-BREAK SPACE}{value['unit']}" if value.get("unit") else ""
    if value.get("value_max"):
        return f"từ {value['value']} đến {value['value_max']}{unit}"
    if value.get("comparator") == ">=":
        return f"từ {value['value']}{unit} trở lên"
    if value.get("comparator") == "<=":
        return f"không quá {value['value']}{unit}"
    return f"đúng {value['value']}{unit}"
