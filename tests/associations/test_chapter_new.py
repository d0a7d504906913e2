"""A chi hội or a Ban khuyến học enters the books."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.associations.models import Chapter
from hoctap.places.models import Organisation
from tests.world import World


def typed(world: World, **more: str) -> dict[str, str]:
    return {"kind": "hamlet", "place": str(world.hamlet.pk), "name": "Chi hội Ấp 1", **more}


@pytest.mark.requirement("S2-42", "S2-09")
def test_chapters_of_hamlets_schools_and_clans_stand_side_by_side(world: World, client: Client):
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/chapters/new/"
    assert client.post(url, typed(world, founded_by="3/QĐ-HKH")).status_code == 302
    commune = str(world.commune.pk)
    for kind, name in (("school", "Chi hội Trường Tiểu học"), ("clan_board", "Ban khuyến học họ Lê")):
        assert client.post(url, typed(world, kind=kind, place=commune, name=name)).status_code == 302
    assert {(one.name, one.is_board) for one in Chapter.objects.all()} == {
        ("Chi hội Ấp 1", False),
        ("Chi hội Trường Tiểu học", False),
        ("Ban khuyến học họ Lê", True),
    }
    again = client.post(url, typed(world, name="chi hội ấp 1"))
    assert again.status_code == 422
    assert "Đã có chi hội ấp 1" in again.content.decode()


def test_the_chapter_of_a_hamlet_says_which_and_no_foreign_one_is_taken(world: World, client: Client):
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/chapters/new/"
    page = client.post(url, typed(world, place=str(world.commune.pk)))
    assert "chọn ấp, khóm của chi hội" in page.content.decode()
    assert client.post(url, typed(world, place=str(world.other_hamlet.pk))).status_code == 422
    assert "chưa tới" in client.post(url, typed(world, founded_on="2199-01-01")).content.decode()
    assert not Chapter.objects.exists()
    client.force_login(world.hung)
    assert client.get(url).status_code == 403


def test_an_association_that_ended_gets_none(world: World, client: Client):
    Organisation.objects.filter(pk=world.association.pk).update(valid_to=dt.date(2025, 7, 1))
    client.force_login(world.lan)
    page = client.post(f"/associations/{world.association.pk}/chapters/new/", typed(world))
    assert page.status_code == 422
    assert "Hãy ghi ở Hội kế tục" in page.content.decode()
