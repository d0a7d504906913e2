"""A list for a past year names the hamlets of that year, also those that were merged since."""

import datetime as dt

import pytest

from hoctap.people import actions
from hoctap.people.importing.comparing import ChangeKind
from hoctap.people.importing.planning import Choices
from hoctap.people.models import Household, HouseholdMember, ImportRun, LeftKind, Residence
from hoctap.people.queries import households_per_hamlet
from hoctap.places import actions as places
from hoctap.places.lineage import Change
from tests.people.sheets import sheet
from tests.world import World, make_household

MERGED = dt.date(2026, 3, 1)


def rows(*people: tuple[str, str]) -> bytes:
    return sheet(
        [[n, name, 1970, "Nam", hamlet, "", "", 4, ""] for n, (name, hamlet) in enumerate(people, start=1)]
    )


def preview(world: World, year: int, content: bytes) -> ImportRun:
    return actions.preview_import(world.commune, year, "so-ho.xlsx", content, by=world.actor(world.lan))


def merge(world: World) -> None:
    by = world.actor(world.lan)
    places.merge_hamlets([world.hamlet_2], into=world.hamlet, change=Change(MERGED), by=by)


def test_a_household_of_a_merged_hamlet_counts_there_until_the_merge_and_goes_on_where_all_went(world: World):
    merge(world)
    run = preview(world, 2024, rows(("Lê Văn Ba", "Ấp 2"), ("Lê Văn Tư", "Ấp 1")))
    assert actions.apply_import(run, by=world.actor(world.lan)) == 2
    household = Household.objects.get(head__full_name="Lê Văn Ba")
    assert household.hamlet == world.hamlet
    found = Residence.objects.filter(household=household).order_by("from_year")
    assert [(one.hamlet_id, one.from_year, one.to_year) for one in found] == [
        (world.hamlet_2.pk, 2024, 2026),
        (world.hamlet.pk, 2026, None),
    ]
    both = [world.hamlet.pk, world.hamlet_2.pk]
    assert households_per_hamlet(both, 2025) == {world.hamlet.pk: 1, world.hamlet_2.pk: 1}
    assert households_per_hamlet(both, 2026) == {world.hamlet.pk: 2}


def test_the_list_of_the_year_of_the_merge_names_the_hamlets_of_its_end(world: World):
    merge(world)
    run = preview(world, 2026, rows(("Lê Văn Ba", "Ấp 2")))
    assert "Không có ấp, khóm nào tên “Ấp 2”" in str(run.findings.get(kind="fault").data)


def test_the_same_list_again_and_one_that_says_another_hamlet_of_then_change_nothing(world: World):
    by = world.actor(world.lan)
    make_household(world.hamlet_2, "Lê Văn Ba", listed_year=2024)
    merge(world)
    before = list(Residence.objects.order_by("id").values_list("hamlet", "from_year", "to_year"))
    for hamlet in ("Ấp 2", "Ấp 1"):
        run = preview(world, 2024, rows(("Lê Văn Ba", hamlet)))
        told = list(run.findings.filter(change="past_move").values_list("data", flat=True))
        assert run.counts["changes"].get("past_move", 0) == len(told) == (hamlet == "Ấp 1")
        assert all("Ấp 2 đã kết thúc ngày 01/03/2026" in one["why"] for one in told)
        assert actions.apply_import(run, by=by, choices=Choices(kinds=frozenset(ChangeKind))) == 0
    assert list(Residence.objects.order_by("id").values_list("hamlet", "from_year", "to_year")) == before


def test_the_rows_of_a_divided_hamlet_are_faulty_with_the_cure_because_nobody_knows_where_they_live(
    world: World,
):
    by = world.actor(world.lan)
    places.divide_hamlet(world.hamlet_2, ["Ấp 2A", "Ấp 2B"], change=Change(MERGED), by=by)
    places.end_hamlet(world.hamlet_2, "đã chia", change=Change(MERGED), by=by)
    run = preview(world, 2024, rows(("Lê Văn Ba", "Ấp 2"), ("Lê Văn Tư", "Ấp 1")))
    told = str(run.findings.get(kind="fault").data)
    assert "Ấp 2 không còn từ 01/03/2026" in told
    assert "danh sách từ năm 2026" in told
    assert actions.apply_import(run, by=by, leave_faulty=True) == 1


def test_the_members_of_a_household_that_the_list_has_no_more_left_with_it(world: World):
    by = world.actor(world.lan)
    for name in ("Lê Văn Ba", "Lê Văn Tư", "Lê Văn Năm"):
        make_household(world.hamlet, name, listed_year=2024)
    run = preview(world, 2025, rows(("Lê Văn Ba", "Ấp 1"), ("Lê Văn Tư", "Ấp 1")))
    actions.apply_import(run, by=by, choices=Choices(kinds=frozenset({ChangeKind.MISSING})))
    gone = HouseholdMember.objects.get(left_year=2025)
    assert (gone.person.full_name, gone.left_kind) == ("Lê Văn Năm", LeftKind.HOUSEHOLD_LEFT)


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_hamlet_that_stands_takes_its_households_as_before(world: World, year: int):
    run = preview(world, year, rows(("Lê Văn Ba", "Ấp 2")))
    assert actions.apply_import(run, by=world.actor(world.lan)) == 1
    stay = Residence.objects.get()
    assert (stay.hamlet_id, stay.from_year, stay.to_year) == (world.hamlet_2.pk, year, None)
