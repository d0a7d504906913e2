"""Opening a round, and every way in which it cannot be opened."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.actor import Actor, Grant
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.people import actions as people
from hoctap.recognition import actions
from hoctap.recognition.models import Dossier, RecognitionRound, StateChange
from tests.recognition.hands import refused, shown, sign_in
from tests.season import Season
from tests.world import World, make_household, make_place

ADDRESS = "/recognition/rounds/new/"


def open_round(world: World, **other: Any) -> RecognitionRound:
    usual: dict[str, Any] = {
        "year": 2024,
        "title": Title.LEARNING_FAMILY,
        "edition": world.edition,
        "before_on": dt.date(2024, 11, 15),
        "by": world.actor(world.lan),
    }
    usual |= other
    return actions.open_round(usual.pop("place", world.commune), **usual)


def form(world: World, **other: Any) -> dict[str, Any]:
    usual = {
        "place": world.commune.pk,
        "title": "learning_family",
        "year": 2024,
        "edition": world.edition.pk,
        "before_on": "2024-11-15",
    }
    return {**usual, **other}


def unpublished() -> CriteriaEdition:
    return CriteriaEdition.objects.create(
        code="chua",
        title=Title.LEARNING_FAMILY,
        name="Chưa ban hành",
        instrument="Thử",
        verification="sample",
        valid_from=dt.date(2020, 1, 1),
        threshold=80,
    )


@pytest.mark.requirement("S2-35", "S3-29")
def test_the_officer_opens_a_round_and_every_household_has_its_dossier(world: World):
    for name in ("Nguyễn Văn Một", "Trần Thị Hai"):
        make_household(world.hamlet, name)
    make_household(world.hamlet_2, "Lê Văn Ba")
    make_household(world.hamlet_2, "Đến Năm Sau", listed_year=2025)
    make_household(world.other_hamlet, "Người Xã Khác")
    lan = sign_in(world.lan)
    page = lan.get(reverse("round_new"))
    assert page.status_code == 200
    assert "mẫu chưa xác thực" in shown(page)
    answer = lan.post(ADDRESS, form(world))
    season = RecognitionRound.objects.get()
    assert answer.headers["Location"] == reverse("round_detail", args=[season.pk])
    assert {dossier.household.head.full_name for dossier in season.dossiers.all()} == {
        "Nguyễn Văn Một",
        "Trần Thị Hai",
        "Lê Văn Ba",
    }
    assert set(season.dossiers.values_list("state", flat=True)) == {"listed"}
    assert StateChange.objects.filter(from_state="", to_state="listed").count() == 3
    assert Event.objects.filter(what="recognition.round.opened").count() == 1
    assert "3 hộ" in shown(lan.get(answer.headers["Location"]))


@pytest.mark.parametrize("asks", [True, False])
def test_a_round_may_ask_that_originals_are_seen(world: World, asks: bool):
    more = {"needs_verified_evidence": "on"} if asks else {}
    sign_in(world.lan).post(ADDRESS, form(world, **more))
    assert RecognitionRound.objects.get().needs_verified_evidence is asks


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"year": 2024, "before_on": dt.date(2029, 11, 15)}, "không nằm gần năm 2024"),
        ({"year": 2018}, "trong năm 2018"),
    ],
)
def test_a_deadline_or_an_edition_of_another_time_is_refused(world: World, change: dict[str, Any], said: str):
    with pytest.raises(Refused, match=said):
        open_round(world, **{"before_on": None, **change})
    assert not RecognitionRound.objects.exists()


def test_a_round_of_families_is_opened_for_a_commune_and_nothing_else(world: World):
    with pytest.raises(Refused, match="cho một xã, phường"):
        open_round(world, place=world.hamlet)


def test_a_round_is_opened_once_for_a_year(world: World):
    open_round(world)
    with pytest.raises(Refused, match="Năm 2024 xã đã mở đợt"):
        open_round(world)
    assert open_round(world, year=2025, before_on=None).year == 2025


def test_a_round_is_not_opened_with_an_unpublished_edition(world: World):
    with pytest.raises(Refused, match="chưa ban hành"):
        open_round(world, edition=unpublished())


def test_a_commune_without_hamlets_makes_its_hamlets_first(world: World):
    empty = make_place("commune", "xã", "Trống", world.district, code="30099")
    with pytest.raises(Refused, match="chưa có ấp, khóm"):
        open_round(world, place=empty, by=_everywhere(world))


def _everywhere(world: World) -> Actor:
    return Actor(name="Tỉnh", grants=(Grant(world.province.pk, Role.ASSOCIATION_OFFICER.permissions),))


@pytest.mark.parametrize("person", ["hung", "minh", "bich", "admin", "oanh"])
def test_only_the_officer_of_the_commune_opens_its_round(world: World, person: str):
    with pytest.raises(Forbidden):
        open_round(world, by=world.actor(getattr(world, person)))
    page = sign_in(getattr(world, person)).get(ADDRESS)
    if person == "oanh":  # she opens her own
        assert page.status_code == 200
        assert "Tân Kiều" not in shown(page)
        assert sign_in(world.oanh).post(ADDRESS, form(world)).status_code == 422
    else:
        assert page.status_code == 403
    assert not RecognitionRound.objects.exists()


def test_a_refused_form_keeps_what_was_typed(world: World):
    open_round(world)
    answer = sign_in(world.lan).post(ADDRESS, form(world))
    refused(answer, "Năm 2024 xã đã mở đợt", 'value="2024-11-15"')
    refused(sign_in(world.lan).post(ADDRESS, form(world, year="hai nghìn")), "hai nghìn")
    refused(sign_in(world.lan).post(ADDRESS, form(world, edition=unpublished().pk)))
    assert RecognitionRound.objects.count() == 1


@pytest.mark.requirement("S2-35")
def test_a_household_added_later_joins_the_open_round_by_itself(opened: Season):
    household = people.add_household(
        opened.hamlet, full_name="Đặng Văn Tới", year=2024, by=opened.by(opened.officer)
    )
    assert Dossier.objects.get(household=household).round == opened.round


def test_a_household_added_later_does_not_join_a_closed_round_nor_the_next_commune(opened: Season):
    actions.close_round(opened.round, by=opened.by(opened.officer))
    world = opened.world
    here = people.add_household(
        opened.hamlet, full_name="Đặng Văn Tới", year=2024, by=opened.by(opened.officer)
    )
    there = people.add_household(
        world.other_hamlet, full_name="Đặng Văn Lui", year=2024, by=world.actor(world.oanh)
    )
    assert not Dossier.objects.filter(household__in=[here, there]).exists()


def test_households_that_came_in_by_another_way_are_enrolled_once(opened: Season):
    make_household(opened.hamlet, "Đặng Văn Tới")
    make_household(opened.hamlet, "Đến Năm Sau", listed_year=2025)
    lan = sign_in(opened.officer)
    address = reverse("round_detail", args=[opened.round.pk])
    assert "1 hộ chưa vào đợt này" in shown(lan.get(address))
    answer = lan.post(reverse("round_enrol", args=[opened.round.pk]), follow=True)
    assert "Đã thêm 1 hộ mới" in shown(answer)
    assert actions.enrol_households(opened.round, by=opened.by(opened.officer)) == 0
    assert opened.round.dossiers.count() == 5
    assert "chưa vào đợt" not in shown(lan.get(address))


def test_the_head_of_a_hamlet_does_not_enrol_households(opened: Season):
    assert sign_in(opened.head).post(reverse("round_enrol", args=[opened.round.pk])).status_code == 403
    with pytest.raises(Forbidden):
        actions.enrol_households(opened.round, by=opened.by(opened.head))
