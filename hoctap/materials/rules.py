"""What keeps a material from being proposed, published, withdrawn or handed out. Plain values in, reasons out."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_PARTS = 20
MOST_COPIES = 1_000_000
FIRST_YEAR = 2000
NO_CONSENT = "Chưa ghi người đóng góp đồng ý công bố ngày nào, bằng cách nào nên chưa công bố được. Hỏi lại người ấy rồi ghi vào học liệu."


@dataclass(frozen=True)
class Described:
    """What is said of a version."""

    title: str
    kind: str
    summary: str
    licence: str
    author: str
    language: str = "vi"
    audience: str = "everybody"
    contributor_name: str = ""
    consent_on: dt.date | None = None
    consent_how: str = ""
    is_credited: bool = False


@dataclass(frozen=True)
class Choices:
    """What may be chosen."""

    kinds: Collection[str]
    licences: Collection[str]
    languages: Collection[str]
    audiences: Collection[str]


def describing_reasons(
    told: Described, choices: Choices, *, has_topic: bool, is_topic_offered: bool, today: dt.date
) -> list[Reason]:
    reasons = []
    for field, text, what, most in (
        ("title", told.title, "Ghi tên học liệu.", 300),
        ("summary", told.summary, "Ghi tóm tắt: học liệu nói gì, cho ai, trong một hai câu.", 2000),
        ("author", told.author, "Ghi tác giả hoặc đơn vị biên soạn.", 200),
    ):
        if not text:
            reasons.append(Reason(what, field))
        elif len(text) > most:
            reasons.append(Reason(f"Dài quá {most} chữ, hãy viết ngắn lại.", field))
    for field, value, offered, what in (
        ("kind", told.kind, choices.kinds, "Chọn loại học liệu."),
        ("licence", told.licence, choices.licences, "Chọn giấy phép: người khác được dùng học liệu thế nào."),
        ("language", told.language, choices.languages, "Chọn ngôn ngữ."),
        ("audience", told.audience, choices.audiences, "Chọn học liệu dành cho ai."),
    ):
        if value not in offered:
            reasons.append(Reason(what, field))
    if not has_topic:
        reasons.append(Reason("Chọn chuyên đề hoặc lĩnh vực.", "topic"))
    elif not is_topic_offered:
        reasons.append(Reason("Chuyên đề này không dùng ở địa bàn của học liệu.", "topic"))
    return reasons + _contributor_reasons(told, today)


def _contributor_reasons(told: Described, today: dt.date) -> list[Reason]:
    if not told.contributor_name:
        if told.consent_on or told.consent_how:
            return [Reason("Có ghi việc đồng ý thì ghi cả tên người đóng góp.", "contributor_name")]
        return []
    if told.consent_on is None:
        if told.consent_how:
            return [Reason("Ghi ngày người đóng góp đồng ý.", "consent_on")]
        return []  # may be asked later: publishing waits for it
    if told.consent_on > today:
        return [Reason("Ngày đồng ý ở sau ngày hôm nay.", "consent_on")]
    if not told.consent_how:
        return [Reason("Ghi người đóng góp đồng ý bằng cách nào: giấy ký tên, nói trước ai.", "consent_how")]
    return []


def proposing_reasons(*, parts: int) -> list[Reason]:
    if parts < 1:
        return [Reason("Chưa có tệp hay liên kết nào: thêm ít nhất một rồi đề xuất.")]
    return []


def publishing_reasons(
    *, contributor_name: str, consent_on: dt.date | None, consent_how: str, today: dt.date
) -> list[Reason]:
    if contributor_name and (consent_on is None or not consent_how or consent_on > today):
        return [Reason(NO_CONSENT)]
    return []


def writing_reasons(*, is_writable: bool, state: str) -> list[Reason]:
    if is_writable:
        return []
    return [Reason(f"Học liệu {state}: không sửa được. Hãy lập bản mới, hoặc chờ người thẩm định trả lại.")]


def adding_reasons(*, parts: int, title: str) -> list[Reason]:
    reasons = []
    if parts >= MOST_PARTS:
        reasons.append(
            Reason(f"Mỗi học liệu nhiều nhất {MOST_PARTS} tệp, liên kết. Hãy tách thành học liệu khác.")
        )
    if len(title) > 200:
        reasons.append(Reason("Tên tệp dài quá 200 chữ.", "title"))
    return reasons


def link_reasons(url: str) -> list[Reason]:
    """Where it leads is tried later; here only what can never be an address for everybody."""
    if not url:
        return [Reason("Ghi địa chỉ của liên kết.", "url")]
    if len(url) > 500:
        return [Reason("Địa chỉ dài quá 500 chữ. Hãy dùng địa chỉ gốc của trang.", "url")]
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return [Reason("Địa chỉ không đúng. Hãy chép nguyên từ thanh địa chỉ của trình duyệt.", "url")]
    if parts.scheme not in ("http", "https"):
        return [Reason("Địa chỉ phải bắt đầu bằng http:// hoặc https://.", "url")]
    if parts.username or parts.password:
        return [Reason("Địa chỉ có tên đăng nhập, mật khẩu bên trong: hãy bỏ đi.", "url")]
    if "." not in host.strip(".") or port not in (None, 80, 443) or any(c.isspace() for c in url):
        return [Reason("Địa chỉ này không phải của một trang ai cũng mở được trên mạng.", "url")]
    return []


def why_reasons(why: str, *, ask: str, most: int = 300) -> list[Reason]:
    if not why:
        return [Reason(ask, "why")]
    return [Reason(f"Dài quá {most} chữ.", "why")] if len(why) > most else []


@dataclass(frozen=True)
class HandedOut:
    on: dt.date | None
    recipients: str
    copies: int | None
    note: str = ""


def handout_reasons(
    typed: HandedOut,
    *,
    kinds: Collection[str],
    is_published: bool,
    activity_days: tuple[dt.date, dt.date] | None,
    today: dt.date,
) -> list[Reason]:
    """`activity_days`: first and last day of the activity at which, where one is named."""
    reasons = []
    if not is_published:
        reasons.append(Reason("Chỉ ghi bản in đã phát của học liệu đã công bố.", "material"))
    if typed.on is None:
        reasons.append(Reason("Ghi ngày phát.", "on"))
    elif typed.on > today:
        reasons.append(Reason("Ngày phát ở sau ngày hôm nay.", "on"))
    elif typed.on.year < FIRST_YEAR:
        reasons.append(Reason(f"Ngày phát trước năm {FIRST_YEAR}: xem lại năm.", "on"))
    elif activity_days is not None and not activity_days[0] <= typed.on <= activity_days[1]:
        first, last = (format_date(day) for day in activity_days)
        reasons.append(Reason(f"Hoạt động đã chọn diễn ra từ {first} đến {last}: xem lại ngày phát.", "on"))
    if typed.recipients not in kinds:
        reasons.append(Reason("Chọn phát cho ai.", "recipients"))
    if typed.copies is None or typed.copies < 1:
        reasons.append(Reason("Ghi số bản đã phát, từ 1 trở lên.", "copies"))
    elif typed.copies > MOST_COPIES:
        reasons.append(Reason("Số bản lớn quá: xem lại.", "copies"))
    if len(typed.note) > 200:
        reasons.append(Reason("Ghi chú dài quá 200 chữ.", "note"))
    return reasons


DEAD_AFTER = 3
"""Trials in a row, on different days, before a link is said to be dead: servers are away for a day now and then."""


def is_dead(failures: int) -> bool:
    return failures >= DEAD_AFTER


def is_our_line(opened: Sequence[bool], *, away: int) -> bool:
    """Nothing opened and several could not even be looked up: it is this server that has no way out, and no link is to blame."""
    return not any(opened) and away >= 1 and away == len(opened)
