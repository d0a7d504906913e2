"""Figures that were written down, each with its paper, and taken back with a reason."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.recognition.models import StatedFigure
from hoctap.recognition.stated_figures import actions
from tests.recognition.beside import typed
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.world import World, make_place


@pytest.fixture
def figure(world: World) -> StatedFigure:
    return actions.state_figure(
        world.commune, typed(2024), evidence_text="Bản sao báo cáo", by=world.actor(world.lan)
    )


def here(world: World) -> str:
    return f"{reverse('statedfigure_list')}?place={world.commune.pk}&year=2024"


def test_each_stands_with_its_paper_and_is_taken_back_with_a_reason(world: World, figure: StatedFigure):
    lan = sign_in(world.lan)
    body = shown(lan.get(here(world)))
    assert "Báo cáo số 12/BC-UBND" in body
    assert "Bản sao báo cáo" in body
    away = reverse("statedfigure_withdraw", args=[figure.pk])
    refused(lan.post(away, {"why": " "}), "Ghi lý do bỏ")
    assert "Ghi nhầm" in shown(lan.post(away, {"why": "Ghi nhầm"}, follow=True))
    refused(lan.post(away, {"why": "Ghi nhầm"}), "đã bỏ rồi")


def test_the_district_reads_and_changes_nothing(world: World, figure: StatedFigure):
    bich = sign_in(world.bich)
    body = shown(bich.get(f"{reverse('statedfigure_list')}?place={world.district.pk}&year=2024"))
    assert "Báo cáo số 12/BC-UBND" in body
    assert "Bỏ số liệu này" not in body
    with pytest.raises(Forbidden):
        actions.withdraw_stated(figure, why="x", by=world.actor(world.bich))


def test_the_next_commune_finds_nothing(world: World, figure: StatedFigure):
    oanh = sign_in(world.oanh)
    assert oanh.get(here(world)).status_code == 404
    assert oanh.post(reverse("statedfigure_withdraw", args=[figure.pk]), {"why": "x"}).status_code == 404


def test_the_page_takes_the_same_queries_for_one_and_for_six(world: World, figure: StatedFigure):
    bich = sign_in(world.bich)
    address = f"{reverse('statedfigure_list')}?place={world.district.pk}&year=2024"
    before = queries_of(bich, address)
    for number in range(5):
        figure.pk, figure.place = None, make_place("commune", "xã", f"Thử {number}", world.district)
        figure.save()
    assert queries_of(bich, address) == before <= 18
