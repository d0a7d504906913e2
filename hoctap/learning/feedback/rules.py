"""Slips of one to five marks."""

from dataclasses import astuple, dataclass
from decimal import Decimal

from hoctap.core.refusals import Reason

LABELS = ("rất không hài lòng", "không hài lòng", "bình thường", "hài lòng", "rất hài lòng")


@dataclass(frozen=True)
class Marks:
    """How many slips with each mark."""

    one: int = 0
    two: int = 0
    three: int = 0
    four: int = 0
    five: int = 0

    @property
    def slips(self) -> int:
        return sum(astuple(self))

    @property
    def average(self) -> Decimal | None:
        if not self.slips:
            return None
        total = sum(mark * count for mark, count in enumerate(astuple(self), start=1))
        return (Decimal(total) / self.slips).quantize(Decimal("0.1"))

    @property
    def content(self) -> int:
        """Who marked four or five."""
        return self.four + self.five

    def __add__(self, other: "Marks") -> "Marks":
        return Marks(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def feedback_blockers(marks: Marks, *, is_held: bool, people: int | None) -> list[Reason]:
    """`people`: counted at the session by names or heads; None: not counted yet."""
    reasons = []
    if not is_held:
        reasons.append(Reason("Buổi này chưa ghi đã tổ chức. Hãy ghi số người dự trước, rồi ghi phiếu."))
    if min(astuple(marks)) < 0:
        reasons.append(Reason("Số phiếu không thể âm.", field="one"))
    elif not marks.slips:
        reasons.append(Reason("Hãy ghi số phiếu của ít nhất một mức.", field="five"))
    elif people is not None and marks.slips > people:
        reasons.append(
            Reason(
                f"{marks.slips} phiếu mà chỉ {people} người dự. Hãy đếm lại phiếu, hoặc sửa số người dự của buổi.",
                field="five",
            )
        )
    return reasons
