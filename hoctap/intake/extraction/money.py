"""Where the money of a plan comes from, in the document's words."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from hoctap.intake.extraction.blocks import Block
from hoctap.intake.extraction.sections import Kind, kind_of

_SOURCES = (
    ("ngân sách", r"ngan sach"),
    ("xã hội hóa", r"xa h[a-z]{1,2}i h[a-z]{1,2}a|doanh nghiep|nha hao tam|van dong|dong gop"),
    ("tài trợ", r"tai tro"),
    ("khác", r"hop phap khac|nguon (kinh phi |von )?khac|hop phap"),
    ("lồng ghép", r"long ghep"),
)
_PIECE = re.compile(r"[;.](?:\s|$)|,\s(?=nguon|cac nguon|va cac nguon)|\sva (?=nguon|cac nguon)|:\s")


def read_funding(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for block in blocks:
        if block.cells is not None or kind_of(block) != Kind.MONEY:
            continue
        text = block.text
        cuts = [0, *[match.end() for match in _PIECE.finditer(text.key)], len(text.key)]
        for start, end in itertools.pairwise(cuts):
            piece = text.key[start:end]
            if not re.search(r"nguon|kinh phi|ngan sach|dong gop|tai tro|ho tro", piece):
                continue
            for kind, pattern in _SOURCES:
                if re.search(pattern, piece):
                    words = re.sub(r"\s+và$", "", text.said(start, end).strip(" ;.,:"))
                    if len(words.split()) >= 2 and all(words != entry["text"] for entry in out):
                        out.append({"text": words[:300], "type": kind, "lines": block.lines(start, end)})
                    break
    return out
