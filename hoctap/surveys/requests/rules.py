"""What a request must say, and what one from outside may not be."""

from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.surveys.answering.rules import LONGEST, QUICKEST, Sending, looks_like_a_link

MOST_A_MINUTE = 20
"""Requests from outside to one centre: a village does not ask faster."""
MOST_PEOPLE = 500


@dataclass(frozen=True)
class WishDetails:
    text: str
    people: int = 1
    name: str = ""
    phone: str = ""


def wish_blockers(details: WishDetails) -> list[Reason]:
    reasons = []
    if not details.text:
        reasons.append(Reason("Hãy ghi muốn học điều gì.", field="text"))
    if looks_like_a_link(details.text) or looks_like_a_link(details.name):
        reasons.append(
            Reason("Không ghi địa chỉ trang mạng ở đây. Hãy ghi bằng lời muốn học gì.", field="text")
        )
    if not 1 <= details.people <= MOST_PEOPLE:
        reasons.append(Reason(f"Số người muốn học từ 1 đến {MOST_PEOPLE}.", field="people"))
    if details.phone and not details.name:
        reasons.append(Reason("Muốn được gọi lại thì ghi cả tên để trung tâm biết hỏi ai.", field="name"))
    if details.phone and not 9 <= sum(letter.isdigit() for letter in details.phone) <= 12:
        reasons.append(Reason("Số điện thoại chưa đúng. Hãy ghi như 0912 345 678.", field="phone"))
    return reasons


def asking_blockers(sending: Sending) -> list[Reason]:
    if sending.within_a_minute >= MOST_A_MINUTE:
        return [
            Reason(
                "Đang có nhiều đề nghị gửi đến cùng lúc. Lời đã ghi còn trên trang: chờ vài phút rồi gửi lại."
            )
        ]
    if sending.seconds < QUICKEST:
        return [Reason("Gửi nhanh quá. Xem lại lời đã ghi rồi bấm gửi lần nữa.")]
    if sending.seconds > LONGEST:
        return [Reason("Trang mở đã quá một ngày. Lời đã ghi còn đây: bấm gửi lần nữa.")]
    return []
