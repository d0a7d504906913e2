"""The desk: who stands before it, what he has at home, what a scanned code is; what is overdue; where a copy has been."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.reading import saw
from hoctap.core.text import without_accents
from hoctap.evidence.models import commune_of
from hoctap.libraries.catalogue.queries import search_titles
from hoctap.libraries.circulation.lending import rules
from hoctap.libraries.circulation.models import Hold, HoldState
from hoctap.libraries.circulation.rows import WHO, asked_on, called, gone
from hoctap.libraries.models import Borrower, Copy, Library, Loan, standing_here
from hoctap.libraries.reach import lent_by
from hoctap.people.models import HouseholdMember

FOUND_AT_MOST = 12


@dataclass(frozen=True)
class Reader:
    """One card, for who lends."""

    pk: UUID
    card: str
    called: str
    details: str
    is_ended: bool
    gone: str

    @property
    def line(self) -> str:
        return ", ".join(part for part in (self.called, self.details, f"thẻ {self.card}") if part)


def reader(borrower: Borrower) -> Reader:
    note_name(borrower)
    where = borrower.details
    if not where and borrower.household is not None:
        where = borrower.household.hamlet.title
    return Reader(
        pk=borrower.pk,
        card=borrower.card,
        called=borrower.called,
        details=where,
        is_ended=borrower.ended_on is not None,
        gone=gone(borrower),
    )


def note_name(borrower: Borrower) -> None:
    """Persons and households say themselves that they were read; a typed name does not."""
    if borrower.name:
        saw(unnamed=1)


def borrowers(library: Library) -> QuerySet[Borrower]:
    rows = Borrower.objects.filter(library=library)
    return rows.select_related(*WHO, "household__hamlet", "library__place")


def readers_named(library: Library, words: str, *, ended: bool = False) -> list[Reader]:
    """By a part of the name without accents, or of the card. One query."""
    key = without_accents(words.replace("\0", ""))
    if not key:
        return []
    named = (
        Q(person__search_key__contains=key)
        | Q(household__search_key__contains=key)
        | Q(search_key__contains=key)
        | Q(card__iexact=words.strip())
    )
    rows = borrowers(library).filter(named, is_erased=False)
    if not ended:
        rows = rows.filter(ended_on__isnull=True)
    return [reader(row) for row in rows.order_by("card")[:FOUND_AT_MOST]]


@dataclass(frozen=True)
class AtHome:
    loan: Loan
    days_late: int
    may_renew: bool


def at_home(borrower: Borrower, day: dt.date) -> list[AtHome]:
    """What he is to bring back. One query."""
    rows = borrower.loans.awaited().select_related("copy__title", "library").order_by("due_on", "id")
    limit = borrower.library.renewals
    return [AtHome(one, max((day - one.due_on).days, 0), one.renewed < limit) for one in rows]


@dataclass(frozen=True)
class Desk:
    library: Library
    reader: Reader | None
    at_home: list[AtHome]
    waiting: list[Hold]
    """Put aside for him: to be handed over now."""
    found_readers: list[Reader]
    found_copies: list["FoundCopy"]
    words: str

    @property
    def late(self) -> int:
        return sum(one.days_late > 0 for one in self.at_home)


def desk(library: Library, borrower: Borrower | None, words: str, day: dt.date) -> Desk:
    """At most five queries."""
    ready: list[Hold] = []
    if borrower is not None:
        rows = Hold.objects.filter(asked_on(borrower), state=HoldState.READY)
        ready = list(rows.select_related("title", "copy"))
    return Desk(
        library=library,
        reader=reader(borrower) if borrower is not None else None,
        at_home=at_home(borrower, day) if borrower is not None else [],
        waiting=ready,
        found_readers=readers_named(library, words) if words else [],
        found_copies=copies_named(library, words) if words else [],
        words=words,
    )


@dataclass(frozen=True)
class FoundCopy:
    copy: Copy
    is_out: bool


def copies_named(library: Library, words: str) -> list[FoundCopy]:
    """Copies of this shelf by words of title, author or subject, as the catalogue finds them, or by the book's own ISBN. Two queries at most."""
    if len(without_accents(words.replace("\0", ""))) < 2:
        return []
    wanted = search_titles(words).order_by().values("pk")
    rows = Copy.objects.held().filter(standing_here(library) | Q(loans__library=library), title__in=wanted)
    out = Exists(Loan.objects.open().filter(copy=OuterRef("pk")))
    found = rows.select_related("title").annotate(is_out=out).order_by("title__sort_key", "code").distinct()
    return [FoundCopy(copy, copy.is_out) for copy in found[:FOUND_AT_MOST]]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Scanned:
    """What a code is here: a card, a copy, or nothing that is known."""

    borrower: Borrower | None = None
    copy: Copy | None = None


def scanned(library: Library, typed: str) -> Scanned:
    """A card of this library; a copy that stands here or was lent here; the one copy that a book's own bar code can mean. At most three queries."""
    code = rules.scanned(typed)
    if not code:
        return Scanned()
    borrower = borrowers(library).filter(card__iexact=code).first()
    if borrower is not None:
        return Scanned(borrower=borrower)
    copies = Copy.objects.select_related("title", "library__place", "at")
    near = standing_here(library) | Q(
        library__place__path__contains=[commune_of(library.place) or library.place_id]
    )
    lent = Q(pk__in=Loan.objects.open().filter(library=library).values("copy"))
    copy = copies.filter(near | lent, code__iexact=code).first()
    if copy is None and (isbn := rules.isbn_of(code)):
        same = list(copies.held().filter(standing_here(library), title__isbn=isbn)[:2])
        copy = same[0] if len(same) == 1 else None
    return Scanned(copy=copy)


def open_loan(copy: Copy, by: Actor) -> Loan | None:
    return Loan.objects.open().visible_to(by).filter(copy=copy).select_related("library__place").first()


# ── overdue ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Late:
    loan: Loan
    who: str
    details: str
    days: int


@dataclass(frozen=True)
class LateAt:
    """Of one hamlet, class or address, for one sheet of paper."""

    where: str
    rows: list[Late]


def overdue(libraries: Sequence[Library] | QuerySet[Library], day: dt.date) -> list[LateAt]:
    """By hamlet of the household; who is known by name alone by the library. One query for the loans, one for the hamlets of persons."""
    rows = (
        Loan.objects.awaited()
        .filter(library__in=libraries, due_on__lt=day)
        .select_related(
            "copy__title",
            "library",
            "borrower__library",
            "borrower__household__hamlet",
            *[f"borrower__{one}" for one in WHO],
        )
    )
    loans = list(rows.order_by("due_on", "id"))
    hamlets = _hamlets([one.borrower.person_id for one in loans if one.borrower and one.borrower.person_id])
    found: dict[str, list[Late]] = {}
    for loan in loans:
        borrower = loan.borrower
        assert borrower is not None  # loan_open_has_a_borrower
        note_name(borrower)
        where = loan.library.name
        if borrower.household is not None:
            where = borrower.household.hamlet.title
        elif borrower.person_id in hamlets:
            where = hamlets[borrower.person_id]
        who = called(borrower) if borrower.is_erased else borrower.called
        found.setdefault(where, []).append(Late(loan, who, borrower.details, (day - loan.due_on).days))
    return [LateAt(where, late) for where, late in sorted(found.items())]


def _hamlets(persons: Sequence[UUID]) -> dict[UUID | None, str]:
    rows = HouseholdMember.objects.living_here().filter(person__in=persons).select_related("hamlet")
    return {row.person_id: row.hamlet.title for row in rows.order_by()}


# ── one copy ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class CopyLoan:
    loan: Loan
    who: str


def loans_of(copy: Copy, by: Actor) -> list[CopyLoan]:
    """Names only to who lends where it was lent, and no longer than they are kept. Two queries."""
    rows = copy.loans.select_related("library__place", *[f"borrower__{one}" for one in WHO])
    theirs = set(
        Library.objects.filter(lent_by(by), loans__copy=copy).order_by().values_list("pk", flat=True)
    )
    found = []
    for loan in rows.order_by("-lent_on", "-id")[:200]:
        who = ""
        if loan.borrower is not None and loan.library_id in theirs:
            note_name(loan.borrower)
            who = called(loan.borrower)
        found.append(CopyLoan(loan, who))
    return found
