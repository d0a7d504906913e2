"""Libraries with books on their shelves: what the tests share."""

import datetime as dt
from typing import Any

from hoctap.accounts.models import User
from hoctap.core.permissions import Role
from hoctap.libraries.models import Copy, Library, LibraryKind, Title
from hoctap.places.models import Organisation, OrganisationKind, Place
from tests.world import make_user

SINCE = dt.date(2020, 1, 1)


def library_at(
    place: Place, name: str = "Thư viện xã", kind: str = LibraryKind.COMMUNE, **values: Any
) -> Library:
    found = Library.objects.filter(place=place, name=name, valid_to=None).first()
    return found or Library.objects.create(place=place, name=name, kind=kind, valid_from=SINCE, **values)


def title_at(place: Place, name: str = "Dế Mèn phiêu lưu ký", **values: Any) -> Title:
    return Title.objects.create(place=place, name=name, added_on=SINCE, **values)


def copy_in(library: Library, title: Title, code: str, **values: Any) -> Copy:
    return Copy.objects.create(library=library, title=title, code=code, acquired_on=SINCE, **values)


def make_librarian(name: str, login: str, place: Place) -> User:
    body = Organisation.objects.filter(place=place, kind=OrganisationKind.PEOPLES_COMMITTEE).first()
    body = body or Organisation.objects.create(
        place=place,
        kind=OrganisationKind.PEOPLES_COMMITTEE,
        name=f"Ủy ban nhân dân {place.full_name}",
        symbol="UBND",
    )
    return make_user(name, login, body, "Cán bộ thư viện", (Role.LIBRARIAN, place))
