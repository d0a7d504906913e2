"""What the child process hands back, as JSON: strokes and lines packed small."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from hoctap.intake.lines import Box
from hoctap.intake.reading.grids import Stroke
from hoctap.intake.reading.layout import PageLine


def pack_strokes(strokes: Iterable[Stroke]) -> list[list[float]]:
    return [
        [int(one.is_upright), round(one.at, 2), round(one.start, 2), round(one.end, 2)] for one in strokes
    ]


def strokes_of(packed: Sequence[Sequence[float]]) -> list[Stroke]:
    return [Stroke(bool(upright), at, start, end) for upright, at, start, end in packed]


def pack_lines(lines: Iterable[PageLine]) -> list[list[Any]]:
    return [
        [
            line.text,
            [line.box.left, line.box.top, line.box.right, line.box.bottom] if line.box else None,
            line.confidence,
            list(line.cells) if line.cells is not None else None,
            int(line.bold),
        ]
        for line in lines
    ]


def lines_of(packed: Sequence[Sequence[Any]]) -> list[PageLine]:
    return [
        PageLine(
            text,
            Box(*box) if box else None,
            confidence,
            tuple(cells) if cells is not None else None,
            bool(bold),
        )
        for text, box, confidence, cells, bold in packed
    ]


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def loaded(packed: bytes) -> Any:
    return json.loads(packed)
