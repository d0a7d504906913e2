"""Who teaches or helps: found by topic, kind and words; what each did in the year."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Speaker
from hoctap.centres.retention import RETENTION
from hoctap.centres.teaching import actions, queries
from hoctap.centres.teaching.rules import SpeakerDetails
from hoctap.core.actor import Actor
from hoctap.people import subject_queries
from hoctap.people.erasing import erase
from hoctap.people.subject_rules import ERASED_NAME
from tests.centres.hands import topic
from tests.world import World, make_household

URL = "/centres/speakers/"


def speaker(centre: Centre, by: Actor, name: str = "Kỹ sư Lúa", **more: object) -> Speaker:
    details = SpeakerDetails(name, "speaker", **more)  # type: ignore[arg-type]
    return actions.register_speaker(centre.place, details, topics=[topic()], by=by)


@pytest.mark.requirement("S4-19", "S2-21", "S2-78")
def test_found_by_topic_kind_and_words_without_accents(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    speaker(centre, by, title="Trạm Khuyến nông", phone="0901234567", is_core=True)
    helper = SpeakerDetails("Chị Giúp Việc", "volunteer", expertise="Trông lớp")
    actions.register_speaker(centre.place, helper, by=by)
    client.force_login(director)
    found = client.get(f"{URL}?q=khuyen+nong").content.decode()
    assert "Kỹ sư Lúa" in found
    assert "nòng cốt" in found
    assert "Chị Giúp Việc" not in found
    volunteers = client.get(f"{URL}?kind=volunteer").content.decode()
    assert "Chị Giúp Việc" in volunteers
    assert "Kỹ sư Lúa" not in volunteers
    field = topic().parent
    assert field is not None
    assert "Kỹ sư Lúa" in client.get(f"{URL}?topic={field.code}").content.decode()
    assert "Chị Giúp Việc" not in client.get(f"{URL}?topic={field.code}").content.decode()
    client.force_login(world.oanh)
    assert "Kỹ sư Lúa" not in client.get(URL).content.decode()


@pytest.mark.requirement("S1-34")
def test_hours_and_ratings_of_the_year_are_added_up(world: World, director: User, centre: Centre):
    by = world.actor(director)
    one = speaker(centre, by)
    for day, hours, rating in ((1, "2.5", 4), (2, "1.5", None), (3, "1", 5)):
        actions.record_help(
            one, on=dt.date(2025, 3, day), what="Lớp", hours=Decimal(hours), rating=rating, by=by
        )
    actions.record_help(one, on=dt.date(2024, 3, 1), what="Lớp", hours=Decimal(8), by=by)
    (line,) = queries.lines_of([one], 2025)
    assert (line.hours, line.rating) == (Decimal("5.0"), Decimal("4.5"))
    (line,) = queries.lines_of([one], 2023)
    assert (line.hours, line.rating) == (Decimal(0), None)


def test_a_longer_list_takes_no_more_queries(
    world: World,
    director: User,
    centre: Centre,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    by = world.actor(director)
    client.force_login(director)
    client.get(URL)
    for number in range(5):
        speaker(centre, by, f"Người {number}")
    with django_assert_max_num_queries(16):
        assert "Người 4" in client.get(URL).content.decode()


def test_telephones_of_those_long_gone_are_dropped_and_a_person_is_forgotten(
    world: World, director: User, centre: Centre
):
    by = world.actor(director)
    head = make_household(world.hamlet, "Đinh Thị Chọn").head
    details = SpeakerDetails(head.full_name, "volunteer", phone="0901234567", expertise="Đàn")
    one = actions.register_speaker(centre.place, details, person=head, by=by)
    kind = RETENTION["centre_speakers"]
    assert kind.find is not None
    assert kind.carry_out is not None
    assert not kind.find(world.commune.pk, dt.date(2199, 1, 1)).exists()
    actions.end_speaker(one, on=dt.date(2025, 1, 1), by=by)
    rows = list(kind.find(world.commune.pk, dt.date(2025, 1, 2)))
    assert rows == [one]
    assert not kind.find(world.other_commune.pk, dt.date(2025, 1, 2)).exists()
    assert kind.carry_out(rows, by) == 1
    one.refresh_from_db()
    assert one.phone == ""
    told = [v for part in subject_queries.everything_about(head) for row in part.rows for v in row.values()]
    assert "Đàn" in told
    erase(head, dt.date(2026, 1, 1))
    one.refresh_from_db()
    assert (one.full_name, one.expertise) == (ERASED_NAME, "")
