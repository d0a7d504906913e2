"""Where an officer opens his commune's door, part by part."""

import pytest
from django.test import Client

from hoctap.audit.models import Event
from hoctap.core.actor import Actor
from hoctap.core.permissions import Role
from hoctap.core.refusals import Refused
from hoctap.places.models import OrganisationKind
from hoctap.portal.doors import actions
from hoctap.portal.models import Door
from hoctap.portal.parts import Part
from hoctap.portal.rules import DoorDetails
from tests.portal import hands
from tests.world import World, make_organisation, make_user


def test_an_officer_arranges_opens_and_closes(world: World, client: Client):
    """'door_open', 'door_close'."""
    hands.notice_at(world.commune)
    shelf = hands.library_at(world.commune)
    client.force_login(world.admin)
    page = client.get("/portal/").content.decode()
    assert 'value="xa-tan-kieu"' in page
    families = page.split('value="families"')[1].split(">")[0]
    assert "checked" not in families
    sent = {
        "slug": "xa-tan-kieu",
        "parts": ["classes", "signups"],
        "libraries": [str(shelf.pk)],
        "contact": "UBND xã",
    }
    assert client.post("/portal/", sent).status_code == 302
    door = Door.objects.get()
    assert (door.parts, door.is_open, list(door.libraries.all())) == (["classes", "signups"], False, [shelf])
    client.post(f"/portal/doors/{door.pk}/open/")
    assert client.get("/c/xa-tan-kieu/").status_code == 200
    assert "Đang mở" in client.get("/portal/").content.decode()
    client.post(f"/portal/doors/{door.pk}/close/")
    assert client.get("/c/xa-tan-kieu/").status_code == 404
    assert list(
        Event.objects.filter(what__startswith="portal.").order_by("id").values_list("what", flat=True)
    ) == [
        "portal.door.arranged",
        "portal.door.opened",
        "portal.door.closed",
    ]


def test_one_without_the_right_and_the_neighbour_see_nothing(world: World, door: Door, client: Client):
    client.force_login(world.hung)
    assert client.get("/portal/").status_code == 403
    officer = make_user(
        "Đinh Văn Bên",
        "ben",
        make_organisation(OrganisationKind.PEOPLES_COMMITTEE, "UBND xã bên", "UBND", world.other_commune),
        "Công chức",
        (Role.COMMUNE_ADMIN, world.other_commune),
    )
    client.force_login(officer)
    assert client.get(f"/portal/?place={world.commune.pk}").status_code == 404
    assert client.post(f"/portal/doors/{door.pk}/close/").status_code == 404
    assert "Hưng Thạnh" in client.get("/portal/").content.decode()


@pytest.mark.parametrize(
    ("details", "told"),
    [
        (DoorDetails("", ["classes"]), "Địa chỉ chỉ gồm"),
        (DoorDetails("Xã Tân", ["classes"]), "Địa chỉ chỉ gồm"),
        (DoorDetails("30055", ["classes"]), "phải có chữ"),
        (DoorDetails("cua-ben", ["classes"]), "địa bàn khác đã dùng"),
        (DoorDetails("xa-a", ["mat-ong"]), "Không có phần"),
        (DoorDetails("xa-a", ["signups"]), "hãy bật cả hai"),
        (DoorDetails("xa-a", ["holds"]), "hãy bật cả hai"),
    ],
)
def test_what_cannot_stand_is_refused(details: DoorDetails, told: str, world: World, by: Actor):
    hands.notice_at(world.commune)
    Door.objects.create(place=world.other_commune, slug="cua-ben", changed_by="x")
    with pytest.raises(Refused, match=told):
        actions.arrange_door(world.commune, details, by=by)


def test_names_are_asked_only_under_a_privacy_notice(world: World, by: Actor, client: Client):
    with pytest.raises(Refused, match="thông báo về dữ liệu cá nhân"):
        actions.arrange_door(world.commune, DoorDetails("xa-a", ["classes", "signups"]), by=by)
    client.force_login(world.admin)
    refused = client.post("/portal/", {"slug": "xa-a", "parts": ["requests"]})
    assert refused.status_code == 422
    assert "bản thông báo" in refused.content.decode()


def test_a_shelf_of_another_commune_and_a_door_without_parts_are_refused(world: World, by: Actor):
    foreign = hands.library_at(world.other_commune)
    with pytest.raises(Refused, match="không thuộc địa bàn này"):
        actions.arrange_door(world.commune, DoorDetails("xa-a", ["books"]), [foreign], by=by)
    door = actions.arrange_door(world.commune, DoorDetails("xa-a", []), by=by)
    with pytest.raises(Refused, match="Chưa bật phần nào"):
        actions.open_door(door, by=by)
    with pytest.raises(Refused, match="đang đóng"):
        actions.close_door(door, by=by)


def test_a_province_leads_to_its_communes_and_a_hamlet_has_no_door(world: World):
    by = hands.everything(world.province)
    with pytest.raises(Refused, match="là của từng xã"):
        actions.arrange_door(world.province, DoorDetails("tinh-a", [Part.CLASSES]), by=by)
    with pytest.raises(Refused, match="Cổng là của xã"):
        actions.arrange_door(world.hamlet, DoorDetails("ap-a", [Part.CLASSES]), by=by)
    door = actions.arrange_door(world.province, DoorDetails("tinh-a", []), by=by)
    actions.open_door(door, by=by)
    with pytest.raises(Refused, match="đang mở"):
        actions.open_door(door, by=by)
