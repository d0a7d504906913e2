"""When a position may act or sign, and which words stand above the name. Values in, reasons or words out.

Ends are "the first day without it": a position from 1/3 to 1/6 acts from 1/3 to 31/5.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason

SHORTEST_WHY = 10
# The order in which the marks stand above each other: a deputy of an office that signs by order of the chair stands in for the
# head of the office, so TL. comes before KT.
_ORDER = {"tm": 0, "tuq": 1, "tl": 2, "kt": 3}
# Who signs by order or by mandate signs for one person, so no body stands above.
_FOR_ONE = ("tl", "tuq")
_MARKS = {"tm": "TM.", "kt": "KT.", "tl": "TL.", "tuq": "TUQ.", "q": "Q."}
# What a title says besides the title: the paper already says whose it is.
_BODY_WORDS = re.compile(r"\s+(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội Khuyến học)\b.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    starts_on: dt.date
    ends_on: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class AuthorityFacts:
    form: str
    for_whom: str
    term: Term


@dataclass(frozen=True)
class SigningFacts:
    """A position that is to sign one paper on one day."""

    holder: str
    title: str
    organisation: str
    term: Term
    issuer: str
    is_of_issuer: bool
    may_sign: bool
    authorities: tuple[AuthorityFacts, ...] = ()


@dataclass(frozen=True)
class Block:
    """What stands under a paper: the marks, the title, the name."""

    lines: tuple[str, ...]
    title: str
    name: str

    @property
    def in_words(self) -> str:
        return ", ".join([*self.lines, self.title])


def term_blockers(term: Term, on: dt.date, *, of: str) -> list[Reason]:
    """`of` names the position in the sentence."""
    if on < term.starts_on:
        return [
            Reason(
                f"{of} chỉ bắt đầu từ {term.starts_on:%d/%m/%Y}; ngày {on:%d/%m/%Y} chưa làm được việc này."
            )
        ]
    if not term.covers(on) and term.ends_on is not None:
        return [
            Reason(
                f"{of} đã kết thúc từ {term.ends_on:%d/%m/%Y}; ngày {on:%d/%m/%Y} không còn làm được việc này. "
                "Hãy chọn người đang giữ chức vụ vào ngày ấy."
            )
        ]
    return []


def is_deputy(title: str) -> bool:
    return title.strip().casefold().startswith(("phó ", "p. "))


def is_deputy_of(title: str, head: str) -> bool:
    """'Phó Chủ tịch UBND xã' of 'Chủ tịch'; 'Phó Giám đốc thường trực' of 'Giám đốc'."""
    if not is_deputy(title):
        return False
    own = printed_title(title).casefold().removeprefix("phó ").removeprefix("p. ").strip()
    return own.startswith(printed_title(head).casefold())


def signing_blockers(facts: SigningFacts, on: dt.date) -> list[Reason]:
    """A paper is signed in a position of the body that issues it, held on the day of the paper."""
    named = f"{facts.holder} ({facts.title}, {facts.organisation})"
    if not facts.is_of_issuer:
        return [
            Reason(
                f"Văn bản này do {facts.issuer} ban hành; {named} không ký được với tư cách ấy. "
                f"Hãy chọn tư cách ở {facts.issuer}.",
                field="signing_capacity",
            )
        ]
    reasons = [
        Reason(r.text, field="signing_capacity")
        for r in term_blockers(facts.term, on, of=f"Tư cách của {named}")
    ]
    if not facts.may_sign:
        reasons.append(
            Reason(
                f"{named} chưa được giao quyền ký văn bản này. Người quản trị của xã giao vai trò ở trang Tài khoản.",
                field="signing_capacity",
            )
        )
    standing = [one for one in facts.authorities if one.term.covers(on) and one.form != "tm"]
    reasons += [
        Reason(_not_a_deputy(facts.title, one.for_whom), field="signing_capacity")
        for one in standing
        if one.form == "kt" and not is_deputy_of(facts.title, one.for_whom)
    ]
    if is_deputy(facts.title) and not standing:
        reasons.append(
            Reason(
                f"Ngày {on:%d/%m/%Y} {named} chưa được ghi ký thay (KT.) ai. Người quản trị của xã ghi "
                "“Thẩm quyền ký” ở trang của người này, theo văn bản phân công.",
                field="signing_capacity",
            )
        )
    return reasons


def _not_a_deputy(title: str, head: str) -> str:
    return (
        f"KT. {printed_title(head)} chỉ dành cho cấp phó của {printed_title(head)}; chức vụ đang ghi là “{title}”. "
        "Người giữ chức vụ khác ký thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.)."
    )


def printed_title(title: str) -> str:
    """'Chủ tịch UBND xã' signs as 'Chủ tịch': the head of the paper names the body."""
    return _BODY_WORDS.sub("", title.strip()) or title.strip()


def block(
    title: str,
    name: str,
    authorities: Sequence[AuthorityFacts],
    on: dt.date,
    *,
    in_own_right: bool = False,
    base: Sequence[str] = (),
) -> Block:
    """The words above and under a signature on that day.

    `base` are marks the paper itself brings (TM. of a collective body); `in_own_right` says that the power is the
    chair's own and not a body's, so no TM. stands there.
    """
    standing = sorted(
        (one for one in authorities if one.term.covers(on)), key=lambda one: _ORDER.get(one.form, 9)
    )
    shown = printed_title(title)
    is_for_one = any(one.form in _FOR_ONE for one in standing)
    lines: list[str] = [] if in_own_right or is_for_one else list(base)
    for one in standing:
        if one.form == "q":
            shown = f"Q. {printed_title(one.for_whom)}"
        elif one.form == "tm":
            if not in_own_right and not lines and not is_for_one:
                lines.append(f"{_MARKS['tm']} {one.for_whom}")
        else:
            lines.append(f"{_MARKS[one.form]} {printed_title(one.for_whom)}")
    return Block(tuple(lines), shown, name)


def correction_blockers(
    *, why: str, title: str, term: Term, used_on: Sequence[tuple[dt.date, str]]
) -> list[Reason]:
    """A correction says why, and cannot take the ground from under what was signed in the position."""
    reasons = []
    if len(why) < SHORTEST_WHY:
        reasons.append(
            Reason("Hãy ghi lý do sửa, ví dụ: ghi nhầm ngày so với quyết định bổ nhiệm.", field="why")
        )
    if not title:
        reasons.append(Reason("Hãy ghi chức vụ như trên văn bản.", field="title"))
    if term.ends_on is not None and term.ends_on <= term.starts_on:
        reasons.append(Reason("Ngày kết thúc phải sau ngày bắt đầu.", field="ends_on"))
        return reasons
    outside = [words for day, words in used_on if not term.covers(day)]
    if outside:
        reasons.append(
            Reason(
                f"Tư cách này đã ký {outside[0]}"
                + (f" và {len(outside) - 1} văn bản khác" if len(outside) > 1 else "")
                + " ngoài thời gian vừa ghi. Hãy xem lại ngày.",
                field="starts_on",
            )
        )
    return reasons


def authority_blockers(
    *,
    form: str,
    for_whom: str,
    decision: str,
    term: Term,
    of_position: Term,
    has_same: bool,
    title: str,
) -> list[Reason]:
    """`title` is that of the position."""
    reasons = []
    if form not in _MARKS:
        reasons.append(Reason("Hãy chọn thể thức ký: TM., Q., KT., TL. hoặc TUQ.", field="form"))
    if not for_whom:
        reasons.append(
            Reason("Hãy ghi ký thay cho ai, ví dụ Chủ tịch; với TM. ghi tên tập thể.", field="for_whom")
        )
    if form == "kt" and for_whom and not is_deputy_of(title, for_whom):
        reasons.append(Reason(_not_a_deputy(title, for_whom), field="for_whom"))
    if form == "q" and for_whom and printed_title(title).casefold() == printed_title(for_whom).casefold():
        reasons.append(
            Reason(
                f"Người giữ chức {printed_title(for_whom)} ký thẳng, không ký Q. chính chức vụ ấy.",
                field="for_whom",
            )
        )
    if not decision:
        paper = {
            "tuq": "TUQ. phải có giấy ủy quyền: ghi số, ngày của giấy ấy.",
            "tl": "TL. phải có quy định hoặc văn bản giao ký thừa lệnh: ghi số, ngày.",
            "q": "Q. phải có quyết định giao quyền cấp trưởng: ghi số, ngày.",
        }
        reasons.append(
            Reason(paper.get(form, "Hãy ghi văn bản phân công, ủy quyền: số, ngày."), field="decision")
        )
    if term.ends_on is not None and term.ends_on <= term.starts_on:
        reasons.append(Reason("Ngày kết thúc phải sau ngày bắt đầu.", field="ends_on"))
    if not of_position.covers(term.starts_on):
        reasons.append(
            Reason("Thẩm quyền ký phải bắt đầu trong thời gian giữ chức vụ này.", field="starts_on")
        )
    elif term.ends_on is not None and of_position.ends_on is not None and term.ends_on > of_position.ends_on:
        reasons.append(Reason("Thẩm quyền ký không dài hơn thời gian giữ chức vụ.", field="ends_on"))
    if has_same:
        reasons.append(
            Reason("Tư cách này đang có thẩm quyền ký theo thể thức ấy. Kết thúc cái cũ trước.", field="form")
        )
    return reasons
