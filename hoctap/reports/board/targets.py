"""Targets that bind the place, each beside its result."""

from collections import Counter
from dataclasses import dataclass

from hoctap.core.vietnamese import MISSING, format_number, format_percent
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head
from hoctap.plans import queries as plan_queries
from hoctap.plans.figures.rules import Outlook
from hoctap.plans.queries import TargetResult

DRAWN = 6
_HEADS = (
    Head("Chỉ tiêu"),
    Head("Kết quả"),
    Head("Cần đạt"),
    Head("Hạn"),
    Head("Xã có số liệu"),
    Head("So với chỉ tiêu", "state"),
)
_TONES = {True: "done", False: "working", None: "neutral"}


@dataclass(frozen=True)
class Bars:
    """What is drawn: those with a result, those not reached first."""

    shown: list[TargetResult]
    further: list[str]
    """Those with a result that have no bar, in words."""
    untold: list[TargetResult]


def results_of(asked: Asked) -> list[TargetResult]:
    """Read once for every section of the board."""
    return asked.once(
        "targets",
        lambda: plan_queries.target_results(asked.place, asked.year, past=asked.past, scope=asked.scope),
    )


def targets(asked: Asked) -> BoardSection:
    results = [result for result in results_of(asked) if not result.target.stopped_on]
    told = [result for result in results if result.result is not None]
    told.sort(key=lambda result: result.met is not False)
    untold = [result for result in results if result.result is None]
    table = BoardTable(
        f"Chỉ tiêu năm {asked.year} của {asked.place.full_name}",
        _HEADS,
        [_row(result) for result in [*told, *untold]],
        first=len(results),
    )
    note = ""
    if asked.as_of and results:
        note = "Chỉ tiêu là những chỉ tiêu đang áp dụng hôm nay; kết quả là của ngày đã chọn."
    return BoardSection(
        "Chỉ tiêu và kết quả",
        _finding(asked, results),
        10,
        table=table if results else None,
        drawing="reports/board/_targets.html",
        drawn=Bars(
            told[:DRAWN],
            [f"{one.target.wording}: {_value(one)}, {_word(one)}" for one in told[DRAWN:]],
            untold,
        ),
        note=note,
    )


def _finding(asked: Asked, results: list[TargetResult]) -> str:
    if not results:
        return f"Chưa có kế hoạch nào giao chỉ tiêu năm {asked.year} cho {asked.place.full_name}."
    met = Counter(result.met for result in results)
    words = f"{met[True]}/{len(results)} chỉ tiêu đã đạt"
    if met[False]:
        words += f", {met[False]} chưa đạt"
    if met[None]:
        words += f", {met[None]} chưa có số liệu"
    return f"{words}."


def _row(result: TargetResult) -> tuple[Cell, ...]:
    figure = result.figure
    partial = f"{figure.communes_in}/{figure.communes_all}" if figure and figure.communes_all > 1 else ""
    return (
        Cell(result.target.wording),
        Cell(result.result, url=result.numerator_url, text=_value(result)),
        Cell(result.wanted),
        Cell(result.deadline),
        Cell(partial),
        Cell(_word(result), tone=_tone(result)),
    )


def _word(result: TargetResult) -> str:
    if result.met is None:
        return "chưa có số liệu"
    judged = result.judged
    foretold = judged.outlook in (Outlook.ON_TRACK, Outlook.AT_RISK)
    return f"{result.verdict}, {judged.label}" if foretold else result.verdict


def _value(result: TargetResult) -> str:
    if result.result is None:
        return MISSING
    if result.is_percent:
        return format_percent(result.result)
    return f"{format_number(result.result)}\N{NO-BREAK SPACE}{result.target.unit}"


def _tone(result: TargetResult) -> str:
    late = result.met is False and result.judged.outlook == Outlook.LATE
    return "overdue" if late else _TONES[result.met]
