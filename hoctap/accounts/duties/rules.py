"""Whether two steps of one matter may be done by one person. Values in, reasons out.

A rule holds by its default, unless the nearest place above says otherwise. A waiver lets one named person off one rule
until a day; nobody waives for himself, and none lasts longer than a season and its aftermath.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.refusals import Reason

SHORTEST_WHY = 15
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Conflict:
    """One person meets himself in one matter."""

    rule: str
    said: str
    """What was found, naming the matter: 'Lê Văn A đã soạn quyết định này.'"""
    field: str = ""


@dataclass(frozen=True)
class SettingFacts:
    depth: int
    """How far down the tree the place that said it lies; the deepest counts."""
    title: str
    is_on: bool


@dataclass(frozen=True)
class WaiverFacts:
    id: UUID
    rule: str
    starts_on: dt.date
    until: dt.date
    ended_on: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        return self.starts_on <= day <= self.until and (self.ended_on is None or day < self.ended_on)


def is_in_force(default: bool, settings: Sequence[SettingFacts], title: str) -> bool:
    """The nearest place decides; there, what was said of this title goes before what was said of all."""
    fitting = [one for one in settings if one.title in ("", title)]
    if not fitting:
        return default
    return max(fitting, key=lambda one: (one.depth, one.title != "")).is_on


@dataclass(frozen=True)
class Judged:
    reasons: list[Reason]
    waivers: list[UUID]
    """Those made use of."""


def judge(
    conflicts: Sequence[Conflict],
    in_force: Mapping[str, bool],
    sentences: Mapping[str, str],
    waivers: Sequence[WaiverFacts],
    on: dt.date,
) -> Judged:
    reasons: list[Reason] = []
    used: list[UUID] = []
    for conflict in conflicts:
        if not in_force.get(conflict.rule, False):
            continue
        waiver = next((one for one in waivers if one.rule == conflict.rule and one.holds_on(on)), None)
        if waiver is not None:
            if waiver.id not in used:
                used.append(waiver.id)
            continue
        reasons.append(
            Reason(
                f"{conflict.said} {sentences[conflict.rule]} Hãy để người khác làm bước này; nếu xã không còn ai, "
                "người có quyền ghi “Cho phép kiêm việc” ở trang Phân việc, có lý do, thời hạn và văn bản.",
                field=conflict.field,
            )
        )
    return Judged(reasons, used)


@dataclass(frozen=True)
class NewWaiver:
    why: str
    decision: str
    starts_on: dt.date
    until: dt.date
    is_for_oneself: bool
    is_known_rule: bool
    works_here: bool
    has_same: bool
    today: dt.date


def waiver_blockers(new: NewWaiver) -> list[Reason]:
    reasons = []
    if not new.is_known_rule:
        reasons.append(Reason("Hãy chọn quy định được miễn.", field="rule"))
    if new.is_for_oneself:
        reasons.append(
            Reason(
                "Không tự cho phép mình được. Hãy nhờ người lãnh đạo khác của xã hoặc cấp trên.",
                field="person",
            )
        )
    if not new.works_here:
        reasons.append(Reason("Người này không giữ chức vụ hay vai trò nào ở đây.", field="person"))
    if len(new.why) < SHORTEST_WHY:
        reasons.append(
            Reason(
                "Hãy ghi rõ lý do, ví dụ: xã chỉ có ba công chức, người phụ trách đang nghỉ thai sản.",
                field="why",
            )
        )
    if not new.decision:
        reasons.append(Reason("Hãy ghi văn bản cho phép: số, ngày.", field="decision"))
    if new.until < new.starts_on:
        reasons.append(Reason("Ngày cuối phải từ ngày bắt đầu trở đi.", field="until"))
    elif new.until < new.today:
        reasons.append(Reason("Ngày cuối đã qua, cho phép này không còn tác dụng.", field="until"))
    elif (new.until - new.starts_on).days > LONGEST_DAYS:
        reasons.append(
            Reason("Mỗi lần cho phép không quá một năm. Hết hạn thì xem xét và ghi lại.", field="until")
        )
    if new.starts_on < new.today:
        reasons.append(
            Reason(
                "Không cho phép lùi ngày: những gì làm trước hôm nay đã được xét theo quy định lúc ấy.",
                field="starts_on",
            )
        )
    if new.has_same:
        reasons.append(
            Reason("Người này đang được cho phép đúng việc ấy. Kết thúc lần cũ trước.", field="rule")
        )
    return reasons


def setting_blockers(*, is_known_rule: bool, decision: str, is_on: bool, held_above: str) -> list[Reason]:
    """`held_above` names the higher place that says the rule holds; a place below cannot undo it."""
    reasons = []
    if not is_known_rule:
        reasons.append(Reason("Hãy chọn một quy định trong danh sách.", field="rule"))
    if not decision:
        reasons.append(Reason("Hãy ghi văn bản quy định: số, ngày.", field="decision"))
    if not is_on and held_above:
        reasons.append(
            Reason(
                f"{held_above} đã quy định áp dụng; ở đây không bỏ được. Với một người cụ thể thì ghi "
                "“Cho phép kiêm việc”.",
                field="is_on",
            )
        )
    return reasons
