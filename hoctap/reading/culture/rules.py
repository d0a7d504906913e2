"""The form by which the culture of reading of a place is judged, and what readers ask for.

No legal text that we know gives such a form: the questions are the program's proposal and marked "chưa kiểm chứng" wherever they stand.
"""

import datetime as dt
from collections.abc import Mapping

from hoctap.core.refusals import Reason

QUESTIONS = {
    "families": "Gia đình có tủ sách hoặc góc đọc, cha mẹ đọc cùng con",
    "shelves": "Thư viện, tủ sách mở cửa đều và có người đến",
    "lending": "Sách được mượn về nhà, luân chuyển giữa các điểm",
    "children": "Trẻ em, học sinh có giờ đọc, được xe lưu động phục vụ",
    "movement": "Có ngày sách, câu lạc bộ đọc, giới thiệu sách ở ấp, khóm",
    "digital": "Người dân biết tìm và đọc tài liệu số",
}
GRADES = {3: "tốt", 2: "khá", 1: "có nhưng ít", 0: "chưa có"}


def result_of(answers: Mapping[str, int]) -> str:
    """Proposed from the share of all points: from 80 % tốt, 60 % khá, 40 % trung bình. A person decides."""
    points, most = sum(answers.values()), 3 * len(QUESTIONS)
    for least, result in ((80, "good"), (60, "fair"), (40, "average")):
        if points * 100 >= least * most:
            return result
    return "weak"


def assessment_reasons(
    *,
    year: int | None,
    as_of: dt.date | None,
    answers: Mapping[str, int | None],
    evidence: str,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if year is None or not 2000 <= year <= today.year:
        reasons.append(Reason("Hãy ghi năm được đánh giá, không sau năm nay.", "year"))
    if as_of is None:
        reasons.append(Reason("Hãy ghi ngày đánh giá.", "as_of"))
    elif as_of > today:
        reasons.append(Reason("Ngày đánh giá chưa tới. Đánh giá xong hãy ghi.", "as_of"))
    elif year is not None and as_of.year < year:
        reasons.append(Reason("Ngày đánh giá không thể trước năm được đánh giá.", "as_of"))
    reasons += [
        Reason(f"Chưa trả lời: {label}. Hãy chọn một mức.", code)
        for code, label in QUESTIONS.items()
        if answers.get(code) not in GRADES
    ]
    if not evidence:
        reasons.append(Reason("Hãy ghi minh chứng: số liệu, biên bản, hoạt động.", "evidence"))
    return reasons


def request_reasons(*, wanted: str, people: int | None, on: dt.date | None, today: dt.date) -> list[Reason]:
    reasons = []
    if not wanted:
        reasons.append(Reason("Hãy ghi nhan đề hoặc chủ đề được đề nghị.", "wanted"))
    if people is None or not 1 <= people <= 10_000:
        reasons.append(Reason("Hãy ghi bao nhiêu người đề nghị, ít nhất 1.", "people"))
    if on is None:
        reasons.append(Reason("Hãy ghi ngày đề nghị.", "on"))
    elif on > today:
        reasons.append(Reason("Ngày đề nghị chưa tới. Hãy xem lại ngày.", "on"))
    return reasons


def answer_reasons(
    *, state: str, now: str, answer: str, on: dt.date | None, asked_on: dt.date, today: dt.date
) -> list[Reason]:
    if now != "open":
        return [Reason("Đề nghị này đã trả lời rồi. Ai còn cần thì ghi một đề nghị mới.", "state")]
    reasons = []
    if state not in ("met", "refused"):
        reasons.append(Reason("Hãy chọn đã có sách hay không đáp ứng được.", "state"))
    if not answer:
        reasons.append(Reason("Hãy ghi trả lời: đã mua sách nào, hoặc vì sao chưa được.", "answer"))
    if on is None or on > today:
        reasons.append(Reason("Hãy ghi ngày trả lời, không sau hôm nay.", "on"))
    elif on < asked_on:
        reasons.append(Reason("Ngày trả lời không trước ngày đề nghị.", "on"))
    return reasons
