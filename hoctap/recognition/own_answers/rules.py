"""When a household's own link is given, opens, and takes answers. Values in, reasons out."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_datetime
from hoctap.recognition.rules import results_only_reasons


@dataclass(frozen=True)
class SeasonFacts:
    name: str
    is_open: bool
    ends_on: dt.date
    """The last day on which answers are taken."""
    results_only: bool
    today: dt.date


@dataclass(frozen=True)
class AnswerFacts:
    season: SeasonFacts
    is_expired: bool
    hamlet_has_scored: bool
    step: str
    """Empty while the hamlet still writes; else the name of the step that the dossier has gone on to."""
    account: str
    """Who is signed in on this device, if anybody."""


def giving_blockers(season: SeasonFacts) -> list[Reason]:
    if not season.is_open:
        return [Reason(f"{season.name} đã kết thúc, không in mã tự chấm nữa.")]
    if season.results_only:
        return results_only_reasons(season.name, results_only=True)
    if season.today > season.ends_on:
        return [
            Reason(f"Hạn tự chấm của đợt là {format_date(season.ends_on)}, đã qua. Ghi hộ bằng phiếu giấy.")
        ]
    return []


def answering_blockers(facts: AnswerFacts) -> list[Reason]:
    """Why this dossier takes no answer by its link now; each says who can help."""
    season = facts.season
    if facts.account:
        return [
            Reason(
                f"Máy này đang đăng nhập tài khoản của {facts.account}. Ghi hộ thì mở hồ sơ trong phần mềm, để tên người ghi hộ được lưu; "
                "muốn tự chấm thì mở mã trên máy của mình hoặc đăng xuất trước."
            )
        ]
    if not season.is_open:
        return [
            Reason(f"{season.name} đã kết thúc, không nhận câu trả lời nữa. Cần hỏi gì xin gặp trưởng ấp.")
        ]
    if facts.is_expired or season.today > season.ends_on:
        return [
            Reason(
                f"Hạn tự chấm là {format_date(season.ends_on)}, nay đã qua nên không nhận câu trả lời nữa. Xin gặp trưởng ấp để ghi bằng phiếu giấy."
            )
        ]
    if season.results_only:
        return [
            Reason(
                f"{season.name} chỉ nhận kết quả từ phần mềm Công dân học tập của Hội Khuyến học Việt Nam: ông/bà chấm ở phần mềm đó, "
                "không phải chấm lần nữa ở đây. Cần giúp xin gặp trưởng ấp."
            )
        ]
    if facts.step:
        return [Reason(f"Hồ sơ đã sang bước “{facts.step}”, chỉ xem, không sửa được nữa.")]
    if facts.hamlet_has_scored:
        return [
            Reason(
                "Tổ, ấp đã chấm hồ sơ này nên chỉ xem, không sửa được nữa. Thấy chưa đúng thì nói với trưởng ấp hoặc nói ở buổi họp bình xét."
            )
        ]
    return []


NO_SUCH_LINK = Reason(
    "Mã này không mở được: chép chưa đủ, đã được thay bằng mã in sau, hoặc đã bị thu hồi. Xin trưởng ấp tờ có mã mới."
)


def sent_words(sent_at: dt.datetime) -> str:
    return f"Đã gửi lúc {format_datetime(sent_at)}."
