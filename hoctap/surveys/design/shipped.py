"""The form that a centre begins with: what people want to learn, who they are in broad terms, when they have time."""

from collections.abc import Sequence

from hoctap.centres.models import Topic
from hoctap.surveys.answering.rules import AGE_BANDS
from hoctap.surveys.design.rules import AGE, MEMBER, OCCUPATION, SEX, TOPICS, Design, Item

_JOBS = (
    ("farmer", "Làm nông, nuôi trồng"),
    ("worker", "Công nhân, làm thuê"),
    ("business", "Buôn bán, dịch vụ"),
    ("staff", "Cán bộ, công chức, viên chức"),
    ("student", "Học sinh, sinh viên"),
    ("home", "Nội trợ, hưu trí"),
    ("other", "Việc khác"),
)
_MEMBERS = (
    ("farmers", "Hội Nông dân"),
    ("women", "Hội Phụ nữ"),
    ("youth", "Đoàn Thanh niên"),
    ("veterans", "Hội Cựu chiến binh"),
    ("elderly", "Hội Người cao tuổi"),
    ("learning", "Hội Khuyến học"),
)
_TIMES = (
    ("morning", "Sáng"),
    ("afternoon", "Chiều"),
    ("evening", "Tối"),
    ("weekend", "Thứ bảy, chủ nhật"),
)
_YES_NO = (("yes", "Có"), ("no", "Không"))


def first_form(topics: Sequence[Topic]) -> Design:
    """`topics`: those offered, in order; culture and sport are asked for with the others (S0-47)."""
    wanted = (*((topic.code, topic.name) for topic in topics[:78]), ("khac", "Điều khác"))
    return Design(
        (
            Item("begin group", "muon_hoc", "Ông/bà muốn học, muốn biết thêm điều gì?"),
            Item(
                "select_multiple",
                TOPICS,
                "Chọn những điều muốn học, muốn biết",
                "Chọn được nhiều điều",
                required=True,
                choices=wanted,
                list_name=TOPICS,
            ),
            Item(
                "text",
                "dieu_khac",
                "Điều khác là gì?",
                "Không ghi tên người",
                relevant=f"selected(${{{TOPICS}}}, 'khac')",
            ),
            Item("end group"),
            Item("begin group", "khi_nao", "Học khi nào thì tiện?"),
            Item(
                "select_multiple", "thoi_gian", "Lúc nào đi học được?", choices=_TIMES, list_name="thoi_gian"
            ),
            Item(
                "select_one",
                "dien_thoai",
                "Có học qua điện thoại được không?",
                choices=_YES_NO,
                list_name="co_khong",
            ),
            Item("end group"),
            Item("begin group", "ve_minh", "Về người trả lời"),
            Item("note", "loi_dan", "Không hỏi tên. Các câu này chỉ để biết lớp nào hợp với ai."),
            Item("select_one", AGE, "Bao nhiêu tuổi?", choices=tuple(AGE_BANDS.items()), list_name=AGE),
            Item(
                "select_one", SEX, "Nam hay nữ?", choices=(("female", "Nữ"), ("male", "Nam")), list_name=SEX
            ),
            Item("select_one", OCCUPATION, "Làm nghề gì?", choices=_JOBS, list_name=OCCUPATION),
            Item("select_multiple", MEMBER, "Là hội viên, đoàn viên của", choices=_MEMBERS, list_name=MEMBER),
            Item("end group"),
        )
    )
