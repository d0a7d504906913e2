"""What UBND xã looks at in a centre's year. What no record tells is "chưa rõ", never done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Requirement:
    code: str
    label: str
    by: str
    """Where it is asked."""


REQUIREMENTS = (
    Requirement("programme", "Kế hoạch, chương trình năm đã phê duyệt", "kế hoạch của huyện, tỉnh"),
    Requirement("board", "Ban giám đốc đủ người, còn nhiệm kỳ", "quy chế của Bộ GDĐT"),
    Requirement("regulation", "Quy chế hoạt động có trong hồ sơ", "quy chế của Bộ GDĐT"),
    Requirement("reviews", "Thành viên tự đánh giá trong năm", "kế hoạch của phường"),
    Requirement("books", "Có họp, có nghị quyết trong sổ", "kế hoạch của phường"),
    Requirement("survey", "Khảo sát nhu cầu ít nhất 1 lần", "kế hoạch của huyện"),
    Requirement("activities", "Ít nhất 6 hoạt động trong năm", "kế hoạch của tỉnh"),
    Requirement("silence", "Có hoạt động trong 9 tháng gần đây", "12 tháng không hoạt động thì bị đình chỉ"),
    Requirement("ranking", "Tự đánh giá, xếp loại của năm", "CV 2553/BGDĐT-GDTX"),
    Requirement("reports", "Báo cáo năm của trung tâm đã gửi", "kế hoạch của phường"),
    Requirement("equipment", "Đủ cơ sở vật chất, thiết bị cần có", "kế hoạch của huyện"),
)
ACTIVITIES = 6
