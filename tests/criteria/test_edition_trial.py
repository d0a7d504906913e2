"""A draft tried on last year's dossiers: who gains, who loses, what cannot be told. Nothing is written."""

from decimal import Decimal
from typing import Any

import pytest

from hoctap.audit.models import Event
from hoctap.criteria.drafting import actions
from hoctap.criteria.drafting.queries import content_of
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition
from hoctap.recognition.models import Dossier
from hoctap.recognition.trying import LEAST_UNKNOWN, ONLY_A_TOTAL, outcome, run
from tests.criteria.drafts import draft
from tests.recognition.hands import enter, queries_of, row, score, shown, sign_in
from tests.season import Season, score_by_list, walk
from tests.world import World


def frozen(threshold: int = 80, least: int | None = None, **points: int) -> FrozenEdition:
    criteria = tuple(
        FrozenCriterion(code, "G", code, "C", Decimal(most), False, "sample") for code, most in points.items()
    )
    return FrozenEdition("x", Decimal(threshold), False, criteria, None if least is None else Decimal(least))


OWN = frozen(A=50, B=50)


def tell(edition: FrozenEdition, total: int, points: dict[str, int], *, low: bool = False) -> Any:
    given = {code: Decimal(value) for code, value in points.items()}
    return outcome(edition, OWN, total=Decimal(total), points=given, none_too_low=low)


@pytest.mark.parametrize(
    ("edition", "total", "points", "why", "reaches"),
    [
        (frozen(70, A=50, B=50), 75, {"A": 50, "B": 25}, "", True),
        (frozen(76, A=50, B=50), 75, {"A": 50, "B": 25}, "", False),
        (frozen(70, A=40, B=60), 75, {"A": 50, "B": 25}, "", False),
        (frozen(65, A=40, B=60), 75, {"A": 50, "B": 25}, "", True),
        (frozen(70, A=50, B=40, C=10), 75, {"A": 50, "B": 25}, "hồ sơ chưa có điểm của dòng C", False),
        (frozen(50, A=50), 75, {"A": 50, "B": 25}, "", True),
        (frozen(70, 30, A=50, B=50), 75, {"A": 50, "B": 25}, "", False),
        (frozen(70, A=50, B=50), 75, {}, "", True),
        (frozen(70, A=60, B=40), 75, {}, ONLY_A_TOTAL, False),
        (frozen(70, 5, A=50, B=50), 75, {}, LEAST_UNKNOWN, False),
    ],
)
def test_what_can_be_told_and_what_not(
    edition: FrozenEdition, total: int, points: dict[str, int], why: str, reaches: bool
) -> None:
    found = tell(edition, total, points)
    assert (found.why, found.reaches) == (why, reaches)


def tried(season: Season, **header: Any) -> CriteriaEdition:
    world = season.world
    edition = draft(world, base=world.edition, name="Bản thử")
    return actions.keep_header(edition, header, version=edition.version, by=world.actor(world.bich))


def address(edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/trial/"


@pytest.fixture
def season(world: World) -> Season:
    season = walk(world, last=score_by_list)
    by_points, by_total = season.dossiers
    score(season, by_points, A1="30", A2="30", B1="10", B2="12")  # 82
    enter(season, row(by_total, hamlet="70"))
    return season


def test_who_gains_and_who_loses(season: Season) -> None:
    lower = run(tried(season, threshold=Decimal(65)), season.commune, season.round.year)
    assert (lower.gained, lower.lost, lower.changed) == (1, 0, 1)
    assert lower.rows[0].subject == season.dossiers[1].subject_name
    assert (lower.rows[0].before, lower.rows[0].after) == ("chưa đạt, 70 điểm", "đạt, 70 điểm")
    higher = run(tried(season, threshold=Decimal(85)), season.commune, season.round.year)
    assert season.dossiers[0].subject_name in [one.subject for one in higher.rows if not one.reaches]


def test_nothing_is_written(season: Season) -> None:
    edition = tried(season, threshold=Decimal(90))
    before = list(Dossier.objects.order_by("pk").values()), Event.objects.count(), content_of(edition)
    run(edition, season.commune, season.round.year)
    assert (
        list(Dossier.objects.order_by("pk").values()),
        Event.objects.count(),
        content_of(edition),
    ) == before


def test_the_page_says_it_and_opens_the_dossiers(season: Season) -> None:
    edition, bich = tried(season, threshold=Decimal(65)), sign_in(season.world.bich)
    page = shown(bich.get(address(edition)))
    assert "1 hộ sẽ đổi kết quả: 1 thêm, 0 bớt" in page
    assert f"/recognition/dossiers/{season.dossiers[1].pk}/" in page
    assert season.dossiers[1].subject_name in page
    nowhere = shown(bich.get(address(edition), {"place": str(season.world.other_commune.pk)}))
    assert "Chưa có hồ sơ để thử" in nowhere


def test_new_lines_are_not_guessed(season: Season) -> None:
    edition = tried(season)
    rows = [
        {"code": code, "group": "G", "label": code, "clause": "C", "max_points": "50"}
        for code in ("A1", "Z9")
    ]
    world = season.world
    edition = actions.keep_lines(edition, rows, version=edition.version, by=world.actor(world.bich))
    found = run(edition, season.commune, season.round.year)
    assert found.tried == 0
    assert set(found.not_tried) == {"hồ sơ chưa có điểm của dòng Z9", ONLY_A_TOTAL}
    assert "Không thử được" in shown(sign_in(world.bich).get(address(edition)))


def test_a_draft_of_somebody_else_is_not_tried_and_names_of_next_door_are_not_shown(season: Season) -> None:
    edition = tried(season, threshold=Decimal(65))
    world = season.world
    assert sign_in(world.lan).get(address(edition)).status_code == 404
    page = shown(sign_in(world.oanh).get(address(world.edition), {"place": str(season.commune.pk)}))
    assert season.dossiers[0].subject_name not in page
    assert sign_in(world.lan).get(address(world.edition)).status_code == 200


def test_it_takes_a_fixed_number_of_queries(season: Season) -> None:
    bich = sign_in(season.world.bich)
    edition = tried(season, threshold=Decimal(65))
    few = queries_of(bich, address(edition))
    for dossier in season.open_dossiers:
        enter(season, row(dossier, hamlet="79"), hamlet=season.open_hamlet, who=season.officer)
    found = run(edition, season.commune, season.round.year)
    assert found.changed == 1 + len(season.open_dossiers)
    assert queries_of(bich, address(edition)) == few
