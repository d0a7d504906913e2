"""What is said of a version while it is being written."""

from django.test import Client
from django.urls import reverse

from hoctap.materials import actions
from tests.centres.hands import topic
from tests.materials import hands
from tests.materials.conftest import Store
from tests.world import make_household


def test_the_words_are_changed_and_the_resident_is_found_by_his_name(store: Store, client: Client):
    family = make_household(store.world.hamlet, "Phan Văn Sáu")
    material = store.started(contributor_name="Phan Văn Sáu")
    url = reverse("material_edit", args=[material.pk])
    client.force_login(store.world.lan)
    page = client.get(url).text
    assert "Là người này trong sổ hộ" in page
    typed = {**hands.told(title="Tên mới").__dict__, "topic": str(topic("livestock").pk)}
    typed |= {"contributor_name": "Phan Văn Sáu", "person": str(family.head.pk)}
    answer = client.post(url, {name: value for name, value in typed.items() if value not in (None, False)})
    assert answer.status_code == 302
    version = hands.newest(material)
    assert (version.title, version.contributor, version.topic.code) == ("Tên mới", family.head, "livestock")


def test_what_is_proposed_shows_why_it_is_not_changed(store: Store, client: Client):
    material = store.proposed()
    client.force_login(store.world.lan)
    typed = {**hands.told(title="Tên mới").__dict__, "topic": str(topic().pk)}
    url = reverse("material_edit", args=[material.pk])
    answer = client.post(url, {name: value for name, value in typed.items() if value not in (None, False)})
    assert answer.status_code == 422
    assert "không sửa được" in answer.text


def test_what_was_returned_says_what_to_change(store: Store, client: Client):
    material = store.proposed()
    actions.take_up_review(hands.newest(material), by=store.reviewer)
    actions.return_version(hands.newest(material), why="Thiếu liều lượng phân", by=store.reviewer)
    client.force_login(store.world.lan)
    assert "Thiếu liều lượng phân" in client.get(reverse("material_edit", args=[material.pk])).text


def test_next_door_it_is_not_found(store: Store, client: Client):
    material = store.started()
    client.force_login(store.world.oanh)
    assert client.get(reverse("material_edit", args=[material.pk])).status_code == 404
