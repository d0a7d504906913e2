"""What keeps a partner, an agreement or a promise from being written down. Plain values in, reasons out."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.refusals import Reason
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_date

MOST_NAMES = 50

# The first words that a name contains say what kind of body it is; "Hội Khuyến học" before the other "Hội".
_KINDS = (
    ("association", ("hoi khuyen hoc",)),
    ("union", ("cong doan", "lien doan lao dong")),
    (
        "vocational",
        ("giao duc thuong xuyen", "gdtx", "giao duc nghe nghiep", "day nghe", "cao dang nghe", "trung cap"),
    ),
    ("health", ("tram y te", "trung tam y te", "benh vien", "y te")),
    ("culture", ("thu vien", "nha van hoa", "trung tam van hoa", "bao tang", "buu dien")),
    ("school", ("truong ", "mam non", "mau giao", "tieu hoc", "thcs", "thpt")),
    (
        "agency",
        (
            "cong an",
            "tu phap",
            "quan su",
            "uy ban nhan dan",
            "ubnd",
            "phong ",
            "so ",
            "kinh te",
            "khuyen nong",
        ),
    ),
    ("enterprise", ("cong ty", "doanh nghiep", "hop tac xa", "ngan hang", "tap doan")),
    ("international", ("unesco", "unicef", "jica", "koica", "quoc te", "dai su quan")),
    ("mass", ("mat tran", "ubmttq", "hoi ", "doan ", "lien minh")),
)


def kind_of(name: str) -> str:
    """What its name tells; 'other' where that is nothing."""
    key = without_accents(name).lower() + " "
    return next((kind for kind, words in _KINDS if any(word in key for word in words)), "other")


def partner_reasons(
    names: Sequence[str], *, taken: Collection[str], kind: str, kinds: Collection[str]
) -> list[Reason]:
    reasons = []
    if not names:
        reasons.append(Reason("Ghi tên đối tác, mỗi dòng một tên.", "names"))
    if len(names) > MOST_NAMES:
        reasons.append(Reason(f"Mỗi lần ghi nhiều nhất {MOST_NAMES} đối tác.", "names"))
    if kind and kind not in kinds:
        reasons.append(Reason("Chọn loại đối tác trong danh sách.", "kind"))
    standing = {one.casefold() for one in taken}
    seen: set[str] = set()
    for name in names:
        if len(name) > 200:
            reasons.append(Reason(f"“{name[:40]}…” dài quá 200 chữ.", "names"))
        if name.casefold() in standing:
            reasons.append(Reason(f"{name} đã có trong danh sách đối tác ở đây.", "names"))
        elif name.casefold() in seen:
            reasons.append(Reason(f"{name} ghi hai lần.", "names"))
        seen.add(name.casefold())
    return reasons


def ending_reasons(
    *, on: dt.date | None, why: str, since: dt.date, today: dt.date, field: str = "on"
) -> list[Reason]:
    reasons = []
    if on is None:
        reasons.append(Reason("Ghi ngày kết thúc.", field))
    elif on > today:
        reasons.append(Reason("Ngày kết thúc ở sau ngày hôm nay.", field))
    elif on < since:
        reasons.append(Reason(f"Ngày kết thúc ở trước ngày bắt đầu ({format_date(since)}).", field))
    if not why:
        reasons.append(Reason("Ghi vì sao kết thúc.", "why"))
    return reasons


@dataclass(frozen=True)
class AgreementTyped:
    kind: str
    title: str
    signed_on: dt.date | None
    from_on: dt.date | None
    to_on: dt.date | None = None
    number: str = ""
    content: str = ""
    shared_tasks: str = ""


def agreement_reasons(
    typed: AgreementTyped, *, parties: int, foreign: Sequence[str], today: dt.date
) -> list[Reason]:
    """`foreign`: names of chosen partners that are not of this place."""
    reasons = []
    if not typed.title:
        reasons.append(Reason("Ghi tên chương trình phối hợp hoặc văn bản.", "title"))
    if parties < 1:
        reasons.append(Reason("Chọn ít nhất một đối tác ký.", "parties"))
    reasons += [Reason(f"{name} không phải đối tác ở đây.", "parties") for name in foreign]
    if typed.signed_on is None:
        reasons.append(Reason("Ghi ngày ký.", "signed_on"))
    elif typed.signed_on > today:
        reasons.append(Reason("Ngày ký ở sau ngày hôm nay.", "signed_on"))
    if typed.from_on is None:
        reasons.append(Reason("Ghi ngày bắt đầu thực hiện.", "from_on"))
    elif typed.to_on is not None and typed.to_on < typed.from_on:
        reasons.append(Reason("Ngày hết hạn ở trước ngày bắt đầu.", "to_on"))
    if not typed.content and not typed.shared_tasks:
        reasons.append(Reason("Ghi nội dung phối hợp hoặc việc chung.", "content"))
    return reasons


@dataclass(frozen=True)
class PromiseTyped:
    """One row of the table; `partner` and `topic` in words for what is said about it."""

    row: int
    partner: str
    topic: str
    times: int | None
    people: int | None


def promise_reasons(rows: Sequence[PromiseTyped], *, year: int, today: dt.date) -> list[Reason]:
    reasons = []
    if not 2000 <= year <= today.year + 1:
        reasons.append(Reason(f"Năm phải từ 2000 đến {today.year + 1}."))
    seen: set[tuple[str, str]] = set()
    for one in rows:
        if not one.partner:
            reasons.append(Reason(f"Dòng {one.row}: chọn đối tác.", f"partner-{one.row}"))
        if not one.topic:
            reasons.append(Reason(f"Dòng {one.row}: chọn chuyên đề.", f"topic-{one.row}"))
        if one.times is None or not 1 <= one.times <= 366:
            reasons.append(Reason(f"Dòng {one.row}: số lần từ 1 đến 366.", f"times-{one.row}"))
        if one.partner and one.topic and (one.partner, one.topic) in seen:
            reasons.append(
                Reason(f"Dòng {one.row}: đối tác và chuyên đề này đã có ở dòng khác.", f"topic-{one.row}")
            )
        seen.add((one.partner, one.topic))
    return reasons


def training_reasons(
    *, kind: str, year: int | None, model: str, workers: int | None, source: str, today: dt.date
) -> list[Reason]:
    reasons = []
    if kind != "enterprise":
        reasons.append(Reason("Chỉ ghi mô hình đào tạo lao động của doanh nghiệp, hợp tác xã."))
    if year is None or not 2000 <= year <= today.year:
        reasons.append(Reason(f"Năm phải từ 2000 đến {today.year}.", "year"))
    if not model:
        reasons.append(Reason("Ghi mô hình đào tạo, đào tạo lại.", "model"))
    if not workers:
        reasons.append(Reason("Ghi số lao động được đào tạo.", "workers"))
    if not source:
        reasons.append(Reason("Ghi nguồn số liệu (báo cáo, ngày).", "source"))
    return reasons


_CURRENCY = re.compile(r"[A-Z]{3}")


def exchange_reasons(
    *,
    kind: str,
    partner_name: str,
    country: str,
    topic: str,
    role: str,
    from_on: dt.date | None,
    to_on: dt.date | None,
    amount: Decimal | None,
    currency: str,
    lessons: str,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    for value, field, words in (
        (partner_name, "partner_name", "Ghi tên đối tác."),
        (country, "country", "Ghi nước hoặc tổ chức quốc tế."),
        (topic, "topic", "Ghi nội dung."),
    ):
        if not value:
            reasons.append(Reason(words, field))
    if from_on is None:
        reasons.append(Reason("Ghi ngày.", "from_on"))
    elif from_on > today:
        reasons.append(Reason("Ngày ở sau ngày hôm nay: ghi khi đã diễn ra.", "from_on"))
    elif to_on is not None and to_on < from_on:
        reasons.append(Reason("Ngày cuối ở trước ngày đầu.", "to_on"))
    if kind == "event" and not role:
        reasons.append(Reason("Sự kiện quốc tế: chọn phối hợp tổ chức hay tham gia.", "role"))
    if kind == "funding" and amount is None:
        reasons.append(Reason("Hỗ trợ tài chính: ghi số tiền như trên văn bản.", "amount"))
    if amount is not None and amount <= 0:
        reasons.append(Reason("Số tiền phải lớn hơn 0.", "amount"))
    if amount is not None and not _CURRENCY.fullmatch(currency):
        reasons.append(Reason("Ghi loại tiền bằng ba chữ: VND, USD, JPY…; không quy đổi.", "currency"))
    if currency and amount is None:
        reasons.append(Reason("Có loại tiền thì ghi số tiền.", "amount"))
    if kind == "technical" and not lessons:
        reasons.append(Reason("Hỗ trợ kỹ thuật: ghi đã giúp gì.", "lessons"))
    return reasons


def advice_reasons(*, title: str, to_body: str, sent_on: dt.date | None, today: dt.date) -> list[Reason]:
    reasons = []
    if not title:
        reasons.append(Reason("Ghi nội dung tham mưu.", "title"))
    if not to_body:
        reasons.append(Reason("Ghi cấp ủy, chính quyền nhận văn bản.", "to_body"))
    if sent_on is None:
        reasons.append(Reason("Ghi ngày gửi.", "sent_on"))
    elif sent_on > today:
        reasons.append(Reason("Ngày gửi ở sau ngày hôm nay.", "sent_on"))
    return reasons


def outcome_reasons(
    *, outcome: str, on: dt.date | None, words: str, sent_on: dt.date, today: dt.date
) -> list[Reason]:
    reasons = []
    if outcome not in ("accepted", "partly", "refused"):
        reasons.append(Reason("Chọn kết quả.", "outcome"))
    if on is None:
        reasons.append(Reason("Ghi ngày có kết quả.", "outcome_on"))
    elif on > today:
        reasons.append(Reason("Ngày có kết quả ở sau ngày hôm nay.", "outcome_on"))
    elif on < sent_on:
        reasons.append(Reason(f"Ngày có kết quả ở trước ngày gửi ({format_date(sent_on)}).", "outcome_on"))
    if not words:
        reasons.append(Reason("Ghi trả lời thế nào, bằng văn bản nào.", "outcome_words"))
    return reasons
