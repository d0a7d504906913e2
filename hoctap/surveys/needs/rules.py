"""What a need must say, and when it is over."""

from hoctap.core.refusals import Reason

MOST_PEOPLE = 100_000


def need_blockers(
    *, level: str, year: int, this_year: int, has_topic: bool, text: str, people: int, named_by: str
) -> list[Reason]:
    reasons = []
    if level not in ("commune", "hamlet"):
        reasons.append(Reason("Nhu cầu ghi cho xã hoặc cho một ấp, khóm.", field="place"))
    if not this_year - 5 <= year <= this_year + 1:
        reasons.append(
            Reason(f"Năm {year} không ghi được. Hãy ghi năm {this_year} hoặc gần đó.", field="year")
        )
    if not has_topic and not text:
        reasons.append(Reason("Hãy chọn chuyên đề, hoặc ghi muốn học gì.", field="topic"))
    if not 1 <= people <= MOST_PEOPLE:
        reasons.append(Reason("Hãy ghi số người muốn học.", field="people"))
    if not named_by:
        reasons.append(
            Reason("Hãy ghi đoàn thể, đơn vị nêu nhu cầu này, ví dụ Hội Nông dân xã.", field="named_by")
        )
    return reasons


def answer_blockers(*, state: str, answer: str) -> list[Reason]:
    if state != "open":
        return [Reason("Nhu cầu này đã đáp ứng hoặc đã trả lời rồi.")]
    if not answer:
        return [Reason("Hãy ghi đã tổ chức gì, ngày nào, hoặc vì sao chưa tổ chức được.", field="answer")]
    return []
