"""Answers: read off what was sent, judged by the form, and told in the terms by which they are counted."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents
from hoctap.surveys.design import expression_rules as expressions
from hoctap.surveys.design.expression_rules import Answer
from hoctap.surveys.design.rules import AGE, MEMBER, OCCUPATION, SEX, TOPICS, Design, Item, Placed

MOST_LETTERS = 500
"""Of a text answer."""
QUICKEST = 4
"""Seconds in which nobody has read a form: who sends it sooner sends it once more."""
LONGEST = 24 * 60 * 60
MOST_A_MINUTE = 400
"""Answers from outside to one campaign: 10,000 an hour are 167 a minute."""

FEW_CHOICES = 12
"""Fit on a phone without heads."""

type Sent = Callable[[str], Sequence[str]]
"""What was sent under the name of a question."""


@dataclass
class Read:
    answers: dict[str, Answer] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """By question, the first thing that is wrong."""
    relevant: set[str] = field(default_factory=set)

    def reasons(self) -> list[Reason]:
        return [Reason(text, field=name) for name, text in self.errors.items()]


def has_many_topics(item: Item) -> bool:
    """So many that they are looked for under their fields of learning."""
    return item.name == TOPICS and len(item.choices) > FEW_CHOICES


def read_answers(placed: Sequence[Placed], sent: Sent, earlier: Mapping[str, Answer] | None = None) -> Read:
    """In the order of the form: what is not relevant by the answers before it is not read."""
    found = Read()
    known: dict[str, Answer] = dict(earlier or {})
    for one in placed:
        item = one.item
        if not one.is_relevant(known):
            known.pop(item.name, None)
            continue
        found.relevant.add(item.name)
        if not item.is_asked:
            continue
        given = [text for text in sent(item.name) if clean(text)]
        try:
            answer = _answer(item, given)
        except ValueError as wrong:
            found.errors[item.name] = str(wrong)
            continue
        if answer is None:
            if item.required:
                found.errors[item.name] = "Hãy chọn câu trả lời." if item.choices else "Hãy trả lời câu này."
            continue
        if not expressions.holds(item.constraint_tree, known, answer):
            found.errors[item.name] = (
                item.constraint_message or "Câu trả lời không đúng điều kiện của câu hỏi. Hãy xem lại."
            )
        found.answers[item.name] = known[item.name] = answer
    return found


def _answer(item: Item, given: Sequence[str]) -> Answer | None:
    if not given:
        return None
    text = clean(given[-1])
    if item.kind == "select_multiple":
        chosen = set(given)
        if strange := chosen - set(item.labels):
            raise ValueError(f"Không có lựa chọn “{min(strange)[:80]}”. Hãy chọn trong danh sách.")
        return [name for name, _ in item.choices if name in chosen]
    if item.kind == "select_one":
        if text not in item.labels:
            raise ValueError(f"Không có lựa chọn “{text[:80]}”. Hãy chọn trong danh sách.")
        return text
    if item.kind == "integer":
        plain = text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text
        if not re.fullmatch(r"-?[0-9]{1,9}", plain):
            raise ValueError("Hãy ghi một số nguyên, ví dụ 3.")
        return int(plain)
    if item.kind == "decimal":
        plain = text.replace(",", ".")
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,4})?", plain):
            raise ValueError("Hãy ghi một số, ví dụ 1,5.")
        return str(Decimal(plain).normalize() if "." not in plain else Decimal(plain))
    if item.kind == "date":
        return _day(text).isoformat()
    if len(text) > MOST_LETTERS:
        raise ValueError(f"Câu trả lời dài quá {MOST_LETTERS} ký tự. Hãy viết gọn lại.")
    return text


def _day(text: str) -> dt.date:
    for pattern, order in (
        (r"(\d{4})-(\d\d?)-(\d\d?)", (1, 2, 3)),
        (r"(\d\d?)[/-](\d\d?)[/-](\d{4})", (3, 2, 1)),
    ):
        if found := re.fullmatch(pattern, text, re.ASCII):
            try:
                day = dt.date(*(int(found[number]) for number in order))
            except ValueError:
                break
            if 1900 <= day.year <= 2200:
                return day
    raise ValueError("Ngày chưa đúng. Hãy ghi như 15/11/2024.")


# ---------------------------------------------------------------- a row typed off paper


def read_row(design: Design, cells: Mapping[str, str]) -> Read:
    """A sheet typed off paper: choices by their number on the sheet ('1 3'), the others as written."""
    wrong: dict[str, str] = {}

    def sent(name: str) -> list[str]:
        item = design.named(name)
        text = cells.get(name, "")
        if item is None or not item.choices or not clean(text):
            return [text]
        chosen = []
        for word in re.split(r"[\s,;.+]+", text.strip()):
            if not word:
                continue
            if not (word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= len(item.choices)):
                wrong[name] = f"không có lựa chọn số “{word[:10]}”, chỉ có từ 1 đến {len(item.choices)}"
                return []
            chosen.append(item.choices[int(word) - 1][0])
        if item.kind == "select_one" and len(chosen) > 1:
            wrong[name] = "câu này chỉ chọn một"
            return []
        return chosen

    read = read_answers(design.placed, sent)
    read.errors |= wrong
    stray = {name for name, text in cells.items() if clean(text)} - read.relevant - set(wrong)
    for name in sorted(stray & {item.name for item in design.asked}):
        read.errors[name] = "theo các câu trước thì không hỏi câu này"
    return read


# ---------------------------------------------------------------- in which terms an answer is counted


@dataclass(frozen=True)
class Terms:
    topics: tuple[str, ...] = ()
    age: str = ""
    sex: str = ""
    occupation: str = ""
    memberships: tuple[str, ...] = ()


def terms_of(answers: Mapping[str, Answer]) -> Terms:
    age = answers.get(AGE, "")
    return Terms(
        topics=_several(answers.get(TOPICS, "")),
        age=age_band(age) if isinstance(age, int) else _one(age),
        sex=_one(answers.get(SEX, "")),
        occupation=_one(answers.get(OCCUPATION, "")),
        memberships=_several(answers.get(MEMBER, "")),
    )


def age_band(years: int) -> str:
    for below, band in ((16, "child"), (36, "youth"), (60, "adult")):
        if years < below:
            return band
    return "elder"


AGE_BANDS = {"child": "dưới 16 tuổi", "youth": "16–35 tuổi", "adult": "36–59 tuổi", "elder": "từ 60 tuổi"}


def _several(answer: Answer) -> tuple[str, ...]:
    return tuple(answer) if isinstance(answer, list) else ((str(answer),) if answer != "" else ())


def _one(answer: Answer) -> str:
    return str(answer[0] if isinstance(answer, list) else answer)[:60]


# ---------------------------------------------------------------- from outside


@dataclass(frozen=True)
class Sending:
    """What is known of one who sends without an account: when the page was made, what the trap holds, how many came within a minute."""

    seconds: float
    trap: str
    within_a_minute: int


def sending_blockers(sending: Sending) -> list[Reason]:
    if sending.within_a_minute >= MOST_A_MINUTE:
        return [
            Reason(
                "Đang có rất nhiều phiếu gửi đến cùng lúc nên chưa nhận được phiếu này. Câu trả lời còn trên trang: chờ vài phút rồi bấm gửi lại."
            )
        ]
    if sending.seconds < QUICKEST:
        return [Reason("Phiếu gửi nhanh quá, chưa kịp đọc. Xem lại câu trả lời rồi bấm gửi lần nữa.")]
    if sending.seconds > LONGEST:
        return [Reason("Trang mở đã quá một ngày. Câu trả lời còn đây: xem lại rồi bấm gửi lần nữa.")]
    return []


def is_trapped(sending: Sending) -> bool:
    """A field that no person sees was filled in: it is a machine, and it is not told so."""
    return bool(sending.trap.strip())


def looks_like_a_link(text: str) -> bool:
    """For what strangers write in a line of their own: addresses of sites are what spam is for."""
    return bool(re.search(r"https?:|www\.|\.(?:com|net|xyz|ru|info)\b", without_accents(text)))


# ---------------------------------------------------------------- whether answers are taken


CHANNELS = {
    "tally": "Biểu quyết tại cuộc họp ấp, khóm",
    "web": "Đường dẫn, mã QR, không cần tài khoản",
    "door": "Tình nguyện viên đến tận nhà",
    "paper": "Phiếu giấy, nhập theo tập",
}


def taking_blockers(
    *,
    title: str,
    state: str,
    channel: str,
    channels: Sequence[str],
    opens_on: dt.date,
    closes_on: dt.date,
    today: dt.date,
) -> list[Reason]:
    """Paper and tallies come in after the last day, until somebody closes the campaign: they are dated by their own day."""
    if state == "draft":
        return [Reason(f"Đợt “{title}” chưa mở. Trung tâm mở đợt rồi mới nhận câu trả lời.")]
    if state == "closed":
        return [Reason(f"Đợt “{title}” đã kết thúc, không nhận thêm.")]
    if channel not in channels:
        return [Reason(f"Đợt này không dùng cách “{CHANNELS[channel]}”.")]
    if today < opens_on:
        return [Reason(f"Đợt “{title}” bắt đầu từ ngày {opens_on:%d/%m/%Y}.")]
    if channel == "web" and today > closes_on:
        return [
            Reason(
                f"Đợt “{title}” đã hết hạn ngày {closes_on:%d/%m/%Y}. Cần học gì, xin nói với trưởng ấp hoặc trung tâm."
            )
        ]
    return []
