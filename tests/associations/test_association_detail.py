"""One association: who leads it, its chapters, its year."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.associations import actions
from hoctap.associations.rules import TermDetails, TypedTally
from hoctap.places.models import Organisation, OrganisationAlias, OrganisationKind
from tests.associations import hands
from tests.world import World


def url(association: Organisation, year: int = 2024) -> str:
    return f"/associations/{association.pk}/?year={year}"


@pytest.mark.requirement("S0-38")
def test_it_shows_former_names_who_leads_it_and_what_it_came_from(world: World, client: Client):
    by = world.actor(world.lan)
    OrganisationAlias.objects.create(
        organisation=world.association, name="Hội Khuyến học – Cựu giáo chức xã Tân Kiều"
    )
    Organisation.objects.create(
        kind=OrganisationKind.ASSOCIATION,
        name="Hội Khuyến học xã Tân Kiều A",
        symbol="HKH",
        place=world.commune,
        valid_to=dt.date(2020, 1, 1),
        successor=world.association,
    )
    actions.record_term(
        world.association, TermDetails("2021–2026", dt.date(2021, 3, 1), decision="12/QĐ-HKH"), by=by
    )
    hands.officer(world.association, "Trương Công Định", "chair", by=by)
    client.force_login(world.lan)
    page = client.get(url(world.association)).content.decode()
    for words in ("Cựu giáo chức", "Tân Kiều A", "2021–2026", "12/QĐ-HKH", "Trương Công Định"):
        assert words in page
    client.force_login(world.oanh)
    assert client.get(url(world.association)).status_code == 404
    client.force_login(world.minh)
    page = client.get(url(world.association)).content.decode()
    assert "Trương Công Định" in page
    assert "Ghi số hội viên" not in page, "who reads is offered nothing to write"


def test_a_year_shows_who_led_it_then(world: World, client: Client):
    by = world.actor(world.lan)
    old = hands.officer(world.association, "Người Trước", "chair", by=by)
    actions.end_officer(old, to_day=dt.date(2023, 6, 1), why="Nghỉ", by=by)
    hands.officer(world.association, "Người Sau", "chair", on=dt.date(2023, 6, 1), by=by)
    client.force_login(world.lan)
    now, _, before = client.get(url(world.association)).content.decode().partition("trước đây")
    assert "Người Sau" in now
    assert "Người Trước" not in now
    assert "Người Trước" in before
    assert (
        "Người Trước" in client.get(url(world.association, 2022)).content.decode().partition("trước đây")[0]
    )


def test_numbers_that_do_not_follow_from_last_years_are_pointed_out(world: World, client: Client):
    by = world.actor(world.lan)
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    hands.tally(chapter, 100, on=dt.date(2023, 12, 31), by=by)
    typed = {chapter.pk: TypedTally("120", "15", "5")}
    actions.record_tallies(world.association, typed, as_of=hands.DAY, source="Sổ", by=by)
    client.force_login(world.lan)
    assert "là 110, không phải 120" in client.get(url(world.association)).content.decode()
    typed = {chapter.pk: TypedTally("110", "15", "5")}
    actions.record_tallies(world.association, typed, as_of=hands.DAY, source="Sổ", by=by)
    page = client.get(url(world.association)).content.decode()
    assert "không phải" not in page
    assert "đã ghi lại 1 lần" in page


def test_more_chapters_take_no_more_queries(world: World, client: Client):
    by = world.actor(world.lan)
    client.force_login(world.lan)
    one = hands.chapter_of(world.association, world.hamlet, "Chi hội 0", by=by)
    hands.officer(world.association, "Người 0", "head", chapter=one, by=by)
    client.get(url(world.association))
    with CaptureQueriesContext(connection) as few:
        client.get(url(world.association))
    for number in range(1, 5):
        chapter = hands.chapter_of(world.association, world.hamlet, f"Chi hội {number}", by=by)
        hands.officer(world.association, f"Người {number}", "head", chapter=chapter, by=by)
        hands.tally(chapter, 10, by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(url(world.association))
    assert len(many) <= len(few)
