"""The demonstration's round of citizens: part scored here, part from the association's list, one difference left to choose."""

import datetime as dt
from collections import Counter

import pytest

from hoctap.core.actor import system_job
from hoctap.criteria.actions import load_shipped_editions
from hoctap.home import demo, demo_citizens
from hoctap.papers import actions as papers
from hoctap.papers.models import Paper
from hoctap.places.models import OrganisationKind
from hoctap.recognition.models import DossierState, ElsewhereResult, ResultRow, Way
from tests.season import SCAN
from tests.world import World, make_household, make_organisation, make_place


@pytest.mark.requirement("S0-41")
def test_it_is_carried_to_the_decision_and_leaves_something_to_choose(world: World, own_files: None):
    load_shipped_editions(by=system_job("kiểm thử"))
    third = make_place("hamlet", "ấp", "Ấp 3", world.commune)
    for hamlet in (world.hamlet_2, third):
        make_organisation(OrganisationKind.HAMLET_BOARD, f"Ban nhân dân {hamlet.name}", "", hamlet)
    for hamlet in (world.hamlet, world.hamlet_2, third):
        for number in range(5):
            words = {"Ấp 1": "Một", "Ấp 2": "Hai", "Ấp 3": "Ba"}[hamlet.name]
            make_household(hamlet, f"Lê Văn {'ABCDE'[number]} {words}", birth_year=1960 + number)

    def sign(paper: Paper, on: dt.date, title: str) -> None:
        by = system_job("kiểm thử")
        papers.mark_printed(paper, by=by)
        papers.record_signature(
            paper,
            number=7 if paper.kind in ("submission", "decision") else None,
            dated_on=on,
            signer="Ông Ký",
            signer_capacity=title,
            signed_copy=SCAN if paper.kind == "decision" else None,
            by=demo._recorder(paper.place, by),
        )

    season = demo_citizens.build(world.commune, sign=sign, by=world.actor(world.lan))
    recognised = Counter(season.dossiers.filter(state=DossierState.RECOGNISED).values_list("way", flat=True))
    assert set(recognised) == {Way.PAPER, Way.ELSEWHERE}
    assert season.dossiers.filter(state=DossierState.NOT_NOMINATED).exists(), "not everybody passes"
    assert ElsewhereResult.objects.filter(standing="waits").count() == 1
    assert set(ResultRow.objects.values_list("outcome", flat=True)) == {"several", "fault"}
