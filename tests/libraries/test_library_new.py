"""A library, a bookcase, a museum enters the books."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.models import VenueKind
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.institutions.actions import add_library
from hoctap.libraries.institutions.rules import LibraryDetails, library_blockers
from hoctap.libraries.models import Library
from hoctap.places.models import Organisation, OrganisationKind
from tests.centres.facility_hands import venue_in
from tests.libraries.shelf_hands import library_at
from tests.world import World

URL = "/libraries/new/"
TODAY = dt.date(2024, 6, 1)
GOOD = LibraryDetails("bookcase", "Tủ sách Ấp 3", valid_from=dt.date(2024, 1, 1))


def _wrong(details: LibraryDetails, level: str = "hamlet", taken: tuple[str, ...] = ()) -> list[str]:
    return [
        one.field
        for one in library_blockers(details, level=level, place_name="Ấp 3", taken=taken, today=TODAY)
    ]


def test_what_a_library_may_be():
    assert _wrong(GOOD) == []
    assert _wrong(replace(GOOD, name="")) == ["name"]
    assert _wrong(GOOD, taken=("tủ sách ấp 3",)) == ["name"]
    assert _wrong(GOOD, level="district") == ["place"]
    assert _wrong(replace(GOOD, kind="province"), level="commune") == ["place"]
    assert _wrong(replace(GOOD, kind="museum"), level="province") == []
    assert _wrong(replace(GOOD, reading_area=Decimal(0))) == ["reading_area"]
    assert _wrong(replace(GOOD, valid_from=None)) == ["valid_from"]
    assert _wrong(replace(GOOD, valid_from=dt.date(2025, 1, 1))) == ["valid_from"]
    assert _wrong(replace(GOOD, valid_from=dt.date(2025, 1, 1), is_planned=True)) == []


@pytest.mark.requirement("S1-48", "S4-15")
def test_a_school_library_is_the_school_s_and_a_bookcase_stands_in_a_shared_house(
    world: World, librarian: User, client: Client
):
    school = Organisation.objects.create(
        place=world.commune, kind=OrganisationKind.OTHER, name="Trường Tiểu học Tân Kiều", symbol="TH"
    )
    house = venue_in(world.hamlet, "Nhà văn hóa Ấp 1", kind=VenueKind.HAMLET_HOUSE)
    client.force_login(librarian)
    answer = client.post(
        URL,
        {
            "place": str(world.commune.pk),
            "kind": "school",
            "name": "Thư viện Trường Tiểu học Tân Kiều",
            "organisation": str(school.pk),
            "reading_area": "25,5",
            "valid_from": "2021-09-05",
        },
    )
    made = Library.objects.get(name__startswith="Thư viện Trường")
    assert answer["Location"] == f"/libraries/{made.pk}/"
    assert (made.organisation, made.reading_area) == (school, Decimal("25.5"))
    assert Event.objects.filter(what="libraries.library.added", subject_id=str(made.pk)).exists()
    client.post(
        URL,
        {
            "place": str(world.hamlet.pk),
            "kind": "bookcase",
            "name": "Tủ sách Ấp 1",
            "venue": str(house.pk),
            "valid_from": "2022-01-01",
        },
    )
    case = Library.objects.get(name="Tủ sách Ấp 1")
    assert case.venue == house
    assert "Nhà văn hóa Ấp 1" in client.get(f"/libraries/{case.pk}/").content.decode()


def test_a_name_that_stands_already_is_refused_beside_its_field(
    world: World, librarian: User, library: Library, client: Client
):
    client.force_login(librarian)
    typed = {
        "place": str(world.commune.pk),
        "kind": "commune",
        "name": library.name,
        "valid_from": "2024-01-01",
    }
    answer = client.post(URL, typed)
    assert answer.status_code == 422
    assert "đã có Thư viện xã Tân Kiều" in answer.content.decode()
    assert Library.objects.count() == 1


def test_nobody_adds_a_library_next_door(world: World, librarian: User, client: Client):
    with pytest.raises(Forbidden):
        add_library(world.other_commune, GOOD, by=world.actor(librarian))
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403


def test_a_house_or_a_body_of_elsewhere_is_refused(world: World, librarian: User):
    by = world.actor(librarian)
    there = venue_in(world.other_commune, "Nhà bên kia")
    with pytest.raises(Refused, match="nơi khác"):
        add_library(world.commune, GOOD, venue=there, by=by)
    body = Organisation.objects.get(place=world.other_commune)
    with pytest.raises(Refused, match="nơi khác"):
        add_library(world.commune, GOOD, organisation=body, by=by)
    assert not library_at(world.commune, "Khác").organisation
