"""Forms sent from elsewhere, links that lead elsewhere, pages that change something by being looked at."""

from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.apps import apps as installed
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from hoctap.audit.models import Event
from hoctap.plans.models import CalendarLink
from tests.attacks.ground import (
    SCREENS,
    Ground,
    address_of,
    answers_to_owners,
    body_of,
    client_of,
    forms_in,
    go,
    undone,
    visits_of,
    written_so_far,
)
from tests.examples import Visit
from tests.world import PASSWORD

# Taken without a token, and why: nobody is signed in for it, and nothing is changed by it.
WITHOUT_TOKEN = {"openmaterial_oai": "the harvesters of OAI-PMH ask by POST as by GET, and only read"}
POSTS = sorted(
    name for name, screen in SCREENS.items() if "POST" in screen.methods and name not in WITHOUT_TOKEN
)
# Read by a program that holds the address: whose calendar it is sees when it was read last.
CALENDARS = ("booking_feed", "calendar_feed", "movement_feed")
READS = sorted(name for name, screen in SCREENS.items() if screen.is_read)
HERE = "/households/di-dau-4711/"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http://[evil.example",
    "javascript:alert(4711)",
    "java\tscript:alert(4711)",
    "data:text/html,evil.example",
    "\thttps://evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]


@pytest.mark.parametrize("name", POSTS)
def test_a_form_without_its_token_changes_nothing(name: str, ground: Ground):
    for visit in visits_of(name, ground.home):
        if visit.post is None:
            continue
        client = client_of(visit.owner, enforce_csrf_checks=True)
        for headers in ({}, {"HX_Request": "true"}, {"Origin": "https://evil.example"}):
            with undone():
                before = Event.objects.count()
                assert go(client, name, visit, **headers).status_code == 403
                assert Event.objects.count() == before


@pytest.mark.parametrize("name", POSTS)
def test_the_token_of_somebody_else_does_not_do_either(name: str, ground: Ground):
    visit = next(one for one in visits_of(name, ground.home) if one.post is not None)
    stranger = client_of(ground.away.officer, enforce_csrf_checks=True)
    token = next(
        line.partition('value="')[2].partition('"')[0]
        for line in body_of(stranger.get("/password/")).splitlines()
        if "csrfmiddlewaretoken" in line
    )
    client = client_of(visit.owner, enforce_csrf_checks=True)
    client.get("/password/")
    with undone():
        with_token = replace(visit, post={**(visit.post or {}), "csrfmiddlewaretoken": token})
        assert go(client, name, with_token).status_code == 403


def test_every_form_that_changes_something_carries_a_token_and_goes_home(
    ground: Ground, visits: dict[str, list[Visit]]
):
    wrong = []
    to_owners = answers_to_owners(ground, visits)
    for name in READS:
        answer = to_owners[name][0]
        if answer.get("Content-Type", "").startswith("text/html"):
            page = body_of(answer)
            posts = [form for form in forms_in(page) if form.method == "post"]
            if page.count("csrfmiddlewaretoken") < len(posts):
                wrong.append(f"{name}: {len(posts)} forms, {page.count('csrfmiddlewaretoken')} tokens")
    assert not wrong


@pytest.mark.parametrize("name", READS)
def test_looking_changes_nothing(name: str, ground: Ground):
    """A picture's address or a preloaded link is a GET: it may be noted that somebody looked, nothing else."""
    if name == "paper_link_file":
        return  # the giver of the link sees how often the paper was taken: tests/papers/test_paper_link_open.py
    if name in ("openmaterial_read", "openmaterial_file"):
        return  # counted by the day, without anybody: tests/materials/test_openmaterial_detail.py
    if name in CALENDARS:
        return  # whose calendar it is sees when the link was last read: the test below
    for visit in visits_of(name, ground.home):
        if visit.post is None:
            touched = _written_by_looking(name, visit)
            if touched:  # the same looked at again, to see whether the rows are others afterwards
                with undone():
                    client = client_of(visit.owner)
                    before = _rows(touched)
                    go(client, name, visit)
                    assert _rows(touched) == before


@pytest.mark.parametrize("name", CALENDARS)
def test_reading_a_calendar_notes_when_and_changes_nothing_else(name: str, ground: Ground):
    with undone():
        (visit,) = visits_of(name, ground.home)
        unread = CalendarLink.objects.filter(used_at=None)
        before = unread.count()
        assert _written_by_looking(name, visit) == [CalendarLink._meta.db_table]
        assert go(client_of(None), name, visit).status_code == 200
        assert unread.count() == before - 1


def test_a_row_that_is_written_would_be_seen(ground: Ground):
    tables = _tables()
    before = written_so_far()
    household = ground.home.households[0]
    household.address = "đã đổi"
    household.save()
    after = written_so_far()
    assert [table for table in sorted(tables) if after.get(table) != before.get(table)] == [
        household._meta.db_table
    ]


def _written_by_looking(name: str, visit: Visit) -> list[str]:
    with undone():
        client = client_of(visit.owner)
        before = written_so_far()
        go(client, name, visit)
        after = written_so_far()
    return [table for table in _tables() if after.get(table) != before.get(table)]


@cache
def _tables() -> list[str]:
    return [
        model._meta.db_table
        for model in installed.get_models()
        if model.__module__.startswith("hoctap.") and not model._meta.db_table.startswith("audit_")
    ]


def _rows(tables: list[str]) -> dict[str, list[str]]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT row::text FROM "{table}" AS row')
            found[table] = sorted(row[0] for row in cursor.fetchall())
    return found


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_nobody_is_led_to_another_site(name: str, ground: Ground):
    """Who takes no page of this site from what is sent with the request takes none of another either: one of them is tried all the same."""
    for visit in visits_of(name, ground.home):
        client = client_of(visit.owner)
        taken = _tells(_asked_to_go_on(client, name, visit, HERE), HERE)
        for address in ELSEWHERE if taken else ELSEWHERE[:1]:
            answer = _asked_to_go_on(client, name, visit, address)
            _stays_home(answer.get("Location", ""))
            _stays_home(answer.get("HX-Redirect", ""))
            _stays_home(answer.get("HX-Location", ""))
            if answer.get("Content-Type", "").startswith("text/html"):
                page = body_of(answer)
                for attribute in ("href", "src", "action", "hx-get", "hx-post"):
                    assert f'{attribute}="{address}' not in page


def test_a_page_that_takes_an_address_is_tried_with_all_of_them(ground: Ground):
    visit = visits_of("account_login", ground.home)[0]
    assert _tells(_asked_to_go_on(client_of(None), "account_login", visit, HERE), HERE)


def _asked_to_go_on(client: Client, name: str, visit: Visit, address: str) -> HttpResponse:
    asked = dict.fromkeys(("next", "url", "return", "redirect", "follow", "back"), address)
    tried = replace(visit, query={**visit.query, **asked})
    if visit.post is not None:
        tried = replace(tried, post={**visit.post, **asked})
    with undone():
        return go(client, name, tried)


def _tells(answer: HttpResponse, address: str) -> bool:
    word = address.strip("/").rpartition("/")[2]
    return word in body_of(answer) or any(word in value for _, value in answer.items())


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(address: str, ground: Ground):
    client = client_of(None)
    answer = client.post(
        "/login/?next=/", {"login": ground.home.officer.login, "password": PASSWORD, "next": address}
    )
    assert answer.status_code == 302
    _stays_home(answer["Location"])
    again = client.get("/login/", {"next": address})
    _stays_home(again.get("Location", ""))


def test_a_page_asked_for_before_signing_in_is_a_page_of_this_site(ground: Ground):
    """`//evil.example/…` is also a path: the address of the sign-in page must not make another site of it."""
    for path in ("//evil.example/households/", "/\\evil.example/"):
        answer = client_of(None).get(path)
        _stays_home(answer.get("Location", ""))
    visit = visits_of("household_detail", ground.home)[0]
    answer = client_of(None).get(address_of("household_detail", visit))
    assert answer["Location"] == f"/login/?next={address_of('household_detail', visit)}"


def _stays_home(location: str) -> None:
    if location:
        parts = urlsplit(location)
        assert not parts.scheme, location
        assert not parts.netloc, location
        assert not location.startswith(("//", "/\\", "\\")), location
