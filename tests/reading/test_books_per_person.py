"""Books per person: each definition is a figure of its own."""

import datetime as dt
from decimal import Decimal

import pytest

from hoctap.core.dates import today
from hoctap.libraries.circulation.tallies.actions import keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of
from hoctap.libraries.models import Copy, Library
from hoctap.materials.handouts.actions import drop_handout, hand_out
from hoctap.materials.rules import HandedOut
from hoctap.plans import actions as plans
from hoctap.plans.indicators import figure_providers, indicators
from hoctap.plans.queries import plan_results
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.reading.figures import LENT, LENT_HANDED, NAMED, STOCK
from hoctap.reading.registry import handed_out, handed_out_at
from hoctap.reading.services.actions import set_standard
from tests.materials import hands as materials
from tests.reading.hands import BY, books, lend, population
from tests.world import World

YEAR = today().year


@pytest.fixture
def handing(monkeypatch: pytest.MonkeyPatch) -> dict[object, int]:
    """What the app of materials will tell."""
    told: dict[object, int] = {}
    monkeypatch.setattr(handed_out, "_entries", {"kiểm thử": lambda places, first, last: dict(told)})
    return told


def value(code: str, place: object, year: int = YEAR) -> Decimal | None:
    told = figure_providers[code]([place], year)  # type: ignore[list-item]
    return told[place].value if place in told else None  # type: ignore[index]


@pytest.fixture
def lent_ten(world: World, library: Library, bookcase: Library) -> list[Copy]:
    """Twenty copies, ten of them lent this year at two shelves of a commune of ten people."""
    copies = books(library, 15) + books(bookcase, 5)
    for copy in copies[:8] + copies[18:]:
        lend(copy, today(), returned_on=today())
    lend(copies[0], dt.date(YEAR - 1, 12, 31), returned_on=today())
    population(world.commune, 10)
    return copies


@pytest.mark.requirement("S3-24")
def test_three_definitions_are_three_figures(world: World, lent_ten: list[Copy], handing: dict[object, int]):
    handing[world.commune.pk] = 25
    assert value(STOCK, world.commune.pk) == Decimal("2.00")
    assert value(LENT, world.commune.pk) == Decimal("1.00")
    assert value(LENT_HANDED, world.commune.pk) == Decimal("3.50")
    words = figure_providers[LENT_HANDED]([world.commune.pk], YEAR)[world.commune.pk].source
    assert "(10 lượt cho mượn + 25 bản đã phát) / 10 người" in words
    assert len({indicators[code].label for code in NAMED}) == 3


@pytest.mark.requirement("S3-24")
def test_the_target_of_three_a_year_shows_the_definition_that_was_chosen(
    world: World, lent_ten: list[Copy], handing: dict[object, int]
):
    """Kế hoạch of Tháp Mười: 03 bản/người dân/năm, and does not say of what."""
    plan = plans.record_plan(
        world.commune, PlanDetails("415/KH-UBND", dt.date(YEAR, 1, 10), "UBND", "Học tập", YEAR, YEAR), by=BY
    )
    details = TargetDetails(
        "Mức hưởng thụ sách bình quân",
        Decimal(3),
        unit="bản/người/năm",
        year=YEAR,
        measure="library.books_per_person",
        kind="ratio",
    )
    plans.add_target(plan, details, by=BY)
    assert plan_results(plan, world.commune)[0].result is None
    handing[world.commune.pk] = 20
    for books_of, result in (("stock", "2.00"), ("lent", "1.00"), ("lent_handed", "3.00")):
        set_standard(
            world.district,
            items=["mục lục"],
            least=1,
            books=books_of,
            from_on=dt.date(YEAR, 1, 1),
            source="Công văn",
            by=BY,
        )
        assert plan_results(plan, world.commune)[0].result == Decimal(result), books_of
    assert plan_results(plan, world.commune)[0].met is True


def test_without_a_population_or_without_records_nothing_is_told(world: World, library: Library):
    books(library, 4)
    assert value(STOCK, world.commune.pk) is None
    population(world.commune, 10)
    assert value(STOCK, world.commune.pk) == Decimal("0.40")
    assert value(LENT, world.commune.pk) is None, "no loan was ever recorded: not 0"
    assert value(LENT_HANDED, world.commune.pk) is None
    assert value(STOCK, world.other_commune.pk) is None


def test_a_district_divides_by_all_its_communes_or_by_none(world: World, library: Library):
    books(library, 30)
    population(world.commune, 10)
    assert value(STOCK, world.district.pk) is None
    population(world.other_commune, 5)
    assert value(STOCK, world.district.pk) == Decimal("2.00")
    population(world.district, 60)
    assert value(STOCK, world.district.pk) == Decimal("0.50")


def test_materials_that_nobody_counts_are_not_taken_for_none(world: World, lent_ten: list[Copy]):
    assert value(LENT, world.commune.pk) == Decimal("1.00")
    assert value(LENT_HANDED, world.commune.pk) is None


def test_copies_of_the_past_count_for_their_year(world: World, library: Library):
    population(world.commune, 10, YEAR - 1)
    kept, lost = books(library, 2)
    Copy.objects.filter(pk=lost.pk).update(gone_on=dt.date(YEAR, 1, 1), gone_why="lost")
    assert value(STOCK, world.commune.pk, YEAR - 1) == Decimal("0.20")
    assert value(STOCK, world.commune.pk) == Decimal("0.10")
    assert kept.gone_on is None


def test_a_fixed_number_of_queries(world: World, lent_ten: list[Copy], django_assert_max_num_queries):  # type: ignore[no-untyped-def]
    # Five for the loans, one for the shelves, three for the people.
    with django_assert_max_num_queries(9):
        figure_providers[LENT]([world.commune.pk, world.other_commune.pk, world.district.pk], YEAR)


@pytest.mark.requirement("S3-24")
def test_copies_of_materials_handed_out_count_once(world: World, lent_ten: list[Copy]):
    """As materials themselves tell them: at the hamlet where they were handed out, once in its commune, once in the district above."""
    by = world.actor
    material = materials.published(world.commune, by(world.lan), by(world.admin), by(world.minh))
    for place, copies in ((world.commune, 20), (world.hamlet, 5)):
        details = HandedOut(today(), "residents", copies)
        hand_out(material, place, details, activity=None, by=by(world.lan))
    struck = hand_out(
        material, world.hamlet, HandedOut(today(), "residents", 700), activity=None, by=by(world.lan)
    )
    drop_handout(struck, why="gõ nhầm", by=by(world.lan))
    first, last = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
    places = [world.commune.pk, world.hamlet.pk, world.district.pk]
    assert handed_out_at(places, first, last) == {
        world.commune.pk: 25,
        world.hamlet.pk: 5,
        world.district.pk: 25,
    }
    keep_tally(
        Library.objects.get(place=world.commune),
        TallyTyped(*month_of(dt.date(YEAR, 1, 1)), taken_home=5),
        by=BY,
    )
    assert value(LENT, world.commune.pk) == Decimal("1.50")
    assert value(LENT_HANDED, world.commune.pk) == Decimal("4.00")
    population(world.district, 80)
    assert value(LENT_HANDED, world.district.pk) == Decimal("0.50")
    assert value(LENT_HANDED, world.commune.pk, YEAR - 1) is None
