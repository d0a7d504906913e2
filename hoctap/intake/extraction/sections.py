"""What a part of a plan is about, from its heading: what was, what is aimed at, what is to be done, by whom, with which money."""

import enum
import re

from hoctap.intake.extraction.blocks import Block
from hoctap.intake.extraction.bodies import is_body_heading
from hoctap.intake.extraction.vocabulary import any_of


class Kind(enum.Enum):
    PURPOSE = "purpose"
    GOAL = "goal"
    TARGET = "target"
    PAST = "past"
    TIME = "time"
    MONEY = "money"
    MANNER = "manner"
    TASK = "task"
    BODIES = "bodies"
    OTHER = "other"


_HEADINGS = tuple(
    (kind, re.compile(rf"{any_of('headings.' + kind.value)}{end}"))
    for kind, end in (
        (Kind.PAST, r"\b(?!.{0,30}(to chuc (?:thuc hien)|nam hoc toi))"),
        (Kind.PURPOSE, r"\b"),
        (Kind.TARGET, r"\b"),
        (Kind.GOAL, r"\b"),
        (Kind.TIME, r"\b"),
        (Kind.MONEY, r"\b"),
        (Kind.MANNER, r"( [a-z ]{2,20})?\W*$"),
        (Kind.BODIES, ""),
        (Kind.TASK, r"\b"),
    )
)


def heading_kind(block: Block) -> Kind | None:
    """What the block's own words, read as a heading, say; None where they are no such heading."""
    key = block.text.key
    first = re.sub(r"^[\W\d]+", "", re.split(r"[:.]", key)[0])
    first = first.replace("'", "")
    if (
        len(first) > (110 if block.rank <= 2 else 80)
        and not is_upper_heading(block)
        and not key.rstrip().endswith(":")
    ):
        return None
    if block.rank in (7, 8, 9) and not re.search(r":\s*$", key):
        return None
    for kind, pattern in _HEADINGS:
        if pattern.match(first):
            if kind == Kind.TASK and re.search(r"phan cong|trach nhiem", first):
                return Kind.BODIES if is_upper_heading(block) else kind
            if kind == Kind.GOAL and re.search(r"nhiem vu|giai phap", first):
                return Kind.GOAL
            return kind
    if key.rstrip().endswith(":") and re.search(r"(cac hoat dong|(cac )?nhiem vu)\s*:\s*$", key):
        return Kind.TASK
    return None


def is_upper_heading(block: Block) -> bool:
    return block.rank <= 1


def kind_of(block: Block) -> Kind:
    """What the part that a block stands in is about: the nearest heading that says it."""
    for candidate in [block, *block.ancestors()]:
        if candidate is block and not (block.children or _is_short(block)):
            continue
        found = heading_kind(candidate)
        if found == Kind.PAST and any(
            heading_kind(a) in (Kind.TASK, Kind.BODIES) for a in candidate.ancestors()
        ):
            # "3. Đánh giá, công nhận các danh hiệu" among the duties is work to do.
            continue
        if found is not None:
            return found
        if candidate.is_numbered and is_body_heading(candidate.text) and not _among_aims(candidate):
            return Kind.BODIES
    return Kind.OTHER


def _among_aims(block: Block) -> bool:
    """ "II. CHỈ TIÊU, 1. Hội Khuyến học": a body's name there heads aims, not duties."""
    above = next((found for a in block.ancestors() if (found := heading_kind(a)) is not None), None)
    return above in (Kind.TARGET, Kind.GOAL, Kind.PAST, Kind.PURPOSE)


def _is_short(block: Block) -> bool:
    """A numbered line like "4. Thời gian thực hiện: từ … đến …" is heading and content at once."""
    return (block.is_numbered and bool(re.match(r"[^:]{3,60}:", block.text.key))) or (
        block.is_numbered and len(block.text.key) < 60
    )
