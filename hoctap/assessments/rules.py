"""What keeps a file from going on. Plain values in, reasons out."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


@dataclass(frozen=True)
class Before:
    """A recognition of the same subject and title that came earlier."""

    level: str
    decided_on: dt.date
    valid_until: dt.date | None
    year: int


def opening_reasons(
    *,
    year: int,
    level: str,
    levels: Sequence[str],
    is_scored: bool,
    edition_holds: bool,
    title_name: str,
    near: Sequence[str],
    same_year: str,
    other_road: str,
    road_reason: str,
    has_choice_of_roads: bool,
    today: dt.date,
) -> list[Reason]:
    """`same_year`, `other_road`: the file of this subject that stands in the way, in words; empty where none does."""
    reasons = []
    if not 2000 <= year <= today.year:
        reasons.append(Reason(f"Năm đánh giá phải từ 2000 đến {today.year}.", "year"))
    if not edition_holds:
        also = f" Gần nhất có: {'; '.join(near)}." if near else ""
        reasons.append(Reason(f"Năm {year} không có bộ tiêu chí {title_name} đang áp dụng.{also}", "edition"))
    elif not is_scored:
        reasons.append(
            Reason(
                "Bộ tiêu chí này mới là khung, chưa dùng để đánh giá được. Nhập từ bản in trước.", "edition"
            )
        )
    elif levels and level not in levels:
        reasons.append(Reason("Chọn mức độ đề nghị.", "level"))
    if same_year:
        reasons.append(Reason(f"Năm {year} đã có hồ sơ này: {same_year}.", "year"))
    if other_road:
        reasons.append(
            Reason(
                f"Năm {year} đơn vị đã đi theo đường khác: {other_road}. Mỗi năm một đơn vị chỉ theo một bộ tiêu chí; "
                "rút hồ sơ kia, hoặc đợi danh hiệu kia hết giá trị.",
                "title",
            )
        )
    if has_choice_of_roads and not road_reason:
        reasons.append(
            Reason(
                "Ghi vì sao đơn vị theo bộ tiêu chí này (ví dụ: trường học theo TT 24/2023).", "road_reason"
            )
        )
    return reasons


def level_reasons(
    *,
    level: str,
    levels: Sequence[str],
    before: Sequence[Before],
    next_level_months: int | None,
    on: dt.date,
) -> list[Reason]:
    """A higher level is asked for so many months after the decision on the one below it."""
    if next_level_months is None or level not in levels[1:]:
        return []
    below = set(levels[: levels.index(level)])
    first = min((one.decided_on for one in before if one.level in below), default=None)
    if any(one.level not in below for one in before) or first is None:
        return []
    from_day = months_after(first, next_level_months)
    if on < from_day:
        return [
            Reason(
                f"Mức độ cao hơn chỉ đề nghị được sau {next_level_months} tháng kể từ quyết định mức độ trước "
                f"({format_date(first)}): từ ngày {format_date(from_day)}.",
                "level",
            )
        ]
    return []


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or its last day where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    last = (dt.date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(day.year + year, month + 1, min(day.day, last))


def valid_until(decided_on: dt.date, year: int, months: int | None, *, after_year: bool) -> dt.date:
    """The last day on which it holds: a yearly title to the end of the year assessed, another so many months.

    TT 24/2023: 36 months from the decision. TT 25/2023, Điều 5.4, 10.4, 15.4: 36 months after the year of the recognition.
    """
    if months is None:
        return dt.date(year, 12, 31)
    if after_year:
        return months_after(dt.date(decided_on.year, 12, 31), months)
    return months_after(decided_on, months) - dt.timedelta(days=1)


@dataclass(frozen=True)
class MeetingTyped:
    held_on: dt.date | None
    venue: str
    chair: str
    secretary: str
    members: Sequence[tuple[str, str]]
    agreed: int


def meeting_reasons(typed: MeetingTyped, *, year: int, today: dt.date, in_year: bool) -> list[Reason]:
    reasons = []
    if typed.held_on is None:
        reasons.append(Reason("Ghi ngày họp.", "held_on"))
    elif typed.held_on > today:
        reasons.append(Reason("Ngày họp ở sau ngày hôm nay.", "held_on"))
    elif typed.held_on < dt.date(year, 1, 1):
        reasons.append(Reason(f"Ngày họp ở trước năm đánh giá {year}.", "held_on"))
    for value, field, label in (
        (typed.venue, "venue", "địa điểm"),
        (typed.chair, "chair", "người chủ trì"),
        (typed.secretary, "secretary", "thư ký"),
    ):
        if not value:
            reasons.append(Reason(f"Ghi {label}.", field))
    if not typed.members:
        reasons.append(Reason("Ghi người dự họp, mỗi dòng: họ tên, cơ quan.", "members"))
    elif any(not body for _, body in typed.members):
        nameless = next(name for name, body in typed.members if not body)
        reasons.append(Reason(f"Người dự họp “{nameless}”: ghi cơ quan sau dấu phẩy.", "members"))
    if not 0 <= typed.agreed <= len(typed.members):
        reasons.append(Reason(f"Số người thống nhất phải từ 0 đến {len(typed.members)}.", "agreed"))
    elif typed.members and typed.agreed * 2 <= len(typed.members):
        reasons.append(
            Reason("Chưa quá nửa số người dự họp thống nhất: chưa chốt được tự đánh giá.", "agreed")
        )
    return reasons


def closing_reasons(
    *, missing: Sequence[str], has_meeting: bool, needs_meeting: bool, stale: Sequence[str], reaches: bool
) -> list[Reason]:
    reasons = []
    if missing:
        reasons.append(Reason(f"Còn mục chưa có số liệu: {', '.join(missing)}."))
    if stale:
        reasons.append(
            Reason(
                f"Dữ liệu bên dưới đã đổi sau khi tính: {', '.join(stale)}. Tính lại hoặc ghi lý do giữ số cũ."
            )
        )
    if needs_meeting and not has_meeting:
        reasons.append(Reason("Chưa ghi cuộc họp tự đánh giá."))
    if not missing and not reaches:
        reasons.append(
            Reason("Tự đánh giá chưa đạt mức đề nghị: hạ mức đề nghị, bổ sung minh chứng hoặc rút hồ sơ.")
        )
    return reasons


def sending_reasons(
    *,
    sent_on: dt.date | None,
    way: str,
    portal_code: str,
    year: int,
    in_year: bool,
    met_on: dt.date | None,
    unsigned: Sequence[str],
    today: dt.date,
) -> list[Reason]:
    """`unsigned`: papers of the file that nobody signed yet, in words."""
    reasons = []
    if sent_on is None:
        reasons.append(Reason("Ghi ngày gửi.", "sent_on"))
    elif sent_on > today:
        reasons.append(Reason("Ngày gửi ở sau ngày hôm nay.", "sent_on"))
    elif not in_year and sent_on <= dt.date(year, 12, 31):
        reasons.append(
            Reason(f"Số liệu tính đến 31/12/{year}: hồ sơ gửi từ ngày 01/01/{year + 1}.", "sent_on")
        )
    elif met_on is not None and sent_on < met_on:
        reasons.append(Reason(f"Ngày gửi ở trước ngày họp ({format_date(met_on)}).", "sent_on"))
    if way not in ("portal", "direct", "post"):
        reasons.append(Reason("Chọn cách gửi.", "way"))
    elif way == "portal" and not portal_code:
        reasons.append(Reason("Ghi mã hồ sơ mà cổng dịch vụ công đã cấp.", "portal_code"))
    if unsigned:
        reasons.append(Reason(f"Chưa ký: {', '.join(unsigned)}."))
    return reasons


def receiving_reasons(*, received_on: dt.date | None, sent_on: dt.date, today: dt.date) -> list[Reason]:
    if received_on is None:
        return [Reason("Ghi ngày tiếp nhận.", "received_on")]
    if received_on > today:
        return [Reason("Ngày tiếp nhận ở sau ngày hôm nay.", "received_on")]
    if received_on < sent_on:
        return [Reason(f"Ngày tiếp nhận ở trước ngày gửi ({format_date(sent_on)}).", "received_on")]
    return []


def council_reasons(
    members: Sequence[tuple[str, str, str]],
    *,
    least: int,
    paper_number: str,
    paper_date: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    """`members`: (duty, name, body). TT 24, 25/2023: a chair, a secretary, an odd number of ủy viên, at least five."""
    reasons = []
    duties = [duty for duty, _, _ in members]
    if duties.count("chair") != 1:
        reasons.append(Reason("Hội đồng có đúng một Chủ tịch.", "members"))
    if duties.count("secretary") != 1:
        reasons.append(Reason("Hội đồng có đúng một Thư ký.", "members"))
    ordinary = duties.count("member")
    if ordinary < least:
        reasons.append(Reason(f"Hội đồng có ít nhất {least} ủy viên, đang có {ordinary}.", "members"))
    elif ordinary % 2 == 0 and least:
        reasons.append(Reason(f"Số ủy viên phải lẻ, đang có {ordinary}.", "members"))
    for row, (_, name, body) in enumerate(members, start=1):
        if not name or not body:
            reasons.append(Reason(f"Dòng {row}: ghi đủ họ tên và cơ quan.", "members"))
    doubles = {(name, body) for _, name, body in members if sum((name, body) == m[1:] for m in members) > 1}
    for name, _ in sorted(doubles):
        reasons.append(Reason(f"{name} có tên hai lần trong hội đồng.", "members"))
    if not paper_number:
        reasons.append(Reason("Ghi số quyết định thành lập hội đồng.", "paper_number"))
    if paper_date is None:
        reasons.append(Reason("Ghi ngày quyết định thành lập.", "paper_date"))
    elif paper_date > today:
        reasons.append(Reason("Ngày quyết định ở sau ngày hôm nay.", "paper_date"))
    return reasons


def opinion_reasons(
    *, agrees: bool | None, failed: Sequence[tuple[str, str]], lines: Collection[str], remarks: str
) -> list[Reason]:
    reasons = []
    if agrees is None:
        reasons.append(Reason("Chọn: đồng ý hay không đồng ý công nhận.", "agrees"))
    for line, why in failed:
        if line not in lines:
            reasons.append(Reason(f"Không có chỉ tiêu “{line}” trong bộ tiêu chí này.", "failed"))
        elif not why:
            reasons.append(Reason(f"Chỉ tiêu {line}: ghi lý do không đạt.", "failed"))
    if agrees is False and not failed and not remarks:
        reasons.append(Reason("Không đồng ý thì ghi chỉ tiêu không đạt hoặc ý kiến.", "failed"))
    if agrees and failed:
        reasons.append(Reason("Đồng ý công nhận thì không ghi chỉ tiêu không đạt.", "failed"))
    return reasons


def conclusion_reasons(
    *,
    agrees: bool | None,
    given: int,
    members: int,
    in_favour: int,
    reasons_by_line: Sequence[tuple[str, str]],
    lines: Collection[str],
    has_council: bool,
) -> list[Reason]:
    """A council concludes when more than half of all members gave their phiếu; recognised when more than half of all agree."""
    reasons = []
    if agrees is None:
        return [Reason("Chọn kết luận: đề nghị công nhận hoặc không công nhận.", "agrees")]
    if has_council:
        if members == 0:
            return [Reason("Chưa lập hội đồng đánh giá cho danh hiệu và năm này.")]
        if given * 2 <= members:
            reasons.append(Reason(f"Mới có {given} trong {members} phiếu: chưa quá nửa thành viên hội đồng."))
        elif agrees and in_favour * 2 <= members:
            reasons.append(
                Reason(
                    f"Chỉ {in_favour} trong {members} thành viên đồng ý: không đề nghị công nhận được.",
                    "agrees",
                )
            )
        elif not agrees and in_favour * 2 > members:
            reasons.append(
                Reason(
                    f"{in_favour} trong {members} thành viên đã đồng ý công nhận: kết luận trái với phiếu.",
                    "agrees",
                )
            )
    if not agrees and not reasons_by_line:
        reasons.append(Reason("Từ chối thì ghi lý do theo từng chỉ tiêu.", "failed"))
    for line, why in reasons_by_line:
        if line not in lines:
            reasons.append(Reason(f"Không có chỉ tiêu “{line}” trong bộ tiêu chí này.", "failed"))
        elif not why:
            reasons.append(Reason(f"Chỉ tiêu {line}: ghi lý do.", "failed"))
    return reasons


def outside_reasons(
    *,
    number: str,
    decided_on: dt.date | None,
    sent_on: dt.date,
    has_copy: bool,
    agrees: bool | None,
    why: str,
    today: dt.date,
) -> list[Reason]:
    """The decision of an authority that does not work with hoctap, taken down from its paper."""
    reasons = []
    if agrees is None:
        reasons.append(Reason("Chọn: được công nhận hay không.", "agrees"))
    if not number:
        reasons.append(Reason("Ghi số quyết định hoặc văn bản từ chối.", "number"))
    if decided_on is None:
        reasons.append(Reason("Ghi ngày quyết định.", "decided_on"))
    elif decided_on > today:
        reasons.append(Reason("Ngày quyết định ở sau ngày hôm nay.", "decided_on"))
    elif decided_on < sent_on:
        reasons.append(
            Reason(f"Ngày quyết định ở trước ngày gửi hồ sơ ({format_date(sent_on)}).", "decided_on")
        )
    if not has_copy:
        reasons.append(Reason("Đính kèm bản chụp hoặc tệp văn bản đã ký.", "copy"))
    if agrees is False and not why:
        reasons.append(Reason("Ghi lý do từ chối.", "why"))
    return reasons


def authority_reasons(
    *,
    paper_number: str,
    paper_issuer: str,
    paper_date: dt.date | None,
    receives: str,
    decides: str,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
) -> list[Reason]:
    reasons = []
    for value, field, label in (
        (paper_number, "paper_number", "số văn bản"),
        (paper_issuer, "paper_issuer", "cơ quan ban hành"),
        (receives, "receives", "nơi nhận hồ sơ"),
        (decides, "decides", "người quyết định"),
    ):
        if not value:
            reasons.append(Reason(f"Ghi {label}.", field))
    if paper_date is None:
        reasons.append(Reason("Ghi ngày văn bản.", "paper_date"))
    if valid_from is None:
        reasons.append(Reason("Ghi ngày áp dụng.", "valid_from"))
    elif valid_to is not None and valid_to <= valid_from:
        reasons.append(Reason("Ngày hết áp dụng phải sau ngày áp dụng.", "valid_to"))
    return reasons
