"""What the database itself refuses, whatever the code does."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.utils import ProgrammingError

from hoctap.audit import actions as audit
from hoctap.audit.models import Event
from hoctap.measures.models import Summary
from hoctap.places.models import Place
from tests.world import World, make_household


def test_the_app_role_can_add_to_the_audit_and_never_change_it(world: World):
    audit.record(world.actor(world.lan), "test.happened", world.commune)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Event.objects.update(what="something.else")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.get().what == "test.happened"


@pytest.mark.requirement("S3-19")
def test_a_published_edition_never_changes(world: World):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        world.edition.save()
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        world.edition.criteria.first().delete()


def test_two_communes_never_hold_a_code_at_the_same_time(world: World):
    with pytest.raises(IntegrityError, match="held_by_one"), transaction.atomic():
        Place(
            level="commune",
            kind="xã",
            name="Trùng mã",
            parent=world.district,
            code="30043",
            valid_from=dt.date(2020, 1, 1),
        ).save()
    Place.objects.filter(code="30043").update(valid_to=dt.date(2025, 7, 1))
    later = Place(
        level="commune",
        kind="xã",
        name="Phương Thịnh",
        parent=world.province,
        code="30043",
        valid_from=dt.date(2025, 7, 1),
    )
    later.save()
    assert Place.objects.filter(code="30043").count() == 2


def test_the_register_counts_households_by_year_at_hamlet_and_commune(world: World):
    make_household(world.hamlet, "Nguyễn Văn Một", listed_year=2023)
    second = make_household(world.hamlet, "Nguyễn Văn Hai", listed_year=2024)
    second.residences.update(to_year=2025)
    values = {
        (s.place_id, s.year): s.value
        for s in Summary.objects.filter(counter="household.listed").exclude(value=0)
    }
    for place in (world.hamlet, world.commune):
        assert values[(place.pk, 2023)] == 1
        assert values[(place.pk, 2024)] == 1
        assert values[(place.pk, 2025)] == -1
