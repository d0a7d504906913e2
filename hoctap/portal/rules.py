"""What may stand on a door, and what one from outside must say and may not be. Values in, reasons out.

What strangers read is put through gettext, what officers read stays Vietnamese.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoctap.core.refusals import Reason
from hoctap.libraries.circulation.holds.rules import is_phone, phone_of
from hoctap.portal.parts import NEEDS, TAKES_NAMES, Part
from hoctap.surveys.answering.rules import LONGEST, QUICKEST, Sending, looks_like_a_link

# Without those that are mistaken for one another on a slip of paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
MOST_A_MINUTE = 20
"""To one class, library or office: a village does not write faster."""
MOST_PEOPLE = 10
MOST_HOLDS = 20
"""Open at one library, asked for from outside."""
FIRST_BIRTH_YEAR = 1900


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """As it was given: capitals, whatever stood between the letters."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)[: CODE_LENGTH + 1]


def shown_code(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


# ---------------------------------------------------------------- the door itself


@dataclass(frozen=True)
class DoorDetails:
    slug: str
    parts: Sequence[str]
    intro: str = ""
    contact: str = ""


def door_blockers(
    details: DoorDetails, *, is_slug_free: bool, has_notice: bool, are_libraries_of_place: bool, level: str
) -> list[Reason]:
    reasons = []
    if not details.slug or not all(
        letter.isascii() and (letter.islower() or letter.isdigit() or letter == "-")
        for letter in details.slug
    ):
        reasons.append(
            Reason("Địa chỉ chỉ gồm chữ thường không dấu, số và gạch nối, như xa-hung-thanh.", "slug")
        )
    elif details.slug.isdigit():
        reasons.append(Reason("Địa chỉ phải có chữ: số là mã của địa bàn.", "slug"))
    elif not is_slug_free:
        reasons.append(Reason("Địa chỉ này địa bàn khác đã dùng. Hãy thêm tên huyện cũ hoặc tỉnh.", "slug"))
    if unknown := [part for part in details.parts if part not in Part.values]:
        reasons.append(Reason(f"Không có phần “{unknown[0]}”.", "parts"))
    for part, other in NEEDS.items():
        if part in details.parts and other not in details.parts:
            reasons.append(Reason(f"“{part.label}” nằm trong “{other.label}”: hãy bật cả hai.", "parts"))
    if not has_notice and any(part in details.parts for part in TAKES_NAMES):
        reasons.append(
            Reason(
                "Người dân ghi tên qua cổng thì phải có bản thông báo về dữ liệu cá nhân đang dùng. "
                "Hãy ban hành ở “Bảo vệ dữ liệu cá nhân”, rồi bật phần này.",
                "parts",
            )
        )
    if not are_libraries_of_place:
        reasons.append(Reason("Có thư viện không thuộc địa bàn này. Hãy mở lại trang.", "libraries"))
    if level == "province" and (names := set(details.parts) - {Part.FIGURES, Part.BODIES}):
        label = Part(min(names)).label
        reasons.append(Reason(f"“{label}” là của từng xã. Cổng của tỉnh dẫn đến cổng của các xã.", "parts"))
    return reasons


# ---------------------------------------------------------------- who writes from outside


def sending_blockers(sending: Sending) -> list[Reason]:
    if sending.within_a_minute >= MOST_A_MINUTE:
        return [
            Reason(
                _("Đang có nhiều người gửi cùng lúc. Lời đã ghi còn trên trang: chờ vài phút rồi gửi lại.")
            )
        ]
    if sending.seconds < QUICKEST:
        return [Reason(_("Gửi nhanh quá. Xem lại lời đã ghi rồi bấm gửi lần nữa."))]
    if sending.seconds > LONGEST:
        return [Reason(_("Trang mở đã quá một ngày. Lời đã ghi còn đây: bấm gửi lần nữa."))]
    return []


def _name_blockers(name: str) -> list[Reason]:
    if not name or not any(letter.isalpha() for letter in name):
        return [Reason(_("Hãy ghi họ và tên."), "name")]
    if looks_like_a_link(name):
        return [Reason(_("Không ghi địa chỉ trang mạng ở đây."), "name")]
    return []


def _phone_blockers(phone: str) -> list[Reason]:
    if not phone:
        return [Reason(_("Hãy ghi số điện thoại để được gọi lại."), "phone")]
    digits = sum(letter.isdigit() for letter in phone)
    if not 9 <= digits <= 12 or any(letter.isalpha() for letter in phone):
        return [Reason(_("Số điện thoại chưa đúng. Hãy ghi như 0912 345 678."), "phone")]
    return []


def _call_blockers(phone: str) -> list[Reason]:
    """As the library writes numbers down."""
    if phone and not is_phone(phone_of(phone)):
        return [Reason(_("Số điện thoại chưa đúng. Hãy ghi như 0912 345 678."), "phone")]
    return _phone_blockers(phone)


@dataclass(frozen=True)
class SignUpDetails:
    people: int = 1
    name: str = ""
    phone: str = ""


def sign_up_blockers(details: SignUpDetails, *, asks: str, is_coming: bool, agrees: bool) -> list[Reason]:
    """`is_coming`: it is planned still, and has a session that is not over."""
    if not is_coming:
        return [Reason(_("Lớp này đã bắt đầu xong hoặc đã hủy, không đăng ký được nữa."))]
    if not asks:
        return [Reason(_("Lớp này không cần đăng ký: xin mời đến."))]
    reasons = []
    if not 1 <= details.people <= MOST_PEOPLE:
        reasons.append(
            Reason(
                _("Số người từ 1 đến %(most)d. Đông hơn thì gọi trung tâm.") % {"most": MOST_PEOPLE}, "people"
            )
        )
    if asks in ("name", "phone"):
        reasons += _name_blockers(details.name)
        if not agrees:
            reasons.append(
                Reason(_("Hãy đánh dấu đồng ý để trung tâm được giữ tên cho đến hết lớp."), "agrees")
            )
    if asks == "phone":
        reasons += _phone_blockers(details.phone)
    return reasons


def has_room(people: int, *, places: int | None, taken: int) -> bool:
    return places is None or taken + people <= places


def who_moves_up(waiting: Sequence[tuple[str, int]], *, places: int | None, taken: int) -> list[str]:
    """Keys of those who get a place now, in the order in which they came; a group that is too large is passed over, and keeps its turn."""
    moved = []
    for key, people in waiting:
        if has_room(people, places=places, taken=taken):
            moved.append(key)
            taken += people
    return moved


def class_door_blockers(*, asks: str, places: int | None, known: Collection[str], taken: int) -> list[Reason]:
    reasons = []
    if asks not in known:
        reasons.append(Reason("Hãy chọn cách đăng ký.", "asks"))
    if places is not None and places < 1:
        reasons.append(Reason("Số chỗ ít nhất là 1; không giới hạn thì để trống.", "places"))
    if not asks and taken:
        reasons.append(
            Reason(f"Đã có {taken} người đăng ký qua cổng. Hãy giữ cách đăng ký, hoặc hủy từng lượt trước.")
        )
    return reasons


@dataclass(frozen=True)
class HoldDetails:
    card: str = ""
    name: str = ""
    phone: str = ""


def hold_blockers(
    details: HoldDetails, *, stands_there: bool, lends: bool, waiting: int, agrees: bool
) -> list[Reason]:
    """`waiting`: books of this library that were asked for through doors and are not fetched yet. Each puts a copy aside: nobody outside
    may empty a shelf.
    """
    if not lends:
        return [
            Reason(_("Nơi này không cho mượn sách hoặc đã thôi hoạt động. Hãy chọn nơi khác."), "library")
        ]
    if waiting >= MOST_HOLDS:
        return [
            Reason(
                _(
                    "Nơi này đang có nhiều sách đặt chưa ai lấy. Hãy đến hoặc gọi thư viện, hoặc thử lại sau vài ngày."
                ),
                "library",
            )
        ]
    reasons = []
    if not stands_there:
        reasons.append(Reason(_("Nơi này không có cuốn sách ấy. Hãy chọn nơi khác."), "library"))
    if not details.card:
        reasons += _name_blockers(details.name) + _call_blockers(details.phone)
    elif details.phone:
        reasons += _call_blockers(details.phone)
    if looks_like_a_link(details.card):
        reasons.append(Reason(_("Không ghi địa chỉ trang mạng ở đây."), "card"))
    if not agrees:
        reasons.append(
            Reason(_("Hãy đánh dấu đồng ý để thư viện được giữ tên cho đến khi lấy sách."), "agrees")
        )
    return reasons


@dataclass(frozen=True)
class AskedDetails:
    kind: str
    name: str
    birth_year: int | None
    reach: str
    text: str = ""


def asked_blockers(details: AskedDetails, *, kinds: Collection[str], year: int) -> list[Reason]:
    reasons = _name_blockers(details.name)
    if details.kind not in kinds:
        reasons.append(Reason(_("Hãy chọn điều muốn yêu cầu."), "kind"))
    if details.birth_year is None or not FIRST_BIRTH_YEAR <= details.birth_year <= year:
        reasons.append(Reason(_("Hãy ghi năm sinh bằng bốn chữ số, như 1960."), "birth_year"))
    if not details.reach:
        reasons.append(Reason(_("Hãy ghi cách liên lạc: điện thoại, hoặc địa chỉ nhà."), "reach"))
    if looks_like_a_link(details.reach) or looks_like_a_link(details.text):
        reasons.append(Reason(_("Không ghi địa chỉ trang mạng ở đây."), "text"))
    return reasons


def verifying_blockers(*, how: str, has_person: bool) -> list[Reason]:
    reasons = []
    if not has_person:
        reasons.append(Reason("Hãy chọn người trong sổ.", "person"))
    if not how:
        reasons.append(
            Reason(
                "Hãy ghi đã kiểm tra thế nào, ví dụ: gọi lại số đã có trong sổ; đến tại xã, xem giấy tờ.",
                "how",
            )
        )
    return reasons
