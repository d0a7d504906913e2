"""Drafting a change of boundaries on screen."""

from django.test import Client
from django.urls import reverse

from hoctap.core.permissions import Role
from hoctap.places import actions as places
from hoctap.places import catalogue
from hoctap.places.boundaries import queries
from hoctap.places.models import BoundaryChange, OrganisationKind, Place
from tests.boundaries import JOB, ON, make_thap_muoi
from tests.season import keeper_of_province
from tests.world import World, make_organisation, make_user


def test_what_the_catalogue_knows_is_offered_and_drafted(db: None, client: Client):
    make_thap_muoi(households=1)
    known = catalogue.load()
    province_row = known.by_id[known.resolve("30043", ON).parent_id]  # type: ignore[index]
    province = places.load_places([province_row], known.edges, by=JOB)[0]
    office = make_organisation(OrganisationKind.OTHER, "Văn phòng UBND tỉnh", "", province)
    client.force_login(make_user("Lâm Thế Giữ", "giu", office, "Quản trị", (Role.SYSTEM_ADMIN, province)))
    page = client.get(reverse("boundary_new")).content.decode()
    assert "Xã Phương Thịnh (mã 30043, từ 01/7/2025): nhận từ " in page
    assert "xã Hưng Thạnh" in page
    chosen = known.resolve("30043", ON)
    response = client.post(reverse("boundary_new"), {"successors": [str(chosen.id)]})
    change = BoundaryChange.objects.get()
    assert response.headers["Location"] == reverse("boundary_detail", args=[change.pk])
    assert queries.dry_run(change).blockers == []
    refused = client.post(reverse("boundary_new"), {})
    assert refused.status_code == 422
    assert "Hãy chọn ít nhất một đơn vị mới." in refused.content.decode()


def typed(world: World, **values: str) -> dict[str, str]:
    return {
        "title": "Nhập hai xã",
        "on": "2027-01-01",
        "decision": "12/NQ-HĐND",
        "existing": "",
        "kind": "xã",
        "name": "Phương Thịnh",
        "code": "",
        "parent": str(world.district.pk),
        f"part-{world.commune.pk}": "whole",
        f"part-{world.other_commune.pk}": "part",
    } | values


def test_a_change_is_typed_and_another_unit_added(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    url = reverse("boundary_new") + "?way=typed"
    assert "Xã Tân Kiều" in client.get(url).content.decode()
    page = client.post(url, typed(world), follow=True).content.decode()
    assert "Đã lập bản nháp. Chưa có gì thay đổi" in page
    change = BoundaryChange.objects.get()
    assert [(part.old.name, part.kind) for part in change.parts.order_by("old__name")] == [
        ("Hưng Thạnh", "divide"),
        ("Tân Kiều", "merge"),
    ]
    assert not Place.objects.filter(name="Phương Thịnh").exists()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    url = reverse("boundary_new") + "?way=typed"
    response = client.post(url, typed(world, code="123", name="Phương Thịnh"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "phải gồm đúng 5 chữ số" in page
    assert 'value="12/NQ-HĐND"' in page
    response = client.post(url, typed(world, title="", on="32/13/2027"))
    page = response.content.decode()
    assert "Hãy ghi nội dung sắp xếp." in page
    assert "Ngày chưa đúng" in page
    assert not BoundaryChange.objects.exists()


def test_a_place_of_another_province_is_no_choice(world: World, client: Client):
    client.force_login(keeper_of_province(world))
    stranger = Place.objects.create(level="province", kind="tỉnh", name="Khác")
    url = reverse("boundary_new") + "?way=typed"
    response = client.post(url, typed(world, parent=str(stranger.pk)))
    assert response.status_code == 422
    assert not BoundaryChange.objects.exists()
