"""What a title that a place adds of its own must be."""

from collections.abc import Collection

from hoctap.core.refusals import Reason
from hoctap.core.text import without_accents
from hoctap.criteria.titles import LOCAL, RoadKind, SubjectKind

KINDS = tuple(kind for kind in SubjectKind if kind is not SubjectKind.CENTRE)
BY_LIST = (SubjectKind.HOUSEHOLD, SubjectKind.PERSON)
"""What the road by list, hamlet by hamlet, can walk; the others go by file."""
PLACE_LEVELS = {"hamlet": "ấp, khóm", "group": "Tổ Nhân dân tự quản", "commune": "xã"}
"""Which communities a title may be given to."""


def title_reasons(
    *,
    name: str,
    subject_kind: str,
    line_word: str,
    self_word: str,
    instrument: str,
    taken: Collection[str],
    place_levels: Collection[str] = (),
) -> list[Reason]:
    """`taken`: names of the shipped titles and of those at the place, above and below it."""
    reasons = []
    if not name:
        reasons.append(Reason("Ghi tên danh hiệu.", "name"))
    elif len(name) > 120:
        reasons.append(Reason("Tên danh hiệu dài nhất 120 chữ.", "name"))
    elif without_accents(name) in {without_accents(one) for one in taken}:
        reasons.append(Reason(f"Đã có danh hiệu “{name}”. Lập bộ tiêu chí mới cho danh hiệu ấy.", "name"))
    if subject_kind not in {kind.value for kind in KINDS}:
        reasons.append(
            Reason(
                "Chọn công nhận cho ai: hộ gia đình, công dân, dòng họ, cộng đồng hay đơn vị.", "subject_kind"
            )
        )
    elif subject_kind == SubjectKind.PLACE and (not place_levels or set(place_levels) - set(PLACE_LEVELS)):
        reasons.append(Reason("Chọn cộng đồng ở cấp nào: ấp, khóm; Tổ Nhân dân tự quản; xã.", "place_levels"))
    if len(line_word) > 40:
        reasons.append(Reason("Tên gọi một dòng dài nhất 40 chữ.", "line_word"))
    if len(self_word) > 60:
        reasons.append(Reason("Tên cột tự chấm dài nhất 60 chữ.", "self_word"))
    if not instrument:
        reasons.append(Reason("Ghi văn bản phát động hoặc quy định danh hiệu này.", "instrument"))
    elif len(instrument) > 300:
        reasons.append(Reason("Tên văn bản dài nhất 300 chữ.", "instrument"))
    return reasons


def code_of(name: str, taken: Collection[str]) -> str:
    """'local_xom_hieu_hoc', with a number behind it where that is taken."""
    letters = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in without_accents(name)
    )
    stem = LOCAL + "_".join(letters.split())[:28].rstrip("_")
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code


def road_of(subject_kind: str) -> RoadKind:
    """Families and citizens by list, the others by file."""
    return RoadKind.SEASON if subject_kind in BY_LIST else RoadKind.FILE
