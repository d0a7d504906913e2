"""What may be said of a class that teaches for work, and of what came of it."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_HOURS = 2000
"""Short courses take up to three months; more than a year of full days was mistyped."""

WHAT = {
    "finished": "Học xong",
    "certificate": "Được cấp chứng chỉ, chứng nhận",
    "work": "Có việc làm hoặc tăng thu nhập",
    "applies": "Áp dụng kỹ thuật đã học",
}
ANSWERS = {"yes": "Có", "no": "Không", "": "Chưa hỏi"}


@dataclass(frozen=True)
class CourseFacts:
    trade: str
    provider: str
    hours: int


def course_blockers(course: CourseFacts, *, is_taken: bool) -> list[Reason]:
    reasons = []
    if not course.trade:
        reasons.append(Reason("Hãy ghi nghề, ví dụ: May công nghiệp, Chăn nuôi gia súc.", field="trade"))
    if not course.provider:
        reasons.append(Reason("Hãy ghi cơ sở đào tạo, ví dụ: Trung tâm GDNN – GDTX.", field="provider"))
    if course.hours < 1:
        reasons.append(Reason("Hãy ghi số giờ của chương trình.", field="hours"))
    elif course.hours > MOST_HOURS:
        reasons.append(
            Reason(f"{course.hours} giờ quá dài cho đào tạo ngắn hạn. Hãy xem lại.", field="hours")
        )
    if not reasons and is_taken:
        reasons.append(
            Reason(f"{course.provider} đã có chương trình {course.trade} trong danh mục.", field="trade")
        )
    return reasons


def vocational_blockers(
    course: CourseFacts, *, is_class: bool, is_cancelled: bool, is_retraining: bool, enterprise: str
) -> list[Reason]:
    reasons = course_blockers(course, is_taken=False)
    if not is_class:
        reasons.append(
            Reason("Chỉ lớp mới là lớp đào tạo nghề; chuyên đề, buổi lồng ghép, sự kiện thì không.")
        )
    if is_cancelled:
        reasons.append(Reason("Lớp này đã hủy."))
    if is_retraining and not enterprise:
        reasons.append(
            Reason("Đào tạo lại trong doanh nghiệp: hãy ghi tên doanh nghiệp.", field="enterprise")
        )
    return reasons


def transfer_blockers(
    *, agency: str, technique: str, teaches: bool, is_cancelled: bool, households: int | None
) -> list[Reason]:
    reasons = []
    if not teaches:
        reasons.append(Reason("Chuyển giao kỹ thuật là lớp, chuyên đề hoặc buổi lồng ghép."))
    if is_cancelled:
        reasons.append(Reason("Hoạt động này đã hủy."))
    if not agency:
        reasons.append(
            Reason("Hãy ghi cơ quan chuyển giao, ví dụ: Trung tâm Dịch vụ nông nghiệp.", field="agency")
        )
    if not technique:
        reasons.append(Reason("Hãy ghi kỹ thuật, ví dụ: Trồng lúa 1 phải 5 giảm.", field="technique"))
    if households is not None and households > 20_000:
        reasons.append(Reason(f"{households} hộ quá nhiều cho một hoạt động.", field="households"))
    return reasons


@dataclass(frozen=True)
class ClassFacts:
    """What an outcome is said of."""

    is_vocational: bool
    is_transfer: bool
    starts_on: dt.date
    names: int
    """Different learners by name."""
    heads: int | None
    """The most people counted at one of its sessions; None: never counted by heads."""


def _day_blockers(facts: ClassFacts, as_of: dt.date, today: dt.date) -> list[Reason]:
    if not facts.is_vocational and not facts.is_transfer:
        return [Reason("Hãy ghi lớp này là đào tạo nghề hay chuyển giao kỹ thuật trước.")]
    if as_of > today:
        return [Reason("Ngày hỏi chưa tới.", field="as_of")]
    if as_of < facts.starts_on:
        return [
            Reason(
                f"Lớp bắt đầu ngày {format_date(facts.starts_on)}; ngày hỏi phải từ ngày ấy.", field="as_of"
            )
        ]
    return []


def answer_blockers(
    facts: ClassFacts,
    *,
    what: str,
    answer: str,
    as_of: dt.date,
    chosen: int,
    not_finished: list[str],
    certified: list[str],
    today: dt.date,
) -> list[Reason]:
    """`not_finished`: of the chosen, who is written down as not having finished; `certified`: who has a certificate."""
    reasons = _day_blockers(facts, as_of, today)
    if not chosen:
        reasons.append(Reason("Hãy đánh dấu ít nhất một người.", field="learner"))
    if what not in WHAT:
        reasons.append(Reason("Chọn điều muốn ghi.", field="what"))
    if what in ("certificate", "work") and not facts.is_vocational:
        reasons.append(Reason("Chứng chỉ, việc làm chỉ ghi cho lớp đào tạo nghề.", field="what"))
    if what == "applies" and not facts.is_transfer:
        reasons.append(Reason("Áp dụng kỹ thuật chỉ ghi cho lớp chuyển giao.", field="what"))
    if what == "certificate" and answer == "yes" and not_finished:
        reasons.append(
            Reason(
                f"Đã ghi là không học xong nên không được cấp chứng chỉ: {_some(not_finished)}. "
                "Hãy sửa “học xong” trước.",
                field="learner",
            )
        )
    if what == "finished" and answer != "yes" and certified:
        reasons.append(
            Reason(
                f"Đã ghi được cấp chứng chỉ: {_some(certified)}. Hãy sửa chứng chỉ trước.", field="learner"
            )
        )
    return reasons


def _some(names: list[str]) -> str:
    more = f" và {len(names) - 3} người nữa" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


@dataclass(frozen=True)
class Counted:
    finished: int
    certified: int | None = None
    working: int | None = None
    applying: int | None = None


def tally_blockers(facts: ClassFacts, counted: Counted, *, as_of: dt.date, today: dt.date) -> list[Reason]:
    reasons = _day_blockers(facts, as_of, today)
    if facts.names:
        reasons.append(
            Reason(
                f"Lớp này đã điểm danh {facts.names} người theo tên: ghi kết quả cho từng người, không ghi số."
            )
        )
    elif facts.heads is None:
        reasons.append(Reason("Lớp này chưa ghi số người dự buổi nào. Hãy ghi số người dự trước."))
    elif counted.finished > facts.heads:
        reasons.append(
            Reason(
                f"{counted.finished} người học xong, mà buổi đông nhất có {facts.heads} người.", "finished"
            )
        )
    for name, words in (
        ("certified", "được cấp chứng chỉ"),
        ("working", "có việc làm"),
        ("applying", "áp dụng"),
    ):
        number = getattr(counted, name)
        if number is not None and number > counted.finished:
            reasons.append(
                Reason(f"{number} người {words}, nhiều hơn {counted.finished} người học xong.", field=name)
            )
    if counted.certified is not None and not facts.is_vocational:
        reasons.append(Reason("Chứng chỉ chỉ ghi cho lớp đào tạo nghề.", field="certified"))
    if counted.working is not None and not facts.is_vocational:
        reasons.append(Reason("Việc làm chỉ ghi cho lớp đào tạo nghề.", field="working"))
    if counted.applying is not None and not facts.is_transfer:
        reasons.append(Reason("Áp dụng kỹ thuật chỉ ghi cho lớp chuyển giao.", field="applying"))
    return reasons
