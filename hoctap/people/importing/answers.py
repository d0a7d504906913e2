"""What a person may say of one change that a list proposes. Values in, reasons out. No table, no clock.

Of somebody whom the new list does not name nobody knows yet what became of him: unsaid, nothing changes.
"""

from enum import StrEnum

from hoctap.people.importing.changes import ChangeKind


class Answer(StrEnum):
    NONE = ""
    MOVED_AWAY = "moved_away"
    DIED = "died"
    STAYS = "stays"
    YES = "yes"
    NO = "no"


ABSENT = (ChangeKind.LEFT, ChangeKind.MISSING)
ENDS = (Answer.MOVED_AWAY, Answer.DIED)
_WRITTEN = {Answer.NONE: "Ghi", Answer.NO: "Không ghi"}
OPTIONS: dict[ChangeKind, dict[Answer, str]] = {
    ChangeKind.MISSING: {
        Answer.NONE: "Chưa rõ",
        Answer.MOVED_AWAY: "Cả hộ đã chuyển đi",
        Answer.DIED: "Đã mất, hộ không còn ai",
        Answer.STAYS: "Vẫn còn ở",
    },
    ChangeKind.LEFT: {
        Answer.NONE: "Chưa rõ",
        Answer.MOVED_AWAY: "Đã chuyển đi",
        Answer.DIED: "Đã mất",
        Answer.STAYS: "Vẫn còn ở",
    },
    ChangeKind.MOVED_PERSON: {
        Answer.NONE: "Chưa rõ",
        Answer.YES: "Đúng, người này chuyển hộ",
        Answer.NO: "Không, hai người khác nhau",
    },
    ChangeKind.MOVED: _WRITTEN,
    ChangeKind.NEW_HEAD: _WRITTEN,
    ChangeKind.RENAMED: _WRITTEN,
}


def options_of(kind: str) -> dict[Answer, str]:
    """Answer → its words; empty for what is not answered row by row."""
    return next((options for one, options in OPTIONS.items() if one == kind), {})


def answer_blockers(kind: str, name: str, answer: str, *, may_die: bool) -> list[str]:
    """Why this cannot be said of the change; the words are for the person."""
    options = options_of(kind)
    if answer not in options:
        return [f"{name}: câu trả lời này không dùng được cho dòng đó. Hãy chọn trong danh sách."]
    if answer == Answer.DIED and not may_die:
        return [
            f"Hộ {name} còn người khác, không ghi cả hộ đã mất được. Nếu chỉ chủ hộ mất: để “Chưa rõ”, "
            "rồi mở hộ và ghi chủ hộ mới. Nếu cả hộ đi: chọn “Cả hộ đã chuyển đi”."
        ]
    return []
