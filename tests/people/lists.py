"""Lists put together without a file, for the rules of imports."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from hoctap.core.text import person_sort_key, without_accents
from hoctap.people.importing.assembling import assemble
from hoctap.people.importing.comparing import KnownHousehold, KnownPerson
from hoctap.people.importing.listed import HamletBook, Listed, NamedHamlet, by_key
from hoctap.people.reading.model import Reading, RowReading, SheetReading
from hoctap.places.rules import hamlet_kind

YEAR = 2026
HAMLETS = {"h1": "Ấp 1", "h2": "ấp Mỹ Tây"}
_SPACE = UUID(int=7)


def book(hamlets: dict[str, str] = HAMLETS) -> HamletBook:
    return HamletBook(
        by_key((name, NamedHamlet(one, name, hamlet_kind(name))) for one, name in hamlets.items())
    )


def listed(
    fields: str,
    rows: Sequence[Sequence[str]],
    *,
    hamlet: str = "",
    year: int = YEAR,
    hamlets: HamletBook | None = None,
) -> Listed:
    """Rows from row 2 on; a row of fewer cells ends with empty ones."""
    names = fields.split()
    columns = {chr(65 + place): name for place, name in enumerate(names)}
    shape = "persons" if {"relation", "head_name", "person_number"} & set(names) else "households"
    sheet = SheetReading(
        "Trang 1", used=True, header_row=1, columns=columns, labels=columns, hamlet_name=hamlet, shape=shape, data_rows=len(rows),
        letters=list(columns),
    )  # fmt: skip
    read = [
        RowReading(
            "Trang 1", number, {letter: text for letter, text in zip(columns, row, strict=False) if text}
        )
        for number, row in enumerate(rows, start=2)
    ]
    return assemble(Reading("xlsx", [sheet]), read, hamlets or book(), year)


def known(name: str, birth_year: int | None = 1970, *others: tuple[str, int | None], hamlet: str = "h1", number: str = "",
          phone: str = "", address: str = "", from_year: int = 2025) -> KnownHousehold:  # fmt: skip
    """A household of the register: its head, then the others."""
    people = [
        KnownPerson(
            uuid5(_SPACE, f"m{one}{year}{hamlet}{number}"), uuid5(_SPACE, f"p{one}{year}{hamlet}{number}"), one, person_sort_key(one),
            without_accents(one), year, "", phone if place == 0 else "", place == 0,
        )
        for place, (one, year) in enumerate([(name, birth_year), *others])
    ]  # fmt: skip
    return KnownHousehold(
        uuid5(_SPACE, f"h{name}{birth_year}{hamlet}{number}"),
        hamlet,
        HAMLETS[hamlet],
        number,
        "",
        address,
        None,
        from_year,
        people,
    )
