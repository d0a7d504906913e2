"""Figures that somebody should look at before he signs. Pure: what a table shows goes in, what is odd comes out, in words.

Most are asked about and may be explained; what contradicts itself must be put right first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from hoctap.core.vietnamese import format_number, format_percent

type Amount = Decimal | int | None
_NOTHING: Mapping[str, Amount] = MappingProxyType({})


@dataclass(frozen=True)
class Jump:
    """What is a jump against an earlier figure: by so many percent, and by so many at least."""

    percent: Decimal = Decimal(30)
    least: Decimal = Decimal(10)

    def is_one(self, now: Decimal | int, then: Decimal | int) -> bool:
        change = abs(Decimal(now) - Decimal(then))
        return change >= self.least and change * 100 >= abs(Decimal(then)) * self.percent


@dataclass(frozen=True)
class Within:
    """Of the one there cannot be more than of the other: recognised and registered, registered and all."""

    part: str
    whole: str


@dataclass(frozen=True)
class Stock:
    """What a fund or a register held, what came, what went, what it holds: codes."""

    opening: str
    came: str
    went: str
    closing: str


@dataclass(frozen=True)
class Named:
    label: str
    unit: str


@dataclass(frozen=True)
class ChildFacts:
    place_id: UUID
    name: str
    """'Ấp 3', 'xã Hưng Thạnh'."""
    now: Mapping[str, Amount]


@dataclass(frozen=True)
class OddFacts:
    """A report's figures with those they are held against; everything but `now` may be left out."""

    place: str
    named: Mapping[str, Named]
    """Code → words; a code that is not here is called by itself."""
    now: Mapping[str, Amount]
    before: Mapping[str, Amount] = _NOTHING
    """Of the same period a year earlier."""
    before_label: str = ""
    """'năm 2025', '6 tháng đầu năm 2025'."""
    previous: Mapping[str, Amount] = _NOTHING
    """Of the period that ended on the day before this one began: what a stock closed at then, it opens with."""
    previous_label: str = ""
    last_sent: Mapping[str, Amount] = _NOTHING
    """As the last sent report told this very period: what it said may not change unsaid."""
    last_sent_label: str = ""
    """'báo cáo số 12/BC-HKH ngày 10/7/2026'."""
    children: Sequence[ChildFacts] = ()
    missing: Sequence[str] = ()
    """Names of the places that have no figures."""
    within: Sequence[Within] = ()
    stocks: Sequence[Stock] = ()
    percents: Mapping[str, Decimal | None] = MappingProxyType({})
    """By cell: what cannot be above 100."""
    typed: frozenset[str] = frozenset()
    """Codes that people wrote: only these are suspected of being one number repeated."""
    not_added: frozenset[str] = frozenset()
    """Codes whose children need not add up to the total."""
    jump: Jump = Jump()


@dataclass(frozen=True)
class Odd:
    key: str
    """Stays the same while the figures do: the explanation is kept under it."""
    cell: str
    """A code, '<child id>:<code>' of a row below, or '' for the whole table."""
    words: str
    blocks: bool
    """Chặn: to be put right. Else it is asked about and may be explained."""

    @property
    def severity(self) -> str:
        return "chặn" if self.blocks else "hỏi"


def cell_of(code: str, child: ChildFacts | None = None) -> str:
    return code if child is None else f"{child.place_id}:{code}"


def odd_figures(facts: OddFacts) -> list[Odd]:
    """What blocks first; within, in the order of the table."""
    found = [
        *_missing(facts),
        *_more_than_the_whole(facts),
        *_above_a_hundred(facts),
        *_children_that_do_not_add_up(facts),
        *_stocks_that_do_not_follow(facts),
        *_changed_since_sent(facts),
        *_jumps(facts),
        *_repeated(facts),
    ]
    return sorted(found, key=lambda one: not one.blocks)


def _words(facts: OddFacts, code: str) -> str:
    named = facts.named.get(code)
    return named.label if named else code


def _amount(facts: OddFacts, code: str, value: Amount) -> str:
    named = facts.named.get(code)
    return f"{format_number(value)} {named.unit}".strip() if named else format_number(value)


def _key(rule: str, cell: str, *values: Amount) -> str:
    return ":".join([rule, cell, *(format_number(value) for value in values)])


def _missing(facts: OddFacts) -> Iterator[Odd]:
    for name in facts.missing:
        yield Odd(f"missing::{name}", "", f"{facts.place}: chưa có số liệu của {name}.", blocks=False)


def _rows(facts: OddFacts) -> Iterator[tuple[str, ChildFacts | None, Mapping[str, Amount]]]:
    yield facts.place, None, facts.now
    for child in facts.children:
        yield child.name, child, child.now


def _more_than_the_whole(facts: OddFacts) -> Iterator[Odd]:
    for name, child, now in _rows(facts):
        for rule in facts.within:
            part, whole = now.get(rule.part), now.get(rule.whole)
            if part is not None and whole is not None and part > whole:
                cell = cell_of(rule.part, child)
                yield Odd(
                    _key("within", cell, part, whole),
                    cell,
                    f"{name}: {_words(facts, rule.part)} ({_amount(facts, rule.part, part)}) "
                    f"nhiều hơn {_words(facts, rule.whole)} ({_amount(facts, rule.whole, whole)}).",
                    blocks=True,
                )


def _above_a_hundred(facts: OddFacts) -> Iterator[Odd]:
    for cell, percent in facts.percents.items():
        if percent is not None and percent > 100:
            child, _, code = cell.rpartition(":")
            name = next((one.name for one in facts.children if str(one.place_id) == child), facts.place)
            yield Odd(
                _key("percent", cell, percent),
                cell,
                f"{name}: {_words(facts, code)} là {format_percent(percent)}, không thể quá 100 %.",
                blocks=True,
            )


def _children_that_do_not_add_up(facts: OddFacts) -> Iterator[Odd]:
    if not facts.children:
        return
    for code, total in facts.now.items():
        given = [child.now.get(code) for child in facts.children]
        known = [value for value in given if value is not None]
        if total is None or not known or code in facts.not_added:
            continue
        added = sum(known, Decimal(0))
        if added != total:
            unknown = len(given) - len(known)
            without = f" ({unknown} nơi chưa có số)" if unknown else ""
            yield Odd(
                _key("sum", code, total, added),
                code,
                f"{facts.place}: {_words(facts, code)} ghi {_amount(facts, code, total)}, cộng các dòng bên dưới "
                f"được {_amount(facts, code, added)}{without}, lệch {format_number(abs(Decimal(total) - added))}.",
                # With a row missing the difference may be that row's.
                blocks=not unknown or added > total,
            )


def _stocks_that_do_not_follow(facts: OddFacts) -> Iterator[Odd]:
    for stock in facts.stocks:
        opening, came, went, closing = (
            facts.now.get(code) for code in (stock.opening, stock.came, stock.went, stock.closing)
        )
        if opening is not None and came is not None and went is not None and closing is not None:
            expected = opening + came - went
            if expected != closing:
                yield Odd(
                    _key("stock", stock.closing, expected, closing),
                    stock.closing,
                    f"{facts.place}: {_words(facts, stock.closing)} ghi {_amount(facts, stock.closing, closing)}, nhưng "
                    f"{format_number(opening)} + {format_number(came)} − {format_number(went)} = {format_number(expected)}.",
                    blocks=True,
                )
        then = facts.previous.get(stock.closing)
        if opening is not None and then is not None and opening != then:
            yield Odd(
                _key("opening", stock.opening, opening, then),
                stock.opening,
                f"{facts.place}: {_words(facts, stock.opening)} ghi {_amount(facts, stock.opening, opening)}, "
                f"còn {_words(facts, stock.closing)} {facts.previous_label} là {_amount(facts, stock.closing, then)}.",
                blocks=False,
            )


def _changed_since_sent(facts: OddFacts) -> Iterator[Odd]:
    for code, then in facts.last_sent.items():
        now = facts.now.get(code)
        if code in facts.now and then is not None and now != then:
            yield Odd(
                _key("sent", code, now, then),
                code,
                f"{facts.place}: {_words(facts, code)} nay là {_amount(facts, code, now)}, "
                f"{facts.last_sent_label or 'báo cáo đã gửi'} ghi {_amount(facts, code, then)}.",
                blocks=False,
            )


def _jumps(facts: OddFacts) -> Iterator[Odd]:
    for code, now in facts.now.items():
        then = facts.before.get(code)
        if now is None or then is None or not facts.jump.is_one(now, then):
            continue
        way = "tăng" if now > then else "giảm"
        change = abs(Decimal(now) - Decimal(then))
        share = f" ({format_percent(change * 100 / abs(Decimal(then)), 0)})" if then else ""
        yield Odd(
            _key("jump", code, now, then),
            code,
            f"{facts.place}: {_words(facts, code)} {way} {format_number(change)}{share}: "
            f"{facts.before_label or 'kỳ trước'} {_amount(facts, code, then)}, kỳ này {_amount(facts, code, now)}.",
            blocks=False,
        )


def _repeated(facts: OddFacts) -> Iterator[Odd]:
    """One number written for each of at least four places."""
    for code in sorted(facts.typed):
        values = [value for child in facts.children if (value := child.now.get(code)) is not None]
        if len(values) >= 4 and len(set(values)) == 1 and values[0]:
            yield Odd(
                _key("repeated", code, values[0], len(values)),
                code,
                f"{facts.place}: {_words(facts, code)} ghi {_amount(facts, code, values[0])} như nhau ở cả {len(values)} nơi.",
                blocks=False,
            )
