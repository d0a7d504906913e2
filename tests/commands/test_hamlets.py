"""`hoctap hamlets add`: the list of hamlets of a commune."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hoctap.places.models import Organisation, Place
from tests.world import World


def add(*options: str) -> dict[str, list[dict[str, str]]]:
    out = StringIO()
    call_command("hamlets", "add", *options, "--json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def test_new_names_are_added_with_their_boards_and_known_ones_stay(world: World):
    said = add("--place", "30055", "--year", "2024", "ấp 1", "3", "Mỹ Tây")
    assert [hamlet["name"] for hamlet in said["added"]] == ["Ấp 3", "ấp Mỹ Tây"]
    assert [hamlet["name"] for hamlet in said["existing"]] == ["Ấp 1"]
    assert world.commune.children.count() == 4
    assert Organisation.objects.filter(name="Ban nhân dân ấp Mỹ Tây", place__name="Mỹ Tây").exists()


def test_running_it_twice_adds_nothing(world: World):
    add("--place", "30055", "Ấp 7", "Ấp 8")
    assert add("--place", "30055", "Ấp 7", "Ấp 8")["added"] == []
    assert Place.objects.filter(name="Ấp 7").count() == 1


def test_an_empty_name_refuses_the_whole_list(world: World):
    with pytest.raises(CommandError, match="Hãy ghi tên ấp"):
        add("--place", "30055", "Ấp 9", " ")
    assert not Place.objects.filter(name="Ấp 9").exists()


def test_a_commune_known_but_not_set_up_here_is_refused_with_the_cure(db: None):
    with pytest.raises(CommandError, match=r"Xã Hưng Thạnh.*chưa được lập trong hệ thống này.*hoctap init"):
        add("--place", "30043", "--year", "2024", "Ấp 1")
