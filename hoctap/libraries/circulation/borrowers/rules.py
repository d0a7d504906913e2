"""Who gets a card. Values in, reasons out."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents
from hoctap.core.vietnamese import format_date

LONGEST_NAME, LONGEST_DETAILS, LONGEST_CARD = 100, 150, 30
_NUMBERED = re.compile(r"T(\d{1,9})")


@dataclass(frozen=True)
class CardTyped:
    """`name`, `details` and `is_child` only of somebody known by name alone. `card` empty: the next number."""

    name: str = ""
    details: str = ""
    is_child: bool | None = None
    card: str = ""
    since: dt.date | None = None


def card_blockers(
    typed: CardTyped,
    *,
    is_registered: bool,
    has_card: str,
    alike: str,
    card_taken: str,
    gone: str,
    opened_on: dt.date,
    ended_on: dt.date | None,
    lends: bool,
    today: dt.date,
) -> list[Reason]:
    """`has_card`: the number he has there already. `alike`: the card of the same name and details. `card_taken`: what has this number."""
    if not lends or (ended_on is not None and ended_on <= today):
        return [
            Reason(
                "Nơi này không cho mượn sách hoặc đã thôi hoạt động, không cấp thẻ được. Hãy chọn thư viện khác."
            )
        ]
    reasons = []
    if gone:
        reasons.append(Reason(gone, field="person"))
    if has_card:
        reasons.append(
            Reason(f"Đã có thẻ {has_card} ở đây. Dùng thẻ ấy; mất thẻ thì in lại.", field="person")
        )
    if not is_registered:
        if not clean(typed.name):
            reasons.append(Reason("Hãy chọn người hoặc hộ trong sổ, hoặc ghi họ tên.", field="name"))
        elif alike:
            reasons.append(
                Reason(
                    f"Thẻ {alike} mang đúng tên này. Nếu là người khác, ghi thêm lớp hoặc địa chỉ để phân biệt.",
                    field="details",
                )
            )
    if card_taken:
        reasons.append(Reason(f"Số này đã là {card_taken}. Hãy ghi số khác, hoặc để trống.", field="card"))
    if typed.since is not None:
        if typed.since > today:
            reasons.append(
                Reason(
                    f"Ngày {format_date(typed.since)} chưa tới. Hãy ghi hôm nay hoặc ngày trước.",
                    field="since",
                )
            )
        elif typed.since < opened_on:
            reasons.append(
                Reason(
                    f"Thư viện hoạt động từ {format_date(opened_on)}: ngày cấp thẻ phải từ đó.", field="since"
                )
            )
    return reasons


def next_card(cards: Iterable[str]) -> str:
    """T00001, T00002 …: a letter first, so that no number on a book reads as a card."""
    numbers = [int(found[1]) for card in cards if (found := _NUMBERED.fullmatch(card))]
    return f"T{max(numbers, default=0) + 1:05d}"


def is_card_number(code: str) -> bool:
    """As the cards printed here are numbered, whether or not somebody has it."""
    return _NUMBERED.fullmatch(clean(code).upper()) is not None


def search_key(name: str, details: str) -> str:
    return without_accents(f"{name} {details}")[:260]


def ending_blockers(*, ended_on: dt.date | None, at_home: int) -> list[Reason]:
    if ended_on is not None:
        return [Reason(f"Thẻ này thôi dùng từ {format_date(ended_on)} rồi.")]
    if at_home:
        return [Reason(f"Thẻ này còn {at_home} bản chưa trả. Nhận trả, hoặc ghi mất, rồi mới thôi dùng thẻ.")]
    return []
