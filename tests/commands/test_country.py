"""`hoctap country`: the provinces side by side, with the figures of their own tables."""

import json
from io import StringIO

from django.core.management import call_command

from hoctap.reports.queries import season_table
from tests.figures import make_two_seasons
from tests.world import World, make_place


def said(*words: str) -> str:
    out = StringIO()
    call_command("country", *words, stdout=out)
    return out.getvalue()


def test_each_province_has_the_figures_of_its_own_table_and_a_missing_one_a_dash(world: World):
    make_two_seasons(world)
    empty = make_place("province", "tỉnh", "Chưa Có Gì")
    make_place("commune", "xã", "Xa Xôi", empty)
    for year in (2023, 2024):
        total = season_table(world.province, year).total
        row = json.loads(said("--year", str(year), "--json"))[-1]
        assert row["province_id"] == str(world.province.pk)
        assert (row["households"], row["registered"], row["recognised"], row["late"]) == (
            total.households,
            total.registered,
            total.recognised,
            total.late,
        )
        assert (row["communes_in"], row["communes_all"]) == (1, 2)
    text = said("--year", "2024")
    assert "tỉnh Đồng Tháp | 1 / 2 | 10 | 6 | 4 | 1" in text
    assert "tỉnh Chưa Có Gì | 0 / 1 | — | — | — | —" in text
