"""A title that a commune added of its own goes the whole way, without a line of code that names it."""

import datetime as dt
import io
import subprocess
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.core.refusals import Refused
from hoctap.criteria.models import CriteriaEdition, LearningTitle, Title
from hoctap.measures.queries import figures_in, read_scope
from hoctap.measures.recount import recount
from hoctap.measures.registry import measures
from hoctap.papers.models import Paper
from hoctap.plans import actions as plans
from hoctap.plans.models import Comparator
from hoctap.plans.queries import target_results
from hoctap.plans.rules import TargetDetails
from hoctap.recognition import actions as recognition
from hoctap.recognition.models import Dossier, DossierState
from hoctap.recognition.road import shipped_road
from hoctap.reports.queries import season_table
from hoctap.reports.sheet import season_sheet
from hoctap.reports.workbook import season_workbook
from scripts.house import PACKAGE, ROOT
from tests import season as steps
from tests.criteria.drafts import READING, ROWS, draft, filled, local_title, publish
from tests.recognition.giving import give
from tests.recognition.hands import shown, sign_in
from tests.season import YEAR, Season, walk
from tests.world import World


def own_edition(world: World, title: LearningTitle, who: Any) -> CriteriaEdition:
    rows = [row | {"needs_evidence": "không"} for row in ROWS]
    edition = draft(world, place=title.place, title=title.code, who=who, name="Bộ tiêu chí đọc sách")
    return publish(world, filled(world, edition, who=who, rows=rows), who=who, is_compared=True)


def open_reading(season: Season, title: LearningTitle, edition: CriteriaEdition, **other: Any) -> Season:
    season.round = recognition.open_round(
        season.commune,
        year=YEAR,
        title=Title(title.code),
        edition=edition,
        before_on=dt.date(YEAR, 11, 15),
        by=season.by(season.officer),
        **other,
    )
    season.dossiers = list(season.round.dossiers.filter(hamlet=season.hamlet))
    season.open_dossiers = list(season.round.dossiers.filter(hamlet=season.open_hamlet))
    return season


@pytest.fixture
def reading(world: World) -> Season:
    """The families' round stands open beside it."""
    season = walk(world, last=steps.open_round)
    title = local_title(world)
    return open_reading(season, title, own_edition(world, title, world.lan))


def words_of(paper: Paper) -> str:
    return str(paper.versions.latest("version").content)


def through_to_the_decision(season: Season) -> None:
    steps.score_by_list(season)
    steps.hold_meeting(season)
    steps.nominate(season)
    steps.review(season)
    steps.submit(season)
    steps.prepare_decision(season)
    steps.sign_decision(season)


def test_it_walks_from_the_list_to_the_certificate_and_its_papers_name_it(reading: Season) -> None:
    season = reading
    through_to_the_decision(season)
    assert [dossier.state for dossier in season.dossiers] == [DossierState.RECOGNISED] * 2
    assert season.meeting.minutes is not None
    for paper in (
        season.meeting.minutes,
        season.nomination.paper,
        season.submission.paper,
        season.decision.paper,
    ):
        said = words_of(paper)
        assert READING in said, paper
        assert "Gia đình học tập" not in said, paper
    batch = give(season)
    assert batch.content["award"] == f"Đạt danh hiệu “{READING}” năm {YEAR}"
    assert batch.content["holder_label"] == "Gia đình ông (bà)"
    assert batch.content["sample_mark"] == ""
    frozen = season.dossiers[0].frozen_score
    assert frozen["edition"] == season.round.edition.code
    assert [line["code"] for line in frozen["lines"]] == ["S1", "S2", "S3"]


def test_its_screens_speak_of_it(reading: Season) -> None:
    lan, commune = sign_in(reading.officer), reading.commune
    assert READING in shown(lan.get("/recognition/rounds/"))
    page = shown(lan.get(reverse("round_detail", args=[reading.round.pk])))
    assert READING in page
    assert "Kết quả từ phần mềm của Hội" not in page
    assert "Gia đình tự chấm" in shown(lan.get(reverse("dossier_detail", args=[reading.dossiers[0].pk])))
    assert READING in shown(lan.get("/recognition/roads/"))
    form = shown(lan.get("/recognition/rounds/new/"))
    assert READING in form
    asked = {"place": str(commune.pk), "year": YEAR, "title": reading.round.title}
    assert READING in shown(lan.get("/results/", asked))
    assert READING in shown(lan.get(reverse("result_trend"), asked))
    assert READING in shown(lan.get(reverse("result_heat"), asked))
    assert READING in shown(lan.get("/recognition/dossiers/", asked | {"part": "registered"}))
    assert READING not in shown(sign_in(reading.world.oanh).get("/results/", asked))


def test_its_results_stand_beside_those_of_families_and_never_in_them(reading: Season) -> None:
    through_to_the_decision(reading)
    title = Title(reading.round.title)
    table = season_table(reading.commune, YEAR, title)
    assert (table.total.recognised, table.total.registered, table.total.households) == (2, 4, 4)
    assert "2/4 hộ được công nhận" in table.finding
    assert table.total.households_url.endswith(f"title={title}")
    hamlet = season_table(reading.hamlet, YEAR, title)
    assert (hamlet.total.recognised, hamlet.total.households) == (2, 2)
    families = season_table(reading.commune, YEAR)
    assert (families.total.recognised, families.total.registered) == (0, 0)
    sheet = season_sheet(reading.commune, YEAR)
    assert [one.title for one in sheet.tables] == [Title.LEARNING_FAMILY, title]
    book = load_workbook(io.BytesIO(season_workbook(sheet)))
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert READING in texts
    assert recount() == []


def test_a_target_points_at_its_measures(reading: Season) -> None:
    through_to_the_decision(reading)
    code = f"{reading.round.title}.recognised"
    assert [one.code for one in measures.at(reading.commune.path)][-2:] == [code, f"{code}_of_registered"]
    assert code not in [one.code for one in measures]
    assert code not in [one.code for one in measures.at(reading.world.other_commune.path)]
    page = shown(sign_in(reading.officer).get(reverse("target_new", args=[reading.plan.pk])))
    assert f"Hộ được công nhận {READING}, trên tổng số hộ" in page
    details = TargetDetails(
        wording="Nửa số hộ đọc sách", value=50, year=YEAR, measure=code, comparator=Comparator.AT_LEAST,
        value_max=None, unit="hộ", before_on=None,
    )  # fmt: skip
    plans.add_target(reading.plan, details, by=reading.by(reading.officer))
    result = next(one for one in target_results(reading.commune, YEAR) if one.target.measure == code)
    assert (result.figure.numerator, result.figure.denominator) == (2, 4)  # type: ignore[union-attr]
    scope = read_scope(reading.commune, YEAR)
    assert figures_in(scope, measures[f"{code}_of_registered"]).total.denominator == 4
    with pytest.raises(KeyError):
        measures["local_khong_co.recognised"]
    with pytest.raises(KeyError):
        measures["learning_clan.khong_co"]


def test_its_road_is_one_of_the_commune_s_own(reading: Season) -> None:
    season = reading
    title = Title(season.round.title)
    road = shipped_road(title)
    assert road.name == f"Quy trình công nhận {READING} (mặc định)"
    kept = recognition.keep_road(
        season.commune, title, road.steps, name="Của xã", instrument="Họp xã", valid_from=dt.date(2024, 1, 1),
        by=season.by(season.officer),
    )  # fmt: skip
    assert kept.title_name == READING


def test_a_title_of_citizens_walks_too(world: World) -> None:
    season = walk(world, last=steps.open_round)
    title = local_title(world, name="Người đọc sách", subject_kind="person", self_word="")
    season = open_reading(season, title, own_edition(world, title, world.lan))
    assert season.round.age_from == 18
    assert all(dossier.person_id for dossier in season.dossiers)
    through_to_the_decision(season)
    assert "Người đọc sách" in words_of(season.decision.paper)
    batch = give(season)
    assert batch.content["holder_label"] == "Ông (bà)"
    table = season_table(season.commune, YEAR, Title(title.code))
    assert (table.total.recognised, table.total.registered) == (2, table.total.households)
    assert not table.counts_adults
    assert [one.code for one in measures.at(season.commune.path)][
        -1
    ] == f"{title.code}.recognised_of_registered"
    with pytest.raises(Refused, match="Chỉ Công dân học tập nhận kết quả"):
        open_reading(
            season, title, season.round.edition, citizen_way="results_only"
        )  # the second refusal, that the round is open, stands beside it
    page = shown(sign_in(season.officer).get(reverse("round_detail", args=[season.round.pk])))
    assert "Kết quả từ phần mềm của Hội" not in page


def test_an_edition_published_later_changes_no_decided_dossier(reading: Season) -> None:
    through_to_the_decision(reading)
    before = list(Dossier.objects.order_by("pk").values())
    edition = reading.round.edition
    by = reading.officer
    newer = draft(
        reading.world, place=reading.commune, title=reading.round.title, who=by, base=edition, name="Bộ mới"
    )
    newer = filled(reading.world, newer, who=by, threshold=100, valid_from=dt.date(YEAR, 6, 1))
    publish(reading.world, newer, who=by, closes=True)
    edition.refresh_from_db()
    assert edition.valid_to == dt.date(YEAR, 6, 1)
    assert list(Dossier.objects.order_by("pk").values()) == before


def test_no_code_names_it() -> None:
    found = subprocess.run(
        ["git", "grep", "-il", READING, "--", "hoctap"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    # The demonstration adds it as a place would, by the action behind the screen; a plan of it speaks of it.
    found_in = set(found.stdout.split()) - {"hoctap/home/demo_files.py", "hoctap/home/demo_plans.py"}
    named = [name for name in found_in if name.endswith((".py", ".html", ".toml", ".js"))]
    assert not named, named
    assert not [file for file in PACKAGE.rglob("*.py") if "doc_sach" in file.read_text(encoding="utf-8")]
