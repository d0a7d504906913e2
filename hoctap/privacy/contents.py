"""What the papers of data protection say: the form of an incident, the drafts of the impact assessment and the level dossier.

All are forms of our own: the official ones were not seen, and each page says so. What is not known is a blank to write in.
"""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from hoctap.core.vietnamese import format_date, format_datetime, format_number
from hoctap.papers.content import Line, Part, RecordContent
from hoctap.people.models import PrivacyNotice
from hoctap.people.subject_papers import CHAIR, letterhead
from hoctap.privacy.models import Incident
from hoctap.privacy.queries import Installation

FORM_MARK = "MẪU CỦA HỆ THỐNG — chưa đối chiếu với mẫu chính thức"
DRAFT_MARK = "BẢN NHÁP — lập từ số liệu của hệ thống, chưa được kiểm tra, chưa có giá trị"
_AUTHORITY = "Cơ quan chuyên trách bảo vệ dữ liệu cá nhân (Bộ Công an)"


def incident_form(incident: Incident) -> RecordContent:
    now = timezone.localtime()
    head = letterhead(incident.place, now.year, "TB")
    notice = PrivacyNotice.objects.in_force(incident.place, now.date())
    harm = {True: "Có", False: "Không", None: ""}[incident.is_harm_likely]
    subjects = ""
    if incident.subjects_told_at:
        subjects = f"{_moment(incident.subjects_told_at)}; {incident.subjects_told_how}"
    late = [Line("Lý do chậm", incident.late_why)] if incident.late_why or _is_late(incident, now) else []
    return RecordContent(
        letterhead=head,
        kind_name="Thông báo",
        summary="Sự cố về bảo vệ dữ liệu cá nhân",
        recipients=(incident.told_whom or _AUTHORITY,),
        parts=(
            Part(
                "1. Việc đã xảy ra",
                lines=(
                    Line("Loại sự cố", incident.get_kind_display()),
                    Line("Mô tả", incident.what),
                    Line("Xảy ra lúc", _moment(incident.happened_at)),
                    Line("Phát hiện lúc", _moment(incident.found_at)),
                    Line("Hạn thông báo (72 giờ)", _moment(incident.notify_by)),
                    *late,
                ),
            ),
            Part(
                "2. Dữ liệu và người bị ảnh hưởng",
                lines=(
                    Line("Loại dữ liệu", incident.data_kinds),
                    Line("Số người, ước tính", _count(incident.subjects_count)),
                    Line("Hậu quả, thiệt hại có thể xảy ra", incident.consequences),
                    Line("Có thể gây hại cho người dân", harm),
                    Line("Đã báo người dân", subjects),
                ),
            ),
            Part("3. Biện pháp", lines=(Line("Đã và sẽ làm để ngăn chặn, khắc phục", incident.measures),)),
            Part(
                "4. Liên hệ",
                lines=(
                    Line("Người, bộ phận phụ trách", notice.officer_name if notice else ""),
                    Line("Điện thoại, nơi làm việc", notice.officer_contact if notice else ""),
                ),
            ),
        ),
        closing=f"{head.issuer_name} thông báo để cơ quan biết, hướng dẫn",
        copies=("Như trên", "Lưu: VT"),
        signer=CHAIR,
        sample_mark=FORM_MARK,
    )


def impact_assessment(facts: Installation, on: dt.date) -> RecordContent:
    """In the nine parts a) to i) that NĐ 13/2023/NĐ-CP, Điều 24 asked for; what the new decree asks for was not seen."""
    head = letterhead(facts.place, on.year, "")
    return RecordContent(
        letterhead=head,
        kind_name="Hồ sơ",
        summary="Đánh giá tác động xử lý dữ liệu cá nhân",
        parts=(
            Part(
                paragraphs=(
                    f"Lập ngày {format_date(on)} từ số liệu của hệ thống. Các mục theo Nghị định số 13/2023/NĐ-CP, Điều 24 (đã hết "
                    "hiệu lực), dùng làm điểm bắt đầu; tên các mục và yêu cầu của Nghị định số 356/2025/NĐ-CP chưa kiểm chứng.",
                    "Thời hạn nộp và cập nhật theo Luật số 91/2025/QH15, Điều 21: nộp trong 60 ngày kể từ ngày bắt đầu xử lý, "
                    "cập nhật sáu tháng một lần (theo nguồn thứ cấp, chưa đối chiếu bản chính).",
                )
            ),
            Part(
                "a) Bên kiểm soát dữ liệu",
                lines=(Line("Cơ quan", facts.committee), Line("Địa chỉ, điện thoại"), Line("Người đại diện")),
            ),
            Part("b) Người, bộ phận phụ trách bảo vệ dữ liệu", lines=_officer(facts)),
            Part(
                "c) Mục đích xử lý và căn cứ",
                lines=tuple(
                    Line(purpose, _ground(law, given))
                    for (purpose, law), (_, given) in zip(facts.grounds, facts.consents, strict=True)
                ),
            ),
            Part(
                "d) Loại dữ liệu, số người",
                lines=(
                    Line(
                        "Dữ liệu cơ bản",
                        "họ tên, năm sinh, giới tính, hộ, ấp, quan hệ với chủ hộ, việc làm; điện thoại nếu cho",
                    ),
                    Line(
                        "Dữ liệu nhạy cảm", "hệ thống không có ô để ghi; điều ghi trong ô chữ tự do: ………………"
                    ),
                    Line("Số người đang có trong sổ", format_number(facts.persons)),
                    Line("Số hộ đang có trong sổ", format_number(facts.households)),
                    Line(
                        "Trẻ em",
                        "có thể có trong hộ; sự đồng ý do cha, mẹ hoặc người giám hộ, trẻ từ 7 tuổi cũng đồng ý",
                    ),
                ),
            ),
            Part(
                "đ) Ai nhận, ai xử lý dữ liệu",
                lines=(
                    *(Line(label, f"{format_number(number)} tài khoản") for label, number in facts.roles),
                    Line("Bên xử lý dữ liệu (Hội Khuyến học, đơn vị vận hành máy chủ)"),
                    Line("Cơ quan khác nhận dữ liệu"),
                ),
            ),
            Part(
                "e) Chuyển dữ liệu ra nước ngoài",
                lines=(
                    Line("Phần mềm", "không gọi máy chủ, phông chữ, thống kê của bên ngoài"),
                    Line("Nơi đặt máy chủ, bản sao lưu"),
                ),
            ),
            Part("g) Thời gian xử lý, thời hạn xóa", lines=_retention(facts)),
            Part("h) Biện pháp bảo vệ đang có", lines=_measures(facts)),
            Part(
                "i) Ảnh hưởng, hậu quả có thể xảy ra và cách giảm",
                lines=(
                    Line("Sự cố đã ghi trong hệ thống", format_number(facts.incidents)),
                    Line("Hậu quả có thể xảy ra với người dân"),
                    Line("Mức độ"),
                    Line("Cách giảm"),
                ),
            ),
        ),
        closing=f"{head.issuer_name} chịu trách nhiệm về nội dung hồ sơ sau khi kiểm tra, bổ sung",
        copies=("Cơ quan chuyên trách bảo vệ dữ liệu cá nhân", "Lưu: VT"),
        signer=CHAIR,
        sample_mark=DRAFT_MARK,
    )


def level_dossier(facts: Installation, on: dt.date) -> RecordContent:
    head = letterhead(facts.place, on.year, "")
    advice = facts.advice
    who = (
        "bộ phận chuyên trách an toàn thông tin của chủ quản thẩm định và phê duyệt"
        if advice.level < 3
        else "bộ phận chuyên trách của chủ quản thẩm định, chủ quản phê duyệt"
    )
    return RecordContent(
        letterhead=head,
        kind_name="Hồ sơ",
        summary=f"Đề xuất cấp độ {advice.level} về an toàn hệ thống thông tin",
        parts=(
            Part(
                paragraphs=(
                    f"Lập ngày {format_date(on)} từ số liệu của hệ thống, theo Nghị định số 85/2016/NĐ-CP, Điều 7 đến Điều 9 và "
                    "Điều 12. Luật An ninh mạng số 116/2025/QH15 có hiệu lực từ 01/7/2026; nghị định thay thế: chưa kiểm chứng.",
                )
            ),
            Part(
                "1. Hệ thống",
                lines=(
                    Line("Chủ quản hệ thống", facts.committee),
                    Line("Đơn vị vận hành"),
                    Line("Tên miền", ", ".join(facts.hosts)),
                    Line("Nơi đặt máy chủ"),
                    Line("Chức năng", "sổ hộ, công nhận danh hiệu học tập, văn bản, báo cáo"),
                    Line("Số tài khoản đang dùng", format_number(facts.users)),
                    Line("Số xã dùng chung", format_number(facts.communes)),
                    Line("Số người có dữ liệu ở xã", format_number(facts.persons)),
                ),
            ),
            Part(
                "2. Cấp độ đề xuất",
                paragraphs=(f"Đề xuất cấp độ {advice.level}, vì: {'; '.join(advice.reasons)}.",),
                lines=(
                    *(Line(f"Cần xác định: {one}") for one in advice.unknowns),
                    Line("Thẩm định, phê duyệt", who + " (Điều 12)"),
                ),
            ),
            Part(
                "3. Biện pháp bảo đảm an toàn đang có",
                lines=(*_measures(facts), *(_more_for_level_3() if advice.level == 3 else ())),
            ),
            Part("4. Người phụ trách", lines=_officer(facts)),
        ),
        closing=f"{head.issuer_name} đề nghị thẩm định, phê duyệt cấp độ sau khi hồ sơ được bổ sung đầy đủ",
        copies=("Bộ phận chuyên trách an toàn thông tin", "Lưu: VT"),
        signer=CHAIR,
        sample_mark=DRAFT_MARK,
    )


DRAFTS: dict[str, Callable[[Installation, dt.date], RecordContent]] = {
    "impact": impact_assessment,
    "level": level_dossier,
}


def _officer(facts: Installation) -> tuple[Line, ...]:
    notice = facts.notice
    return (
        Line("Họ tên, bộ phận", notice.officer_name if notice else ""),
        Line("Điện thoại, nơi làm việc", notice.officer_contact if notice else ""),
        Line("Văn bản phân công"),
    )


def _ground(law: str, given: int) -> str:
    parts = [f"nhiệm vụ của cơ quan nhà nước theo {law}"] if law else []
    if given:
        parts.append(f"sự đồng ý của {format_number(given)} người")
    return "; ".join(parts)


def _retention(facts: Installation) -> tuple[Line, ...]:
    lines = []
    for row in facts.retention:
        if row.months is None:
            words = f"giữ lâu dài. {row.basis}"
        else:
            decided = "" if row.decided_by else " (đề xuất, chưa có quyết định)"
            words = f"{row.months} tháng {row.kind.after}, rồi {row.way}{decided}"
        lines.append(Line(row.kind.label, words))
    return tuple(lines)


def _measures(facts: Installation) -> tuple[Line, ...]:
    return tuple(
        Line(fact.label, f"{fact.value}{'; ' + fact.note if fact.note else ''}" if fact.value else "")
        for fact in facts.facts
    )


def _more_for_level_3() -> tuple[Line, ...]:
    return (Line("Đánh giá an toàn hằng năm: đơn vị, ngày, kết quả"),)


def _is_late(incident: Incident, now: dt.datetime) -> bool:
    return (incident.told_at or now) > incident.notify_by


def _moment(moment: dt.datetime | None) -> str:
    return format_datetime(moment) if moment else ""


def _count(number: int | None) -> str:
    return "" if number is None else format_number(number)
