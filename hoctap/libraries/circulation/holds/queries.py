"""Who asked for what in advance, in the order in which they asked; which titles a library has."""

from dataclasses import dataclass

from django.db.models import Q

from hoctap.core.reading import saw
from hoctap.core.text import without_accents
from hoctap.libraries.catalogue.queries import search_titles
from hoctap.libraries.circulation.lending.queries import borrowers, note_name
from hoctap.libraries.circulation.models import Hold
from hoctap.libraries.circulation.rows import WHO, asker, waiting_for
from hoctap.libraries.models import Copy, Library, Title

FOUND_AT_MOST = 12


@dataclass(frozen=True)
class HoldRow:
    hold: Hold
    who: str
    on_card: str = ""
    """Whose card it is whose number was left from outside."""


def holds_of(library: Library) -> list[HoldRow]:
    """Those put aside first, from the desk and from the public door alike. One query, and one where numbers of cards were left from outside."""
    rows = Hold.objects.open().filter(library=library)
    related = rows.select_related("title", "copy", *[f"borrower__{one}" for one in WHO])
    holds = list(related.order_by("state", "until", "asked_at", "id")[:500])
    typed = {hold.asker_card for hold in holds if hold.asker_card}
    cards = {one.card.upper(): one for one in borrowers(library).filter(card__in=typed)} if typed else {}
    found = []
    for hold in holds:
        holder = cards.get(hold.asker_card)
        for one in (hold.borrower, holder):
            if one is not None:
                note_name(one)
        if hold.asker_name:
            saw(unnamed=1)
        found.append(HoldRow(hold, asker(hold), holder.called if holder is not None else ""))
    return found


def titles_here(library: Library, words: str) -> list[Title]:
    """That the library has, found as in the catalogue. Two queries at most."""
    if len(without_accents(words.replace("\0", ""))) < 2:
        return []
    here = Copy.objects.held().standing_at(library).order_by().values("title")
    return list(search_titles(words).filter(pk__in=here)[:FOUND_AT_MOST])


def waiting_before(hold: Hold) -> int:
    """How many stand before him in the line. One query."""
    rows = waiting_for(hold.library, hold.title_id)
    before = Q(asked_at__lt=hold.asked_at) | Q(asked_at=hold.asked_at, id__lt=hold.pk)
    return rows.filter(before).count()


def open_from_outside(library: Library) -> int:
    return Hold.objects.open().filter(library=library, from_outside=True).count()
