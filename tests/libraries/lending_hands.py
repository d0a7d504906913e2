"""Shelves, books and readers for tests of lending."""

import datetime as dt

from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.evidence.models import commune_of
from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.lending.actions import lend
from hoctap.libraries.models import Borrower, Copy, Library, LibraryKind, Loan, Title
from hoctap.places.models import Organisation, OrganisationKind, Place
from tests.world import World, make_user

LONG_AGO = dt.date(2020, 1, 1)


def days_ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def keeper(name: str, login: str, place: Place) -> User:
    """Who keeps the shelf of a commune or a hamlet."""
    board, _ = Organisation.objects.get_or_create(
        place=place, kind=OrganisationKind.OTHER, defaults={"name": f"Thư viện {place.name}", "symbol": "TV"}
    )
    return make_user(name, login, board, "Người giữ tủ sách", (Role.LIBRARIAN, place))


def library_at(place: Place, name: str = "", kind: str = LibraryKind.COMMUNE, **more: object) -> Library:
    name = name or f"Thư viện {place.full_name}"
    found = Library.objects.filter(place=place, name=name).first()
    return found or Library.objects.create(place=place, kind=kind, name=name, valid_from=LONG_AGO, **more)


def copy_at(library: Library, code: str, name: str = "Dế mèn phiêu lưu ký", **more: object) -> Copy:
    commune = commune_of(library.place) or library.place_id
    title = Title.objects.filter(place=commune, name=name).first() or Title.objects.create(
        place_id=commune, name=name, authors="Tô Hoài", classification="895.9223", added_on=LONG_AGO
    )
    return Copy.objects.create(title=title, library=library, code=code, acquired_on=LONG_AGO, **more)


def card(
    library: Library, by: Actor, name: str = "Lê Thị Học", details: str = "lớp 4A", **more: object
) -> Borrower:
    return give_card(library, CardTyped(name, details, is_child=True), by=by, **more)  # type: ignore[arg-type]


def lent(copy: Copy, borrower: Borrower, by: Actor, *, on: dt.date | None = None) -> Loan:
    return lend(borrower.library, copy, borrower, on=on, by=by)


def start(world: World) -> tuple[Library, Actor]:
    """The commune's library and who keeps it (login `giu`)."""
    return library_at(world.commune), world.actor(keeper("Võ Thị Giữ", "giu", world.commune))


def signed_in(client: Client, login: str = "giu") -> None:
    client.force_login(User.objects.get(login=login))
