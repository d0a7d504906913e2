"""Each address and action of centres with its object and owner."""

from tests.centres.hands import centre_at
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season


@url_example("centre_list")
def _(season: Season) -> Visit:
    centre_at(season.commune)
    return Visit(owner=season.director, own_page=True)


@url_example("centre_new")
def _(season: Season) -> list[Visit]:
    typed = {"place": str(season.commune.pk), "name": f"Trung tâm thứ hai của {season.commune.name}"}
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("centre_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": centre_at(season.commune).pk})


@action_example("centres.register_centre")
def _(season: Season) -> Call:
    return Call(season.commune, "Trung tâm mới", owner=season.director)
