"""What a part of a plan is about, from its heading: what was, what is aimed at, what is to be done, by whom, with which money."""

import enum
import re

from hoctap.intake.extraction.bodies import is_body_heading
from hoctap.intake.extraction.outline import Block


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


_HEADINGS = (
    (Kind.PAST, r"(danh gia|ket qua|thuc trang|tinh hinh|dac diem|khai quat|tong quan|boi canh|nhung han che|han che|ton tai|nguyen nhan|nhung ket qua|uu diem|khuyet diem|thuan loi|kho khan|mot so ket qua)\b(?!.{0,30}(to chuc thuc hien|nam hoc toi))"),
    (Kind.PURPOSE, r"(muc dich|yeu cau|quan diem|nguyen tac|pham vi|doi tuong|can cu|su can thiet|y nghia|co so)\b"),
    (Kind.TARGET, r"((cac |mot so )?(muc tieu cu the|chi tieu|muc tieu,? chi tieu))\b"),
    (Kind.GOAL, r"muc tieu\b"),
    (Kind.TIME, r"(thoi gian|lo trinh|tien do|thoi han)\b"),
    (Kind.MONEY, r"(nguon |du toan |dam bao )?(kinh phi|ngan sach|tai chinh)\b"),
    (Kind.MANNER, r"(phuong thuc|phuong phap|hinh thuc|doi tuong|quy mo|dia diem|thanh phan)( thuc hien| to chuc| tham gia)?\W*$"),
    (Kind.BODIES, r"(to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|phan cong nhiem vu|phan cong trach nhiem|to chu[a-z]* thu\W?c hien|to chu[a-z]* thuc hi)"),
    (Kind.TASK, r"(cac |mot so )?(nhiem vu|giai phap|noi dung|bien phap|hoat dong|cong tac|ke hoach|chuong trinh hanh)\b"),
)


def heading_kind(block: Block) -> Kind | None:
    """What the block's own words, read as a heading, say; None where they are no such heading."""
    key = block.text.key
    first = re.sub(r"^[\W\d]+", "", re.split(r"[:.]", key)[0])
    first = first.replace("'", "")
    if len(first) > (110 if block.rank <= 2 else 80) and not is_upper_heading(block) and not key.rstrip().endswith(":"):
        return None
    if block.rank in (7, 8, 9) and not re.search(r":\s*$", key):
        return None
    for kind, pattern in _HEADINGS:
        if re.match(pattern, first):
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
        if found is not None:
            return found
        if candidate.is_numbered and is_body_heading(candidate.text):
            return Kind.BODIES
    return Kind.OTHER


def _is_short(block: Block) -> bool:
    """A numbered line like "4. Thời gian thực hiện: từ … đến …" is heading and content at once."""
    return block.is_numbered and bool(re.match(r"[^:]{3,60}:", block.text.key)) or block.is_numbered and len(block.text.key) < 60
