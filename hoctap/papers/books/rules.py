"""Numbers, recipients and what comes in. Values in, reasons or words out."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents

SHORTEST_REASON = 5
MOST_RECIPIENTS = 500
LONGEST_RANGE = 5_000


def series_of(abbreviation: str, *, is_one_for_all: bool) -> str:
    """Which numbers a paper shares: those of its abbreviation, so that 05/BC-HKH stands once; or of the whole book."""
    return "" if is_one_for_all else abbreviation


def gaps(used: Iterable[int], free: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of numbers below the last one that is in use, which neither a paper has nor anybody left free."""
    taken = sorted({*((one, one) for one in used), *free})
    found, after = [], 0
    for first, last in taken:
        if first > after + 1:
            found.append((after + 1, first - 1))
        after = max(after, last)
    return found


def run_words(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class FreeFacts:
    first: int | None
    last: int | None
    reason: str
    year: int
    this_year: int
    is_own_book: bool
    series_is_known: bool
    used_by: str = ""
    """The first paper that has one of them, in words."""
    left_free_already: str = ""


def free_blockers(facts: FreeFacts) -> list[Reason]:
    reasons = []
    if not facts.is_own_book:
        reasons.append(
            Reason(
                "Sổ này do văn thư cấp số ngoài hệ thống, ở đây không giữ số trống. Muốn cấp số ở đây thì đổi cách cấp số của cơ quan."
            )
        )
    if not facts.series_is_known:
        reasons.append(Reason("Hãy chọn loại văn bản của dãy số.", field="series"))
    if not 2000 <= facts.year <= facts.this_year:
        reasons.append(Reason(f"Năm phải từ 2000 đến {facts.this_year}.", field="year"))
    if facts.first is None or facts.first < 1:
        reasons.append(Reason("Ghi số, từ 1 trở lên.", field="first"))
    elif facts.last is not None and facts.last < facts.first:
        reasons.append(Reason(f"Số cuối phải từ {facts.first} trở lên.", field="last"))
    elif facts.last is not None and facts.last - facts.first >= LONGEST_RANGE:
        reasons.append(Reason(f"Mỗi lần ghi nhiều nhất {LONGEST_RANGE} số. Xem lại số cuối.", field="last"))
    if len(facts.reason) < SHORTEST_REASON:
        reasons.append(
            Reason(
                "Ghi vì sao để trống, ví dụ: số để trống vì văn bản ký rồi không phát hành.",
                field="reason",
            )
        )
    if facts.used_by:
        reasons.append(Reason(f"Không để trống được: {facts.used_by}.", field="first"))
    if facts.left_free_already:
        reasons.append(Reason(f"Đã ghi để trống rồi: {facts.left_free_already}.", field="first"))
    return reasons


# ---------------------------------------------------------------- recipients


@dataclass(frozen=True)
class ReceiverFacts:
    """One line of "Nơi nhận" on the day of the paper."""

    words: str
    purpose_is_known: bool = True
    key: str = ""
    """The same for the same organisation; empty for words."""
    begins_on: dt.date | None = None
    ended_on: dt.date | None = None
    """The first day without it."""
    ended_by: str = ""
    successors: tuple[str, ...] = ()


def recipient_blockers(lines: Sequence[ReceiverFacts], on: dt.date) -> list[Reason]:
    """Each reason names the line, counted from 1."""
    reasons = []
    if len(lines) > MOST_RECIPIENTS:
        reasons.append(Reason(f"Nơi nhận nhiều hơn {MOST_RECIPIENTS} dòng. Hãy xem lại danh sách."))
    seen: dict[str, int] = {}
    for at, line in enumerate(lines, 1):
        if not line.words:
            reasons.append(Reason(f"Dòng {at}: chưa ghi nơi nhận. Chọn cơ quan hoặc ghi tên.", field="words"))
            continue
        if not line.purpose_is_known:
            reasons.append(
                Reason(f"Dòng {at}, “{line.words}”: chưa rõ gửi để làm gì. Chọn lại.", field="purpose")
            )
        same = line.key or without_accents(line.words).casefold()
        if same in seen:
            reasons.append(
                Reason(
                    f"Dòng {at}: “{line.words}” đã có ở dòng {seen[same]}. Bỏ một dòng.", field="organisation"
                )
            )
        seen.setdefault(same, at)
        if line.ended_on is not None and line.ended_on <= on:
            reasons.append(Reason(f"Dòng {at}: {_ended(line, on)}", field="organisation"))
        elif line.begins_on is not None and line.begins_on > on:
            reasons.append(
                Reason(
                    f"Dòng {at}: {line.words} chỉ hoạt động từ {line.begins_on:%d/%m/%Y}, sau ngày {on:%d/%m/%Y} của văn bản. "
                    "Chọn cơ quan của ngày ấy.",
                    field="organisation",
                )
            )
    return reasons


def _ended(line: ReceiverFacts, on: dt.date) -> str:
    by = f" ({line.ended_by})" if line.ended_by else ""
    ended = f"{line.words} đã kết thúc từ {line.ended_on:%d/%m/%Y}{by}, ngày {on:%d/%m/%Y} không nhận được văn bản."
    if not line.successors:
        return f"{ended} Sổ chưa ghi cơ quan nào tiếp nhận; hỏi cơ quan cấp trên rồi chọn cơ quan khác."
    return f"{ended} Gửi tới {' hoặc '.join(line.successors)}."


@dataclass(frozen=True)
class PrintedLine:
    words: str
    purpose: str
    group: str = ""


def printed_lines(lines: Sequence[PrintedLine]) -> list[str]:
    """As the paper prints them: a group stands once, by its own words; what is kept comes last."""
    found: list[str] = []
    for line in [
        *(one for one in lines if one.purpose != "lưu"),
        *(one for one in lines if one.purpose == "lưu"),
    ]:
        shown = line.group or line.words
        if line.purpose == "lưu":
            shown = shown if without_accents(shown).casefold().startswith("luu") else f"Lưu: {shown}"
        elif line.purpose:
            shown = f"{shown} ({line.purpose})"
        if shown not in found:
            found.append(shown)
    return found


_REFERENCE = re.compile(r"như\s+(trên|kính gửi|điều\s*\d*)", re.IGNORECASE)


def is_reference(words: str) -> bool:
    """'Như trên', 'Như Điều 3' tell of those who stand elsewhere on the paper."""
    return _REFERENCE.match(words.strip()) is not None


def is_as_above(words: str) -> bool:
    return is_reference(words) and "điều" not in words.casefold()


@dataclass(frozen=True)
class PrintFacts:
    """What stands under Nơi nhận, and who the paper goes to by now; `gone` are keys of those taken from the list."""

    printed: tuple[str, ...]
    addressees: tuple[str, ...]
    lines: tuple[PrintedLine, ...]
    gone: frozenset[str] = frozenset()


def bare(line: str) -> str:
    """A printed line without dash, purpose and stop."""
    return _BRACKET.sub("", line).strip(" -;.")


_BRACKET = re.compile(r"\s*\(([^)]*)\)\s*[;.]?\s*$")


def printed_after(facts: PrintFacts) -> tuple[str, ...]:
    """What was typed stays as it stands; who is new comes after it; whoever is addressed stands under 'Như trên'."""
    above = {key_of(one) for one in facts.addressees}
    wanted = [one for one in facts.lines if one.purpose != KEPT]
    still = {key_of(one.group or one.words) for one in wanted}
    kept = [one for one in facts.printed if key_of(bare(one)) not in facts.gone - still]
    if any(key_of(one.words) in above for one in wanted) and not any(is_as_above(one) for one in kept):
        kept.insert(0, "Như trên")
    known = {key_of(bare(one)) for one in kept}
    known |= above if any(is_as_above(one) for one in kept) else set()
    new = [one for one in wanted if key_of(one.group or one.words) not in known]
    return (*kept, *printed_lines(new))


def unprinted(facts: PrintFacts) -> list[str]:
    """Recipients whom the print does not tell of."""
    return [one for one in printed_after(facts) if one not in facts.printed]


KEPT = "lưu"


@dataclass(frozen=True)
class SentFacts:
    is_signed: bool
    paper_dated_on: dt.date | None
    sent_on: dt.date | None
    way_is_known: bool
    today: dt.date


def sent_blockers(facts: SentFacts) -> list[Reason]:
    if not facts.is_signed or facts.paper_dated_on is None:
        return [Reason("Văn bản chưa ký. Ghi số, ngày sau khi ký rồi mới gửi.")]
    reasons = []
    if facts.sent_on is None:
        reasons.append(Reason("Ghi ngày gửi.", field="sent_on"))
    elif facts.sent_on > facts.today:
        reasons.append(Reason("Ngày gửi ở sau ngày hôm nay.", field="sent_on"))
    elif facts.sent_on < facts.paper_dated_on:
        reasons.append(
            Reason(f"Ngày gửi ở trước ngày văn bản {facts.paper_dated_on:%d/%m/%Y}.", field="sent_on")
        )
    if not facts.way_is_known:
        reasons.append(Reason("Chọn cách gửi.", field="sent_by"))
    return reasons


# ---------------------------------------------------------------- what comes in


@dataclass(frozen=True)
class IncomingFacts:
    issuer: str
    title: str
    urgency_is_known: bool
    dated_on: dt.date | None
    received_on: dt.date | None
    due_on: dt.date | None
    today: dt.date
    same: str = ""
    """The line of the book that has this paper already, in words."""


def incoming_blockers(facts: IncomingFacts) -> list[Reason]:
    reasons = []
    if not facts.issuer:
        reasons.append(Reason("Ghi cơ quan ban hành.", field="issuer_name"))
    if not facts.title:
        reasons.append(Reason("Ghi trích yếu.", field="title"))
    if not facts.urgency_is_known:
        reasons.append(Reason("Chọn độ khẩn.", field="urgency"))
    if facts.dated_on is None:
        reasons.append(Reason("Ghi ngày trên văn bản.", field="dated_on"))
    elif facts.dated_on > facts.today:
        reasons.append(Reason("Ngày văn bản ở sau ngày hôm nay. Xem lại trên văn bản.", field="dated_on"))
    if facts.received_on is None:
        reasons.append(Reason("Ghi ngày đến.", field="received_on"))
    elif facts.received_on > facts.today:
        reasons.append(Reason("Ngày đến ở sau ngày hôm nay.", field="received_on"))
    elif facts.dated_on is not None and facts.received_on < facts.dated_on:
        reasons.append(
            Reason(
                f"Ngày đến {facts.received_on:%d/%m/%Y} ở trước ngày văn bản {facts.dated_on:%d/%m/%Y}. Xem lại hai ngày.",
                field="received_on",
            )
        )
    if facts.received_on is not None and facts.due_on is not None and facts.due_on < facts.received_on:
        reasons.append(Reason("Thời hạn giải quyết ở trước ngày đến.", field="due_on"))
    if facts.same:
        reasons.append(Reason(f"Văn bản này đã vào sổ: {facts.same}.", field="number"))
    return reasons


def key_of(text: str) -> str:
    """'415 /KH - UBND' and '415/kh-ubnd' are one number; 'UBND huyện' and 'ubnd Huyện' one issuer."""
    plain = without_accents(clean(text)).casefold()
    return "".join(letter for letter in plain if not letter.isspace())


@dataclass(frozen=True)
class HandlingFacts:
    is_done: bool
    handler_may_read: bool
    handler: str
    unit: str
    due_on: dt.date | None
    received_on: dt.date


def handling_blockers(facts: HandlingFacts) -> list[Reason]:
    if facts.is_done:
        return [Reason("Văn bản đến này đã giải quyết xong.")]
    reasons = []
    if not facts.handler and not facts.unit:
        reasons.append(Reason("Chọn người giải quyết, hoặc ghi đơn vị nhận.", field="handler"))
    if facts.handler and not facts.handler_may_read:
        reasons.append(
            Reason(
                f"{facts.handler} chưa được xem văn bản ở đây. Người quản trị giao vai trò, hoặc chọn người khác.",
                field="handler",
            )
        )
    if facts.due_on is not None and facts.due_on < facts.received_on:
        reasons.append(Reason("Thời hạn giải quyết ở trước ngày đến.", field="due_on"))
    return reasons


@dataclass(frozen=True)
class DoneFacts:
    is_done: bool
    progress: str
    done_on: dt.date | None
    received_on: dt.date
    today: dt.date


def done_blockers(facts: DoneFacts) -> list[Reason]:
    if facts.is_done:
        return [Reason("Văn bản đến này đã giải quyết xong.")]
    reasons = []
    if not facts.progress:
        reasons.append(Reason("Ghi kết quả giải quyết.", field="progress"))
    if facts.done_on is None:
        reasons.append(Reason("Ghi ngày giải quyết xong.", field="done_on"))
    elif facts.done_on > facts.today:
        reasons.append(Reason("Ngày giải quyết xong ở sau ngày hôm nay.", field="done_on"))
    elif facts.done_on < facts.received_on:
        reasons.append(Reason("Ngày giải quyết xong ở trước ngày đến.", field="done_on"))
    return reasons


def is_late(due_on: dt.date | None, done_on: dt.date | None, today: dt.date) -> bool:
    """`due_on` is the last day."""
    return due_on is not None and (done_on or today) > due_on


def dispatch_blockers(
    *,
    is_signed: bool,
    copies: int | None,
    handed_on: dt.date | None,
    dated_on: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    if not is_signed or dated_on is None:
        return [Reason("Văn bản chưa ký nên chưa vào sổ văn bản đi.")]
    reasons = []
    if copies is not None and not 1 <= copies <= 9_999:
        reasons.append(Reason("Số lượng bản từ 1 đến 9999.", field="copies"))
    if handed_on is not None and handed_on > today:
        reasons.append(Reason("Ngày chuyển ở sau ngày hôm nay.", field="handed_on"))
    elif handed_on is not None and handed_on < dated_on:
        reasons.append(Reason(f"Ngày chuyển ở trước ngày văn bản {dated_on:%d/%m/%Y}.", field="handed_on"))
    return reasons
