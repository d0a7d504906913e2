"""What leaves the house about requests and consents: the answer, the receipt, the register as a workbook. Values from rows, no change."""

import datetime as dt
from collections.abc import Iterable

from hoctap.core.sheets import Value, table_workbook
from hoctap.core.vietnamese import format_date
from hoctap.papers.content import Letterhead, Line, Part, RecordContent, Signer
from hoctap.people.models import Basis, DataBasis, PrivacyNotice, RequestKind, RequestState, SubjectRequest
from hoctap.people.subject_rules import ERASED_NAME
from hoctap.places.models import OrganisationKind, Place
from hoctap.places.queries import organisation_in

CHAIR = Signer("Chủ tịch", authority_lines=("TM. Ủy ban nhân dân",))
_HEADS = (
    "TT", "Ngày nhận", "Người yêu cầu", "Yêu cầu", "Nội dung", "Nhận qua", "Người nhận", "Hạn báo đã nhận", "Ngày báo đã nhận",
    "Hạn trả lời", "Gia hạn (hạn cũ, lý do)", "Tình trạng", "Ngày xong", "Đúng hạn", "Kết quả", "Căn cứ từ chối", "Người giải quyết",
)  # fmt: skip


def letterhead(place: Place, year: int, symbol: str) -> Letterhead:
    """Of the people's committee of a commune; the commune's own name where no committee is on record."""
    issuer = organisation_in(place, OrganisationKind.PEOPLES_COMMITTEE, year)
    return Letterhead(
        issuer_name=issuer.name if issuer else f"Ủy ban nhân dân {place.full_name}",
        parent_name=issuer.parent_name if issuer else "",
        place_name=place.name,
        year=year,
        symbol=f"{symbol}-{issuer.symbol}" if symbol and issuer else "",
    )


def answer(asked: SubjectRequest) -> RecordContent:
    refused = asked.state == RequestState.REFUSED
    assert asked.closed_on is not None
    lines = [
        Line("Yêu cầu", asked.get_kind_display()),
        Line("Nội dung", asked.text or "không ghi thêm"),
        Line("Ngày nhận, cách nhận", f"{format_date(asked.received_on)}, {asked.get_channel_display()}"),
        Line("Ngày báo đã nhận", format_date(asked.acknowledged_on) if asked.acknowledged_on else "chưa ghi"),
        Line("Hạn trả lời", format_date(asked.due_on)),
    ]
    if asked.extended_on and asked.first_due_on:
        words = f"hạn đầu {format_date(asked.first_due_on)}; {asked.extended_why}"
        lines.append(Line("Đã gia hạn", words))
    result = [
        Line("Kết quả", "Từ chối" if refused else "Đã làm theo yêu cầu"),
        Line("Cụ thể" if not refused else "Lý do", asked.outcome),
    ]
    if refused:
        result.append(Line("Căn cứ pháp luật", asked.legal_reason))
    if asked.kind == RequestKind.WITHDRAW:
        result.append(
            Line("Từ khi nào", f"Sự đồng ý hết hiệu lực từ ngày {format_date(asked.received_on)}; {GOES_ON}")
        )
    issuer = letterhead(asked.place, asked.closed_on.year, "TB")
    return RecordContent(
        letterhead=issuer,
        kind_name="Thông báo",
        summary="Trả lời yêu cầu về dữ liệu cá nhân",
        recipients=(asked.person.full_name,) if asked.person.full_name != ERASED_NAME else (),
        parts=(
            Part(paragraphs=(f"{issuer.issuer_name} trả lời yêu cầu về dữ liệu cá nhân như sau:",)),
            Part("1. Yêu cầu đã nhận", lines=tuple(lines)),
            Part("2. Kết quả giải quyết", lines=tuple(result)),
            Part("3. Liên hệ", paragraphs=(_contact(asked.place, asked.closed_on), RIGHTS)),
        ),
        closing=f"{issuer.issuer_name} thông báo để ông/bà được biết",
        copies=("Như trên", "Lưu: VT"),
        signer=CHAIR,
    )


GOES_ON = (
    "việc cơ quan nhà nước làm theo luật chuyên ngành vẫn tiếp tục, và những gì đã làm trước đó giữ nguyên"
)
RIGHTS = (
    "Nếu không đồng ý, ông/bà có quyền khiếu nại, tố cáo, khởi kiện, yêu cầu bồi thường thiệt hại theo quy định của pháp luật "
    "(Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, Điều 4)."
)


def _contact(place: Place, on: dt.date) -> str:
    notice = PrivacyNotice.objects.in_force(place, on)
    if notice is None:
        return f"Mọi thắc mắc xin liên hệ Ủy ban nhân dân {place.full_name}."
    return f"Phụ trách dữ liệu cá nhân: {notice.officer_name}; {notice.officer_contact}."


def receipt(basis: DataBasis) -> RecordContent:
    """Purpose, words, day, way, helper, and how to take it back. Needs `basis.person`."""
    person, place = basis.person, basis.place
    assert person is not None
    agreed = basis.basis != Basis.OBJECTION
    notice = basis.notice
    lines = [
        Line("Họ và tên", person.full_name),
        Line("Mục đích sử dụng dữ liệu", basis.get_purpose_display()),
        Line("Ý kiến", basis.get_basis_display()),
        Line("Ngày, hình thức", f"{format_date(basis.given_on)}, {basis.get_channel_display()}"),
        Line("Bản thông báo đã đọc", basis.notice_version),
        Line("Người giúp ghi", basis.helper or "không có"),
        Line("Người ghi", basis.recorded_by),
    ]
    if basis.guardian:
        agrees = "; trẻ cũng đồng ý" if basis.child_agrees else ""
        lines.insert(3, Line("Cha, mẹ hoặc người giám hộ", f"{basis.guardian}{agrees}"))
    if basis.withdrawn_on:
        lines.append(Line("Đã rút, hết hiệu lực từ ngày", format_date(basis.withdrawn_on)))
    whom = (
        f"Phụ trách dữ liệu cá nhân: {notice.officer_name}; {notice.officer_contact}."
        if notice
        else _contact(place, basis.given_on)
    )
    how = (
        f"Ông/bà có thể rút hoặc đổi ý kiến bất cứ lúc nào: đến {place.full_name}, gọi điện hoặc gửi giấy, nêu số biên nhận này. "
        f"Không phải nêu lý do. Sự đồng ý hết hiệu lực ngay khi xã nhận được; {GOES_ON}."
    )
    return RecordContent(
        letterhead=letterhead(place, basis.given_on.year, ""),
        kind_name="Giấy biên nhận",
        summary=f"Số {basis.receipt_number}: ý kiến về việc sử dụng dữ liệu cá nhân",
        parts=(
            Part("1. Ý kiến đã ghi", lines=tuple(lines)),
            Part("2. Rút hoặc đổi ý kiến", paragraphs=(how if agreed else CHANGES_MIND, whom)),
        ),
        signer=Signer("Người ghi", hint="(Ký, ghi rõ họ tên)"),
        left=Signer("Người cho ý kiến" if not basis.guardian else "Người giám hộ"),
        closing="Biên nhận lập thành 02 bản, mỗi bên giữ một bản",
    )


CHANGES_MIND = "Ông/bà có thể đổi ý kiến bất cứ lúc nào; xã làm theo ý kiến ghi sau cùng."


def register(rows: Iterable[SubjectRequest], today: dt.date) -> bytes:
    return table_workbook(
        "Sổ theo dõi yêu cầu",
        _HEADS,
        [_row(order, one, today) for order, one in enumerate(rows, 1)],
        (5, 12, 26, 18, 34, 14, 26, 12, 12, 12, 28, 16, 12, 14, 34, 30, 26),
        wrapped=(3, 5, 7, 11, 15, 16, 17),
    )


def _row(order: int, one: SubjectRequest, today: dt.date) -> list[Value]:
    done_on = one.closed_on or today
    in_time = "muộn" if done_on > one.due_on else "đúng hạn" if one.closed_on else "còn hạn"
    return [
        order,
        format_date(one.received_on),
        one.person.full_name,
        one.get_kind_display(),
        one.text,
        one.get_channel_display(),
        one.received_by,
        format_date(one.acknowledge_by_on),
        format_date(one.acknowledged_on) if one.acknowledged_on else "",
        format_date(one.due_on),
        f"{format_date(one.first_due_on)}; {one.extended_why}" if one.first_due_on else "",
        one.get_state_display(),
        format_date(one.closed_on) if one.closed_on else "",
        in_time,
        one.outcome,
        one.legal_reason,
        one.closed_by,
    ]
