"""Addresses and actions of what stands beside the seasons: figures that were written down. For the walks over all of them."""

import datetime as dt

from hoctap.recognition.models import StatedFigure
from hoctap.recognition.stated_figures import actions as stated
from hoctap.recognition.stated_figures.actions import StatedTyped
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season

STAFF = "learning_citizen.of_staff"


def typed(year: int = 2023) -> StatedTyped:
    return StatedTyped(STAFF, year, 12, 40, dt.date(year, 12, 20), f"Báo cáo số 12/BC-UBND ngày 20/12/{year}")


def written(season: Season, year: int = 2023) -> StatedFigure:
    found = StatedFigure.objects.standing().filter(place=season.commune, year=year).first()
    return found or stated.state_figure(
        season.commune, typed(year), evidence_text="Bản sao báo cáo", by=season.by(season.officer)
    )


@url_example("statedfigure_list")
def _(season: Season) -> Visit:
    written(season)
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2023})


@url_example("statedfigure_new")
def _(season: Season) -> list[Visit]:
    form = {
        "place": str(season.commune.pk),
        "measure": STAFF,
        "year": "2022",
        "numerator": "12",
        "denominator": "40",
        "as_of": "2022-12-20",
        "source": "Báo cáo số 9/BC-UBND",
        "text": "Bản sao báo cáo",
    }
    return [Visit(owner=season.officer), Visit(owner=season.officer, post=form)]


@url_example("statedfigure_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": written(season, 2021).pk}, post={"why": "Ghi nhầm"})


@action_example("recognition.state_figure")
def _(season: Season) -> Call:
    return Call(season.commune, typed(2020), kwargs={"evidence_text": "Bản sao"}, owner=season.officer)


@action_example("recognition.withdraw_stated")
def _(season: Season) -> Call:
    return Call(written(season), kwargs={"why": "Ghi nhầm"}, owner=season.officer)
