"""What a meeting must keep to before it is on record. Values in, reasons out.

A majority is judgement: a list that no majority agrees to is not sent up. How many must have come is nobody's guess: only a quorum
that the place has set is asked for.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_HOUSEHOLDS = 9_999
MOST_TITLES = 8


@dataclass(frozen=True)
class EachVote:
    """Where each name is voted on by itself."""

    name: str
    votes_for: int | None
    votes_against: int | None


@dataclass(frozen=True)
class VoteFacts:
    title: str
    unit: str = "hộ"
    prefix: str = ""
    """What the names of its fields begin with."""
    is_block: bool = True
    votes_for: int | None = None
    votes_against: int | None = 0
    listed_count: int = 0
    agreed_count: int = 0
    is_other: bool = False
    each: Sequence[EachVote] = ()
    unexplained: Sequence[str] = ()
    """Left out of another title, or decided otherwise than the Tổ did, without a reason."""
    quorum_needed: int | None = None
    quorum_basis: str = ""
    groups_not_met: Sequence[str] = ()
    open_concerns: Sequence[str] = ()
    """About whom there is a phản ánh that nobody answered yet, and who is not left out."""


@dataclass(frozen=True)
class MeetingFacts:
    held_on: dt.date | None
    venue: str
    chair: str
    secretary: str
    households_present: int | None
    today: dt.date
    votes: Sequence[VoteFacts] = ()
    ticked: int = 0
    first_day: dt.date | None = None
    """No meeting about these rounds can have been before: the first day of their year."""


def meeting_reasons(facts: MeetingFacts) -> list[Reason]:
    """A meeting that cannot have been: nobody there, more votes than households, a day that has not come."""
    reasons = _day_reasons(facts)
    reasons += _named(facts.venue, facts.chair, facts.secretary)
    reasons += _attendance_reasons(facts)
    if not facts.votes:
        reasons.append(Reason("Cuộc họp chưa có danh hiệu nào để xét."))
    for vote in facts.votes:
        said = f"{vote.title}: " if len(facts.votes) > 1 else ""
        reasons += [
            Reason(f"{said}{reason.text}", reason.field)
            for reason in vote_reasons(vote, present=facts.households_present or 0)
        ]
    return reasons


def _named(venue: str, chair: str, secretary: str) -> list[Reason]:
    told = (
        (venue, "venue", "địa điểm họp"),
        (chair, "chair", "người chủ trì"),
        (secretary, "secretary", "thư ký"),
    )
    return [Reason(f"Chưa ghi {label}.", name) for value, name, label in told if not value]


def _day_reasons(facts: MeetingFacts) -> list[Reason]:
    if facts.held_on is None:
        return [Reason("Chưa ghi ngày họp.", "held_on")]
    if facts.held_on > facts.today:
        return [Reason("Ngày họp ở sau ngày hôm nay.", "held_on")]
    if facts.first_day is not None and facts.held_on < facts.first_day:
        return [
            Reason(
                f"Ngày họp {format_date(facts.held_on)} ở trước ngày {format_date(facts.first_day)}, khi đợt chưa bắt đầu. "
                "Xem lại năm của ngày họp.",
                "held_on",
            )
        ]
    return []


def _attendance_reasons(facts: MeetingFacts) -> list[Reason]:
    present = facts.households_present
    if present is None or present < 1:
        return [Reason("Chưa ghi số hộ dự họp.", "households_present")]
    if present > MOST_HOUSEHOLDS:
        return [Reason(f"Số hộ dự họp nhiều quá {MOST_HOUSEHOLDS}.", "households_present")]
    if facts.ticked and facts.ticked != present:
        return [
            Reason(
                f"Danh sách dự họp đánh dấu {facts.ticked} hộ mà ở đây ghi {present} hộ. Sửa một trong hai cho khớp.",
                "households_present",
            )
        ]
    return []


def vote_reasons(vote: VoteFacts, *, present: int) -> list[Reason]:
    reasons = []
    if vote.quorum_needed is not None and present < vote.quorum_needed:
        reasons.append(
            Reason(
                f"Có {present} hộ dự họp, cần ít nhất {vote.quorum_needed} hộ theo {vote.quorum_basis}: "
                f"còn thiếu {vote.quorum_needed - present} hộ.",
                "households_present",
            )
        )
    if vote.groups_not_met:
        reasons.append(
            Reason(
                f"Quy trình có họp Tổ trước họp ấp. Chưa có biên bản họp của {', '.join(vote.groups_not_met)}."
            )
        )
    if vote.open_concerns:
        reasons.append(
            Reason(
                f"Còn phản ánh chưa trả lời về {', '.join(vote.open_concerns)}. Ghi trả lời rồi biểu quyết, hoặc trừ "
                f"{vote.unit} ấy khỏi danh sách."
            )
        )
    reasons += _numbers(vote, present) if vote.is_block else _each_numbers(vote, present)
    if vote.unexplained:
        names = ", ".join(vote.unexplained)
        told = f"Không đề nghị {names}" if vote.is_other else f"Ấp quyết định khác Tổ về {names}"
        reasons.append(Reason(f"{told} thì ghi lý do."))
    if vote.listed_count == 0:
        reasons.append(
            Reason(
                "Chưa có hộ nào trong sổ hộ của năm."
                if vote.is_other
                else f"Ấp chưa có {vote.unit} nào được chấm điểm. Nhập điểm theo danh sách trước khi ghi biên bản họp."
            )
        )
    elif vote.agreed_count == 0 and not vote.is_other and not reasons:
        reasons.append(Reason("Không còn hồ sơ nào được thống nhất đề nghị sau khi trừ các hồ sơ chưa đạt."))
    return reasons


def _numbers(vote: VoteFacts, present: int) -> list[Reason]:
    field_name = f"{vote.prefix}votes_for"
    agree, against = vote.votes_for, vote.votes_against or 0
    if agree is None:
        return [Reason("Chưa ghi số phiếu thống nhất.", field_name)]
    if min(agree, against) < 0:
        return [Reason("Số phiếu không được âm.", field_name)]
    if agree + against > present:
        return [
            Reason(
                f"Số phiếu ({agree} thống nhất + {against} không) nhiều hơn số hộ dự họp ({present}).",
                field_name,
            )
        ]
    if present and agree <= against:
        # Judgement: a list that no majority agrees to is not sent up; the law's own quorum is not known.
        return [Reason("Số phiếu thống nhất phải nhiều hơn số phiếu không thống nhất.", field_name)]
    return []


def _each_numbers(vote: VoteFacts, present: int) -> list[Reason]:
    """Who has more votes for than against is agreed to; each must have been voted on."""
    reasons = []
    if blank := [one.name for one in vote.each if one.votes_for is None]:
        more = f" và {len(blank) - 3} {vote.unit} khác" if len(blank) > 3 else ""
        reasons.append(Reason(f"Chưa ghi số phiếu của {', '.join(blank[:3])}{more}."))
    if any(min(one.votes_for or 0, one.votes_against or 0) < 0 for one in vote.each):
        reasons.append(Reason("Số phiếu không được âm."))
    if over := [one.name for one in vote.each if (one.votes_for or 0) + (one.votes_against or 0) > present]:
        reasons.append(Reason(f"Số phiếu của {', '.join(over[:3])} nhiều hơn số hộ dự họp ({present})."))
    return reasons


def is_agreed(votes_for: int | None, votes_against: int | None) -> bool:
    return (votes_for or 0) > (votes_against or 0)


def call_reasons(
    *,
    held_on: dt.date | None,
    venue: str,
    chair: str,
    secretary: str,
    titles: Sequence[str],
    today: dt.date,
    invited: int,
) -> list[Reason]:
    """An invitation says when, where, who and about what; it goes out before the day."""
    reasons = []
    if held_on is None:
        reasons.append(Reason("Chưa ghi ngày họp.", "held_on"))
    elif held_on < today:
        reasons.append(Reason("Ngày họp đã qua: không mời được nữa. Họp rồi thì ghi kết quả họp.", "held_on"))
    reasons += _named(venue, chair, secretary)
    reasons += title_reasons(titles)
    if not invited:
        reasons.append(Reason("Chưa có hộ nào trong sổ hộ của năm để mời họp."))
    return reasons


@dataclass(frozen=True)
class Invited:
    """What an invitation says of when and where."""

    held_on: dt.date | None
    starts_at: dt.time | None
    venue: str


def move_reasons(
    *, before: Invited, after: Invited, why: str, is_called: bool, today: dt.date
) -> list[Reason]:
    """Only what was called and not held yet is called otherwise; those invited are told why."""
    if not is_called:
        return [Reason("Cuộc họp đã có biên bản hoặc đã bỏ: không đổi ngày, nơi họp được nữa.")]
    reasons = []
    if after.held_on is None:
        reasons.append(Reason("Chưa ghi ngày họp.", "held_on"))
    elif after.held_on < today:
        reasons.append(Reason("Ngày họp mới đã qua. Họp rồi thì ghi kết quả họp.", "held_on"))
    if not after.venue:
        reasons.append(Reason("Chưa ghi địa điểm họp.", "venue"))
    if not reasons and after == before:
        reasons.append(Reason("Ngày, giờ và nơi họp vẫn như giấy mời cũ: chưa đổi gì.", "held_on"))
    if not why:
        reasons.append(Reason("Đổi ngày, nơi họp thì ghi lý do: in trên giấy mời mới.", "why"))
    return reasons


def title_reasons(titles: Sequence[str]) -> list[Reason]:
    if not titles:
        return [Reason("Chọn ít nhất một danh hiệu để xét tại cuộc họp.")]
    if len(titles) > MOST_TITLES:
        return [Reason(f"Một cuộc họp xét nhiều nhất {MOST_TITLES} danh hiệu.")]
    if len({title.casefold() for title in titles}) < len(titles):
        return [Reason("Có danh hiệu ghi hai lần, hoặc trùng tên với danh hiệu đang xét.", "other_titles")]
    return []


def attendance_reasons(*, is_held: bool, unknown: int) -> list[Reason]:
    reasons = []
    if is_held:
        reasons.append(Reason("Cuộc họp đã có biên bản: danh sách dự họp không đổi được nữa."))
    if unknown:
        reasons.append(Reason(f"{unknown} hộ đánh dấu không có trong danh sách mời họp. Tải lại trang."))
    return reasons


def correction_reasons(*, why: str, is_held: bool, is_signed: bool, sent: Collection[str]) -> list[Reason]:
    """Put right by a new version with its reason, until a list of it goes up or its minutes are signed."""
    reasons = []
    if not is_held:
        reasons.append(Reason("Cuộc họp chưa ghi kết quả."))
    if sent:
        reasons.append(
            Reason(
                f"Đã gửi xã danh sách đề nghị “{'”, “'.join(sent)}” theo biên bản này: không sửa được nữa. Xã trả lại thì họp lại."
            )
        )
    elif is_signed:
        reasons.append(Reason("Biên bản đã ký: không sửa được. Họp lại và ghi cuộc họp khác."))
    if not reasons and not why:
        reasons.append(Reason("Sửa biên bản thì ghi lý do.", "why"))
    return reasons


def twice_reasons(
    *, where: str, held_on: dt.date, title: str, recorded_by: str, recorded_at: str
) -> list[Reason]:
    return [
        Reason(
            f"Họp ngày {format_date(held_on)} của {where} về “{title}” đã có biên bản, {recorded_by} ghi {recorded_at}. "
            "Mở cuộc họp ấy để xem hoặc sửa; chưa ghi thêm gì."
        )
    ]


def quorum_reasons(*, percent: int | None, instrument: str, valid_from: dt.date | None) -> list[Reason]:
    reasons = []
    if percent is None or not 1 <= percent <= 100:
        reasons.append(Reason("Ghi tỷ lệ từ 1 đến 100.", "percent"))
    if not instrument:
        reasons.append(
            Reason("Ghi văn bản, hướng dẫn làm căn cứ. Chưa có thì để “chưa có quy định”.", "instrument")
        )
    if valid_from is None:
        reasons.append(Reason("Ghi ngày bắt đầu áp dụng.", "valid_from"))
    return reasons


def dated_before_meeting_reasons(
    names: Sequence[str], *, met_on: dt.date, dated_on: dt.date, meeting: str = "họp bình xét"
) -> list[Reason]:
    """A decision is not dated before the meeting that it rests on."""
    more = f" và {len(names) - 3} hồ sơ khác" if len(names) > 3 else ""
    return [
        Reason(
            f"Quyết định ghi ngày {format_date(dated_on)}, trước ngày {meeting} {format_date(met_on)} của "
            f"{', '.join(names[:3])}{more}.",
            "dated_on",
        )
    ]
