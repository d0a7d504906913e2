"""Finding titles, one title with its copies, what came in a year. `search_titles` is for other apps too: it asks for no actor."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, F, Q, QuerySet, Sum

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.libraries.catalogue import rules
from hoctap.libraries.models import Copy, CopySource, Library, Loan, Title

MOST_WORDS = 12


def search_titles(text: str, place_ids: Collection[UUID] | None = None) -> QuerySet[Title]:
    """Titles of the catalogues of these places (None: of every one), by words of title, author and subject with or without accents, each
    at least the beginning of one; a number is an ISBN or the code of a copy. Without words: all. Indexed; in the order of the shelf.
    """
    rows = Title.objects.all() if place_ids is None else Title.objects.filter(place__in=place_ids)
    return _found(rows, text)


def _found(rows: QuerySet[Title], text: str) -> QuerySet[Title]:
    rows = rows.order_by("sort_key", "id")
    text = text.replace("\0", " ")[:200]
    words = _words(text)
    if not words:
        return rows
    code = rules.cleaned_code(text)
    if isbn := rules.read_isbn(text)[0]:
        return rows.filter(isbn=isbn)
    if rules.is_own(code) or (any(one.isdigit() for one in code) and Copy.objects.filter(code=code).exists()):
        return rows.filter(pk__in=Copy.objects.filter(code=code).order_by().values("title"))
    query = " & ".join(f"'{word}':*" for word in words)
    return rows.alias(words=SearchVector("found_by", config="simple")).filter(
        words=SearchQuery(query, search_type="raw", config="simple")
    )


def _words(text: str) -> list[str]:
    plain = "".join(one if one.isalnum() else " " for one in without_accents(text))
    return plain.split()[:MOST_WORDS]


@dataclass(frozen=True)
class Stock:
    """Copies of a title in the libraries asked for."""

    held: int = 0
    lent: int = 0

    @property
    def free(self) -> int:
        return self.held - self.lent


def stock_of(titles: Iterable[Title], libraries: QuerySet[Library] | None = None) -> dict[UUID, Stock]:
    """Two queries, however many titles; of every library where none is said. What a rotation took or brought is counted as `titles_for` lists it."""
    ids = [one.pk for one in titles]
    copies = Copy.objects.held().filter(title__in=ids).order_by()
    if libraries is not None:
        copies = copies.of(libraries)
    out = Loan.objects.open().filter(copy__in=copies).order_by()
    held = dict(copies.values_list("title").annotate(n=Count("pk")))
    lent = dict(out.values_list("copy__title").annotate(n=Count("pk")))
    return {pk: Stock(held.get(pk, 0), lent.get(pk, 0)) for pk in ids}


def titles_for(actor: Actor, text: str, *, library: Library | None = None, kind: str = "") -> QuerySet[Title]:
    """Those of the actor's catalogues; `library`: of which it has copies."""
    rows = _found(Title.objects.visible_to(actor), text)
    if library is not None:
        own = Copy.objects.held().of([library]).order_by()
        rows = rows.filter(pk__in=own.values("title"))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("place")


@dataclass(frozen=True)
class Proposals:
    """What might be the book in somebody's hand."""

    own: Sequence[tuple[Title, Stock]]
    others: Sequence[Title]
    """Of other catalogues of this installation: the record can be copied, where they stand is not told."""


def proposals(text: str, place_id: UUID, *, most: int = 8) -> Proposals:
    """Four queries."""
    if not _words(text):
        return Proposals([], [])
    own = list(search_titles(text, [place_id])[:most])
    stock = stock_of(own)
    others: list[Title] = []
    known = {one.isbn or one.likeness for one in own}
    for one in search_titles(text).exclude(place=place_id)[: most * 3]:
        if (one.isbn or one.likeness) not in known and len(others) < most:
            known.add(one.isbn or one.likeness)
            others.append(one)
    return Proposals([(one, stock[one.pk]) for one in own], others)


@dataclass(frozen=True)
class CopyLine:
    copy: Copy
    due_on: dt.date | None
    """At home with somebody until then."""
    may_keep: bool

    @property
    def is_held(self) -> bool:
        return self.copy.gone_on is None


def copies_of(title: Title, actor: Actor) -> list[CopyLine]:
    """Those that stand, then those that went, in the libraries that the actor reads. Two queries; who has one at home is not told."""
    seen = Library.objects.visible_to(actor)
    rows = list(
        title.copies.filter(Q(library__in=seen) | Q(at__in=seen))
        .select_related("library__place", "at__place")
        .order_by(F("gone_on").asc(nulls_first=True), "library__sort_key", "code")
    )
    due = dict(Loan.objects.open().filter(copy__in=[one.pk for one in rows]).values_list("copy_id", "due_on"))
    return [
        CopyLine(
            one,
            due.get(one.pk),
            one.library.valid_to is None and actor.may(Permission.LIBRARY_KEEP, at=one.library),
        )
        for one in rows
    ]


# ------------------------------------------------------------------------------------------------ what came in


@dataclass(frozen=True)
class CameRow:
    library: Library
    by_source: Sequence[tuple[str, int]]
    copies: int
    titles: int
    """Of which copies came."""
    paid: int | None
    """Đồng, of those whose price was written down; None where none was."""


@dataclass(frozen=True)
class GiverRow:
    library: Library
    giver: str
    copies: int
    may_forget: bool


@dataclass(frozen=True)
class Came:
    year: int
    sources: Sequence[str]
    rows: Sequence[CameRow]
    givers: Sequence[GiverRow]
    new_titles: int
    """Titles that these catalogues had not before the year."""

    @property
    def copies(self) -> int:
        return sum(row.copies for row in self.rows)


def came_in(actor: Actor, year: int, libraries: QuerySet[Library]) -> Came:
    """Copies by the day they came, whatever became of them since. A fixed number of queries."""
    copies = Copy.objects.filter(library__in=libraries, acquired_on__year=year).order_by()
    counted: dict[UUID, dict[str, int]] = defaultdict(dict)
    for row in copies.values("library", "source").annotate(n=Count("pk")):
        counted[row["library"]][row["source"]] = row["n"]
    sums = {
        row["library"]: row
        for row in copies.values("library").annotate(
            n=Count("pk"), titles=Count("title", distinct=True), paid=Sum("price")
        )
    }
    named = {
        one.pk: one
        for one in Library.objects.filter(pk__in=list(sums))
        .select_related("place")
        .order_by("sort_key", "id")
    }
    given = copies.exclude(giver="").values("library", "giver").annotate(n=Count("pk"))
    places = {one for pk in named for one in named[pk].place.path}
    new = Title.objects.filter(place__in=places, added_on__year=year, copies__library__in=libraries)
    return Came(
        year,
        [source.label for source in CopySource],
        [
            CameRow(
                library,
                [(source.label, counted[pk].get(source.value, 0)) for source in CopySource],
                sums[pk]["n"],
                sums[pk]["titles"],
                sums[pk]["paid"],
            )
            for pk, library in named.items()
        ],
        [
            GiverRow(
                named[row["library"]],
                row["giver"],
                row["n"],
                actor.may(Permission.LIBRARY_KEEP, at=named[row["library"]]),
            )
            for row in given.order_by("-n", "giver")
        ],
        new.distinct().count(),
    )
