"""When a report may be opened, sent, returned, accepted; when a body may ask for one. Values in, reasons out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hoctap.core.dates import last_day_before
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.reports.quantities.periods import Period

TWO_TIERS_SINCE = dt.date(2025, 7, 1)
"""The middle tier ended the day before."""
LONGEST_TEXT = 20_000
LONGEST_NAME = 160
MOST_FILES = 20
MOST_BYTES = 60 * 1024 * 1024
"""Of all files of one report together."""


@dataclass(frozen=True)
class Term:
    """From a day until the first day on which it holds no more."""

    since: dt.date
    until: dt.date | None = None

    def touches(self, period: Period) -> bool:
        return self.since <= period.ends_on and (self.until is None or self.until > period.starts_on)

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class OpeningFacts:
    type_name: str
    type_level: str
    type_term: Term
    level_label: str
    place_name: str
    place_level: str
    place_term: Term
    successors: str
    """Names of what the place became; empty while it stands."""
    has_issuer: bool
    body_label: str
    period: Period
    today: dt.date
    last_state: str = ""
    """Of the version sent last; empty where there is none."""
    why: str = ""
    bodies: Sequence[str] = ()
    """Names of those that may make it there."""
    chosen: str = ""
    """The body that was asked for and is none of them."""
    made_by_other: str = ""
    """Another body whose report of the period is added up above; empty where nobody adds up, or there is none."""


def opening_blockers(facts: OpeningFacts) -> list[Reason]:
    if facts.place_level != facts.type_level:
        return [
            Reason(f"“{facts.type_name}” do {facts.level_label} lập; {facts.place_name} không phải.", "place")
        ]
    reasons = []
    if not facts.place_term.touches(facts.period):
        reasons.append(Reason(_stood_then(facts), "period"))
    if facts.period.starts_on > facts.today:
        starts = format_date(facts.period.starts_on)
        reasons.append(Reason(f"Kỳ {facts.period.label} bắt đầu từ {starts}: chưa đến kỳ báo cáo.", "period"))
    if not facts.type_term.touches(facts.period):
        since = format_date(facts.type_term.since)
        until = f" đến trước {format_date(facts.type_term.until)}" if facts.type_term.until else ""
        reasons.append(
            Reason(
                f"“{facts.type_name}” dùng từ {since}{until}, không dùng cho {facts.period.label}.", "type"
            )
        )
    if not facts.has_issuer:
        reasons.append(Reason(_who_makes_it(facts), "issuer"))
    elif facts.made_by_other:
        reasons.append(
            Reason(
                f"{facts.made_by_other} đã lập “{facts.type_name}” {facts.period.label} của {facts.place_name}: "
                "mỗi nơi chỉ một báo cáo được tổng hợp. Viết vào báo cáo ấy.",
                "issuer",
            )
        )
    if facts.last_state in ("submitted", "accepted") and not facts.why:
        reasons.append(
            Reason("Kỳ này đã gửi báo cáo. Muốn sửa thì ghi lý do: bản sau đứng cạnh bản đã gửi.", "why")
        )
    return reasons


def _who_makes_it(facts: OpeningFacts) -> str:
    if not facts.bodies:
        return (
            f"{facts.place_name} chưa có {facts.body_label} nào hoạt động trong {facts.period.label}. "
            "Thêm ở mục Cơ quan, tổ chức."
        )
    named = "; ".join(facts.bodies)
    if facts.chosen:
        return f"“{facts.type_name}” ở {facts.place_name} do {named} lập, {facts.chosen} không lập loại này."
    return f"{facts.place_name} có {len(facts.bodies)} cơ quan lập được “{facts.type_name}”: {named}. Chọn cơ quan lập."


def _stood_then(facts: OpeningFacts) -> str:
    if facts.place_term.until is not None and facts.place_term.until <= facts.period.starts_on:
        became = f" Nơi kế thừa: {facts.successors}." if facts.successors else ""
        return (
            f"{facts.place_name} kết thúc ngày {format_date(facts.place_term.until)}, "
            f"không có báo cáo {facts.period.label}.{became}"
        )
    return (
        f"{facts.place_name} có từ ngày {format_date(facts.place_term.since)}, "
        f"không có báo cáo {facts.period.label}."
    )


@dataclass(frozen=True)
class ReceiverFacts:
    name: str
    term: Term | None
    """None: named in words, whose days nobody knows."""
    successor: str = ""


@dataclass(frozen=True)
class SubmissionFacts:
    period: Period
    cut_off_on: dt.date
    today: dt.date
    texts: Mapping[str, str]
    """By section."""
    required: Mapping[str, str]
    """Heading of each section that must be written, by key."""
    receivers: Sequence[ReceiverFacts]
    sent_on: dt.date | None = None
    """The day on which it went out on paper; None: it goes out today."""
    reports_in: int | None = None
    """Of a report that adds up others: how many are in. None: its figures are from records."""
    unexplained: Sequence[str] = ()
    blocking: Sequence[str] = ()
    unanswered: Sequence[str] = ()
    """What remarks of the returned version are about that nobody answered."""
    why_unanswered: str = ""
    unmended: Sequence[str] = ()
    """What is said to be mended and says the same as in the returned version."""


def submission_blockers(facts: SubmissionFacts) -> list[Reason]:
    reasons = cut_off_blockers(facts.period, facts.cut_off_on, facts.today)
    for key, heading in facts.required.items():
        if not facts.texts.get(key, "").strip():
            reasons.append(Reason(f"Mục “{heading}” chưa viết.", f"section:{key}"))
    reasons += receiver_blockers(facts.receivers, facts.sent_on or facts.today)
    if facts.reports_in == 0:
        reasons.append(Reason("Chưa nhận báo cáo nào của cấp dưới: chưa có gì để tổng hợp."))
    reasons += [Reason(words) for words in facts.blocking]
    reasons += [Reason(f"Chưa giải trình: {words}") for words in facts.unexplained]
    reasons += [Reason(unmended_words(label)) for label in facts.unmended]
    if facts.unanswered and not facts.why_unanswered.strip():
        named = "; ".join(facts.unanswered)
        reasons.append(
            Reason(
                f"Chưa trả lời nhận xét về: {named}. Trả lời ở trang viết, hoặc ghi lý do gửi khi chưa trả lời.",
                "unanswered",
            )
        )
    return reasons


def unmended_words(label: str) -> str:
    return (
        f"{label}: ghi “đã sửa” mà vẫn như bản bị trả lại. Sửa số, sửa lời, hoặc trả lời vì sao giữ nguyên."
    )


@dataclass(frozen=True)
class AnswerFacts:
    label: str
    text: str
    is_mended: bool
    can_be_told: bool
    """Whether it is about something that is seen to change: a figure, a line, a section."""
    is_changed: bool


def answer_blockers(facts: AnswerFacts, *, longest: int) -> list[Reason]:
    if len(facts.text) > longest:
        return [Reason(f"{facts.label}: trả lời dài quá {longest} chữ cái, rút gọn lại.")]
    if facts.is_mended and facts.can_be_told and not facts.is_changed:
        return [Reason(unmended_words(facts.label))]
    if facts.is_mended and not facts.can_be_told and not facts.text:
        return [Reason(f"{facts.label}: ghi đã sửa gì.")]
    return []


@dataclass(frozen=True)
class AttachFacts:
    name: str
    size: int
    names: Sequence[str]
    """Of the files that are there."""
    sizes: int
    same: str = ""
    """The name under which the same content is there already."""


def attach_blockers(facts: AttachFacts) -> list[Reason]:
    reasons = []
    if not facts.name:
        reasons.append(Reason("Ghi tên tài liệu kèm theo.", "name"))
    elif facts.name.casefold() in {one.casefold() for one in facts.names}:
        reasons.append(Reason(f"Đã có tài liệu tên “{facts.name}”. Ghi tên khác, hoặc rút tệp cũ.", "name"))
    if facts.same:
        reasons.append(Reason(f"Tệp này đã kèm, tên “{facts.same}”.", "file"))
    if len(facts.names) >= MOST_FILES:
        reasons.append(
            Reason(f"Nhiều nhất {MOST_FILES} tệp một báo cáo. Gộp các trang vào một tệp PDF.", "file")
        )
    elif facts.sizes + facts.size > MOST_BYTES:
        reasons.append(
            Reason(
                f"Các tệp của một báo cáo cộng lại quá {MOST_BYTES // 1024 // 1024} MB. Chụp nhỏ hơn.", "file"
            )
        )
    return reasons


def cut_off_blockers(period: Period, cut_off_on: dt.date, today: dt.date) -> list[Reason]:
    if cut_off_on > today:
        return [Reason("Ngày chốt số liệu không được sau hôm nay.", "cut_off_on")]
    if cut_off_on < period.starts_on:
        starts = format_date(period.starts_on)
        return [Reason(f"Ngày chốt số liệu phải từ {starts}, ngày đầu của {period.label}.", "cut_off_on")]
    return []


def paper_day_blockers(
    period: Period, sent_on: dt.date, today: dt.date, asked_on: dt.date | None
) -> list[Reason]:
    """`asked_on`: the day on which it was asked for here. From then on only what is sent here counts, so that nobody is in time by a word."""
    if sent_on >= today:
        return [
            Reason("Gửi hôm nay thì bấm “Gửi báo cáo”; ngày gửi trên giấy phải trước hôm nay.", "sent_on")
        ]
    if sent_on < period.starts_on:
        starts = format_date(period.starts_on)
        return [Reason(f"Báo cáo {period.label} không thể gửi trước {starts}.", "sent_on")]
    if asked_on is not None and sent_on >= asked_on:
        asked = format_date(asked_on)
        return [
            Reason(
                f"Báo cáo này được yêu cầu trong hệ thống từ {asked}: từ ngày ấy chỉ tính ngày gửi trong hệ thống.",
                "sent_on",
            )
        ]
    return []


def receiver_blockers(receivers: Sequence[ReceiverFacts], day: dt.date) -> list[Reason]:
    if not receivers:
        return [Reason("Ghi ít nhất một nơi nhận.", "receivers")]
    reasons = []
    for one in receivers:
        if one.term is None or one.term.holds_on(day):
            continue
        if day < one.term.since:
            reasons.append(
                Reason(f"Nơi nhận “{one.name}” có từ {format_date(one.term.since)}: chưa có.", "receivers")
            )
            continue
        then = f"Nơi kế thừa: {one.successor}." if one.successor else "Chưa ghi nơi kế thừa."
        reasons.append(
            Reason(
                f"Nơi nhận “{one.name}” đã kết thúc ngày {format_date(one.term.until)}. {then} Sửa nơi nhận.",
                "receivers",
            )
        )
    return reasons


def late_since(before_on: dt.date | None, sent_on: dt.date) -> dt.date | None:
    """The last day, where the report is sent after it."""
    if before_on is None:
        return None
    last = last_day_before(before_on)
    return last if sent_on > last else None


def acceptance_blockers(*, signed: bool, accepts_unsigned: bool, number_wanted: str) -> list[Reason]:
    if signed or accepts_unsigned:
        return []
    return [
        Reason(
            f"{number_wanted} chưa ghi số, ngày và người ký: chưa nhận được. "
            "Nơi gửi ghi ở trang văn bản sau khi ký."
        )
    ]


def return_blockers(remarks: Sequence[str]) -> list[Reason]:
    if any(one.strip() for one in remarks):
        return []
    return [Reason("Trả lại phải ghi ít nhất một nhận xét: số nào, mục nào, cần sửa gì.", "remark")]
