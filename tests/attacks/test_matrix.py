"""Every address by everybody: the owner's colleagues, the neighbours, the former, the locked, the unknown.

What is expected is derived: the right that the view declares (`scripts/house.py`), asked of the person's grants at the place of
the object. Who has not that right there gets the same answer as for an object that does not exist, in a full page and in a
fragment, and reads nothing of it.
"""

from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from django.apps import apps as installed
from django.db import connection
from django.db.models import CharField, Model, TextField
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import escape

from hoctap.accounts.models import Capacity, KnownDevice, LinkedIdentity, User
from hoctap.assessments.models import Opinion
from hoctap.audit.models import Event
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.criteria.titles import shipped_titles
from hoctap.learning.attendance.tokens import kept_hash
from hoctap.learning.models import LearnerCard
from hoctap.measures.registry import measures
from hoctap.people import actions as people
from hoctap.people.models import Person
from hoctap.places.models import Place
from hoctap.plans import actions as plans
from hoctap.plans.rules import PlanDetails
from hoctap.reading.models import Trip
from hoctap.recognition.models import RecognitionDecision
from hoctap.reports.models import PeriodicReport
from tests.attacks.ground import (
    REFUSED,
    SCREENS,
    Ground,
    actor_of,
    answers_to_owners,
    attackers,
    body_of,
    client_of,
    go,
    likeness,
    signed_in,
    undone,
    visits_of,
)
from tests.examples import Visit
from tests.season import YEAR, Season

# Addresses whose object is read from the places below its own, too, and why.
SEEN_FROM_BELOW = {
    "plan_detail": "a plan is read by the places it binds",
    "recipient_list": "a plan is read, with whom it was sent to, by the places it binds",
    "plan_cascade": "what a plan descends from is read by the places it binds",
    "difficulty_new": "a unit that a plan binds raises a difficulty of its own place",
    "edition_instrument": "a published edition is read, with its instrument, by the places where it holds",
    "round_detail": "a commune's round is worked on by the heads of its hamlets",
    "centre_detail": "a commune's centre is for all its hamlets",
    "schooling_detail": "what a commune has reached is known in its hamlets",
    **dict.fromkeys(
        (
            *(
                "campaign_detail",
                "campaign_analysis",
                "campaign_analysis_sheet",
                "campaign_poster",
                "tally_sheet",
            ),
            *("tally_new", "door_entry", "batch_new", "response_list"),
        ),
        "a commune's survey is asked in all its hamlets, whose heads enter what they heard",
    ),
    **dict.fromkeys(
        ("survey_form_detail", "survey_form_export", "survey_form_paper"),
        "a commune's form is printed and read out in its hamlets",
    ),
    "material_detail": "what a commune published is read in its hamlets",
    "materialpart_file": "what a commune published is read in its hamlets",
    "observance_detail": "a day of a commune's calendar is kept in its hamlets",
    "occasion_detail": "what a commune does for a day is for its hamlets",
    "movement_detail": "a movement is joined by the places below the one that launched it",
    "movement_units": "a movement is joined by the places below, each of which sees its own units",
    "movement_join": "a movement is joined by the places below the one that launched it",
    "movement_title": "each place reads its own households in a movement from above",
    "title_detail": "a commune's catalogue is read in its hamlets",
    "guidance_detail": "guidance is for the centres of all places below",
    "guidance_file": "guidance is for the centres of all places below",
}
# The right is asked at the place in the query, not where the object lies, and why.
ASKED_ELSEWHERE = {"hamlet_map": "an old hamlet is carried over by the commune of today"}
# A report is judged by whoever gathers it, above the place that wrote it.
JUDGED_ABOVE = {"periodic_accept", "periodic_return"}
# The object stands on a list that the person may read; only what is asked of it takes a right that he has not there.
READ_ALL_THE_SAME = {"backup_stop": Permission.BACKUP_READ}
# The object has a page of its own: whoever reads that one is told plainly what he may not do, everybody else nothing.
READ_ON_ITS_PAGE = {
    # A district that judges and publishes only its own materials reads those of its communes; a hamlet those of its commune.
    **dict.fromkeys(
        ("material_withdraw", "material_review", "material_approve", "material_publish", "material_revise"),
        "material_detail",
    ),
}
# The object is found by a code and not by its id.
BY_CODE = {"card_scan": lambda kwargs: LearnerCard.objects.get(token_hash=kept_hash(kwargs["token"])).pk}
# Objects that belong to a person and not to a place.
ONES_OWN = {
    "notice_read": "a notice is its reader's",
    "sheet_batch": "what was handed in together is shown to who handed it in",
    "sheet_assign": "a page that no code tells of is its sender's until he says which paper it belongs to",
}


@pytest.mark.parametrize("name", sorted(name for name, screen in SCREENS.items() if screen.app))
def test_each_person_gets_what_his_rights_say_and_a_stranger_nothing(name: str, ground: Ground):
    wrong: list[str] = []
    secrets = _secrets(ground)
    visits = visits_of(name, ground.home)
    everybody = [(word, user, actor_of(user)) for word, user in attackers(ground).items()]
    for visit in visits:
        if visit.owner is None:
            continue
        paths = _paths(name, visit)
        for word, user, actor in everybody:
            may = _may(name, visit, user, actor, paths)
            # Who has the right nowhere is turned away before anything is looked for: that fragments are, too, is shown by those who have it.
            for headers in (
                ({},) if may or not _has_it_somewhere(name, actor) else ({}, {"HX_Request": "true"})
            ):
                with undone():
                    before = Event.objects.count()
                    answer = go(signed_in(ground, user), name, visit, **headers)
                    changed = Event.objects.count() - before
                where = f"{word}{' (fragment)' if headers else ''}: {answer.status_code}"
                if not actor.user_id and (
                    answer.status_code != 302 or not answer["Location"].startswith("/login/")
                ):
                    wrong.append(f"{where}, should be asked to sign in")
                elif actor.user_id and not may and answer.status_code not in REFUSED:
                    wrong.append(f"{where}, should be refused")
                if not may and changed:
                    wrong.append(f"{where}, and changed something")
                if not may and "Content-Disposition" in answer:
                    wrong.append(f"{where}, and was handed a file")
                if told := _told(secrets[word], answer):
                    wrong.append(f"{where}, and reads {told[:3]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "name", sorted(name for name, screen in SCREENS.items() if screen.app and screen.parameters)
)
def test_what_exists_and_what_does_not_look_the_same_to_a_stranger(name: str, ground: Ground):
    wrong = []
    visits = visits_of(name, ground.home)
    everybody = [(word, user, actor_of(user)) for word, user in attackers(ground).items()]
    for visit in visits:
        if visit.owner is None or visit.own_page:
            continue
        invented = {key: uuid4() if isinstance(value, UUID) else value for key, value in visit.kwargs.items()}
        paths = _paths(name, visit)
        turned_away: set[tuple[bool, bool]] = set()
        for word, user, actor in everybody:
            if _may(name, visit, user, actor, paths):
                continue
            if not _has_it_somewhere(name, actor):
                # Before anything is looked for: one who is signed in and one who is not stand for all.
                alike = (actor.user_id is None, user is None)
                if alike in turned_away:
                    continue
                turned_away.add(alike)
            if name in READ_ALL_THE_SAME and actor.may_anywhere(READ_ALL_THE_SAME[name]):
                continue
            page = READ_ON_ITS_PAGE.get(name)
            if page and _may(page, visit, user, actor, paths):
                continue
            client = signed_in(ground, user)
            with undone():
                real = likeness(go(client, name, visit))
            with undone():
                none = likeness(go(client, name, replace(visit, kwargs=invented)))
            if real != none:
                wrong.append(f"{word}: {real[0]} where it exists, {none[0]} where it does not")
    assert not wrong, "\n".join(wrong)


def test_what_a_commune_adds_changes_no_list_search_or_count_next_door(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
):
    """Every page of one's own, asked for oneself and with the neighbour's filters, is the same before and after."""
    home = ground.home
    # Forms offer the minute of now, which moves on between the two readings.
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    # Who reads most next door, above it and in another province, and who held a post here; what a head or a chair reads, these read.
    watching = {
        word: user
        for word, user in attackers(ground).items()
        if word
        in (
            "neighbour: officer",
            "neighbour: admin",
            "supervisor elsewhere",
            "another province's system admin",
            "former officer",
        )
    }
    lists = _all_lists(ground)
    before = _pages(watching, lists)
    assert len(before) > 100
    by = home.by(home.officer)
    for last in ("Một", "Hai", "Ba"):
        # A name that the neighbour searches for, too.
        people.add_household(home.hamlet, full_name=f"Nguyễn Thị Thêm {last}", year=YEAR, address="", by=by)
    people.add_clan(home.commune, name="Họ Nguyễn mới", from_year=2020, by=by)
    people.add_unit(home.commune, name="Trường mới", kind="school", from_year=2020, by=by)
    details = PlanDetails("9/KH", home.plan.dated_on, "UBND", "Kế hoạch mới", year_from=YEAR, year_to=YEAR)
    plans.record_plan(home.commune, details, by=by)
    people.register_request(
        home.households[0].head, kind="view", received_on=today(), channel="paper", text="Xem",
        by=home.by(home.admin),
    )  # fmt: skip
    after = _pages(watching, lists)
    # Each look here signs in anew, so the list of one's own devices grows by itself.
    told = [page for page in before if before[page] != after[page] and not page[1].startswith("device_list")]
    assert told == []
    # The same comparison sees it where it should be seen.
    mine = _pages({"officer": home.officer}, lists)
    people.add_household(home.hamlet, full_name="Nguyễn Thị Thêm Nữa", year=YEAR, address="", by=by)
    assert mine != _pages({"officer": home.officer}, lists)


def test_a_file_is_not_reached_by_its_hash_or_its_path(ground: Ground):
    """No address leads to the folder of files, and none takes a hash."""
    sha256 = ground.home.evidence.sha256
    assert sha256
    for user in attackers(ground).values():
        client = client_of(user)
        for address in (
            f"/files/{sha256[:2]}/{sha256}",
            f"/media/{sha256[:2]}/{sha256}",
            f"/{sha256[:2]}/{sha256}",
            f"/static/{sha256[:2]}/{sha256}",
            f"/static/../{sha256[:2]}/{sha256}",
            f"/static/%2e%2e/files/{sha256[:2]}/{sha256}",
            f"/evidence/{sha256}/",
        ):
            assert client.get(address).status_code in (302, 404), address
    assert not [
        screen.name for screen in SCREENS.values() if {"sha256", "path", "hash"} & set(screen.parameters)
    ]


def test_no_page_tells_the_hash_of_a_file(ground: Ground, visits: dict[str, list[Visit]]):
    """Who knows a hash could ask whether somebody else handed in the same file."""
    home = ground.home
    hashes = {home.evidence.sha256, home.decision.paper.signed_sha256} - {"", None}
    assert len(hashes) == 2
    to_owners = answers_to_owners(ground, visits)
    for name, screen in SCREENS.items():
        if screen.is_read and screen.app:
            assert not [one for one in hashes if one in body_of(to_owners[name][0])], name


# ---------------------------------------------------------------- what is expected


def _may(name: str, visit: Visit, user: User | None, actor: Actor, paths: list[list[UUID]]) -> bool:
    if actor.user_id is None:
        return False
    if name in ONES_OWN:
        return user == visit.owner
    declared = SCREENS[name].permission
    if declared in ("", "signed_in"):
        return True
    permission = Permission[declared]
    if not actor.may_anywhere(permission):
        return False
    if visit.own_page:
        return True
    if name in SEEN_FROM_BELOW:
        below = Place.objects.filter(pk__in=actor.places_with(permission))
        if any(below.filter(path__contains=[path[-1]]).exists() for path in paths):
            return True
    return any(actor.may(permission, at=_At(path)) for path in paths)


def _has_it_somewhere(name: str, actor: Actor) -> bool:
    declared = SCREENS[name].permission
    if actor.user_id is None:
        return False
    return declared in ("", "signed_in") or actor.may_anywhere(Permission[declared])


class _At:
    def __init__(self, path: list[UUID]):
        self.place_path = path


def _paths(name: str, visit: Visit) -> list[list[UUID]]:
    """Where the objects of the address lie. Of several (a round and a hamlet) each must be reached, so the lowest counts."""
    if name in ONES_OWN:
        return []
    if name in JUDGED_ABOVE:
        return [list(PeriodicReport.objects.get(pk=visit.kwargs["pk"]).call.place.path)]
    objects = [] if name in ASKED_ELSEWHERE else [*visit.kwargs.values()]
    if name in BY_CODE:
        objects = [BY_CODE[name](visit.kwargs)]
    ids = [value for value in [*objects, *visit.query.values()] if isinstance(value, UUID)]
    found = [path for one in ids for path in _paths_of(one)]
    if len(ids) > 1 and found:
        return [max(found, key=len)]
    return found


def _paths_of(pk: UUID) -> list[list[UUID]]:
    for label in _labels_of(pk):
        return _paths_of_row(installed.get_model(label)._default_manager.get(pk=pk))
    return []


def _labels_of(pk: UUID) -> list[str]:
    """The models that have a row of this id: hundreds of tables are asked at once."""
    with connection.cursor() as cursor:
        cursor.execute(_asked_of_all_tables(), {"pk": pk})
        return [label for (label,) in cursor.fetchall()]


@cache
def _asked_of_all_tables() -> str:
    return " UNION ALL ".join(
        f'SELECT \'{model._meta.label}\' FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %(pk)s'
        for model in installed.get_models()
        if model.__module__.startswith("hoctap.") and model._meta.pk.get_internal_type() == "UUIDField"
    )


def _paths_of_row(row: Any) -> list[list[UUID]]:
    if isinstance(row, Person):
        return [
            list(one.household.hamlet.path) for one in row.memberships.select_related("household__hamlet")
        ]
    if isinstance(row, User):
        return [
            list(one.organisation.place.path) for one in row.capacities.select_related("organisation__place")
        ]
    if isinstance(row, KnownDevice | LinkedIdentity):
        return []  # a person's own, nobody else's
    if isinstance(row, Trip):
        # Known where it starts and where it goes.
        return [list(row.sender.place.path), list(row.receiver.place.path)]
    if isinstance(row, RecognitionDecision):
        # In effect it is also read by the heads of the hamlets whose families it names.
        named = Place.objects.filter(
            dossiers__decision_lines__decision=row, dossiers__isnull=False
        ).distinct()
        return [list(row.place_path), *(list(one.path) for one in named)]
    if hasattr(row, "place_path"):
        return [list(row.place_path)]
    if isinstance(row, Opinion):
        return [list(row.member.council.place.path)]
    if hasattr(row, "person"):
        return _paths_of_row(row.person)
    raise AssertionError(f"where does a {type(row).__name__} lie?")


# ---------------------------------------------------------------- what must not be told


_KEPT: dict[UUID, dict[str, set[str]]] = {}


def _secrets(ground: Ground) -> dict[str, set[str]]:
    """For each attacker. Read once: all tests of this file stand on the same rows."""
    commune = ground.home.commune.pk
    if commune not in _KEPT:
        written = _written()
        public = {one.name for one in Place.objects.all()}
        _KEPT[commune] = {
            word: _hidden_from(actor_of(user), ground, written, public)
            for word, user in attackers(ground).items()
        }
    return _KEPT[commune]


type Written = list[tuple[tuple[UUID, ...], set[str]]]


def _hidden_from(actor: Actor, ground: Ground, written: Written, public: set[str]) -> set[str]:
    """Names written at places of Tân Kiều that no grant of the actor reaches, and nowhere that one does."""
    reached = {grant.place_id for grant in actor.grants}
    hidden: set[str] = set()
    known: set[str] = {ground.away.commune.name, *(role.label for role in Role)}
    for path, texts in written:
        if reached & set(path):
            known |= texts
        elif ground.home.commune.pk in path:
            hidden |= texts
    if actor.user_id:
        known |= {actor.name, actor.capacity}
    # A hamlet's head reads the plans and papers of the commune that bind him, signed by its officers.
    if ground.home.open_hamlet.pk in reached or ground.home.hamlet.pk in reached:
        commune = list(ground.home.commune.path)
        for path, texts in written:
            if path == tuple(commune):
                known |= texts
    hidden -= known | public | _shipped()
    return {text for text in hidden if not any(text in one for one in known)}


def _shipped() -> set[str]:
    """Codes and labels that come with the program are offered in every form; a target is called by a label without its "trên tổng số …".
    These very words, and not what is part of one.
    """
    labels = {text for one in measures for text in (one.code, one.label, one.label.partition(",")[0])}
    return {*shipped_titles(), *labels}


def _written() -> Written:
    rows: Written = []
    for model in installed.get_models():
        # The words of a position ("Trưởng ấp") are the same everywhere; who holds it is a name.
        named = model not in (Place, Capacity)
        if model.__module__.startswith("hoctap.") and hasattr(model, "place_path") and named:
            rows += [(tuple(row.place_path), _texts_of(row)) for row in model._default_manager.all()]
    for person in Person.objects.prefetch_related("memberships__household__hamlet"):
        rows += [
            (tuple(one.household.hamlet.path), {person.full_name})
            for one in person.memberships.all()
            if one.household
        ]
    for user in User.objects.prefetch_related("capacities__organisation__place"):
        rows += [(tuple(one.organisation.place.path), {user.full_name}) for one in user.capacities.all()]
    return rows


_NOT_NAMES = {
    *("sha256", "signed_sha256", "media_type", "signed_media_type", "kind", "action"),
    *("subject_kind", "subject_id", "about_kind", "about_id", "sort_key", "search_key"),
}


def _texts_of(row: Model) -> set[str]:
    texts = {
        str(getattr(row, one.attname))
        for one in row._meta.concrete_fields
        if isinstance(one, CharField | TextField) and not one.choices and one.name not in _NOT_NAMES
    }
    return {text for text in texts if len(text) >= 5}


def _told(secrets: set[str], answer: HttpResponse) -> list[str]:
    shown = body_of(answer) + "\n".join(unquote(value) for _, value in answer.items())
    return sorted(one for one in secrets if one in shown or escape(one) in shown)


type Lists = list[tuple[str, str, Visit]]


def _all_lists(ground: Ground) -> Lists:
    return [
        (name, side, visit)
        for name, screen in SCREENS.items()
        if screen.app and screen.is_read
        for side, season in (("own", ground.away), ("neighbour's", ground.home))
        for visit in _lists(name, season)
    ]


def _pages(watching: dict[str, User | None], asked_for: Lists) -> dict[tuple[str, str, str], Any]:
    pages = {}
    for word, user in watching.items():
        client = client_of(user)
        for name, side, visit in asked_for:
            # With the neighbour's filters once, with a search: without one it is the page of one's own again.
            for query in ({}, {"q": "nguyen", "page": 1})[side != "own" :]:
                asked = replace(visit, query={**visit.query, **query})
                with undone():
                    pages[word, f"{name} {query}", side] = likeness(go(client, name, asked))
    return pages


def _lists(name: str, season: Season) -> list[Visit]:
    """What an example makes on the way is taken back: a list needs none of it."""
    with undone():
        return [visit for visit in visits_of(name, season)[:1] if visit.own_page]
