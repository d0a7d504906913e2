"""Examples of the addresses and actions of ad hoc tables, long lists and public figures: see tests/examples.py."""

from collections.abc import Callable
from typing import Any

from hoctap.reports.models import SavedTable
from hoctap.reports.tables import actions as tables
from hoctap.reports.tables.rules import Definition
from tests.season import Season

ASKED = Definition(2024, measures=("learning_family.recognised",))


def saved_table(season: Season) -> SavedTable:
    found = SavedTable.objects.filter(place=season.commune).first()
    by = season.by(season.officer)
    return found or tables.save_table(season.commune, ASKED, name="Tỷ lệ các ấp", by=by)


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

    @action_example("reports.save_table")
    def _(season: Season) -> Any:
        return Call(season.commune, ASKED, kwargs={"name": "Bảng thử"}, owner=season.officer)

    @action_example("reports.drop_table")
    def _(season: Season) -> Any:
        return Call(saved_table(season), owner=season.officer)
