"""One more unit of a draft: a commune that is divided goes to two."""

from django.test import Client
from django.urls import reverse

from hoctap.places.boundaries.actions import Draft, NewPlace, OldPart, apply_change, draft_change
from tests.boundaries import JOB, ON, merge
from tests.season import keeper_of_province
from tests.world import World


def test_the_second_half_of_a_divided_commune_is_added(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    first = NewPlace("xã", "Một", parent=world.district, parts=(OldPart(world.commune, whole=False),))
    change = draft_change(Draft("Chia xã Tân Kiều", ON, "", [first]), by=JOB)
    url = reverse("boundary_add", args=[change.pk])
    assert "Thêm đơn vị vào bản nháp" in client.get(url).content.decode()
    typed = {
        "kind": "xã",
        "name": "Hai",
        "parent": str(world.district.pk),
        f"part-{world.commune.pk}": "part",
    }
    page = client.post(url, typed, follow=True).content.decode()
    assert "Xã Tân Kiều chia tách, một phần vào Xã Hai" in page
    assert "chưa ghi nơi đến của 2 ấp, khóm" in page
    twice = client.post(url, typed)
    assert twice.status_code == 422
    assert "Xã Hai được ghi hai lần" in twice.content.decode()


def test_nothing_is_added_to_what_was_applied(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    change = apply_change(merge(world), by=JOB)
    typed = {"kind": "xã", "name": "Hai", "parent": str(world.district.pk)}
    response = client.post(reverse("boundary_add", args=[change.pk]), typed)
    assert response.status_code == 422
    assert "Chỉ sửa được bản nháp." in response.content.decode()
