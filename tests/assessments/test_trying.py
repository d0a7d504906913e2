"""A đạt / không đạt edition tried on the files of a past year: who gains, who loses, what cannot be told."""

from decimal import Decimal
from typing import Any

import pytest

from hoctap.assessments import actions
from hoctap.assessments.actions.assessing import FigureTyped
from hoctap.assessments.models import Assessment, Figure
from hoctap.assessments.trying import FILES, Known, by_points, by_standard
from hoctap.criteria.drafting import actions as drafting
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition
from hoctap.criteria.standards import Ask, Condition, FrozenStandard, Given, Indicator, Stage
from hoctap.criteria.trying import actions as trying
from hoctap.criteria.trying.queries import tried_now
from hoctap.criteria.trying.tasks import try_run
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def standard(*lines: tuple[str, Ask, int | None], levels: str = "1", measure: str = "") -> FrozenStandard:
    return FrozenStandard(
        "x",
        tuple(Stage(code, f"Mức độ {code}") for code in levels),
        tuple(
            Indicator(
                code, "G", code, "Điều 1",
                (Condition("", "", ask, {} if least is None else {"1": Decimal(least)}, {}, measure=measure),),
            )
            for code, ask, least in lines
        ),
    )  # fmt: skip


OWN = standard(("A", Ask.SHARE, 60), ("B", Ask.YES, None))
FILE = Known("1", (), (), {"A": Given(value=Decimal(70)), "B": Given(is_met=True)}, {"A", "B"})


@pytest.mark.parametrize(
    ("tried", "why", "reaches"),
    [
        (OWN, "", True),
        (standard(("A", Ask.SHARE, 71), ("B", Ask.YES, None)), "", False),
        (standard(("A", Ask.SHARE, 70)), "", True),
        (standard(("A", Ask.SHARE, 60), ("C", Ask.YES, None)), "chưa có số liệu của dòng C", False),
        (standard(("A", Ask.COUNT, 5)), "chưa có số liệu của dòng A", False),
        (standard(("A", Ask.SHARE, 60), measure="learning_family.recognised"), "dòng A", False),
        (standard(("A", Ask.SHARE, 60), levels="3"), "không có mức độ 1", False),
    ],
)
def test_what_can_be_told_of_a_file_and_what_not(tried: FrozenStandard, why: str, reaches: bool) -> None:
    told = by_standard(tried, OWN, FILE)
    assert why in told.why
    assert bool(told.why) == bool(why)
    assert told.reaches == reaches


def test_points_of_files_are_tried_with_their_evidence() -> None:
    line = FrozenCriterion("A", "G", "A", "C", Decimal(50), True, "sample")
    edition = FrozenEdition("x", Decimal(40), False, (line,))
    file = Known("", (), (), {"A": Given(value=Decimal(60))}, {"A"})
    assert by_points(edition, file)[1:] == (True, "đạt, 50 điểm", True)
    assert by_points(edition, file._replace(seen=())).reaches is False
    assert "dòng A" in by_points(edition, file._replace(given={})).why


@pytest.fixture
def filed(world: World) -> tuple[hands.Bench, Assessment]:
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    hands.filled(bench, one)
    return bench, one


def stricter(world: World, **more: Any) -> CriteriaEdition:
    """X5.1 asks 75 % instead of 60."""
    by = world.actor(world.bich)
    base = hands.edition("cong-dong-hoc-tap-xa-tt25")
    edition = drafting.draft_edition(world.district, hands.COMMUNE, name="Bộ chặt hơn", base=base, by=by)
    line = edition.criteria.get(code="X5.1")
    line.conditions = [{**line.conditions[0], "least": {"1": 75, "2": 85}, **more}]
    line.save()
    return CriteriaEdition.objects.prefetch_related("criteria").get(pk=edition.pk)


def test_a_commune_that_would_lose_its_level_is_named(filed: tuple[hands.Bench, Assessment]) -> None:
    bench, one = filed
    world = bench.world
    edition = stricter(world)
    figures = list(Figure.objects.order_by("key").values())
    found = tried_now(FILES, edition, world.district, 2024)
    assert (found.tried, found.gained, found.lost) == (1, 0, 1)
    assert (found.rows[0].before, found.rows[0].after) == ("đạt mức độ 1", "chưa đạt mức độ 1: X5.1")
    assert list(Figure.objects.order_by("key").values()) == figures
    page = shown(sign_in(world.bich).get(f"/criteria/editions/{edition.pk}/trial/"))
    assert "1 cộng đồng sẽ đổi kết quả: 0 thêm, 1 bớt" in page
    assert f"/assessments/{one.pk}/" in page
    # Next door sees neither the draft nor the file.
    assert sign_in(world.oanh).get(f"/criteria/editions/{edition.pk}/trial/").status_code == 404
    shipped = hands.edition("cong-dong-hoc-tap-xa-tt25")
    page = shown(
        sign_in(world.oanh).get(f"/criteria/editions/{shipped.pk}/trial/", {"place": str(world.commune.pk)})
    )
    assert str(one.pk) not in page


def test_a_better_figure_is_tried_as_it_stands_and_another_measure_is_not_guessed(
    filed: tuple[hands.Bench, Assessment],
) -> None:
    bench, one = filed
    world = bench.world
    typed = FigureTyped(numerator=Decimal(80), denominator=Decimal(100), source=hands.SOURCE)
    actions.record_figure(one, "X5.1", typed, by=bench.lan)
    assert tried_now(FILES, stricter(world), world.district, 2024).changed == 0
    other = tried_now(FILES, stricter(world, measure="learning_unit.recognised"), world.district, 2024)
    assert (other.tried, other.not_tried) == (0, {"hồ sơ chưa có số liệu của dòng X5.1": 1})


def test_a_trial_of_files_runs_as_a_job_too(filed: tuple[hands.Bench, Assessment]) -> None:
    bench, _ = filed
    world = bench.world
    edition = stricter(world)
    run = trying.ask_for_trial(edition, world.district, 2024, by=world.actor(world.bich))
    try_run(run_id=str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.seen, run.lost) == ("done", 1, 1)
    assert "1 cộng đồng sẽ đổi kết quả" in shown(
        sign_in(world.bich).get(f"/criteria/editions/{edition.pk}/trial/", {"place": str(world.district.pk)})
    )
