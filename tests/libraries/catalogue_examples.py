"""Addresses and actions of the catalogue, with their objects and owners."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.libraries.models import Copy, Title
from tests.examples import Call, Visit, action_example, url_example
from tests.libraries.book_hands import ISBN, copies, details, photo_of, typed
from tests.libraries.institution_examples import library
from tests.libraries.shelf_hands import SINCE, copy_in, title_at
from tests.season import Season

ON = dt.date(2024, 5, 1)


def title(season: Season, name: str = "Truyện") -> Title:
    full = f"{name} {season.commune.name}"
    return Title.objects.filter(place=season.commune, name=full).first() or title_at(season.commune, full)


def copy(season: Season, name: str = "Truyện", **values: Any) -> Copy:
    of = title(season, name)
    found = Copy.objects.filter(title=of).first()
    code = f"{name}-{season.commune.pk.hex[-12:]}".upper().replace("Ệ", "E")
    return found or copy_in(library(season), of, code[:30], **values)


@url_example("catalogue_list")
def _(season: Season) -> Visit:
    copy(season)
    return Visit(owner=season.director, own_page=True)


@url_example("title_find")
def _(season: Season) -> Visit:
    copy(season)
    return Visit(owner=season.director, query={"q": "truyen"}, own_page=True)


@url_example("title_photo")
def _(season: Season) -> Visit:
    library(season)
    photo = SimpleUploadedFile("bia.jpg", photo_of(ISBN), "image/jpeg")
    return Visit(owner=season.director, post={"file": photo}, own_page=True)


@url_example("title_add")
def _(season: Season) -> list[Visit]:
    sent = typed(library(season), f"Sách mới {season.commune.name}")
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=sent, own_page=True),
    ]


@url_example("title_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": copy(season).title_id})


@url_example("title_edit")
def _(season: Season) -> list[Visit]:
    own = {"pk": title(season, "Sách sửa").pk}
    sent = {"name": f"Sách đã sửa {season.commune.name}", "kind": "book", "language": "vie"}
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post=sent),
    ]


@url_example("copy_new")
def _(season: Season) -> list[Visit]:
    own = {"pk": title(season).pk}
    sent = {
        "library": str(library(season).pk),
        "number": "1",
        "source": "bought",
        "acquired_on": "2024-03-01",
    }
    return [
        Visit(owner=season.director, kwargs=own),
        Visit(owner=season.director, kwargs=own, post=sent),
    ]


@url_example("copy_withdraw")
def _(season: Season) -> Visit:
    one = copy(season, "Sách rách")
    sent = {"copies": [str(one.pk)], "why": "worn", "on": "2024-06-01"}
    return Visit(owner=season.director, kwargs={"pk": one.title_id}, post=sent)


@url_example("copy_restore")
def _(season: Season) -> Visit:
    one = copy(season, "Sách mất", gone_on=ON, gone_why="lost")
    return Visit(owner=season.director, kwargs={"pk": one.pk}, post={})


@url_example("acquisition_list")
def _(season: Season) -> Visit:
    _given(season)
    return Visit(owner=season.director, query={"year": str(SINCE.year)}, own_page=True)


@url_example("acquisition_forget")
def _(season: Season) -> Visit:
    own = {"pk": _given(season).library_id}
    return Visit(owner=season.director, kwargs=own, post={"name": f"Ông Tư {season.commune.name}"})


def _given(season: Season) -> Copy:
    return copy(season, "Sách tặng", source="given", giver=f"Ông Tư {season.commune.name}")


@action_example("libraries.add_title")
def _(season: Season) -> Call:
    return Call(library(season), details(f"Sách thêm {season.commune.name}"), copies(), owner=season.director)


@action_example("libraries.change_title")
def _(season: Season) -> Call:
    return Call(title(season, "Sách sửa"), details(f"Sách khác {season.commune.name}"), owner=season.director)


@action_example("libraries.add_copies")
def _(season: Season) -> Call:
    return Call(title(season), library(season), copies(), owner=season.director)


@action_example("libraries.withdraw_copies")
def _(season: Season) -> Call:
    one = copy(season, "Sách rách")
    return Call(one.title, [one.pk], kwargs={"why": "worn", "on": ON}, owner=season.director)


@action_example("libraries.restore_copy")
def _(season: Season) -> Call:
    return Call(copy(season, "Sách mất", gone_on=ON, gone_why="lost"), owner=season.director)


@action_example("libraries.forget_giver")
def _(season: Season) -> Call:
    return Call(_given(season).library, f"Ông Tư {season.commune.name}", owner=season.director)
