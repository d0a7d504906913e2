"""Every shipped edition against the clauses: how many lines, which thresholds, who is exempt, from when to when."""

import datetime as dt
from decimal import Decimal

import pytest

from hoctap.core.actor import system_job
from hoctap.criteria import rules
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.criteria.queries import editions_for, near_editions
from hoctap.criteria.scoring import score
from hoctap.criteria.standards import FrozenStandard, Given, judge
from hoctap.criteria.titles import shipped_titles
from hoctap.measures.registry import measures
from tests.world import World

SYSTEM = system_job("kiểm thử")


@pytest.fixture
def shipped(world: World) -> dict[str, CriteriaEdition]:
    load_shipped_editions(by=SYSTEM)
    return {edition.code: edition for edition in CriteriaEdition.objects.all()}


def standard(shipped: dict[str, CriteriaEdition], code: str) -> FrozenStandard:
    return shipped[code].standard()


@pytest.mark.requirement("S3-44", "S3-46")
@pytest.mark.parametrize(
    ("code", "groups", "start", "end"),
    [
        ("cong-dong-hoc-tap-xa-tt25", [3, 3, 3, 4, 2], dt.date(2024, 2, 12), None),
        ("cong-dong-hoc-tap-huyen-tt25", [3, 4, 3, 3], dt.date(2024, 2, 12), dt.date(2025, 7, 1)),
        ("cong-dong-hoc-tap-tinh-tt25", [3, 5, 5, 3], dt.date(2024, 2, 12), None),
        ("don-vi-hoc-tap-huyen-tt24", [5, 5, 5], dt.date(2024, 1, 26), None),
        ("don-vi-hoc-tap-tinh-tt24", [5, 5, 6], dt.date(2024, 1, 26), None),
    ],
)
def test_a_standard_has_its_criteria_lines_levels_and_days(
    shipped: dict[str, CriteriaEdition], code: str, groups: list[int], start: dt.date, end: dt.date | None
):
    edition, frozen = shipped[code], standard(shipped, code)
    assert [sum(one.group == group for one in frozen.indicators) for group in frozen.groups] == groups
    assert frozen.level_codes == ("1", "2")
    assert (edition.valid_from, edition.valid_to, edition.valid_months) == (start, end, 36)
    assert edition.next_level_months == 12
    assert edition.verification == "verified"
    assert not edition.sample_mark
    assert all(one.needs_evidence and one.clause.startswith("Điều") for one in frozen.indicators)
    assert "điểm" not in edition.passing_words


THRESHOLDS = [
    # edition, line, level, variant, kinds, at least
    ("cong-dong-hoc-tap-xa-tt25", "X4.2", "1", "", "2"),
    ("cong-dong-hoc-tap-xa-tt25", "X4.2", "2", "", "3"),
    ("cong-dong-hoc-tap-xa-tt25", "X4.3", "1", "", "2"),
    ("cong-dong-hoc-tap-xa-tt25", "X4.3", "2", "", "3"),
    ("cong-dong-hoc-tap-xa-tt25", "X4.4", "1", "", "1"),
    ("cong-dong-hoc-tap-xa-tt25", "X4.4", "2", "", "2"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.1", "1", "", "60"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.1", "2", "", "80"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.a", "1", "", "50"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.a", "2", "", "60"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.b", "1", "", "12"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.b", "2", "", "15"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.a", "1", "hard", "40"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.a", "2", "hard", "50"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.b", "1", "hard", "10"),
    ("cong-dong-hoc-tap-xa-tt25", "X5.2.b", "2", "hard", "12"),
    ("cong-dong-hoc-tap-huyen-tt25", "H4.1.a", "1", "", "90"),
    ("cong-dong-hoc-tap-huyen-tt25", "H4.1.b", "2", "", "90"),
    ("cong-dong-hoc-tap-tinh-tt25", "T3.4", "1", "", "4"),
    ("cong-dong-hoc-tap-tinh-tt25", "T3.5.a", "2", "", "4"),
    ("cong-dong-hoc-tap-tinh-tt25", "T4.1.a", "1", "", "90"),
    ("cong-dong-hoc-tap-tinh-tt25", "T4.1.b", "2", "", "90"),
    *(
        (edition, line, level, "", least)
        for edition in ("don-vi-hoc-tap-huyen-tt24", "don-vi-hoc-tap-tinh-tt24")
        for line, level, least in (
            ("Đ2.1", "1", "90"),
            ("Đ2.1", "2", "95"),
            ("Đ2.2", "1", "90"),
            ("Đ2.2", "2", "95"),
            ("Đ2.3", "1", "90"),
            ("Đ2.3", "2", "95"),
            ("Đ2.4.a", "1", "50"),
            ("Đ2.4.b", "2", "70"),
            ("Đ2.5", "1", "90"),
            ("Đ2.5", "2", "95"),
            ("Đ3.1.a", "1", "90"),
            ("Đ3.1.a", "2", "95"),
            ("Đ3.1.b", "1", "95"),
            ("Đ3.1.b", "2", "97"),
            ("Đ3.4", "1", "2"),
            ("Đ3.4", "2", "3"),
        )
    ),
    ("don-vi-hoc-tap-tinh-tt24", "Đ3.5", "1", "", "2"),
    ("don-vi-hoc-tap-tinh-tt24", "Đ3.5", "2", "", "3"),
]


@pytest.mark.parametrize(("code", "key", "level", "variant", "least"), THRESHOLDS)
def test_each_threshold_below_at_and_above(
    shipped: dict[str, CriteriaEdition], code: str, key: str, level: str, variant: str, least: str
):
    frozen = standard(shipped, code)
    line = ".".join(key.split(".")[:2])
    everything = {indicator.code for indicator in frozen.indicators}
    kinds = {row["code"] for row in shipped[code].kinds} - {"economic"}
    least_of_all = Decimal(least)
    step = Decimal(1) if least_of_all < 10 else Decimal("0.01")

    def met(value: Decimal) -> str:
        found = judge(
            frozen,
            level,
            {key: Given(value=value)},
            with_evidence=everything,
            kinds=kinds,
            variants=[variant] if variant else [],
        )
        (one,) = [
            part for row in found.lines if row.code == line for part in row.conditions if part.key == key
        ]
        return one.met.value

    assert met(least_of_all - step) == "không đạt"
    assert met(least_of_all) == "đạt"
    assert met(least_of_all + step) == "đạt"


@pytest.mark.parametrize(
    ("code", "line", "level", "concerns", "leaves_out"),
    [
        ("don-vi-hoc-tap-huyen-tt24", "Đ1.3", "1", ["public"], ["economic"]),
        ("don-vi-hoc-tap-huyen-tt24", "Đ2.4", "1", ["public"], ["economic"]),
        ("don-vi-hoc-tap-huyen-tt24", "Đ3.3", "1", ["economic"], None),
        ("don-vi-hoc-tap-huyen-tt24", "Đ3.3", "2", ["public"], ["economic"]),
        ("don-vi-hoc-tap-tinh-tt24", "Đ3.3", "2", ["economic"], None),
        ("don-vi-hoc-tap-huyen-tt24", "Đ3.4", "1", ["general_school"], ["public"]),
        ("don-vi-hoc-tap-huyen-tt24", "Đ3.5", "1", ["vocational"], ["general_school"]),
        ("don-vi-hoc-tap-tinh-tt24", "Đ3.5", "1", ["university"], ["vocational"]),
        ("don-vi-hoc-tap-tinh-tt24", "Đ3.6", "1", ["vocational"], ["university"]),
    ],
)
def test_who_is_exempt_from_what(
    shipped: dict[str, CriteriaEdition],
    code: str,
    line: str,
    level: str,
    concerns: list[str],
    leaves_out: list[str] | None,
):
    (indicator,) = [one for one in standard(shipped, code).indicators if one.code == line]
    assert indicator.concerns(level, concerns)
    assert leaves_out is None or not indicator.concerns(level, leaves_out)


def test_learners_are_asked_of_places_of_learning_only(shipped: dict[str, CriteriaEdition]):
    (indicator,) = [
        one for one in standard(shipped, "don-vi-hoc-tap-huyen-tt24").indicators if one.code == "Đ3.1"
    ]
    assert [one.code for one in indicator.asked_of(["public"])] == ["a"]
    assert [one.code for one in indicator.asked_of(["public", "education"])] == ["a", "b"]


@pytest.mark.requirement("S3-11")
@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("49.9", ""),
        ("50", "Trung bình"),
        ("69.9", "Trung bình"),
        ("70", "Khá"),
        ("84.9", "Khá"),
        ("85", "Tốt"),
    ],
)
@pytest.mark.parametrize("code", ["don-vi-hoc-tap-huyen-tt22", "don-vi-hoc-tap-tinh-tt22"])
def test_the_scale_of_2020_has_30_30_40_points_and_three_grades(
    shipped: dict[str, CriteriaEdition], code: str, total: str, grade: str
):
    edition = shipped[code]
    frozen = edition.frozen()
    assert (
        [sum(one.max_points for one in frozen.criteria if one.group == row["name"]) for row in edition.groups]
        == [row["points"] for row in edition.groups]
        == [30, 30, 40]
    )
    found = frozen.grade_of(Decimal(total))
    assert (found.label if found else "") == grade
    assert score(frozen, {one.code: one.max_points for one in frozen.criteria}).reaches
    assert (edition.valid_from, edition.valid_to) == (dt.date(2020, 9, 21), dt.date(2024, 1, 26))


def test_frames_and_samples_are_marked_and_nobody_is_scored_with_a_frame(shipped: dict[str, CriteriaEdition]):
    frames = [edition for edition in shipped.values() if edition.is_frame]
    assert {edition.code for edition in frames} == {
        "gia-dinh-hoc-tap-242",
        "dong-ho-hoc-tap-242",
        "cong-dong-ap-hoc-tap-242",
        "don-vi-xa-hoc-tap-242",
        "cong-dong-hoc-tap-xa-tt44",
        "trung-tam-hoc-tap-cong-dong-2553",
    }
    for edition in frames:
        assert "MẪU CHƯA XÁC THỰC" in edition.sample_mark
        assert edition.published_at is None
        assert edition not in editions_for(edition.title, edition.valid_from.year)
    assert all(edition.max_total == 0 for edition in frames)
    assert shipped["cong-dong-hoc-tap-xa-tt44"].criteria.count() == 15


def test_every_shipped_edition_passes_its_own_check(shipped: dict[str, CriteriaEdition]):
    known = {measure.code: frozenset[str]() for measure in measures} | {
        f"learning_community_{level}.level_{number}": frozenset[str]()
        for level in ("commune", "district")
        for number in (1, 2)
    }
    for edition in shipped.values():
        if edition.scoring == "standards":
            draft = rules.StandardsDraft(
                edition.standard().levels,
                edition.standard().indicators,
                {row["code"] for row in edition.kinds},
                {row["code"] for row in edition.variants},
            )
            assert rules.standards_reasons(draft, known, edition.title) == [], edition.code


def test_every_edition_is_of_a_title_that_exists(shipped: dict[str, CriteriaEdition]):
    assert {edition.title for edition in shipped.values()} <= set(shipped_titles())


def test_the_year_says_which_edition_applies(shipped: dict[str, CriteriaEdition]):
    def codes(title: str, year: int) -> list[str]:
        return [edition.code for edition in editions_for(title, year)]

    assert codes("learning_unit_district", 2023) == ["don-vi-hoc-tap-huyen-tt22"]
    # In 2024 both held for some days: the officer says by which the year is judged.
    assert codes("learning_unit_district", 2024) == ["don-vi-hoc-tap-huyen-tt24", "don-vi-hoc-tap-huyen-tt22"]
    assert codes("learning_unit_district", 2026) == ["don-vi-hoc-tap-huyen-tt24"]
    assert codes("learning_community_commune", 2022) == []
    assert [edition.code for edition in near_editions("learning_community_commune", 2022)] == [
        "cong-dong-hoc-tap-xa-tt25"
    ]
    assert codes("learning_community_district", 2026) == []


def test_a_territory_has_its_own_before_that_of_the_country(world: World):
    own = CriteriaEdition.objects.create(
        code="cua-tinh",
        title=Title.LEARNING_FAMILY,
        place=world.province,
        name="Bộ của tỉnh",
        instrument="Thử",
        verification="verified",
        valid_from=dt.date(2026, 1, 1),
        threshold=70,
        published_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    assert list(editions_for(Title.LEARNING_FAMILY, 2026, world.commune)) == [own]
    assert list(editions_for(Title.LEARNING_FAMILY, 2025, world.commune)) == [world.edition]
    assert list(editions_for(Title.LEARNING_FAMILY, 2026)) == [world.edition]
