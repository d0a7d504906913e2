"""What the catalogue puts on a library's page."""

from django.db.models import Count
from django.urls import reverse

from hoctap.centres.registry import SectionLine
from hoctap.core.actor import Actor
from hoctap.core.vietnamese import format_number
from hoctap.libraries.models import Copy, CopySource, Library
from hoctap.libraries.registry import LibrarySection


def came_section(library: Library, year: int, _by: Actor) -> LibrarySection | None:
    """One query."""
    if not library.lends:
        return None
    rows = Copy.objects.filter(library=library, acquired_on__year=year).order_by()
    counted = dict(rows.values_list("source").annotate(n=Count("pk")))
    url = reverse("acquisition_list", query={"library": str(library.pk), "year": str(year)})
    lines = tuple(
        SectionLine(source.label, f"{format_number(counted[source.value])} bản")
        for source in CopySource
        if source.value in counted
    )
    return LibrarySection("Sách nhập trong năm", lines or (SectionLine("Chưa ghi bản nào"),), url, order=20)
