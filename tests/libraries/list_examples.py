"""Addresses and actions of lists of books, labels and stock-takings, with their objects and owners."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.libraries.catalogue.importing import actions as importing
from hoctap.libraries.catalogue.stocktaking import actions as stocktaking
from hoctap.libraries.models import CatalogueImport, StockTake
from tests.examples import Call, Visit, action_example, url_example
from tests.libraries.catalogue_examples import copy
from tests.libraries.institution_examples import library
from tests.libraries.list_hands import marc, record
from tests.season import Season


def _list(season: Season) -> bytes:
    return marc(record(f"Sách từ tệp {season.commune.name}"), record(""))


def _run(season: Season, state: str = "previewed") -> CatalogueImport:
    name = f"koha {season.commune.name} {state}.mrc"
    found = CatalogueImport.objects.filter(library=library(season), file_name=name, state=state).first()
    if found is None:
        by = season.by(season.director)
        found = importing.preview_books(library(season), name, _list(season), by=by)
        CatalogueImport.objects.filter(pk=found.pk).update(state=state, leave_faulty=True)
        found.refresh_from_db()
    return found


def _stocktake(season: Season, name: str = "Kiểm kê") -> StockTake:
    of = library(season, f"Tủ sách {name}")
    found = of.stocktakes.filter(closed_on=None).first()
    return found or stocktaking.open_stocktake(of, by=season.by(season.director))


def _closed(season: Season) -> StockTake:
    of = library(season, "Tủ sách đã kiểm")
    found = of.stocktakes.exclude(closed_on=None).first()
    if found is None:
        by = season.by(season.director)
        lost = copy(season, "Sách thiếu")
        lost.library = of
        lost.save()
        found = stocktaking.open_stocktake(of, by=by)
        stocktaking.close_stocktake(found, by=by)
    return found


@url_example("catalogue_export")
def _(season: Season) -> Visit:
    copy(season)
    return Visit(owner=season.director, query={"form": "xml"}, own_page=True)


@url_example("catalogueimport_new")
def _(season: Season) -> list[Visit]:
    file = SimpleUploadedFile("koha.mrc", _list(season))
    sent = {"library": str(library(season).pk), "file": file, "source": "found"}
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post=sent, own_page=True),
    ]


@url_example("catalogueimport_sample")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, own_page=True)


@url_example("catalogueimport_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _run(season).pk})


@url_example("catalogueimport_faults")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _run(season).pk})


@url_example("catalogueimport_apply")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _run(season).pk}, post={"leave_faulty": "on"})


@url_example("catalogueimport_stop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _run(season, "writing").pk}, post={})


@url_example("catalogueimport_resume")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _run(season, "stopped").pk}, post={})


@url_example("catalogueimport_drop")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _run(season, "stopped").pk}, post={})


@url_example("label_sheet")
def _(season: Season) -> Visit:
    copy(season)
    return Visit(owner=season.director, query={"first": "A"}, own_page=True)


@url_example("stocktake_list")
def _(season: Season) -> Visit:
    _stocktake(season)
    return Visit(owner=season.director, own_page=True)


@url_example("stocktake_open")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": library(season, "Tủ sách mới kiểm").pk}, post={})


@url_example("stocktake_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _stocktake(season).pk})


@url_example("stocktake_scan")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _stocktake(season).pk}, post={"codes": "A1\nA2"})


@url_example("stocktake_close")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _stocktake(season, "đóng").pk}, post={})


@url_example("stocktake_lose")
def _(season: Season) -> Visit:
    closed = _closed(season)
    sent = {"missing": [str(closed.missing.get().pk)]}
    return Visit(owner=season.director, kwargs={"pk": closed.pk}, post=sent)


def _call(*args: Any, season: Season, **kwargs: Any) -> Call:
    return Call(*args, kwargs=kwargs, owner=season.director)


@action_example("libraries.preview_books")
def _(season: Season) -> Call:
    return _call(library(season), "koha.mrc", _list(season), season=season)


@action_example("libraries.order_books")
def _(season: Season) -> Call:
    return _call(_run(season), season=season, leave_faulty=True)


@action_example("libraries.enter_batch")
def _(season: Season) -> Call:
    return _call(_run(season, "writing"), season=season)


@action_example("libraries.stop_books")
def _(season: Season) -> Call:
    return _call(_run(season, "writing"), season=season)


@action_example("libraries.resume_books")
def _(season: Season) -> Call:
    return _call(_run(season, "stopped"), season=season)


@action_example("libraries.halt_books")
def _(season: Season) -> Call:
    return _call(_run(season, "writing"), season=season, failure="mất quyền")


@action_example("libraries.drop_books")
def _(season: Season) -> Call:
    return _call(_run(season), season=season)


@action_example("libraries.open_stocktake")
def _(season: Season) -> Call:
    return _call(library(season, "Tủ sách mới kiểm"), season=season)


@action_example("libraries.scan_codes")
def _(season: Season) -> Call:
    return _call(_stocktake(season), ["A1"], season=season)


@action_example("libraries.close_stocktake")
def _(season: Season) -> Call:
    return _call(_stocktake(season, "đóng"), season=season)


@action_example("libraries.lose_missing")
def _(season: Season) -> Call:
    closed = _closed(season)
    return _call(closed, [closed.missing.get().pk], season=season)
