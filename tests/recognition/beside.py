"""Addresses and actions of what stands beside the seasons: figures that were written down, other titles. For the walks over all of them."""

import datetime as dt

from hoctap.recognition.models import OtherList, StatedFigure
from hoctap.recognition.other_titles import actions as others
from hoctap.recognition.other_titles.actions import OtherTyped
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
        "measure": STAFF,
        "year": "2022",
        "numerator": "12",
        "denominator": "40",
        "as_of": "2022-12-20",
        "source": "Báo cáo số 9/BC-UBND",
        "text": "Bản sao báo cáo",
    }
    here = {"pk": season.commune.pk}
    return [Visit(owner=season.officer, kwargs=here), Visit(owner=season.officer, kwargs=here, post=form)]


@url_example("statedfigure_withdraw")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": written(season, 2021).pk}, post={"why": "Ghi nhầm"})


@action_example("recognition.state_figure")
def _(season: Season) -> Call:
    return Call(season.commune, typed(2020), kwargs={"evidence_text": "Bản sao"}, owner=season.officer)


@action_example("recognition.withdraw_stated")
def _(season: Season) -> Call:
    return Call(written(season), kwargs={"why": "Ghi nhầm"}, owner=season.officer)


CULTURAL = "cultural_family"


def decision(kind: str = CULTURAL, year: int = 2024, number: str = "77/QĐ-UBND") -> OtherTyped:
    return OtherTyped(
        kind,
        year,
        number,
        dt.date(year, 11, 20),
        "Ủy ban nhân dân xã Tân Kiều",
        "Danh sách kèm theo quyết định",
    )


def listed(season: Season, number: str = "77/QĐ-UBND") -> OtherList:
    found = OtherList.objects.standing().filter(place=season.commune, paper_number=number).first()
    return found or others.list_other_title(
        season.commune,
        decision("new_rural_hamlet", 2022 if number == "77/QĐ-UBND" else 2021, number),
        hamlets=[season.hamlet.pk],
        by=season.by(season.officer),
    )


@url_example("otherlist_list")
def _(season: Season) -> Visit:
    listed(season)
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2022})


@url_example("otherlist_new")
def _(season: Season) -> list[Visit]:
    here = {"pk": season.commune.pk, "kind": "new_rural_hamlet"}
    form = {
        "year": "2023",
        "paper_number": "9/QĐ-UBND",
        "paper_date": "2023-11-20",
        "paper_issuer": "Ủy ban nhân dân xã",
        "source": "Bản giấy",
        "hamlets": str(season.hamlet.pk),
    }
    return [
        Visit(owner=season.officer, kwargs=here | {"kind": CULTURAL}, query={"year": 2024}),
        Visit(owner=season.officer, kwargs=here),
        Visit(owner=season.officer, kwargs=here, post=form),
    ]


@url_example("otherlist_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, kwargs={"pk": listed(season).pk})


@url_example("otherlist_withdraw")
def _(season: Season) -> Visit:
    kwargs = {"pk": listed(season, "78/QĐ-UBND").pk}
    return Visit(owner=season.officer, kwargs=kwargs, post={"why": "Ghi nhầm"})


@url_example("beside_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@url_example("beside_xlsx")
def _(season: Season) -> Visit:
    return Visit(owner=season.officer, query={"place": season.commune.pk, "year": 2024})


@action_example("recognition.list_other_title")
def _(season: Season) -> Call:
    kwargs = {"hamlets": [season.hamlet.pk]}
    return Call(season.commune, decision("civilised_urban_hamlet", 2020), kwargs=kwargs, owner=season.officer)


@action_example("recognition.withdraw_other_list")
def _(season: Season) -> Call:
    return Call(listed(season), kwargs={"why": "Ghi nhầm"}, owner=season.officer)
