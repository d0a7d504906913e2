"""What a centre's file holds about a person: handed out on request, his name taken out on request.

Only where he was chosen from the register: a typed name may be anybody's. Decisions, terms and counts stay.
"""

from hoctap.centres.board.models import BoardSeat, MemberReview
from hoctap.centres.models import Speaker, SpeakerHelp
from hoctap.centres.training.models import Trainee
from hoctap.core.vietnamese import format_date, format_number
from hoctap.people.erasing import replace_name
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart, PersonReference
from hoctap.people.subject_rules import ERASED_NAME

REFERENCES = (
    PersonReference(BoardSeat, "person"),
    PersonReference(Speaker, "person"),
    PersonReference(Trainee, "person"),
)


def file_of_person(person: Person) -> list[ExportPart]:
    seats = BoardSeat.objects.filter(person=person).select_related("centre__organisation")
    parts = [
        ExportPart(
            "Vai trò ở trung tâm học tập cộng đồng",
            [
                {
                    "Trung tâm": one.centre.name,
                    "Vai trò": one.get_role_display(),
                    "Chức vụ, nơi công tác": one.title,
                    "Được phân công": one.duties,
                    "Quyết định": one.decision_number,
                    "Từ ngày": format_date(one.starts_on),
                    "Thôi từ": format_date(one.ended_on) if one.ended_on else "",
                }
                for one in seats
            ],
        ),
        ExportPart(
            "Tự đánh giá ở trung tâm học tập cộng đồng",
            [
                {"Năm": str(one.year), "Mức": one.get_level_display(), "Nội dung": one.text}
                for one in MemberReview.objects.filter(seat__person=person)
            ],
        ),
        ExportPart(
            "Báo cáo viên, tình nguyện viên của trung tâm",
            [
                {
                    "Loại": one.get_kind_display(),
                    "Chức danh, nơi công tác": one.title,
                    "Điện thoại": one.phone,
                    "Lĩnh vực, kỹ năng": one.expertise,
                    "Lúc tham gia được": one.availability,
                }
                for one in Speaker.objects.filter(person=person)
            ],
        ),
        ExportPart(
            "Giờ tham gia hoạt động của trung tâm",
            [
                {"Ngày": format_date(one.on), "Hoạt động": one.what, "Số giờ": format_number(one.hours)}
                for one in SpeakerHelp.objects.filter(speaker__person=person)
            ],
        ),
        ExportPart(
            "Bồi dưỡng, tập huấn của trung tâm",
            [
                {
                    "Nội dung": one.training.name,
                    "Đến ngày": format_date(one.training.ends_on),
                    "Kết quả": "hoàn thành" if one.is_finished else "",
                    "Chứng chỉ": one.certificate,
                }
                for one in Trainee.objects.filter(person=person).select_related("training")
            ],
        ),
    ]
    return [part for part in parts if part.rows]


def forget_person(erasure: Erasure) -> None:
    seats = BoardSeat.objects.filter(person=erasure.person)
    replace_name(MemberReview.objects.filter(seat__in=seats), erasure.name, ["text"])
    seats.update(full_name=ERASED_NAME, title="", duties="", user=None)
    Speaker.objects.filter(person=erasure.person).update(
        full_name=ERASED_NAME, title="", phone="", expertise="", availability=""
    )
    Trainee.objects.filter(person=erasure.person).update(full_name=ERASED_NAME, title="", certificate="")
