"""Rows of a workbook pasted into the list of tallies: 'Chi hội Ấp 1 <tab> 120 <tab> 15 <tab> 3'."""

from collections.abc import Sequence
from uuid import UUID

from hoctap.associations.rules import TypedTally
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean


def pasted_tallies(text: str, rows: Sequence[tuple[UUID, str]]) -> dict[UUID, TypedTally]:
    """By the name as it stands in the list, capitals apart; a name that is not there is refused with its line."""
    by_name = {clean(name).casefold(): pk for pk, name in rows}
    found: dict[UUID, TypedTally] = {}
    reasons = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [clean(cell) for cell in line.split("\t" if "\t" in line else ";")]
        if not any(cells):
            continue
        pk = by_name.get(cells[0].casefold())
        if pk is None:
            reasons.append(
                Reason(
                    f"Dòng dán {number}: không có “{cells[0]}” trong danh sách. Hãy ghi đúng tên.", "pasted"
                )
            )
        elif not 2 <= len(cells) <= 4:
            reasons.append(Reason(f"Dòng dán {number}: cần tên và từ một đến ba số.", "pasted"))
        elif pk in found:
            reasons.append(Reason(f"Dòng dán {number}: {cells[0]} được ghi hai lần.", "pasted"))
        else:
            found[pk] = TypedTally(*cells[1:])
    if reasons:
        raise Refused(reasons)
    return found
