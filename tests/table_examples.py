"""Examples of the addresses and actions of ad hoc tables, long lists and public figures: see tests/examples.py."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from hoctap.core.actor import system_job
from hoctap.core.sheet_stream import LongSheet, xlsx
from hoctap.criteria.models import Title
from hoctap.reports.models import ExportState, PublicPlace, SavedTable, TableExport
from hoctap.reports.tables import actions as tables
from hoctap.reports.tables.lists import DossierList
from hoctap.reports.tables.rules import Definition
from tests.season import Season

ASKED = Definition(2024, measures=("learning_family.recognised",))


def saved_table(season: Season) -> SavedTable:
    found = SavedTable.objects.filter(place=season.commune).first()
    by = season.by(season.officer)
    return found or tables.save_table(season.commune, ASKED, name="Tỷ lệ các ấp", by=by)


def wanted(season: Season, part: str = "denominator") -> DossierList:
    return DossierList(season.commune, 2024, Title.LEARNING_FAMILY, part)


def waiting(season: Season) -> TableExport:
    return tables.ask_for_dossiers(wanted(season), by=season.by(season.officer))


def written(season: Season) -> TableExport:
    found = TableExport.objects.filter(place=season.commune, state=ExportState.DONE).first()
    if found is None:
        found = waiting(season)
        tables.begin_export(found, by=system_job("thử"))
        found = tables.finish_export(
            found, xlsx(LongSheet("Danh sách", "Danh sách", [], [])), rows=2, by=system_job("thử")
        )
    return found


def stopped(season: Season) -> TableExport:
    found = TableExport.objects.filter(place=season.commune, state=ExportState.STOPPED).first()
    if found is None:
        found = waiting(season)
        tables.stop_export(found, by=season.by(season.officer))
    return TableExport.objects.get(pk=found.pk)


def public_place(season: Season) -> PublicPlace:
    return tables.open_public(season.commune, by=season.by(season.chair))


def register(
    url_example: Callable[..., Any], action_example: Callable[..., Any], Visit: Any, Call: Any
) -> None:
    def here(season: Season) -> dict[str, Any]:
        return {"place": season.commune.pk, "year": 2024}

    @url_example("adhoc_table")
    def _(season: Season) -> Any:
        return Visit(query=here(season), owner=season.officer)

    for name in (
        "adhoc_csv",
        "adhoc_xlsx",
        "result_csv",
        "result_heat_csv",
        "result_heat_xlsx",
        "result_trend_csv",
        "result_trend_xlsx",
    ):

        @url_example(name)
        def _(season: Season) -> Any:
            return Visit(query=here(season), owner=season.officer)

    @url_example("savedtable_list")
    def _(season: Season) -> Any:
        saved_table(season)
        return Visit(owner=season.officer, own_page=True)

    @url_example("savedtable_new")
    def _(season: Season) -> Any:
        return [
            Visit(query=here(season), owner=season.officer),
            Visit(query=here(season), post={"name": "Các ấp năm nay", "sharing": "me"}, owner=season.officer),
        ]

    @url_example("savedtable_detail")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": saved_table(season).pk}, owner=season.officer)

    @url_example("savedtable_drop")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": saved_table(season).pk}, post={}, owner=season.officer)

    @url_example("tableexport_list")
    def _(season: Season) -> Any:
        waiting(season)
        return Visit(owner=season.officer, own_page=True)

    @url_example("tableexport_new")
    def _(season: Season) -> Any:
        post = {"title": "learning_family", "part": "numerator"}
        return [
            Visit(query=here(season), owner=season.officer),
            Visit(query=here(season), post=post, owner=season.officer),
        ]

    @url_example("tableexport_table")
    def _(season: Season) -> Any:
        return Visit(query=here(season), post={}, owner=season.officer)

    @url_example("tableexport_csv")
    def _(season: Season) -> Any:
        return Visit(query=here(season), owner=season.officer)

    @url_example("tableexport_detail")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": waiting(season).pk}, owner=season.officer)

    @url_example("tableexport_file")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": written(season).pk}, owner=season.officer)

    @url_example("tableexport_stop")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": waiting(season).pk}, post={}, owner=season.officer)

    @url_example("tableexport_resume")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": stopped(season).pk}, post={}, owner=season.officer)

    @url_example("public_list")
    def _(season: Season) -> Any:
        return Visit(owner=None)

    @url_example("public_detail")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": public_place(season).place_id}, owner=None)

    @url_example("public_setting")
    def _(season: Season) -> Any:
        return Visit(query=here(season), owner=season.chair)

    @url_example("public_open")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": season.commune.pk}, post={}, owner=season.chair)

    @url_example("public_close")
    def _(season: Season) -> Any:
        return Visit(kwargs={"pk": public_place(season).place_id}, post={}, owner=season.chair)

    @url_example("public_tell")
    def _(season: Season) -> Any:
        kwargs = {"pk": public_place(season).place_id}
        return Visit(kwargs=kwargs, post={"year": "2024"}, owner=season.chair)

    @action_example("reports.open_public")
    def _(season: Season) -> Any:
        return Call(season.commune, owner=season.chair)

    @action_example("reports.close_public")
    def _(season: Season) -> Any:
        return Call(season.commune, owner=season.chair)

    @action_example("reports.tell_year")
    def _(season: Season) -> Any:
        return Call(public_place(season).place, 2024, owner=season.chair)

    @action_example("reports.ask_for_dossiers")
    def _(season: Season) -> Any:
        return Call(wanted(season, "numerator"), owner=season.officer)

    @action_example("reports.ask_for_table")
    def _(season: Season) -> Any:
        return Call(season.commune, ASKED, owner=season.officer)

    @action_example("reports.take_list")
    def _(season: Season) -> Any:
        return Call(wanted(season), owner=season.officer)

    @action_example("reports.take_export")
    def _(season: Season) -> Any:
        return Call(written(season), owner=season.officer)

    @action_example("reports.stop_export")
    def _(season: Season) -> Any:
        return Call(waiting(season), owner=season.officer)

    @action_example("reports.resume_export")
    def _(season: Season) -> Any:
        return Call(stopped(season), owner=season.officer)

    @action_example("reports.begin_export")
    def _(season: Season) -> Any:
        return Call(waiting(season), owner=None)

    @action_example("reports.finish_export")
    def _(season: Season) -> Any:
        return Call(waiting(season), b"", kwargs={"rows": 1}, owner=None)

    @action_example("reports.fail_export")
    def _(season: Season) -> Any:
        return Call(waiting(season), "hết chỗ", owner=None)

    @action_example("reports.drop_exports")
    def _(season: Season) -> Any:
        return Call(timezone.now(), owner=None)

    @action_example("reports.save_table")
    def _(season: Season) -> Any:
        return Call(season.commune, ASKED, kwargs={"name": "Bảng thử"}, owner=season.officer)

    @action_example("reports.drop_table")
    def _(season: Season) -> Any:
        return Call(saved_table(season), owner=season.officer)
