import json

import pytest
from django.core.management import CommandError, call_command

from hoctap.measures.models import Summary
from tests.world import World, make_household


def test_recompute_check_says_that_every_counter_is_right(world: World, capsys: pytest.CaptureFixture[str]):
    make_household(world.hamlet, "Nguyễn Văn Một")
    call_command("recompute", check=True)
    assert "Mọi số đếm đều khớp" in capsys.readouterr().out


def test_recompute_check_fails_on_a_wrong_counter_and_recompute_repairs_it(
    world: World, capsys: pytest.CaptureFixture[str]
):
    make_household(world.hamlet, "Nguyễn Văn Một")
    Summary.objects.filter(place=world.commune).update(value=9)
    with pytest.raises(CommandError, match="1 số đếm sai lệch") as refused:
        call_command("recompute", check=True, json=True)
    assert refused.value.returncode == 1
    (difference,) = json.loads(capsys.readouterr().out)["differences"]
    assert (difference["kept"], difference["counted"], difference["place"]) == (9, 1, "xã Tân Kiều")
    assert Summary.objects.get(place=world.commune).value == 9
    call_command("recompute", json=True)
    assert json.loads(capsys.readouterr().out)["repaired"]
    assert Summary.objects.get(place=world.commune).value == 1
    call_command("recompute", check=True, json=True)
    assert json.loads(capsys.readouterr().out)["differences"] == []
