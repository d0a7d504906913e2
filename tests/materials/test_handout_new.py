"""Printed copies given away."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.learning.activities.fed import fed_by
from hoctap.materials.handouts import actions
from hoctap.materials.models import Handout
from hoctap.materials.queries import copies_handed_out
from hoctap.materials.rules import HandedOut
from tests.materials.conftest import Store
from tests.partners.hands import held

URL = reverse("handout_new")
ON = dt.date(2025, 3, 1)


@pytest.mark.requirement("S0-36", "S1-33")
def test_copies_given_out_at_a_class_are_counted_and_stand_on_the_class(store: Store, client: Client):
    material = store.published(title="Trồng sen")
    activity = held(store.world.commune, "Hội Nông dân", on=ON, title="Lớp trồng sen")
    client.force_login(store.world.lan)
    page = client.get(URL, {"activity": str(activity.pk), "material": str(material.pk)}).text
    assert "Lớp trồng sen" in page
    typed = {
        "material": str(material.pk),
        "place": str(store.world.commune.pk),
        "on": ON.isoformat(),
        "recipients": "farmers",
        "copies": "45",
        "activity": str(activity.pk),
    }
    assert client.post(URL, typed).status_code == 302
    assert Handout.objects.get().copies == 45
    (group,) = [one for one in fed_by(activity, store.writer) if one.title == "Học liệu đã phát"]
    assert group.lines[0].label == "Trồng sen"
    assert group.lines[0].value.startswith("45 bản")
    page = client.get(reverse("activity_detail", args=[activity.pk])).text
    assert activity.title in page


def test_what_is_missing_is_said_beside_its_field(store: Store, client: Client):
    material = store.published()
    client.force_login(store.world.lan)
    answer = client.post(URL, {"material": str(material.pk), "place": str(store.world.commune.pk)})
    assert answer.status_code == 422
    for words in ("Ghi ngày phát", "Chọn phát cho ai", "Ghi số bản đã phát"):
        assert words in answer.text
    assert "Chọn học liệu đã phát" in client.post(URL, {"place": str(store.world.commune.pk)}).text


def hand(store: Store, **changed: object) -> Handout:
    place = changed.pop("place", store.world.commune)
    material = changed.pop("material", None) or store.published()
    activity = changed.pop("activity", None)
    typed = HandedOut(**{"on": ON, "recipients": "residents", "copies": 10, **changed})  # type: ignore[arg-type]
    return actions.hand_out(material, place, typed, activity=activity, by=store.writer)  # type: ignore[arg-type]


def test_a_class_that_was_not_held_or_of_elsewhere_is_refused(store: Store):
    planned = held(store.world.commune, "Hội Nông dân", on=ON, state="planned")
    with pytest.raises(Refused, match="chưa diễn ra"):
        hand(store, activity=planned)
    elsewhere = held(store.world.other_commune, "Hội Nông dân", on=ON)
    with pytest.raises(Refused, match="ở địa bàn khác"):
        hand(store, activity=elsewhere)
    with pytest.raises(Refused, match="đã công bố"):
        hand(store, material=store.approved(title="Chưa xong"))


def test_copies_of_a_place_and_year_are_those_of_all_its_hamlets_without_the_struck_out(store: Store):
    world, material = store.world, store.published()
    hand(store, material=material)
    hand(store, material=material, place=world.hamlet, copies=5)
    hand(store, material=material, place=world.hamlet, copies=7, on=dt.date(2024, 3, 1))
    struck = hand(store, material=material, copies=1000)
    actions.drop_handout(struck, why="gõ nhầm", by=store.writer)
    ids = [world.commune.pk, world.hamlet.pk, world.other_commune.pk, world.district.pk]
    assert copies_handed_out(ids, dt.date(2025, 1, 1), dt.date(2025, 12, 31)) == {
        world.commune.pk: 15,
        world.hamlet.pk: 5,
        world.district.pk: 15,
    }
    assert copies_handed_out(ids, dt.date(2023, 1, 1), dt.date(2023, 12, 31)) == {}


def test_who_may_not_is_refused(store: Store, client: Client):
    client.force_login(store.world.minh)
    assert client.get(URL).status_code == 403
