import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.reports.quantities.checking import odd_facts, within_of
from hoctap.reports.quantities.odd import odd_figures
from hoctap.reports.quantities.parts import PARTS
from hoctap.reports.quantities.periods import period_of
from tests.figures import fill_hamlet, make_round
from tests.world import World, make_place

YEAR = period_of("year", 2024)
FAMILY = [f"learning_family.{part.name}" for part in PARTS]
FUND = ["fund.opening", "fund.received", "fund.spent", "fund.closing"]


def words(facts: object) -> list[str]:
    return [one.words for one in odd_figures(facts)]  # type: ignore[arg-type]


def test_what_records_give_agrees_with_itself(two_seasons: World):
    assert words(odd_facts(two_seasons.commune, YEAR, FAMILY)) == []


def test_a_commune_that_is_missing_is_named(two_seasons: World):
    assert words(odd_facts(two_seasons.district, YEAR, FAMILY)) == [
        "Huyện Tháp Mười: chưa có số liệu của xã Hưng Thạnh."
    ]


def test_what_was_typed_is_held_against_records_and_rows(two_seasons: World):
    """Typed: more recognised than registered, in a row, which does not add up either."""
    commune, hamlet = two_seasons.commune, two_seasons.hamlet
    facts = odd_facts(commune, YEAR, FAMILY, typed_by_child={hamlet.pk: {"learning_family.recognised": 9}})
    found = odd_figures(facts)
    assert [one.blocks for one in found] == [True, True, True]
    assert "Ấp 1: Hộ được công nhận Gia đình học tập (9 hộ) nhiều hơn Hộ đăng ký" in found[0].words
    assert "cộng các dòng bên dưới được 10 hộ" in found[2].words


def test_a_jump_against_the_same_period_of_the_year_before(world: World):
    fill_hamlet(make_round(world.commune, world.edition, 2023), world.hamlet, 10, 2, 1)
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 14, 14, 1)
    [jump, *_] = words(odd_facts(world.commune, YEAR, ["learning_family.registered"]))
    assert "tăng 12 (600\N{NO-BREAK SPACE}%): năm 2023 2 hộ, kỳ này 14 hộ" in jump
    told = odd_facts(
        world.commune, YEAR, ["learning_family.registered"], before={"learning_family.registered": 12}
    )
    assert words(told) == []


def test_a_fund_that_was_typed(world: World):
    typed = dict(zip(FUND, (100, 50, 30, 130), strict=True))
    found = words(odd_facts(world.commune, YEAR, FUND, typed=typed, previous={"fund.closing": 90}))
    assert len(found) == 2
    assert "100 + 50 − 30 = 120" in found[0]
    assert "năm 2023 là 90 đồng" in found[1]


def test_what_can_be_no_more_than_what():
    assert [(one.part, one.whole) for one in within_of(FAMILY[:2])] == [
        ("learning_family.registered", "learning_family.total")
    ]
    assert within_of(["centre.count", "centre.seal"])[0].part == "centre.seal"
    assert within_of(["fund.closing"]) == ()


def test_the_queries_do_not_grow_with_the_places(two_seasons: World):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            odd_facts(two_seasons.district, YEAR, FAMILY, as_of=dt.date(2024, 12, 1))
        return len(captured)

    few = cost()
    for number in range(4):
        make_place("hamlet", "ấp", "Ấp 1", make_place("commune", "xã", f"Xã {number}", two_seasons.district))
    assert cost() == few <= 16
