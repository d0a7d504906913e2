"""The numbers of the demonstration's books: what stands between its papers was given to other papers, on the book of paper."""

from hoctap.core.actor import Actor
from hoctap.papers.books import actions, numbering
from hoctap.papers.books.rules import LONGEST_RANGE
from hoctap.papers.models import Paper
from hoctap.places.models import Numbering, Organisation

WHY = "Đã cấp cho văn bản khác trên sổ giấy (minh họa)"


def explain_gaps(by: Actor) -> int:
    """Every missing number of an own book is noted with its reason, as a văn thư does who begins in the middle of a year."""
    noted = 0
    used = Paper.objects.filter(issuer__numbering=Numbering.OWN, number__isnull=False).order_by()
    for issuer_id, year in sorted(set(used.values_list("issuer", "year")), key=str):
        issuer = Organisation.objects.select_related("place").get(pk=issuer_id)
        for gap in numbering.gaps_of(issuer, year):
            for first in range(gap.first, gap.last + 1, LONGEST_RANGE):
                last = min(first + LONGEST_RANGE - 1, gap.last)
                actions.leave_numbers_free(
                    issuer, year=year, series=gap.series, first=first, last=last, reason=WHY, by=by
                )
                noted += 1
    return noted
