"""The books that a centre's own file gives."""

from hoctap.centres.board.models import BoardMeeting
from hoctap.centres.models import Centre, Speaker
from hoctap.centres.persons import note_names
from hoctap.centres.registry import Book, Cell
from hoctap.centres.teaching.models import TeacherRequest
from hoctap.centres.teaching.queries import lines_of
from hoctap.centres.training.models import Trainee
from hoctap.core.vietnamese import format_date, format_number


def _board(centre: Centre, year: int) -> list[list[Cell]]:
    rows = list(
        centre.seats.filter(starts_on__year__lte=year)
        .exclude(ended_on__year__lt=year)
        .select_related("organisation")
    )
    note_names(rows)
    return [
        [
            number,
            one.full_name,
            one.get_role_display(),
            one.title,
            one.decision_number,
            format_date(one.starts_on),
            format_date(one.ended_on or one.term_ends_on) if one.ended_on or one.term_ends_on else "",
        ]
        for number, one in enumerate(rows, start=1)
    ]


def _meetings(centre: Centre, year: int) -> list[list[Cell]]:
    rows = BoardMeeting.objects.filter(centre=centre, on__year=year).order_by("on", "id")
    return [
        [number, format_date(one.on), one.chaired_by, len(one.present.all()), one.agenda, one.conclusion]
        for number, one in enumerate(rows.prefetch_related("present"), start=1)
    ]


def _speakers(centre: Centre, year: int) -> list[list[Cell]]:
    rows = (
        Speaker.objects.filter(place=centre.place).exclude(ended_on__year__lt=year).prefetch_related("topics")
    )
    return [
        [
            number,
            one.speaker.full_name,
            one.speaker.get_kind_display(),
            one.speaker.title,
            one.speaker.phone,
            "; ".join(topic.name for topic in one.topics) or one.speaker.expertise,
            one.sessions,
            format_number(one.hours),
        ]
        for number, one in enumerate(lines_of(list(rows), year), start=1)
    ]


def _teachers(centre: Centre, year: int) -> list[list[Cell]]:
    rows = TeacherRequest.objects.filter(centre=centre, asked_on__year=year).order_by("asked_on", "id")
    rows = rows.select_related("teacher").prefetch_related("sessions")
    note_names([one.teacher for one in rows if one.teacher])
    return [
        [
            number,
            format_date(one.asked_on),
            one.title,
            one.school,
            one.teacher.full_name if one.teacher else "",
            f"{len(one.sessions.all())}/{one.sessions_wanted}",
            one.get_state_display(),
        ]
        for number, one in enumerate(rows, start=1)
    ]


def _training(centre: Centre, year: int) -> list[list[Cell]]:
    rows = list(
        Trainee.objects.filter(training__centre=centre, training__ends_on__year=year)
        .select_related("training")
        .order_by("training__ends_on", "training_id", "full_name")
    )
    note_names(rows)
    return [
        [
            number,
            one.full_name,
            one.title,
            one.training.name,
            one.training.organiser,
            format_date(one.training.ends_on),
            "hoàn thành" if one.is_finished else "",
            one.certificate,
        ]
        for number, one in enumerate(rows, start=1)
    ]


OWN = {
    "board": Book(
        "Sổ Ban giám đốc, nhân sự",
        (
            ("TT", 4, True),
            ("Họ và tên", 18, False),
            ("Vai trò", 12, False),
            ("Chức vụ, nơi công tác", 24, False),
            ("Quyết định", 14, False),
            ("Từ ngày", 10, True),
            ("Đến ngày", 10, True),
        ),
        _board,
        order=10,
    ),
    "meetings": Book(
        "Sổ nghị quyết họp Ban giám đốc",
        (
            ("TT", 4, True),
            ("Ngày", 9, True),
            ("Chủ trì", 16, False),
            ("Số người dự", 7, True),
            ("Nội dung", 28, False),
            ("Kết luận, nghị quyết", 36, False),
        ),
        _meetings,
        order=15,
    ),
    "speakers": Book(
        "Sổ báo cáo viên, tình nguyện viên",
        (
            ("TT", 4, True),
            ("Họ và tên", 18, False),
            ("Loại", 12, False),
            ("Chức danh, nơi công tác", 22, False),
            ("Điện thoại", 11, True),
            ("Chuyên đề, kỹ năng", 22, False),
            ("Số buổi", 6, True),
            ("Số giờ", 6, True),
        ),
        _speakers,
        order=30,
    ),
    "teachers": Book(
        "Sổ theo dõi giáo viên hỗ trợ",
        (
            ("TT", 4, True),
            ("Ngày xin", 9, True),
            ("Lớp, chuyên đề", 28, False),
            ("Trường", 20, False),
            ("Giáo viên", 18, False),
            ("Số buổi", 8, True),
            ("Tình trạng", 16, False),
        ),
        _teachers,
        order=35,
    ),
    "training": Book(
        "Sổ bồi dưỡng, tập huấn",
        (
            ("TT", 4, True),
            ("Họ và tên", 18, False),
            ("Chức vụ, nơi công tác", 20, False),
            ("Nội dung", 24, False),
            ("Đơn vị tổ chức", 16, False),
            ("Đến ngày", 9, True),
            ("Kết quả", 9, False),
            ("Chứng chỉ", 10, False),
        ),
        _training,
        order=40,
    ),
}
