"""Who asked for what in advance, in the order in which they asked; which titles a library has."""

from dataclasses import dataclass

from django.db.models import Q

from hoctap.core.text import without_accents
from hoctap.libraries.circulation.lending.queries import note_name
from hoctap.libraries.circulation.models import Hold
from hoctap.libraries.circulation.rows import WHO, asker, standing_here
from hoctap.libraries.models import Copy, Library, Title

FOUND_AT_MOST = 12


@dataclass(frozen=True)
class HoldRow:
    hold: Hold
    who: str


def holds_of(library: Library) -> list[HoldRow]:
    """Those put aside first. One query."""
    rows = Hold.objects.open().filter(library=library)
    related = rows.select_related("title", "copy", *[f"borrower__{one}" for one in WHO])
    found = []
    for hold in related.order_by("state", "until", "asked_at", "id")[:500]:
        if hold.borrower is not None:
            note_name(hold.borrower)
        found.append(HoldRow(hold, asker(hold)))
    return found


def titles_here(library: Library, words: str) -> list[Title]:
    """That the library has, by a part of title or author without accents. One query."""
    key = without_accents(words.replace("\0", ""))
    if len(key) < 2:
        return []
    here = Copy.objects.held().filter(standing_here(library)).values("title")
    rows = Title.objects.filter(Q(found_by__contains=key) | Q(isbn=key), pk__in=here)
    return list(rows.order_by("sort_key", "id")[:FOUND_AT_MOST])
