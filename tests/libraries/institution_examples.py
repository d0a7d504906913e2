"""Addresses and actions of libraries as institutions, with their objects and owners."""

import datetime as dt

from hoctap.libraries.institutions.rules import LendingRules, LibraryDetails
from hoctap.libraries.models import Library
from tests.examples import Call, Visit, action_example, url_example
from tests.libraries.shelf_hands import library_at
from tests.season import Season

ON = dt.date(2024, 5, 1)


def library(season: Season, name: str = "Thư viện") -> Library:
    return library_at(season.commune, f"{name} {season.commune.name}")


def _details(season: Season, name: str) -> LibraryDetails:
    return LibraryDetails("bookcase", f"{name} {season.commune.name}", valid_from=ON)


@url_example("library_list")
def _(season: Season) -> Visit:
    library(season)
    return Visit(owner=season.director, own_page=True)


@url_example("readingpoint_list")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, own_page=True)


@url_example("library_new")
def _(season: Season) -> list[Visit]:
    typed = {
        "place": str(season.hamlet.pk),
        "kind": "bookcase",
        "name": f"Tủ sách {season.commune.name}",
        "valid_from": "2024-01-01",
    }
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=typed, own_page=True),
    ]


@url_example("library_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": library(season).pk})


@url_example("library_edit")
def _(season: Season) -> list[Visit]:
    own = {"pk": library(season).pk}
    typed = {"kind": "commune", "name": f"Thư viện {season.commune.name} mới", "valid_from": "2020-01-01"}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post=typed),
    ]


@url_example("library_lending")
def _(season: Season) -> Visit:
    typed = {"loan_days": "21", "loan_limit": "5", "renewals": "2", "hold_days": "7"}
    return Visit(owner=season.director, kwargs={"pk": library(season).pk}, post=typed)


@url_example("library_end")
def _(season: Season) -> Visit:
    own = {"pk": library(season, "Tủ sách cũ").pk}
    return Visit(owner=season.director, kwargs=own, post={"ended_on": "2024-06-01", "why": "Giải thể"})


@action_example("libraries.add_library")
def _(season: Season) -> Call:
    return Call(season.commune, _details(season, "Tủ sách mới"), owner=season.director)


@action_example("libraries.change_library")
def _(season: Season) -> Call:
    return Call(library(season), _details(season, "Tủ sách đổi tên"), owner=season.director)


@action_example("libraries.set_lending")
def _(season: Season) -> Call:
    return Call(library(season), LendingRules(21, 5, 2, 7), owner=season.director)


@action_example("libraries.end_library")
def _(season: Season) -> Call:
    return Call(
        library(season, "Tủ sách hết"), kwargs={"ended_on": ON, "why": "Giải thể"}, owner=season.director
    )
