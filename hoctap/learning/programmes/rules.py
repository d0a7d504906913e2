"""What a centre's programme of a year may say, and when it may be sent and approved."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason

LEAST_TIMES = 6
"""Ít nhất 6 hoạt động một năm, as plans of provinces ask of each centre."""


@dataclass(frozen=True)
class LineFacts:
    title: str
    month_from: int
    month_to: int
    times: int
    people: int | None
    target_group: str
    is_topic_offered: bool
    is_place_inside: bool
    is_task_in_force: bool
    are_needs_of_commune: bool


def programme_blockers(*, year: int, today: dt.date, is_taken: bool, has_centre_ended: bool) -> list[Reason]:
    reasons = []
    if year < today.year:
        reasons.append(
            Reason(
                f"Năm {year} đã qua, không lập chương trình cho năm ấy nữa. Hoạt động đã diễn ra thì ghi ở “Ghi nhanh”.",
                field="year",
            )
        )
    elif year > today.year + 1:
        reasons.append(Reason(f"Chỉ lập chương trình năm {today.year} hoặc {today.year + 1}.", field="year"))
    if is_taken:
        reasons.append(
            Reason(f"Trung tâm này đã có chương trình năm {year}. Hãy mở chương trình ấy.", field="year")
        )
    if has_centre_ended:
        reasons.append(
            Reason("Trung tâm này đã kết thúc hoạt động, không lập chương trình nữa.", field="centre")
        )
    return reasons


def line_blockers(line: LineFacts, *, year: int, today: dt.date) -> list[Reason]:
    reasons = []
    if not line.title:
        reasons.append(
            Reason("Hãy ghi nội dung, ví dụ: Kỹ thuật trồng lúa theo hướng hữu cơ.", field="title")
        )
    if not line.target_group:
        reasons.append(
            Reason(
                "Hãy chọn đối tượng: hoạt động không rõ cho ai thì không duyệt được.", field="target_group"
            )
        )
    if line.month_to < line.month_from:
        reasons.append(
            Reason("Tháng kết thúc không thể trước tháng bắt đầu. Hãy sửa một trong hai.", field="month_to")
        )
    elif (year, line.month_to) < (today.year, today.month):
        reasons.append(
            Reason(
                f"Tháng {line.month_to}/{year} đã qua, không lập kế hoạch cho tháng ấy nữa. Hoạt động đã diễn ra thì "
                "ghi ở “Ghi nhanh”.",
                field="month_to",
            )
        )
    if line.times < 1:
        reasons.append(Reason("Số lần ít nhất là 1.", field="times"))
    if line.people is not None and line.people < 1:
        reasons.append(Reason("Số người dự kiến ít nhất là 1; chưa biết thì để trống.", field="people"))
    if not line.is_topic_offered:
        reasons.append(Reason("Chuyên đề này không còn dùng ở đây. Hãy chọn chuyên đề khác.", field="topic"))
    if not line.is_place_inside:
        reasons.append(
            Reason("Nơi tổ chức phải là xã của trung tâm hoặc một ấp, khóm của xã ấy.", field="place")
        )
    if not line.is_task_in_force:
        reasons.append(
            Reason("Việc này không thuộc kế hoạch nào đang có hiệu lực ở địa bàn xã.", field="task")
        )
    if not line.are_needs_of_commune:
        reasons.append(Reason("Có nhu cầu không phải của xã này. Hãy chọn lại.", field="needs"))
    return reasons


def change_blockers(*, state: str) -> list[Reason]:
    """Of what the programme says: only while it is being put together."""
    if state == "submitted":
        return [Reason("Chương trình đang chờ phê duyệt. Muốn sửa, hãy rút lại trước.")]
    if state == "approved":
        return [
            Reason("Chương trình đã phê duyệt. Muốn bổ sung, hãy mở lại, có lý do; sau đó trình duyệt lại.")
        ]
    return []


def drop_blockers(*, held: int, planned: int) -> list[Reason]:
    if held:
        return [Reason(f"Dòng này đã có {held} hoạt động đã tổ chức, không bỏ khỏi chương trình được.")]
    if planned:
        return [
            Reason(f"Dòng này có {planned} hoạt động đã xếp ngày hoặc đã hủy. Hãy giữ dòng để còn đối chiếu.")
        ]
    return []


def submit_blockers(*, lines: int) -> list[Reason]:
    if not lines:
        return [
            Reason(
                "Chương trình chưa có hoạt động nào. Hãy thêm ít nhất một dòng, nên bắt đầu từ nhu cầu đã khảo sát."
            )
        ]
    return []


def why_blockers(why: str, words: str) -> list[Reason]:
    return [] if why else [Reason(words, field="why")]
