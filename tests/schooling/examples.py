"""Each address and action of schooling with its object and owner."""

import datetime as dt

from hoctap.schooling import actions
from hoctap.schooling.models import Pupil
from hoctap.schooling.rules import PupilDetails, TypedLevel
from tests.examples import Call, Visit, action_example, url_example
from tests.schooling import hands
from tests.season import Season


def _pupil(season: Season) -> Pupil:
    name = f"Lê Thị Nghỉ Học {season.commune.name}"
    return hands.pupil(season.hamlet, name, by=season.by(season.head))


def _returned(season: Season) -> Pupil:
    name = f"Lê Văn Trở Lại {season.commune.name}"
    pupil = Pupil.objects.filter(hamlet=season.hamlet, full_name=name).first()
    if pupil is None:
        by = season.by(season.head)
        pupil = hands.pupil(season.hamlet, name, by=by)
        actions.close_pupil(pupil, state="returned", on=dt.date(2024, 9, 5), by=by)
    return pupil


@url_example("schooling_list")
def _(season: Season) -> list[Visit]:
    return [Visit(owner=season.admin, own_page=True), Visit(owner=season.head, own_page=True)]


@url_example("schooling_detail")
def _(season: Season) -> list[Visit]:
    _pupil(season)
    pk = season.commune.pk
    return [Visit(owner=season.admin, kwargs={"pk": pk}), Visit(owner=season.head, kwargs={"pk": pk})]


@url_example("schooling_new")
def _(season: Season) -> Visit:
    typed = {
        "year": "2024",
        "system_day": "2024-10-05",
        "level-primary": "3",
        "decision-primary": f"9/QĐ {season.commune.name}",
        "children-primary": "120",
        "enrolled-primary": "118",
        "relapsed": "0",
    }
    return Visit(owner=season.admin, kwargs={"pk": season.commune.pk}, post=typed)


@url_example("pupil_list")
def _(season: Season) -> list[Visit]:
    _pupil(season)
    return [Visit(owner=season.head, own_page=True), Visit(owner=season.officer, own_page=True)]


@url_example("pupil_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "hamlet": str(season.hamlet.pk),
        "full_name": f"Lê Thị Mới {season.commune.name}",
        "birth_year": "2013",
        "school_level": "primary",
        "year": "2024",
    }
    return [Visit(owner=season.head, own_page=True), Visit(owner=season.head, post=typed, own_page=True)]


@url_example("pupil_detail")
def _(season: Season) -> list[Visit]:
    pk = _pupil(season).pk
    return [Visit(owner=season.head, kwargs={"pk": pk}), Visit(owner=season.officer, kwargs={"pk": pk})]


@url_example("pupil_visit")
def _(season: Season) -> Visit:
    typed = {"on": "2024-09-20", "visitors": f"Đoàn xã {season.commune.name}", "outcome": "agreed"}
    return Visit(owner=season.head, kwargs={"pk": _pupil(season).pk}, post=typed)


@url_example("pupil_close")
def _(season: Season) -> Visit:
    typed = {"state": "moved", "on": "2024-09-20"}
    return Visit(owner=season.head, kwargs={"pk": _pupil(season).pk}, post=typed)


@url_example("pupil_reopen")
def _(season: Season) -> Visit:
    return Visit(owner=season.head, kwargs={"pk": _returned(season).pk}, post={})


@action_example("schooling.record_year")
def _(season: Season) -> Call:
    typed = hands.year_of(levels={"primary": TypedLevel("3", "9/QĐ")}, relapsed="0")
    return Call(season.commune, typed, owner=season.admin)


@action_example("schooling.list_pupil")
def _(season: Season) -> Call:
    details = PupilDetails("Lê Thị Khác", 2013, "primary", 2024)
    return Call(season.hamlet, details, owner=season.head)


@action_example("schooling.record_visit")
def _(season: Season) -> Call:
    kwargs = {"on": dt.date(2024, 9, 20), "visitors": "Đoàn xã", "outcome": "agreed"}
    return Call(_pupil(season), kwargs=kwargs, owner=season.head)


@action_example("schooling.close_pupil")
def _(season: Season) -> Call:
    kwargs = {"state": "grown", "on": dt.date(2024, 9, 20)}
    return Call(_pupil(season), kwargs=kwargs, owner=season.head)


@action_example("schooling.reopen_pupil")
def _(season: Season) -> Call:
    return Call(_returned(season), owner=season.head)
