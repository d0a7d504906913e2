"""How often is "thường xuyên"."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MONTHS = (1, 2, 3, 6, 12)
"""What divides a year."""


@dataclass(frozen=True)
class Regular:
    """At least so many activities in each so many months of the year."""

    activities: int
    months: int

    def __str__(self) -> str:
        span = "tháng" if self.months == 1 else f"{self.months} tháng"
        return f"ít nhất {self.activities} hoạt động trong mỗi {span}"

    def is_softer_than(self, other: "Regular") -> bool:
        """Fewer over the year, or as many but with longer silences between them."""
        return self.activities * other.months < other.activities * self.months or self.months > other.months


PROPOSED = Regular(1, 1)
"""No plan says how often; used until a place says so."""


@dataclass(frozen=True)
class Span:
    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        if self.first.month == self.last.month:
            return f"tháng {self.first.month}"
        return f"tháng {self.first.month}–{self.last.month}"


def spans_of(year: int, regular: Regular) -> list[Span]:
    months = regular.months
    return [
        Span(
            dt.date(year, first, 1),
            dt.date(year, first + months - 1, monthrange(year, first + months - 1)[1]),
        )
        for first in range(1, 13, months)
    ]


def missed_spans(
    days: Iterable[dt.date],
    regular: Regular,
    year: int,
    *,
    today: dt.date,
    since: dt.date | None = None,
) -> list[Span]:
    """Those that are over and had too few. The one that runs is held against nobody, unless none is over yet. `since`: the institution
    stands from then on; a span in which it did not stand whole is not asked of it.
    """
    held = list(days)
    asked = [span for span in spans_of(year, regular) if since is None or span.first >= since]
    over = [span for span in asked if span.last < today]
    running = [span for span in asked if today in span]
    return [span for span in over or running if sum(day in span for day in held) < regular.activities]


def standard_blockers(
    wanted: Regular,
    *,
    from_on: dt.date,
    source: str,
    today: dt.date,
    above: Regular | None,
    above_of: str,
) -> list[Reason]:
    """`above`: what a place above has set; a lower place may ask for more, never for less."""
    reasons = []
    if wanted.months not in MONTHS:
        reasons.append(Reason("Chọn kỳ 1, 2, 3, 6 hoặc 12 tháng.", field="months"))
    if not 1 <= wanted.activities <= 100:
        reasons.append(Reason("Số hoạt động trong mỗi kỳ từ 1 đến 100.", field="activities"))
    if not source:
        reasons.append(Reason("Hãy ghi căn cứ: văn bản, cuộc họp nào đã thống nhất mức này.", field="source"))
    if from_on.year > today.year + 1:
        reasons.append(
            Reason(
                f"Ngày {format_date(from_on)} còn quá xa. Hãy ghi ngày trong năm nay hoặc năm sau.", "from_on"
            )
        )
    if not reasons and above is not None and wanted.is_softer_than(above):
        reasons.append(
            Reason(
                f"{above_of} đã quy định {above}. Nơi ở dưới được đặt mức cao hơn, không đặt thấp hơn.",
                field="activities",
            )
        )
    return reasons


@dataclass(frozen=True)
class Standing:
    """What is known of one institution in a year."""

    groups: int
    """Clubs, teams, interest groups, talent classes that met in the year."""
    idle: int
    """Those on the register that did not."""
    days: Sequence[dt.date]
    """On which something was held there."""


def why_not_active(
    one: Standing,
    regular: Regular,
    year: int,
    *,
    today: dt.date,
    since: dt.date | None = None,
) -> list[str]:
    """Both are asked for: somebody who meets there, and something held regularly. Empty: it counts."""
    reasons = []
    if not one.groups and one.idle:
        reasons.append(f"có {one.idle} câu lạc bộ, nhóm nhưng trong năm chưa ghi buổi sinh hoạt nào")
    elif not one.groups:
        reasons.append("chưa có lớp năng khiếu, câu lạc bộ hay nhóm sở thích")
    missed = missed_spans(one.days, regular, year, today=today, since=since)
    if not one.days:
        reasons.append("chưa ghi hoạt động nào trong năm")
    elif missed:
        named = ", ".join(str(span) for span in missed[:4])
        more = f" và {len(missed) - 4} kỳ nữa" if len(missed) > 4 else ""
        reasons.append(f"chưa đủ hoạt động: {named}{more}")
    return reasons
