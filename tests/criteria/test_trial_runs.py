"""A trial of many dossiers as a job: progress, stopped and gone on with, the same when repeated; nothing is written to the dossiers."""

from decimal import Decimal

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.drafting import actions as drafting
from hoctap.criteria.models import CriteriaEdition, TrialRun
from hoctap.criteria.trying import actions, queries, rules
from hoctap.criteria.trying.tasks import try_run, wake_trials
from hoctap.recognition.models import Dossier
from tests.criteria.drafts import draft
from tests.criteria.test_edition_trial import season, tried
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season

__all__ = ["season"]
SYSTEM = system_job("kiểm thử")


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 1)
    monkeypatch.setattr(rules, "AT_ONCE", 0)


def asked(season: Season, edition: CriteriaEdition) -> TrialRun:
    world = season.world
    return actions.ask_for_trial(edition, season.commune, season.round.year, by=world.actor(world.bich))


def address(season: Season, edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/trial/?place={season.commune.pk}&year={season.round.year}"


def test_a_large_place_is_asked_for_and_the_page_tells_how_far_it_has_come(
    season: Season, one_by_one: None
) -> None:
    edition, bich = tried(season, threshold=Decimal(65)), sign_in(season.world.bich)
    here = address(season, edition)
    page = shown(bich.get(here))
    assert "Thử 4 hộ" in page
    assert "sẽ đổi kết quả" not in page
    ask = reverse("edition_try", args=[edition.pk, season.commune.pk, season.round.year])
    assert bich.post(ask)["Location"] == here
    run = TrialRun.objects.get()
    assert ProcrastinateJob.objects.filter(task_name="criteria.try_run", args__run_id=str(run.pk)).exists()
    actions.try_batch(run, by=SYSTEM)
    page = shown(bich.get(here))
    assert "Đang thử" in page
    assert "1 / 4 hộ" in page
    assert 'hx-trigger="every 2s"' in page
    bich.post(reverse("trialrun_stop", args=[run.pk]))
    assert "Đã dừng ở 1 / 4 hộ" in shown(bich.get(here))
    assert not actions.try_batch(run, by=SYSTEM)
    bich.post(reverse("trialrun_resume", args=[run.pk]))
    try_run(run_id=str(run.pk))
    page = shown(bich.get(here))
    assert "1 hộ sẽ đổi kết quả: 1 thêm, 0 bớt" in page
    assert "Thử lại từ đầu" in page
    assert season.dossiers[1].subject_name in page


def test_batches_find_what_one_pass_finds_and_a_second_run_the_same(
    season: Season, one_by_one: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = tried(season, threshold=Decimal(75))
    before = list(Dossier.objects.order_by("pk").values())
    run = asked(season, edition)
    try_run(run_id=str(run.pk))
    run.refresh_from_db()
    monkeypatch.setattr(queries, "BATCH", 2500)
    kind = queries.kind_for(edition)
    assert kind is not None
    at_once = queries.tried_now(kind, edition, season.commune, season.round.year)
    assert queries.trial_of(run, kind, edition) == at_once
    second = asked(season, edition)
    try_run(run_id=str(second.pk))
    second.refresh_from_db()
    assert (second.state, second.checksum) == ("done", run.checksum)
    assert not TrialRun.objects.filter(pk=run.pk).exists()
    assert list(Dossier.objects.order_by("pk").values()) == before


def test_it_stops_when_the_draft_changes_and_begins_anew_only(season: Season, one_by_one: None) -> None:
    edition = tried(season, threshold=Decimal(65))
    run = asked(season, edition)
    actions.try_batch(run, by=SYSTEM)
    world = season.world
    by = world.actor(world.bich)
    drafting.keep_header(edition, {"threshold": Decimal(66)}, version=edition.version, by=by)
    assert not actions.try_batch(run, by=SYSTEM)
    with pytest.raises(Refused, match="Thử lại từ đầu"):
        actions.resume_trial(run, by=by)
    assert "Bản nháp đã sửa từ đó" in shown(sign_in(world.bich).get(address(season, edition)))
    edition.refresh_from_db()
    assert asked(season, edition).seen == 0


def test_what_is_refused_says_why(season: Season) -> None:
    world = season.world
    by = world.actor(world.bich)
    edition = tried(season)
    run = asked(season, edition)
    with pytest.raises(Refused, match="Đang thử ở đây"):
        asked(season, edition)
    with pytest.raises(Refused, match="không dừng"):
        actions.resume_trial(run, by=by)
    try_run(run_id=str(run.pk))
    with pytest.raises(Refused, match="không còn chạy"):
        actions.stop_trial(run, by=by)
    with pytest.raises(Refused, match="không có hồ sơ nào"):
        actions.ask_for_trial(edition, world.other_commune, season.round.year, by=by)
    blank = draft(world, title="learning_clan", scoring="standards")
    with pytest.raises(Refused, match="không có hồ sơ nào"):
        actions.ask_for_trial(blank, season.commune, season.round.year, by=by)
    refused = sign_in(world.bich).post(reverse("edition_try", args=[edition.pk, season.commune.pk, 1990]))
    assert refused.status_code == 422
    assert "không có hồ sơ nào" in shown(refused)


def test_nobody_tries_at_places_or_with_drafts_that_are_not_his(season: Season) -> None:
    world = season.world
    edition = tried(season)
    with pytest.raises(Forbidden):
        actions.ask_for_trial(world.edition, season.commune, season.round.year, by=world.actor(world.oanh))
    with pytest.raises(Forbidden):
        actions.ask_for_trial(edition, season.commune, season.round.year, by=world.actor(world.lan))
    run = asked(season, edition)
    ask = reverse("edition_try", args=[world.edition.pk, season.commune.pk, season.round.year])
    assert sign_in(world.oanh).post(ask).status_code == 404
    for user in (world.oanh, world.lan):
        client = sign_in(user)
        assert client.post(reverse("trialrun_stop", args=[run.pk])).status_code == 404
        assert client.post(reverse("trialrun_resume", args=[run.pk])).status_code == 404


def test_a_run_whose_job_died_goes_on_and_one_that_was_dropped_is_done(season: Season) -> None:
    run = asked(season, tried(season))
    ProcrastinateJob.objects.filter(task_name="criteria.try_run").delete()
    wake_trials(timestamp=0)
    assert (
        ProcrastinateJob.objects.filter(task_name="criteria.try_run", args__run_id=str(run.pk)).count() == 1
    )
    world = season.world
    drafting.drop_draft(run.edition, by=world.actor(world.bich))
    try_run(run_id=str(run.pk))
    assert not TrialRun.objects.exists()


def test_the_page_of_a_run_takes_a_fixed_number_of_queries(season: Season, one_by_one: None) -> None:
    edition = tried(season, threshold=Decimal(65))
    bich, here = sign_in(season.world.bich), address(season, edition)
    run = asked(season, edition)
    few = queries_of(bich, here)
    try_run(run_id=str(run.pk))
    assert queries_of(bich, here) <= few + 3
