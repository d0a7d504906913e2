"""Nobody sees or changes what is not his: each address and each action, as its user and as the same role in the next commune.

The seasons of two communes are walked once (tests/standing.py), and their people signed in; each test works on a copy and is undone.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.apps import apps as installed
from django.contrib.auth import HASH_SESSION_KEY
from django.db import transaction
from django.db.models import CharField, Model, TextField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.core.actor import NOBODY, Actor, Grant
from hoctap.core.http import download
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.models import Person
from hoctap.places.models import Place
from scripts import house
from tests.examples import PARTS_OF_A_CHANGE, Visit, action_examples, url_examples
from tests.season import Season
from tests.standing import BOTH_SEASONS, State, standing_fixture

SCREENS = {screen.name: screen for screen in house.screens()}
ACTIONS = {action.key: action for action in house.actions() if action.key not in PARTS_OF_A_CHANGE}
REFUSED = (403, 404)
ROLES = ("officer", "head", "chair", "admin", "keeper", "director")


@dataclass
class Neighbours:
    home: Season
    away: Season
    secrets: frozenset[str]
    """What is written about the owner's commune and not about the outsider's."""
    sessions: dict[UUID, SimpleCookie]
    """What the browser of each has, who signed in before the test."""

    def signed_in(self, user: User) -> Client:
        client = Client()
        client.cookies = SimpleCookie(self.sessions[user.pk])
        return client


def _neighbours(state: State) -> None:
    home, away = state["season"], state["away"]
    secrets = frozenset(names_of(home) - names_of(away))
    people = [getattr(season, who) for season in (home, away) for who in ROLES]
    sessions = {user.pk: _signed_in(user).cookies for user in people}
    state["neighbours"] = Neighbours(home, away, secrets, sessions)


neighbours = standing_fixture("neighbours", "neighbours", *BOTH_SEASONS, _neighbours)


# ---------------------------------------------------------------- addresses


def visits_of(name: str, season: Season) -> list[Visit]:
    assert name in url_examples, f"tests/examples.py has no @url_example({name!r})"
    example = url_examples[name](season)
    visits = example if isinstance(example, list) else [example]
    # A page that also takes a form is knocked at with an empty one too.
    if "POST" in SCREENS[name].methods and all(visit.post is None for visit in visits):
        visits = [*visits, replace(visits[0], post={})]
    return visits


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_the_owner_comes_in_and_the_outsider_learns_nothing(name: str, neighbours: Neighbours):
    visits = visits_of(name, neighbours.home)
    if SCREENS[name].app:
        with _undone():
            _stands_an_address_typed_by_hand(name, visits[0], neighbours)
        with _undone():
            _mixed_with_foreign_ids_tells_and_changes_nothing(name, visits, neighbours)
    _is_the_owners_alone(name, visits, neighbours)


def _is_the_owners_alone(name: str, visits: list[Visit], neighbours: Neighbours) -> None:
    home, away = neighbours.home, neighbours.away
    for visit in visits:
        if visit.owner is None:
            assert _go(Client(), name, visit).status_code in (200, 302), "an open page"
            continue
        outsider = _counterpart(visit.owner, home, away)
        before = Event.objects.count()

        refused = _go(_still_signed_in(outsider, neighbours), name, visit)
        assert refused.status_code in ((200, 302, 422, *REFUSED) if visit.own_page else REFUSED)
        assert not _found(neighbours.secrets, refused), (
            f"{outsider} of {away.commune} is shown names of {home.commune}"
        )
        assert visit.own_page or Event.objects.count() == before, "the outsider changed something"

        anonymous = _go(Client(), name, visit)
        assert anonymous.status_code == 302
        assert anonymous["Location"].startswith("/login/")
        assert not _found(neighbours.secrets, anonymous)

        # 422: the state of things, which the test of the screen looks at.
        assert _go(_still_signed_in(visit.owner, neighbours), name, visit).status_code in (
            200,
            302,
            *([422] if visit.post is not None else []),
        )


def _mixed_with_foreign_ids_tells_and_changes_nothing(
    name: str, visits: list[Visit], neighbours: Neighbours
) -> None:
    """An outsider on his own page with one foreign part, or with the form of a foreign one."""
    home, away = neighbours.home, neighbours.away
    for foreign, own in zip(visits, visits_of(name, away), strict=True):
        if foreign.owner is None:
            continue
        mixed = [replace(own, kwargs={**own.kwargs, key: foreign.kwargs[key]}) for key in _ids(own.kwargs)]
        mixed += [replace(own, query={**own.query, key: foreign.query[key]}) for key in _ids(own.query)]
        mixed += [replace(own, post=foreign.post)] if own.post is not None else []
        client = _still_signed_in(_counterpart(foreign.owner, home, away), neighbours)
        events_at_home = Event.objects.filter(place_path__contains=[str(home.commune.pk)])
        before = events_at_home.count()
        for visit in mixed:
            assert not _found(neighbours.secrets, _go(client, name, visit))
            assert events_at_home.count() == before, "the outsider changed something"


def _stands_an_address_typed_by_hand(name: str, visit: Visit, neighbours: Neighbours) -> None:
    """A nonsense query is nothing found or nothing filtered, not a broken server."""
    if not SCREENS[name].is_read:
        return
    client = _still_signed_in(visit.owner, neighbours) if visit.owner else Client()
    for nonsense in ("khong-phai", "-1", "99999999999", "\0", "ă" * 300):
        names = (
            "page",
            "place",
            "year",
            "part",
            "kind",
            "state",
            "group",
            "q",
            "column",
            "hamlet",
            "round",
            *visit.query,
        )
        query = dict.fromkeys(names, nonsense)
        assert _go(client, name, replace(visit, query=query)).status_code in (200, 302, 400, 404, 422)


def test_each_example_of_an_address_belongs_to_an_address():
    assert not set(url_examples) - set(SCREENS)


def test_the_search_for_leaks_finds_one(neighbours: Neighbours):
    """It knows the people, the papers and the evidence of Tân Kiều, and not the words both communes use."""
    home, secrets = neighbours.home, neighbours.secrets
    someone = home.households[0].head.full_name
    assert {someone, home.evidence.text, home.plan.title, home.head.full_name} <= secrets
    assert not {"Trưởng ấp", "Ban nhân dân Ấp 1"} & secrets
    assert _found(secrets, HttpResponse(f"<p>{escape(someone)}</p>")) == [someone]
    assert _found(secrets, download(b"", "image/jpeg", f"{home.evidence.text}.jpg"))


# ---------------------------------------------------------------- actions


@pytest.mark.parametrize("key", sorted(ACTIONS))
def test_an_action_is_forbidden_to_whoever_has_every_right_elsewhere(key: str, neighbours: Neighbours):
    assert key in action_examples, f"tests/examples.py has no @action_example({key!r})"
    home, away = neighbours.home, neighbours.away
    call = action_examples[key](home)
    function = ACTIONS[key].function
    everything = Grant(away.commune.pk, frozenset(Permission))
    elsewhere = Actor(name=away.officer.full_name, user_id=away.officer.pk, grants=(everything,))
    if not call.own_matter:
        before = Event.objects.count()
        for actor in (elsewhere, NOBODY):
            with pytest.raises(Forbidden):
                function(*call.args, **call.kwargs, by=actor)
        assert Event.objects.count() == before, "the outsider changed something"
    if call.owner:
        with suppress(Refused):  # the state of things, not the person
            function(*call.args, **call.kwargs, by=home.by(call.owner))


def test_each_example_of_an_action_belongs_to_an_action():
    assert not set(action_examples) - set(ACTIONS)


# ---------------------------------------------------------------- who and what


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _still_signed_in(user: User, neighbours: Neighbours) -> Client:
    """Anew where the example ended the session or gave another password: at the door a page would show nothing of itself."""
    client = neighbours.signed_in(user)
    user = User.objects.get(pk=user.pk)
    kept = client.session.get(HASH_SESSION_KEY)
    return client if kept == user.get_session_auth_hash() else _signed_in(user)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _go(client: Client, name: str, visit: Visit) -> HttpResponse:
    address = reverse(name, kwargs=dict(visit.kwargs), query=visit.query or None)
    if visit.post is None:
        return client.get(address)  # type: ignore[return-value]
    for value in visit.post.values():
        if hasattr(value, "seek"):  # a file that was sent before
            value.seek(0)
    return client.post(address, visit.post)  # type: ignore[return-value]


def _counterpart(owner: User, home: Season, away: Season) -> User:
    return next(getattr(away, who) for who in ROLES if getattr(home, who) == owner)


def _ids(values: Any) -> list[str]:
    return [key for key, value in values.items() if isinstance(value, UUID)]


def names_of(season: Season) -> set[str]:
    """Every text in the rows of a commune that could name somebody or something of it.

    Rows are found by themselves: whatever says where it lies (`place_path`), the people of its households, its users.
    The names of places themselves are public.
    """
    commune = season.commune.pk
    found: set[str] = set()
    for model in installed.get_models():
        if model.__module__.startswith("hoctap.") and hasattr(model, "place_path") and model is not Place:
            for row in model._default_manager.all():
                if commune in _path(row):
                    found |= _texts_of(row)
    people = Person.objects.filter(memberships__household__hamlet__path__contains=[commune])
    users = User.objects.filter(capacities__organisation__place__path__contains=[commune])
    return found | {person.full_name for person in people} | {user.full_name for user in users}


def _path(row: Any) -> list[UUID]:
    return list(row.place_path)


_NOT_NAMES = {
    *("sha256", "signed_sha256", "media_type", "signed_media_type"),
    *("subject_kind", "subject_id", "about_kind", "about_id", "sort_key", "search_key"),
}


def _texts_of(row: Model) -> set[str]:
    texts: set[str] = set()
    for field in row._meta.concrete_fields:
        if isinstance(field, CharField | TextField) and not field.choices and field.name not in _NOT_NAMES:
            texts.add(str(getattr(row, field.attname)))
    return {text for text in texts if len(text) >= 5}


def _found(secrets: frozenset[str], response: HttpResponse) -> list[str]:
    body = response.getvalue() if getattr(response, "streaming", False) else response.content
    headers = "\n".join(unquote(value) for _, value in response.items())
    shown = body.decode("utf-8", errors="replace") + headers
    return sorted(secret for secret in secrets if secret in shown or escape(secret) in shown)
