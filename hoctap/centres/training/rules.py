"""What a course must say, and who counts as trained."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


@dataclass(frozen=True)
class TrainingDetails:
    kind: str
    name: str
    starts_on: dt.date
    ends_on: dt.date
    organiser: str = ""
    is_it: bool = False
    hours: int | None = None


def training_blockers(details: TrainingDetails, *, today: dt.date) -> list[Reason]:
    reasons = []
    if not details.name:
        reasons.append(Reason("Hãy ghi nội dung bồi dưỡng.", field="name"))
    if details.kind != "self" and not details.organiser:
        reasons.append(Reason("Hãy ghi đơn vị tổ chức. Chỉ việc tự học mới để trống.", field="organiser"))
    if details.ends_on < details.starts_on:
        reasons.append(Reason("Ngày cuối không trước ngày đầu.", field="ends_on"))
    if details.starts_on > today:
        reasons.append(
            Reason(f"Ngày {format_date(details.starts_on)} chưa tới. Hãy ghi sau khi học.", field="starts_on")
        )
    return reasons


def trainee_blockers(*, full_name: str, is_there: bool) -> list[Reason]:
    reasons = []
    if not full_name:
        reasons.append(Reason("Hãy chọn một người của trung tâm hoặc ghi họ và tên.", field="full_name"))
    if is_there:
        reasons.append(Reason(f"{full_name} đã có trong danh sách.", field="full_name"))
    return reasons


def finish_blockers(*, ends_on: dt.date, today: dt.date, is_finished: bool) -> list[Reason]:
    reasons = []
    if ends_on > today:
        reasons.append(Reason(f"Lớp đến {format_date(ends_on)} mới xong. Hãy ghi hoàn thành sau ngày ấy."))
    if is_finished:
        reasons.append(Reason("Người này đã ghi hoàn thành."))
    return reasons
