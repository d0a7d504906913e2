"""Nobody sees or changes what is not his: each address and each action, as its user and as the same role in the next commune."""

from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps as installed
from django.db.models import CharField, Model, TextField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.core.actor import NOBODY, Actor, Grant
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.models import Person
from scripts import house
from tests.examples import PARTS_OF_A_CHANGE, Visit, action_examples, url_examples
from tests.season import Season, walk, walk_next_door
from tests.world import World

ADDRESSES = sorted(screen.name for screen in house.screens())
ACTIONS = sorted(action.key for action in house.actions() if action.key not in PARTS_OF_A_CHANGE)


@pytest.fixture
def season(world: World) -> Season:
    return walk(world)


@pytest.fixture
def next_door(season: Season) -> Season:
    return walk_next_door(season.world)


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_owner_comes_in_and_the_outsider_learns_nothing(name: str, season: Season, next_door: Season):
    assert name in url_examples, f"tests/examples.py has no @url_example({name!r})"
    visit = url_examples[name](season)
    if visit.owner is None:
        assert _go(Client(), name, visit).status_code in (200, 302), "an open page"
        return
    secrets = names_of(season) - names_of(next_door)
    stranger = _outsider(visit.owner, season, next_door)
    before = Event.objects.count()

    refused = _go(_signed_in(stranger), name, visit)
    assert refused.status_code in ((200, 302, 403, 404) if visit.own_page else (403, 404))
    assert not _found(secrets, refused), (
        f"{stranger} of {next_door.commune} is shown names of {season.commune}"
    )
    if not visit.own_page:
        assert Event.objects.count() == before, "the outsider changed something"

    anonymous = _go(Client(), name, visit)
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/login/")
    assert not _found(secrets, anonymous)

    assert _go(_signed_in(visit.owner), name, visit).status_code in (200, 302)


def test_each_example_of_an_address_belongs_to_an_address():
    assert not set(url_examples) - set(ADDRESSES)


def test_the_search_for_leaks_finds_one(season: Season, next_door: Season):
    """It knows the people, the papers and the evidence of Tân Kiều, and not the words both communes use."""
    secrets = names_of(season) - names_of(next_door)
    assert {
        season.households[0].head.full_name,
        season.evidence.text,
        season.plan.title,
        season.head.full_name,
    } <= secrets
    assert not {"Trưởng ấp", "Ban nhân dân Ấp 1", "Biên bản họp bình xét"} & secrets
    leaking = HttpResponse(f"<p>{escape(season.households[0].head.full_name)}</p>")
    assert _found(secrets, leaking) == [season.households[0].head.full_name]


# ---------------------------------------------------------------- actions


@pytest.mark.parametrize("key", ACTIONS)
def test_an_action_is_forbidden_to_whoever_has_every_right_elsewhere(
    key: str, season: Season, next_door: Season
):
    assert key in action_examples, f"tests/examples.py has no @action_example({key!r})"
    call = action_examples[key](season)
    function = next(action.function for action in house.actions() if action.key == key)
    elsewhere = Actor(
        name=next_door.officer.full_name,
        user_id=next_door.officer.pk,
        grants=(Grant(next_door.commune.pk, frozenset(Permission)),),
    )
    if not call.own_matter:
        before = Event.objects.count()
        for actor in (elsewhere, NOBODY):
            with pytest.raises(Forbidden):
                function(*call.args, **call.kwargs, by=actor)
        assert Event.objects.count() == before, "the outsider changed something"
    if call.owner:
        with suppress(Refused):  # the state of things, not the person
            function(*call.args, **call.kwargs, by=season.world.actor(call.owner))


def test_each_example_of_an_action_belongs_to_an_action():
    assert not set(action_examples) - set(ACTIONS)


# ---------------------------------------------------------------- who and what


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _go(client: Client, name: str, visit: Visit) -> HttpResponse:
    address = reverse(name, kwargs=dict(visit.kwargs), query=visit.query or None)
    if visit.post is not None:
        return client.post(address, visit.post)  # type: ignore[return-value]
    return client.get(address)  # type: ignore[return-value]


def _outsider(owner: User, season: Season, next_door: Season) -> User:
    pairs = {"officer", "head", "chair", "admin"}
    return next(getattr(next_door, who) for who in pairs if getattr(season, who) == owner)


def names_of(season: Season) -> set[str]:
    """Every text in the rows of a commune that could name somebody or something of it.

    Rows are found by themselves: whatever says where it lies (`place_path`), the people of its households, its users.
    """
    commune = season.commune.pk
    found: set[str] = set()
    for model in installed.get_models():
        if model.__module__.startswith("hoctap.") and hasattr(model, "place_path"):
            for row in model._default_manager.all():
                if commune in _path(row):
                    found |= _texts_of(row)
    people = Person.objects.filter(memberships__household__hamlet__path__contains=[commune])
    users = User.objects.filter(capacities__organisation__place__path__contains=[commune])
    for named in [*people, *users]:
        found.add(named.full_name)
    return found


def _path(row: Any) -> list[UUID]:
    return list(row.place_path)


_NOT_NAMES = {
    *("sha256", "signed_sha256", "media_type", "signed_media_type"),
    *("subject_kind", "subject_id", "sort_key", "search_key"),
}


def _texts_of(row: Model) -> set[str]:
    texts: set[str] = set()
    for field in row._meta.concrete_fields:
        if isinstance(field, CharField | TextField) and not field.choices and field.name not in _NOT_NAMES:
            texts.add(str(getattr(row, field.attname)))
    return {text for text in texts if len(text) >= 5}


def _found(secrets: set[str], response: HttpResponse) -> list[str]:
    body = response.getvalue() if getattr(response, "streaming", False) else response.content
    shown = body.decode("utf-8", errors="replace") + "\n".join(
        f"{key}: {value}" for key, value in response.items()
    )
    return sorted(secret for secret in secrets if secret in shown or escape(secret) in shown)
