"""What the tables of a report say where not every commune has records: never a share or a difference of two coverages."""

import datetime as dt
from decimal import Decimal

import pytest

from hoctap.places.boundaries.actions import apply_change
from hoctap.places.models import Place
from hoctap.reports.periodic.content import paper_table
from hoctap.reports.periodic.definition import (
    TOTAL,
    Aspect,
    Column,
    Definition,
    Row,
    Rows,
    SectionSpec,
    TableSpec,
)
from hoctap.reports.periodic.filling import Cell, Filled
from hoctap.reports.periodic.gathering import Gathered, gather
from hoctap.reports.periodic.models import PeriodicReport
from hoctap.reports.periodic.reading import fill, read_source
from hoctap.reports.quantities.periods import period_of
from tests.boundaries import JOB, merge
from tests.figures import fill_hamlet, make_dossier, make_round
from tests.world import World, make_household

COLUMNS = (
    Column("listed", "Số hộ", Aspect.NOW, "household.listed"),
    Column("now", "Công nhận", Aspect.NOW, "learning_family.recognised"),
    Column("share", "% trên sổ", Aspect.RATIO, "learning_family.recognised", over="household.listed"),
    Column("before", "Năm trước", Aspect.BEFORE, "learning_family.recognised"),
    Column("change", "±", Aspect.CHANGE, "learning_family.recognised"),
)
OF_PLACES = TableSpec("places", "Theo nơi", Rows.CHILDREN, COLUMNS)
OF_CONTENTS = TableSpec(
    "contents",
    "Theo nội dung",
    Rows.LISTED,
    COLUMNS,
    listed=(Row("one", "Công nhận", "learning_family.recognised"),),
)
DEFINITION = Definition("BÁO CÁO", "", (SectionSpec("s", "Kết quả", tables=(OF_PLACES, OF_CONTENTS)),))


def filled(place: Place, year: int = 2024) -> Filled:
    cut_off_on = dt.date(year, 12, 31)
    source = read_source(
        DEFINITION, place, period_of("year", year), cut_off_on=cut_off_on, typed={}, earlier={}
    )
    return fill(DEFINITION, source, cut_off_on=cut_off_on, sample_mark="")


def total(of: Filled, column: str) -> Cell:
    found = of.cell(f"places/{TOTAL}/{column}")
    assert found is not None
    return found


@pytest.fixture
def one_of_two(two_seasons: World) -> World:
    """Tân Kiều 2023: 1 of 2, 2024: 4 of 10; Hưng Thạnh has five households and no round."""
    for number in range(5):
        make_household(two_seasons.other_hamlet, f"Trần Văn {number}")
    return two_seasons


def test_a_share_is_of_the_communes_that_have_both_numbers(one_of_two: World):
    of = filled(one_of_two.district)
    assert (total(of, "listed").value, total(of, "now").value) == (15, 4)
    assert (total(of, "share").first, total(of, "share").second) == (4, 10)
    assert total(of, "share").value == Decimal(40)
    assert total(of, "share").left_out == 1
    share = of.cell("contents/one/share")
    assert share is not None
    assert share.value is None, "4 of one commune over 15 of both would be no share"


def test_a_difference_is_of_the_communes_that_have_both_years(one_of_two: World):
    season = make_round(one_of_two.other_commune, one_of_two.edition)
    fill_hamlet(season, one_of_two.other_hamlet, 3, 3, 3)
    of = filled(one_of_two.district)
    assert (total(of, "now").value, total(of, "before").value) == (7, 1)
    assert (total(of, "change").first, total(of, "change").second) == (4, 1)
    assert total(of, "change").value == 3, "not 6: Hưng Thạnh had no round in 2023"
    change = of.cell("contents/one/change")
    assert change is not None
    assert change.value is None


def test_what_every_commune_has_is_one_share_and_one_difference(two_seasons: World):
    of = filled(two_seasons.commune)
    assert total(of, "share").value == Decimal(40)
    assert total(of, "change").value == 3
    change = of.cell("contents/one/change")
    assert change is not None
    assert change.value == 3


def test_a_report_that_gathers_new_communes_takes_the_difference_after_the_sum_and_says_so(one_of_two: World):
    season = make_round(one_of_two.other_commune, one_of_two.edition)
    fill_hamlet(season, one_of_two.other_hamlet, 3, 3, 2)
    apply_change(merge(one_of_two), by=JOB)
    new = Place.objects.get(code="30043", valid_to=None)
    now = make_round(new, one_of_two.edition, 2025)
    for hamlet in new.children.all():
        make_dossier(now, make_household(hamlet, "Lê Thị Mới", listed_year=2025), "recognised")
    of = filled(new, 2025)
    assert (total(of, "now").value, total(of, "before").value, total(of, "change").value) == (3, 6, -3)
    assert of.before_note.startswith("Số năm 2024 của xã Phương Thịnh tính trên địa giới hiện nay")
    assert Filled.from_json(of.to_json(), DEFINITION.tables()).before_note == of.before_note
    assert of.before_note in paper_table(of.tables[0], of.before_note).notes
    report = PeriodicReport(
        place=new, period_kind="year", starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2025, 12, 31)
    )
    above = gather(DEFINITION, [Gathered(new, new.title, report, of)], [], cut_off_on=dt.date(2025, 12, 31))
    assert (total(above, "before").value, total(above, "change").value) == (6, -3)
    assert above.before_note == (
        "Số năm trước của xã Phương Thịnh tính trên địa giới hiện nay, như báo cáo của nơi ấy ghi rõ."
    )
