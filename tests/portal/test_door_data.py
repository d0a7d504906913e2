"""Open data."""

import csv
import io

import pytest
from django.test import Client

from hoctap.portal.models import Door
from hoctap.portal.parts import Part
from tests.portal import hands
from tests.world import World


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.requirement("S1-27")
def test_the_catalogue_and_the_classes_are_handed_out_as_tables(world: World, door: Door, client: Client):
    """'door_catalogue_csv', 'door_classes_csv'."""
    shelf = hands.library_at(world.hamlet)
    door.libraries.add(shelf)
    hands.book_at(shelf, "=Sách lạ", copies=2)
    hands.class_at(world.hamlet, title="Ghép cam")
    page = client.get(f"/c/{door.slug}/data/").content.decode()
    assert "titles.csv" in page
    assert "classes.csv" in page
    titles = _rows(client.get(f"/c/{door.slug}/data/titles.csv").content)
    assert titles[1][0] == "'=Sách lạ"  # no formula
    assert titles[1][-2:] == [shelf.name, "2"]
    classes = _rows(client.get(f"/c/{door.slug}/data/classes.csv").content)
    assert classes[1][3] == "Ghép cam"
    assert "Kỹ sư Giấu Tên" not in str(classes)


def test_what_is_off_on_the_door_is_not_handed_out(world: World, client: Client):
    door = hands.door_at(world.commune, [Part.DATA])
    for name in ("titles", "classes"):
        assert client.get(f"/c/{door.slug}/data/{name}.csv").status_code == 404
    assert "titles.csv" not in client.get(f"/c/{door.slug}/data/").content.decode()
