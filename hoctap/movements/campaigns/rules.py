"""What keeps a movement from being launched, joined, told of, concluded. Plain values in, reasons out."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_NAMES = 200
LONGEST = dt.timedelta(days=366 * 11)


@dataclass(frozen=True)
class MovementTyped:
    name: str
    kind: str
    launcher: str
    launcher_name: str
    document: str
    launched_on: dt.date | None
    first_on: dt.date | None
    last_on: dt.date | None
    goal: str
    tasks: str = ""
    channels: str = ""
    units_wanted: int | None = None
    titles: Sequence[str] = field(default_factory=tuple)
    oldest_head: int | None = None


def movement_reasons(
    typed: MovementTyped,
    *,
    kinds: Collection[str],
    launchers: Collection[str],
    titles: Collection[str],
    of_households: Collection[str],
    taken: Collection[str],
    today: dt.date,
) -> list[Reason]:
    """`titles`: codes that may be named at the place; `of_households`: those of them that households get.
    `taken`: keys of the names of others that begin there on that day.
    """
    reasons = []
    if not typed.name:
        reasons.append(Reason("Ghi tên phong trào, cuộc vận động.", "name"))
    elif name_key(typed.name) in taken:
        reasons.append(
            Reason("Phong trào tên này, bắt đầu từ ngày này đã ghi ở đây rồi. Mở phong trào ấy ra.", "name")
        )
    if typed.kind not in kinds:
        reasons.append(Reason("Chọn là phong trào, cuộc vận động hay chiến dịch.", "kind"))
    if typed.launcher not in launchers:
        reasons.append(Reason("Chọn ai phát động.", "launcher"))
    if not typed.launcher_name:
        reasons.append(Reason("Ghi tên cơ quan phát động.", "launcher_name"))
    if not typed.document:
        reasons.append(Reason("Ghi văn bản phát động: số, ngày, cơ quan.", "document"))
    if not typed.goal:
        reasons.append(Reason("Ghi mục tiêu của phong trào.", "goal"))
    if typed.launched_on is None:
        reasons.append(Reason("Ghi ngày phát động.", "launched_on"))
    elif typed.launched_on > today:
        reasons.append(Reason("Ngày phát động ở sau ngày hôm nay. Ghi sau khi đã phát động.", "launched_on"))
    return [*reasons, *_days_reasons(typed), *_title_reasons(typed, titles, of_households)]


def _days_reasons(typed: MovementTyped) -> list[Reason]:
    reasons = []
    if typed.first_on is None:
        reasons.append(Reason("Ghi ngày bắt đầu thực hiện.", "first_on"))
    if typed.last_on is None:
        reasons.append(
            Reason("Ghi ngày kết thúc. Phong trào nhiều năm thì ghi ngày cuối của năm cuối.", "last_on")
        )
    elif typed.first_on is not None and typed.last_on < typed.first_on:
        reasons.append(Reason("Ngày kết thúc ở trước ngày bắt đầu.", "last_on"))
    elif typed.first_on is not None and typed.last_on - typed.first_on > LONGEST:
        reasons.append(Reason("Dài quá 11 năm. Xem lại hai ngày đã ghi.", "last_on"))
    if typed.units_wanted is not None and typed.units_wanted < 1:
        reasons.append(Reason("Số đơn vị phấn đấu ít nhất là 1, hoặc để trống.", "units_wanted"))
    return reasons


def _title_reasons(
    typed: MovementTyped, titles: Collection[str], of_households: Collection[str]
) -> list[Reason]:
    reasons = []
    if any(code not in titles for code in typed.titles):
        reasons.append(Reason("Có danh hiệu không dùng ở đây. Chọn lại.", "titles"))
    if typed.oldest_head is not None:
        if not 18 <= typed.oldest_head <= 120:
            reasons.append(Reason("Tuổi chủ hộ từ 18 đến 120.", "oldest_head"))
        if not set(typed.titles) & set(of_households):
            reasons.append(
                Reason(
                    "Tuổi chủ hộ chỉ dùng khi phong trào gắn với danh hiệu của hộ gia đình.", "oldest_head"
                )
            )
    return reasons


def name_key(name: str) -> str:
    """'Trường Tiểu học  Tân Kiều 1' and 'trường tiểu học tân kiều 1' are one; accents tell apart."""
    return " ".join(name.casefold().split())


def joining_reasons(
    names: Sequence[str],
    *,
    is_open: bool,
    ended_on: dt.date | None,
    last_on: dt.date,
    launched_on: dt.date,
    registered_on: dt.date,
    is_within: bool,
    taken: Collection[str],
    today: dt.date,
) -> list[Reason]:
    """`taken`: keys of the names that joined already, of this kind and place."""
    if not is_open:
        day = f" ngày {format_date(ended_on)}" if ended_on else ""
        return [Reason(f"Phong trào này đã khép lại{day}. Đăng ký phong trào khác đang thực hiện.")]
    if today > last_on:
        return [
            Reason(
                f"Phong trào đã hết hạn ngày {format_date(last_on)}. Đề nghị nơi phát động gia hạn, rồi đăng ký lại."
            )
        ]
    reasons = []
    if not is_within:
        reasons.append(Reason("Nơi này không thuộc địa bàn của phong trào.", "place"))
    if not launched_on <= registered_on <= today:
        reasons.append(
            Reason(
                f"Ngày đăng ký từ ngày phát động ({format_date(launched_on)}) đến hôm nay.", "registered_on"
            )
        )
    if not names:
        reasons.append(Reason("Ghi tên đơn vị, mỗi dòng một tên.", "names"))
    if len(names) > MOST_NAMES:
        reasons.append(Reason(f"Mỗi lần nhiều nhất {MOST_NAMES} đơn vị. Chia danh sách ra.", "names"))
    return reasons + _name_reasons(names, taken)


def _name_reasons(names: Sequence[str], taken: Collection[str]) -> list[Reason]:
    reasons, seen = [], set()
    for row, name in enumerate(names, start=1):
        key = name_key(name)
        if len(name) > 200:
            reasons.append(Reason(f"Dòng {row}: tên dài quá 200 chữ.", "names"))
        if key in taken:
            reasons.append(Reason(f"Dòng {row}: {name} đã đăng ký rồi. Bỏ dòng này.", "names"))
        elif key in seen:
            reasons.append(Reason(f"Dòng {row}: {name} ghi hai lần. Bỏ bớt một dòng.", "names"))
        seen.add(key)
    return reasons


def households_reasons(kind: str, households: int | None) -> list[Reason]:
    if kind == "households" and (households is None or households < 1):
        return [Reason("Ghi số hộ đăng ký.", "households")]
    if kind != "households" and households is not None:
        return [Reason("Số hộ chỉ ghi khi đăng ký cho hộ gia đình.", "households")]
    return []


def withdrawing_reasons(*, is_withdrawn: bool, is_open: bool, why: str) -> list[Reason]:
    if is_withdrawn:
        return [Reason("Đơn vị này đã rút rồi.")]
    if not is_open:
        return [Reason("Phong trào đã khép lại, danh sách đơn vị giữ nguyên.")]
    return [] if why else [Reason("Ghi vì sao đơn vị rút.", "why")]


@dataclass(frozen=True)
class ResultTyped:
    stage: str
    reported_on: dt.date | None
    text: str
    people: int | None = None
    is_met: bool | None = None


def result_reasons(
    typed: ResultTyped,
    *,
    stages: Collection[str],
    is_withdrawn: bool,
    is_open: bool,
    first_on: dt.date,
    today: dt.date,
) -> list[Reason]:
    if is_withdrawn:
        return [Reason("Đơn vị này đã rút khỏi phong trào. Đăng ký lại rồi ghi kết quả.")]
    if not is_open:
        return [Reason("Phong trào đã khép lại. Kết quả về sau ghi vào phong trào tiếp theo.")]
    reasons = []
    if typed.stage not in stages:
        reasons.append(Reason("Chọn kết quả để sơ kết hay tổng kết.", "stage"))
    if typed.reported_on is None:
        reasons.append(Reason("Ghi kết quả tính đến ngày nào.", "reported_on"))
    elif not first_on <= typed.reported_on <= today:
        reasons.append(
            Reason(f"Kết quả tính trong khoảng từ {format_date(first_on)} đến hôm nay.", "reported_on")
        )
    if not typed.text:
        reasons.append(Reason("Ghi đơn vị đã làm được gì.", "text"))
    return reasons


def evidence_reasons(*, activity_fits: bool, title_fits: bool) -> list[Reason]:
    """Whether what was chosen to show it is of the unit's place and of the movement's time; of a title: recognised, and one of its own."""
    reasons = []
    if not activity_fits:
        reasons.append(
            Reason(
                "Hoạt động này không ở nơi của đơn vị, hoặc ngoài thời gian của phong trào. Chọn lại.",
                "activity",
            )
        )
    if not title_fits:
        reasons.append(
            Reason("Chỉ chọn danh hiệu của phong trào đã được công nhận ở nơi của đơn vị.", "assessment")
        )
    return reasons


def review_reasons(
    stage: str,
    held_on: dt.date | None,
    text: str,
    *,
    stages: Collection[str],
    first_on: dt.date,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if stage not in stages:
        reasons.append(Reason("Chọn sơ kết hay tổng kết.", "stage"))
    if held_on is None:
        reasons.append(Reason("Ghi ngày sơ kết, tổng kết.", "held_on"))
    elif not first_on <= held_on <= today:
        reasons.append(Reason(f"Ngày ấy từ {format_date(first_on)} đến hôm nay.", "held_on"))
    if not text:
        reasons.append(Reason("Ghi đánh giá, kết quả chính.", "text"))
    return reasons
