"""What lending puts on the page of a library."""

import datetime as dt

from django.urls import reverse

from hoctap.centres.registry import SectionLine
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.vietnamese import format_number
from hoctap.libraries.circulation.queries import loans_by_library, open_loans
from hoctap.libraries.circulation.rows import may_lend
from hoctap.libraries.models import Library
from hoctap.libraries.registry import LibrarySection


def lending_section(library: Library, year: int, by: Actor) -> LibrarySection | None:
    """Counts alone; the lists with names lie behind links of who lends. Four queries."""
    if not library.lends:
        return None
    lent = loans_by_library([library.pk], dt.date(year, 1, 1), dt.date(year, 12, 31)).get(library.pk)
    out, late = open_loans([library.pk], today()).get(library.pk, (0, 0))
    lends = may_lend(by, library)
    if lent is None and not out and not lends:
        return None
    lines = []
    if lent is not None:
        told = f"{format_number(lent.named)} ghi từng lượt, {format_number(lent.counted)} theo sổ tay"
        lines.append(SectionLine(f"Lượt mượn về năm {year}", f"{format_number(lent.total)} ({told})"))
    lines.append(SectionLine("Đang cho mượn", f"{format_number(out)} bản"))
    if late:
        url = reverse("loan_overdue", query={"library": str(library.pk)}) if lends else ""
        lines.append(SectionLine("Quá hạn", f"{format_number(late)} bản", url, "overdue"))
    url = reverse("loan_desk", query={"library": str(library.pk)}) if lends else ""
    return LibrarySection("Mượn trả", tuple(lines), url, 20)
