"""Who is honoured on the door: as law and consent allow, and nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.assessments.models import Assessment
from hoctap.audit.models import Event
from hoctap.core.dates import today
from hoctap.criteria.models import CriteriaEdition
from hoctap.people import actions as people
from hoctap.people.models import Basis, DataBasis, Purpose, RequestState
from hoctap.portal.honours import queries
from hoctap.portal.models import Door
from hoctap.portal.parts import FIRST, Part
from hoctap.recognition.models import Dossier, DossierState, PostingOptOut
from tests.portal import hands
from tests.season import Season

LAW = "Quyết định số 12/QĐ-UBND"


def _ground(season: Season) -> None:
    """The commune wrote down its task to publish."""
    people.record_place_basis(
        season.commune,
        purpose=Purpose.PUBLICATION,
        legal_text=LAW,
        given_on=today(),
        by=hands.everything(season.commune),
    )


def _page(client: Client, door: Door, season: Season) -> str:
    return client.get(f"/c/{door.slug}/honours/?hamlet={season.hamlet.pk}").content.decode()


@pytest.fixture
def names(season: Season) -> list[str]:
    return [one.household.head.full_name for one in season.dossiers if one.state == DossierState.RECOGNISED]


@pytest.fixture
def open_door(season: Season) -> Door:
    DataBasis.objects.filter(purpose=Purpose.PUBLICATION).delete()
    return hands.door_at(season.commune)


def test_families_are_off_until_an_officer_switches_them_on():
    assert Part.FAMILIES not in FIRST


def test_without_a_ground_nobody_is_named(season: Season, open_door: Door, names: list[str], client: Client):
    assert names
    page = _page(client, open_door, season)
    assert not any(name in page for name in names)
    assert "Ở đây chưa có ai được nêu tên." in page


def test_with_a_ground_the_head_and_the_hamlet_and_nothing_else(
    season: Season, open_door: Door, names: list[str], client: Client
):
    _ground(season)
    page = _page(client, open_door, season)
    assert all(name in page for name in names)
    assert "Ấp 1" in page
    # Those whose dossier is still open, and every score.
    assert not any(one.head.full_name in page for one in season.open_households)
    total = next(one.commune_total or one.hamlet_total for one in season.dossiers)
    assert f"{total:.0f} điểm" not in page
    assert "điểm" not in page


def test_who_was_not_recognised_or_lost_it_is_never_there(
    season: Season, open_door: Door, names: list[str], client: Client
):
    _ground(season)
    dossier = Dossier.objects.get(pk=season.dossiers[0].pk)
    Dossier.objects.filter(pk=dossier.pk).update(state=DossierState.REVOKED)
    assert dossier.household.head.full_name not in _page(client, open_door, season)


def test_an_objection_takes_the_name_off_at_once(
    season: Season, open_door: Door, names: list[str], client: Client
):
    _ground(season)
    by, head = hands.everything(season.commune), season.households[0].head
    assert head.full_name in _page(client, open_door, season)
    people.record_consent(
        head,
        purpose=Purpose.PUBLICATION,
        agrees=False,
        given_on=today(),
        channel="paper",
        notice_version="bản 1",
        by=by,
    )
    assert DataBasis.objects.standing().filter(person=head, basis=Basis.OBJECTION).exists()
    assert head.full_name not in _page(client, open_door, season)


@pytest.mark.parametrize("kind", ["restrict", "object"])
def test_a_request_that_waits_takes_it_off_too(
    kind: str, season: Season, open_door: Door, names: list[str], client: Client
):
    _ground(season)
    head = season.households[0].head
    asked = people.register_request(
        head, kind=kind, received_on=today(), channel="paper", by=hands.everything(season.commune)
    )
    assert asked.state == RequestState.OPEN
    assert head.full_name not in _page(client, open_door, season)


def test_who_did_not_want_to_hang_on_the_board_is_not_on_the_page(
    season: Season, open_door: Door, names: list[str], client: Client
):
    _ground(season)
    dossier = season.dossiers[0]
    PostingOptOut.objects.create(dossier=dossier, said_on=today(), told_by="chủ hộ", recorded_by="Lan")
    assert dossier.household.head.full_name not in _page(client, open_door, season)


def test_search_engines_and_caches_keep_none_of_it(
    season: Season, open_door: Door, names: list[str], client: Client
):
    _ground(season)
    before = Event.objects.count()
    answer = client.get(f"/c/{open_door.slug}/honours/?hamlet={season.hamlet.pk}")
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in answer.content.decode()
    assert "honours" not in client.get("/sitemap.xml").content.decode()
    assert Event.objects.count() == before


def test_families_switched_off_name_nobody(season: Season, open_door: Door, names: list[str], client: Client):
    _ground(season)
    hands.door_at(season.commune, [Part.BODIES])
    page = _page(client, open_door, season)
    assert not any(name in page for name in names)


def test_names_are_loaded_only_of_the_hamlet_that_is_looked_at(
    season: Season, open_door: Door, names: list[str], client: Client
):
    _ground(season)
    url = f"/c/{open_door.slug}/honours/"
    for query, named in (
        ("", 0),
        (f"?hamlet={season.world.other_hamlet.pk}", 0),
        (f"?hamlet={season.hamlet.pk}", 1),
    ):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{url}{query}")
        assert sum('"full_name"' in one["sql"] for one in captured) == named, query


def test_it_takes_six_queries(season: Season, open_door: Door, client: Client, django_assert_max_num_queries):
    _ground(season)
    hands.door_at(season.commune, [Part.FAMILIES, Part.BODIES])
    for query in ("", f"?hamlet={season.hamlet.pk}", "?hamlet=khong"):
        with django_assert_max_num_queries(6):
            client.get(f"/c/{open_door.slug}/honours/{query}")


def test_bodies_whose_title_holds_are_named(
    season: Season, open_door: Door, client: Client, monkeypatch: pytest.MonkeyPatch
):
    for state, clan in (("recognised", season.clan), ("refused", None)):
        Assessment.objects.create(
            title="learning_clan" if clan else "learning_community",
            year=2024,
            edition=CriteriaEdition.objects.all()[0],
            place=season.commune,
            clan=clan,
            state=state,
            frozen={},
            decided_on=today(),
            valid_until=today(),
            decides="Chủ tịch UBND",
            opened_by="Lan",
        )
    url = f"/c/{open_door.slug}/honours/"
    page = client.get(url).content.decode()
    assert season.clan.name in page
    assert "Dòng họ học tập" in page
    assert "Cộng đồng học tập" not in page
    monkeypatch.setattr(queries, "today", lambda: today() + dt.timedelta(days=1))
    assert season.clan.name not in client.get(url).content.decode()
