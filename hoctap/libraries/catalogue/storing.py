"""What changes of the catalogue share: whose catalogue it is, numbers for labels, titles that are there already."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from hoctap.core.text import clean
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.rules import CopiesDetails, TitleDetails
from hoctap.libraries.models import Copy, Library, Title
from hoctap.places.models import Level, Place


def catalogue_place(library: Library) -> Place:
    """The place whose catalogue a library's books stand in: of a hamlet's bookcase the commune."""
    place = library.place
    while place.level in (Level.HAMLET, Level.GROUP) and place.parent is not None:
        place = place.parent
    return place


def lock_catalogue(place: Place) -> None:
    """Two that add the same book come one after the other."""
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)


def new_codes(count: int) -> list[str]:
    """For labels that will be printed; a code that somebody wrote on a book himself is passed over."""
    made: list[str] = []
    while len(made) < count:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval('libraries_copy_number') FROM generate_series(1, %s)", [count - len(made)]
            )
            codes = [rules.code_of(number) for (number,) in cursor.fetchall()]
        taken = set(Copy.objects.filter(code__in=codes).values_list("code", flat=True))
        made += [code for code in codes if code not in taken]
    return made


def cleaned_title(details: TitleDetails) -> TitleDetails:
    return TitleDetails(
        name=clean(details.name),
        kind=details.kind,
        isbn=details.isbn.strip(),
        rest=clean(details.rest),
        authors=clean(details.authors),
        publisher=clean(details.publisher),
        year=details.year,
        edition=clean(details.edition),
        pages=clean(details.pages),
        language=details.language.strip().lower() or "vie",
        classification=clean(details.classification),
        subjects=tuple(dict.fromkeys(clean(one) for one in details.subjects if clean(one))),
        summary=details.summary.strip(),
    )


def cleaned_copies(details: CopiesDetails) -> CopiesDetails:
    codes = tuple(rules.cleaned_code(code) for code in details.codes if code.strip())
    return CopiesDetails(
        number=details.number,
        source=details.source,
        giver=clean(details.giver)[:200],
        price=details.price,
        acquired_on=details.acquired_on,
        codes=codes,
    )


def put_title(title: Title, details: TitleDetails) -> None:
    """`details` cleaned and found to be good."""
    for name in rules.LONGEST:
        setattr(title, name, getattr(details, name))
    title.kind, title.language, title.year = details.kind, details.language, details.year
    title.isbn = rules.read_isbn(details.isbn)[0]
    title.subjects, title.summary = list(details.subjects), details.summary


def details_of(title: Title) -> TitleDetails:
    return TitleDetails(
        kind=title.kind,
        isbn=title.isbn,
        year=title.year,
        language=title.language,
        subjects=tuple(title.subjects),
        summary=title.summary,
        **{name: getattr(title, name) for name in rules.LONGEST},
    )


class Known:
    """Titles of one catalogue by which a book is known again: its ISBN, else author, title, publisher and year."""

    def __init__(self, place: Place, wanted: Sequence[tuple[str, str]]) -> None:
        """`wanted`: ISBN (or nothing) and likeness of what is looked for. One query."""
        isbns = {isbn for isbn, _ in wanted if isbn}
        alike = {likeness for _, likeness in wanted}
        rows = Title.objects.filter(place=place).filter(Q(isbn__in=isbns) | Q(likeness__in=alike))
        self._by_isbn: dict[str, Title] = {}
        self._alike: dict[str, list[Title]] = {}
        self.add(rows)

    def add(self, titles: Iterable[Title]) -> None:
        for title in titles:
            if title.isbn:
                self._by_isbn[title.isbn] = title
            self._alike.setdefault(title.likeness, []).append(title)

    def find(self, isbn: str, likeness: str) -> Title | None:
        if isbn and isbn in self._by_isbn:
            return self._by_isbn[isbn]
        # Two ISBNs are two editions, however alike.
        return next((one for one in self._alike.get(likeness, ()) if not isbn or not one.isbn), None)
