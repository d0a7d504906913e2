"""The commune's review: how a sample is drawn, what keeps a hamlet from being accepted in bulk, when a registration is taken back.

The shares are judgement and settings of a round: no law says them.
"""

import datetime as dt
import hashlib
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.refusals import Reason

NEAR = 2
"""Points above the threshold that are still called close to it."""
GAP = 10
"""Points between two scores of one household that somebody should look at."""


@dataclass(frozen=True)
class Shares:
    share: int = 5
    least: int = 3
    carried_from: int = 70
    raised_share: int = 10


USUAL = Shares()


def share_of(shares: Shares, carried_share: int, *, after_errors: bool) -> int:
    """The percentage to draw: raised where much was carried over, doubled after a draw that found errors."""
    share = shares.share
    if carried_share > shares.carried_from:
        share = max(share, shares.raised_share)
    return min(100, share * 2 if after_errors else share)


def sample_size(shares: Shares, share: int, population: int) -> int:
    return min(population, max(shares.least, math.ceil(population * share / 100)))


def drawn(seed: str, population: Iterable[UUID], size: int) -> list[UUID]:
    """The same for everybody who has the seed: each key is hashed with it, the smallest hashes are drawn."""
    return sorted(population, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())[:size]


def setting_reasons(shares: Shares, why: str) -> list[Reason]:
    reasons = []
    for value, field in ((shares.share, "share"), (shares.raised_share, "raised_share")):
        if not 1 <= value <= 100:
            reasons.append(Reason("Tỷ lệ phúc tra từ 1 đến 100 %.", field))
    if not 0 <= shares.carried_from <= 100:
        reasons.append(Reason("Mức kế thừa, nhập phiếu từ 0 đến 100 %.", "carried_from"))
    if not 1 <= shares.least <= 100:
        reasons.append(Reason("Số hồ sơ phúc tra ít nhất từ 1 đến 100.", "least"))
    if not reasons and shares.raised_share < shares.share:
        reasons.append(Reason("Tỷ lệ nâng lên không thể thấp hơn tỷ lệ thường.", "raised_share"))
    if not why:
        reasons.append(Reason("Đổi tỷ lệ phúc tra thì ghi lý do, căn cứ.", "why"))
    return reasons


@dataclass(frozen=True)
class SampleFacts:
    """Of one hamlet: its draws so far, and its dossiers that wait for the commune."""

    draws: int
    open_count: int
    """Drawn, without a result yet."""
    last_wrong: int
    """Found wrong in the latest draw."""
    waiting: int
    unseen: int
    """Waiting, and never drawn."""
    later: int
    """Waiting, and nominated after the draws: in no population."""


def draw_reasons(facts: SampleFacts) -> list[Reason]:
    if facts.waiting == 0:
        return [Reason("Ấp không có hồ sơ nào chờ xã xét, chưa có gì để rút mẫu.")]
    if facts.draws == 0:
        return []
    if facts.open_count:
        return [
            Reason(f"Mẫu đã rút còn {facts.open_count} hồ sơ chưa có kết quả. Ghi xong rồi mới rút thêm.")
        ]
    if facts.last_wrong and facts.unseen:
        return []
    if facts.later:
        return []
    return [Reason("Ấp đã rút mẫu và mẫu không có gì phải rút thêm. Mẫu chỉ rút một lần, không chọn lại.")]


def sample_blockers(facts: SampleFacts) -> list[Reason]:
    """Why the dossiers of a hamlet may not be accepted in bulk."""
    if facts.draws == 0:
        return [Reason("chưa rút mẫu phúc tra")]
    if facts.open_count:
        return [Reason(f"phúc tra còn {facts.open_count} hồ sơ chưa có kết quả")]
    if facts.last_wrong and facts.unseen:
        return [
            Reason(f"phúc tra thấy {facts.last_wrong} hồ sơ sai: rút thêm mẫu, hoặc trả lại danh sách của ấp")
        ]
    return []


def check_reasons(
    *, result: str, found: str, visited_by: str, visited_on: dt.date | None, today: dt.date, drawn_on: dt.date
) -> list[Reason]:
    reasons = []
    if result not in ("right", "wrong"):
        reasons.append(Reason("Chọn kết quả: đúng hoặc sai.", "result"))
    if result == "wrong" and not found:
        reasons.append(Reason("Ghi hồ sơ sai điều gì.", "found"))
    if not visited_by:
        reasons.append(Reason("Ghi họ tên người đi phúc tra.", "visited_by"))
    if visited_on is None:
        reasons.append(Reason("Ghi ngày đi phúc tra.", "visited_on"))
    elif visited_on > today:
        reasons.append(Reason("Ngày phúc tra ở sau ngày hôm nay.", "visited_on"))
    elif visited_on < drawn_on:
        reasons.append(Reason("Ngày phúc tra ở trước ngày rút mẫu.", "visited_on"))
    return reasons


def withdrawal_reasons(
    *,
    why: str,
    told_by: str,
    withdrawn_on: dt.date | None,
    registered_on: dt.date | None,
    today: dt.date,
    in_draft: bool,
) -> list[Reason]:
    """Before the decision a registration may be taken back; `in_draft` is a drafted decision that names it."""
    reasons = []
    if registered_on is None:
        reasons.append(Reason("Hồ sơ này chưa đăng ký, không có gì để rút."))
    if in_draft:
        reasons.append(
            Reason("Đã soạn quyết định có tên hồ sơ này. Bỏ bản soạn quyết định trước rồi ghi rút đăng ký.")
        )
    if not why:
        reasons.append(Reason("Ghi lý do rút đăng ký.", "why"))
    if not told_by:
        reasons.append(Reason("Ghi ai báo rút: họ tên, quan hệ với chủ hộ.", "told_by"))
    if withdrawn_on is None:
        reasons.append(Reason("Ghi ngày rút đăng ký.", "withdrawn_on"))
    elif withdrawn_on > today:
        reasons.append(Reason("Ngày rút đăng ký ở sau ngày hôm nay.", "withdrawn_on"))
    elif registered_on is not None and withdrawn_on < registered_on:
        reasons.append(Reason("Ngày rút ở trước ngày đăng ký.", "withdrawn_on"))
    return reasons


def seal_of(versions: Iterable[tuple[UUID, int]]) -> str:
    """What was confirmed: these dossiers in these versions and no others."""
    told = "\n".join(sorted(f"{key}:{version}" for key, version in versions))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def by_criterion_reasons(reasons: dict[str, str], codes: Collection[str]) -> list[Reason]:
    """A reason belongs to a criterion of the edition."""
    if unknown := [code for code in reasons if code not in codes]:
        return [Reason(f"Tiêu chí {', '.join(unknown)} không có trong bộ tiêu chí của đợt. Tải lại trang.")]
    return []
