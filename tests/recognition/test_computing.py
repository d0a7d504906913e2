"""What records propose for a family's criterion, with the arithmetic; a person confirms, nothing is overwritten."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from hoctap.core.actor import system_job
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.recognition import actions
from hoctap.recognition.computing import proposals_of
from hoctap.recognition.models import Dossier, RecognitionRound
from tests.recognition.hands import shown, sign_in
from tests.recognition.test_citizens import add_person
from tests.world import World, make_household

CODE = "GĐ2.2"


class Family:
    def __init__(self, world: World) -> None:
        load_shipped_editions(by=system_job("kiểm thử"))
        self.world, self.by = world, world.actor(world.lan)
        self.household = make_household(world.hamlet, "Lê Văn Chủ", birth_year=1970, listed_year=2020)
        self.adults = [
            self.household.head,
            add_person(self.household, "Lê Thị Vợ", 1972),
            add_person(self.household, "Lê Thị Con", 2000),
        ]
        add_person(self.household, "Lê Em Bé", 2015)
        self.season = self.open(2025, Title.LEARNING_FAMILY)
        self.citizens = {year: self.open(year, Title.LEARNING_CITIZEN) for year in (2023, 2024, 2025)}

    def open(self, year: int, title: Title) -> RecognitionRound:
        edition = CriteriaEdition.objects.exclude(code="thu-nghiem").get(title=title, is_frame=False)
        return actions.open_round(
            self.world.commune, year=year, title=title, edition=edition, before_on=None, by=self.by
        )

    def recognise(self, number: int, year: int, state: str = "recognised") -> None:
        Dossier.objects.filter(round=self.citizens[year], person=self.adults[number]).update(
            state=state, registered_on=dt.date(year, 2, 1), hamlet_total=90, decided_on=dt.date(year, 11, 1),
            frozen_score={"total": "90"},
        )  # fmt: skip

    @property
    def dossier(self) -> Dossier:
        return self.season.dossiers.select_related("round__edition", "household__head").get()


@pytest.fixture
def family(world: World) -> Family:
    return Family(world)


def test_adults_who_are_learning_citizens_this_year_or_last_are_counted_once(family: Family):
    family.recognise(0, 2024)
    family.recognise(0, 2025)
    family.recognise(1, 2025)
    family.recognise(2, 2023)  # too long ago
    found = proposals_of(family.dossier)
    assert list(found) == [CODE]
    assert found[CODE].points == Decimal("13.3")
    assert found[CODE].words == "2 / 3 người lớn đạt Công dân học tập 2024, 2025 → 13,3 / 20"


def test_a_title_that_was_taken_away_does_not_count_and_an_unknown_age_is_said(family: Family):
    family.recognise(0, 2025)
    family.recognise(1, 2025, "revoked")
    add_person(family.household, "Lê Chưa Rõ", None)
    assert proposals_of(family.dossier)[CODE].words == (
        "1 / 3 người lớn đạt Công dân học tập 2024, 2025 → 6,7 / 20 (1 người chưa rõ năm sinh, chưa tính)"
    )


def test_where_nothing_was_decided_yet_nothing_is_proposed(family: Family):
    assert proposals_of(family.dossier) == {}


def test_an_edition_that_names_no_rule_proposes_nothing(family: Family, world: World):
    family.recognise(0, 2025)
    season = actions.open_round(
        world.commune, year=2026, title=Title.LEARNING_FAMILY, edition=world.edition, before_on=None, by=family.by
    )  # fmt: skip
    assert proposals_of(season.dossiers.select_related("round__edition").get()) == {}


def test_the_proposal_stands_beside_the_field_and_writes_nothing(family: Family):
    family.recognise(0, 2025)
    actions.register_all(family.season, family.world.hamlet, by=family.by)
    hung = sign_in(family.world.hung)
    detail = shown(hung.get(reverse("dossier_detail", args=[family.dossier.pk])))
    assert "Theo sổ: 1 / 3 người lớn đạt Công dân học tập 2024, 2025 → 6,7 / 20" in detail
    here = reverse("dossier_questions", args=[family.dossier.pk])
    body = shown(hung.get(here, {"column": "hamlet"}))
    assert 'name="points-GĐ2.2" value="6,7"' in body
    assert 'value="6,7" checked' not in body
    assert family.dossier.answers == {}
    form = {"column": "hamlet", "version": family.dossier.version, "points-GĐ2.2": "6,7"}
    hung.post(here, form)
    mark = family.dossier.answers[CODE]["hamlet"]
    assert (mark["points"], mark["by_id"]) == ("6.7", str(family.world.hung.pk))
