"""One request: a person is found in the register, somebody makes sure, and only then it goes on."""

import pytest
from django.test import Client

from hoctap.audit.models import Read
from hoctap.core.refusals import Refused
from hoctap.people.models import HouseholdMember, Person, SubjectRequest
from hoctap.portal.models import DataRequest
from hoctap.portal.requests import actions, queries
from tests.portal import hands
from tests.season import Season


@pytest.fixture
def asked(season: Season) -> DataRequest:
    return hands.asked_of(hands.door_at(season.commune), season.households[0].head.full_name.lower())


def test_after_somebody_made_sure_it_stands_in_the_register_with_its_day(
    season: Season, asked: DataRequest, client: Client
):
    """'datarequest_register'."""
    head = season.households[0].head
    client.force_login(season.admin)
    url = f"/portal/requests/{asked.pk}/"
    page = client.get(url).content.decode()
    assert head.full_name in page
    assert "0912 345 678" in page
    for wrong, told in (
        ({"channel": "phone", "how": "gọi lại"}, "ãy chọn người trong sổ."),
        ({"person": str(head.pk), "channel": "phone"}, "ãy ghi đã kiểm tra thế nào"),
        ({"person": str(head.pk), "how": "gọi lại"}, "ãy chọn cách đã kiểm tra."),
        ({"person": "khong", "channel": "phone", "how": "x"}, "không có trong sổ"),
    ):
        refused = client.post(f"{url}register/", wrong)
        assert refused.status_code == 422
        assert told in refused.content.decode()
    assert not SubjectRequest.objects.filter(text__contains="cổng").exists()
    sent = {"person": str(head.pk), "channel": "phone", "how": "gọi lại số đã có trong sổ"}
    done = client.post(f"{url}register/", sent)
    made = SubjectRequest.objects.get(text__contains="cổng thông tin")
    assert done["Location"] == f"/people/requests/{made.pk}/" or str(made.pk) in done["Location"]
    assert (made.person, made.received_on, made.due_on) == (head, asked.received_on, asked.due_on)
    asked.refresh_from_db()
    assert (asked.state, asked.name, asked.birth_year, asked.registered) == ("registered", "", None, made)
    with pytest.raises(Refused):
        actions.register_data_request(asked, head, channel="phone", how="lần nữa", by=season.by(season.admin))


def test_who_looks_at_it_leaves_a_row_also_of_who_is_in_no_register(
    season: Season, asked: DataRequest, client: Client
):
    DataRequest.objects.filter(pk=asked.pk).update(name="Người Lạ")
    client.force_login(season.admin)
    client.get(f"/portal/requests/{asked.pk}/")
    row = Read.objects.get()
    assert (row.page, row.persons, row.subjects) == ("datarequest_detail", 1, [])


def test_of_many_who_are_called_alike_the_one_born_that_year_stands_first_with_his_hamlet(
    season: Season, asked: DataRequest, client: Client, django_assert_num_queries
):
    household = season.households[0]
    for number in range(25):
        person = Person.objects.create(full_name="Trần Văn An", birth_year=1950 + number)
        HouseholdMember.objects.create(
            household=household,
            person=person,
            hamlet=season.hamlet,
            joined_year=2020,
            sort_key=f"{number:03}",
        )
    DataRequest.objects.filter(pk=asked.pk).update(name="trần văn an", birth_year=1974)
    asked.refresh_from_db()
    by = season.by(season.admin)
    with django_assert_num_queries(2):
        found = queries.likely_persons(asked, by, "")
    assert len(found) == queries.MOST_FOUND
    assert found[0].person.birth_year == 1974
    client.force_login(season.admin)
    page = client.get(f"/portal/requests/{asked.pk}/").text
    assert f"Trần Văn An, sinh năm 1974, {season.hamlet.title}" in page


def test_who_could_not_show_that_it_was_he_is_told_why_and_his_words_go(
    season: Season, asked: DataRequest, client: Client
):
    """'datarequest_drop'."""
    client.force_login(season.admin)
    url = f"/portal/requests/{asked.pk}/drop/"
    assert "Hãy ghi vì sao không nhận" in client.post(url, {"why": ""}).content.decode()
    assert "không ghi tên người" in client.post(url, {"why": f"{asked.name} không nghe máy"}).content.decode()
    client.post(url, {"why": "gọi hai lần không liên lạc được"})
    asked.refresh_from_db()
    assert (asked.state, asked.name, asked.reach) == ("dropped", "", "")
    client.logout()
    told = client.get(f"/c/{asked.place.door.slug}/code/?code={asked.code}").content.decode()
    assert "gọi hai lần không liên lạc được" in told


def test_it_goes_to_nobody_of_another_commune(season: Season, asked: DataRequest, client: Client):
    neighbour = season.world.oanh
    client.force_login(neighbour)
    assert client.get(f"/portal/requests/{asked.pk}/").status_code in (403, 404)
    stranger = season.colleague.person
    if asked.place_id not in stranger.place_path:
        with pytest.raises(Refused):
            actions.register_data_request(
                asked, stranger, channel="phone", how="gọi", by=hands.everything(season.world.province)
            )
