"""Other names of an organisation, and finding it by them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.places import actions, queries
from hoctap.places.models import OrganisationAlias, OrganisationKind
from tests.world import World, make_organisation

ON = dt.date(2024, 6, 1)


def test_a_name_is_added_shown_and_taken_back(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("organisation_names", args=[world.association.pk])
    typed = {"alias": "Hội KH xã", "from_day": "2020-01-01", "to_day": "", "decision": "3/QĐ"}
    assert "Đã ghi Hội KH xã." in client.post(url, typed, follow=True).content.decode()
    assert "còn gọi: Hội KH xã" in client.get("/organisations/").content.decode()
    alias = OrganisationAlias.objects.get()
    body = client.post(reverse("organisation_name_drop", args=[alias.pk]), follow=True).content.decode()
    assert "Đã bỏ Hội KH xã." in body
    assert not OrganisationAlias.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"alias": ""}, "Hãy ghi tên gọi khác"),
        ({"alias": "hội khuyến học xã tân kiều"}, "tên đang dùng"),
        ({"alias": "HKH"}, "Đã ghi tên HKH"),
        ({"alias": "Hội", "from_day": "2024-01-01", "to_day": "2023-01-01"}, "phải sau ngày"),
    ],
)
def test_what_is_no_other_name_is_refused(world: World, client: Client, typed: dict[str, str], words: str):
    actions.add_alias(world.association, "HKH", by=world.actor(world.lan))
    client.force_login(world.lan)
    response = client.post(reverse("organisation_names", args=[world.association.pk]), typed)
    assert (response.status_code, words in response.content.decode()) == (422, True)


def test_exact_accents_first_then_without_and_all_who_could_be_meant(world: World):
    by = world.actor(world.lan)
    school = make_organisation(OrganisationKind.OTHER, "Trường Tiểu học Tân Kiều", "THTK", world.commune)
    other = make_organisation(OrganisationKind.OTHER, "Trường Tiểu học Tân Kiểu", "", world.hamlet)

    def found(text: str) -> list[object]:
        return queries.organisations_named(text, ON, within=world.commune)

    assert found("trường tiểu học  tân kiều") == [school]
    assert found("Truong tieu hoc Tan Kieu") == [school, other]
    assert found("thtk") == [school]
    actions.add_alias(world.association, "Hội Khuyến học - Cựu giáo chức", by=by)
    assert found("Hội Khuyến học – Cựu giáo chức") == [world.association]
    assert found("UBND") == [world.committee]
    assert found("Hội Khuyến học xã Hưng Thạnh") == [], "not within"
    assert found("") == []


def test_a_name_counts_on_its_days_only(world: World):
    by = world.actor(world.lan)
    days = {"from_day": dt.date(2020, 1, 1), "to_day": dt.date(2023, 1, 1)}
    actions.add_alias(world.association, "Hội KH cũ", by=by, **days)
    for day, count in [("2019-12-31", 0), ("2020-01-01", 1), ("2022-12-31", 1), ("2023-01-01", 0)]:
        on = dt.date.fromisoformat(day)
        assert len(queries.organisations_named("Hội KH cũ", on, within=world.commune)) == count


def test_an_organisation_elsewhere_is_not_found(world: World, client: Client):
    alias = actions.add_alias(world.association, "HKH xã", by=world.actor(world.lan))
    client.force_login(world.oanh)
    assert client.get(reverse("organisation_names", args=[world.association.pk])).status_code == 404
    assert client.post(reverse("organisation_name_drop", args=[alias.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.add_alias(world.association, "X", by=world.actor(world.oanh))
    with pytest.raises(Forbidden):
        actions.drop_alias(alias, by=world.actor(world.oanh))
