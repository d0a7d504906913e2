"""Writing a material down."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.materials.models import Material
from tests.centres.hands import topic
from tests.materials import hands
from tests.materials.conftest import Store
from tests.world import make_household


def typed(store: Store, **changed: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        **hands.told().__dict__,
        "topic": str(topic().pk),
        "place": str(store.world.commune.pk),
    }
    return {name: value for name, value in {**values, **changed}.items() if value not in (None, False)}


@pytest.mark.requirement("S4-26", "S2-60")
def test_a_teacher_writes_a_material_down_and_goes_on_to_its_files(store: Store, client: Client):
    client.force_login(store.director)
    assert client.get(reverse("material_new")).status_code == 200
    answer = client.post(reverse("material_new"), typed(store), follow=True)
    material = Material.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("material_detail", args=[material.pk])
    assert "Thêm tệp" in answer.text
    assert hands.newest(material).topic == topic()


def test_what_is_missing_is_named_and_what_was_typed_stays(store: Store, client: Client):
    client.force_login(store.director)
    answer = client.post(reverse("material_new"), typed(store, summary="", licence="", title="Sen trắng"))
    assert answer.status_code == 422
    assert "Ghi tóm tắt" in answer.text
    assert "Chọn giấy phép" in answer.text
    assert "Sen trắng" in answer.text
    assert not Material.objects.exists()


@pytest.mark.requirement("S2-61")
def test_a_head_of_a_hamlet_writes_for_a_resident_of_the_register(store: Store, client: Client):
    family = make_household(store.world.hamlet, "Phan Văn Sáu")
    client.force_login(store.world.hung)
    told = typed(
        store,
        place=str(store.world.hamlet.pk),
        contributor_name="Phan Văn Sáu",
        person=str(family.head.pk),
        consent_on="2024-05-01",
        consent_how="ký giấy ở nhà",
        is_credited="on",
    )
    client.post(reverse("material_new"), told)
    version = hands.newest(Material.objects.get(place=store.world.hamlet))
    assert version.contributor == family.head
    assert (version.consent_on, version.is_credited) == (dt.date(2024, 5, 1), True)
    assert version.credit == "Trạm Khuyến nông Tháp Mười; Phan Văn Sáu đóng góp"


def test_a_place_of_somebody_else_cannot_be_chosen(store: Store, client: Client):
    client.force_login(store.director)
    answer = client.post(reverse("material_new"), typed(store, place=str(store.world.other_commune.pk)))
    assert answer.status_code == 422
    assert not Material.objects.exists()


def test_who_may_not_propose_is_refused(store: Store, client: Client):
    client.force_login(store.world.minh)
    assert client.get(reverse("material_new")).status_code == 403
