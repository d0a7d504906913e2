"""Whether a centre does what is asked of it: done, not done, or not known."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.compliance.queries import checked
from hoctap.centres.facts import actions as facts
from hoctap.centres.models import Centre
from hoctap.centres.registry import Met, requirements
from hoctap.learning.models import Programme
from tests.centres.hands import centre_at
from tests.centres.test_centre_file import activity
from tests.season import SCAN
from tests.world import World

URL = "/centres/compliance/"


def met(centre: Centre, year: int) -> dict[str, Met]:
    (row,) = checked([centre], year)
    return {line.requirement.code: line.answer.met for line in row.lines}


@pytest.mark.requirement("S4-65")
def test_each_answer_comes_from_records(world: World, director: User, centre: Centre):
    by = world.actor(director)
    nothing = met(centre, 2024)
    assert nothing["board"] == nothing["reviews"] == nothing["silence"] == Met.UNKNOWN
    assert (
        nothing["regulation"] == nothing["books"] == nothing["programme"] == nothing["activities"] == Met.NOT
    )
    seats = [
        board.seat_member(
            centre, SeatDetails(role, name, dt.date(2024, 1, 1), "1/QĐ", dt.date(2024, 1, 1)), by=by
        )
        for role, name in (("director", "Một"), ("deputy", "Hai"), ("deputy", "Ba"))
    ]
    assert met(centre, 2024)["board"] == Met.DONE
    assert met(centre, 2023)["board"] == Met.NOT
    assert met(centre, 2024)["reviews"] == Met.NOT
    for seat in seats:
        board.review_year(seat, year=2024, level="done", text="Đủ việc", by=by)
    assert met(centre, 2024)["reviews"] == Met.DONE
    facts.file_regulation(centre, SCAN, number="01/QC", issued_on=dt.date(2024, 3, 1), by=by)
    assert met(centre, 2024)["regulation"] == Met.DONE
    assert met(centre, 2023)["regulation"] == Met.NOT
    board.record_board_meeting(
        centre, on=dt.date(2024, 5, 6), chaired_by="Một", agenda="a", conclusion="b", present=seats, by=by
    )
    assert met(centre, 2024)["books"] == Met.DONE
    programme = Programme.objects.create(centre=centre, year=2024, made_by="x", state="submitted")
    assert met(centre, 2024)["programme"] == Met.NOT
    Programme.objects.filter(pk=programme.pk).update(
        state="approved", decided_by="y", decided_at=dt.datetime(2024, 2, 1, tzinfo=dt.UTC)
    )
    assert met(centre, 2024)["programme"] == Met.DONE
    for day in range(1, 6):
        activity(centre, dt.date(2024, 5, day))
    activity(centre, dt.date(2024, 5, 9), "planned")
    assert met(centre, 2024)["activities"] == Met.NOT
    activity(centre, dt.date(2024, 6, 1))
    assert met(centre, 2024)["activities"] == Met.DONE


def test_what_nobody_tells_is_not_known_and_never_done(
    world: World, director: User, centre: Centre, client: Client, monkeypatch: pytest.MonkeyPatch
):
    for code in ("survey", "reports", "equipment"):
        monkeypatch.delitem(requirements._entries, code, raising=False)
    answers = met(centre, 2024)
    assert answers["survey"] == answers["reports"] == answers["equipment"] == Met.UNKNOWN
    client.force_login(world.minh)
    page = client.get(f"{URL}?centre={centre.pk}&year=2024").content.decode()
    assert "chưa rõ" in page
    assert centre.name in page
    client.force_login(world.oanh)
    assert client.get(f"{URL}?centre={centre.pk}").status_code == 404


def test_more_centres_take_no_more_queries(
    world: World, centre: Centre, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.bich)
    client.get(URL)
    centre_at(world.other_commune)
    with django_assert_max_num_queries(26):
        assert centre.name in client.get(URL).content.decode()
