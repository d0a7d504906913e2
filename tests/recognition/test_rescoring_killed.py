"""A run of scoring again whose process is killed, by real processes: it goes on and finds what an undisturbed one finds."""

import json
import subprocess
import sys
from decimal import Decimal

import pytest
from django.core.cache import cache

from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.recognition.models import Dossier, RescoredTotal, Rescoring
from hoctap.recognition.rescoring import actions, queries, tasks
from tests import season as steps
from tests.figures import make_round
from tests.recognition.children import environment, kill_at
from tests.season import Season
from tests.world import make_household, make_world

_CHILD = """
from hoctap.core.actor import system_job
from hoctap.recognition.models import Rescoring
from hoctap.recognition.rescoring import actions, tasks

actions.BATCH = 3
run = Rescoring.objects.get()
actions.rescore_batch(run, by=system_job("thử"))
if sys.argv[2] == "within the second batch":
    actions.summing.added = die  # its rows are written, its cursor is not
else:
    actions.rescore_batch(run, by=system_job("thử"))
    die()
tasks.rescore_run(run_id=str(run.pk))
"""


@pytest.fixture
def committed(transactional_db: None) -> Season:
    """Twelve families, of whom seven have a total that is not the one typed."""
    cache.clear()
    season = steps.walk(make_world(), last=steps.open_round)
    by = season.by(season.officer)
    for name in ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám"):
        steps.people.add_household(season.hamlet, full_name=f"Đoàn Văn {name}", year=steps.YEAR, by=by)
    season.dossiers = list(season.round.dossiers.filter(hamlet=season.hamlet))
    season.open_dossiers = list(season.round.dossiers.filter(hamlet=season.open_hamlet))
    steps.score_by_list(season)
    return season


def spoil() -> list[Dossier]:
    wrong = list(Dossier.objects.order_by("pk"))[2:9]
    Dossier.objects.filter(pk__in=[one.pk for one in wrong]).update(hamlet_total=Decimal(60))
    return wrong


def run_through() -> queries.Told:
    run = actions.ask_for_rescoring(None, by=system_job("kiểm thử"))
    while actions.rescore_batch(run, by=system_job("kiểm thử")):
        pass
    return queries.told(run)


@pytest.mark.parametrize("where", ["within the second batch", "after the second batch"])
def test_killed_anywhere_it_goes_on_and_ends_as_if_nothing_had_been(
    committed: Season, where: str, monkeypatch: pytest.MonkeyPatch
):
    right = run_through()
    Rescoring.objects.all().delete()
    spoil()
    run = actions.ask_for_rescoring(None, by=system_job("kiểm thử"))
    kill_at(_CHILD, where)
    told = queries.told(run)
    assert told.scored == (6 if where == "after the second batch" else 3), "whole batches and nothing else"
    assert Dossier.objects.filter(hamlet_total=60).count() == (3 if told.scored == 6 else 6)
    monkeypatch.setattr(actions, "BATCH", 3)
    tasks.rescore_run(run_id=str(run.pk))
    told = queries.told(run)
    assert told.checksum == right.checksum
    assert (told.run.state, told.scored, told.reaching) == ("done", 12, 12)
    assert told.differences == {"put_right": 7, "on_paper": 0, "decided": 0}
    assert not Dossier.objects.exclude(hamlet_total=88).exists()
    assert set(Dossier.objects.values_list("version", flat=True)) == {2, 3}, "each was written once"
    put_right = Event.objects.filter(what="recognition.rescoring.put_right").values_list("count", flat=True)
    assert sum(put_right) == RescoredTotal.objects.count() == 7
    assert run_through().differing == 0


def test_two_processes_share_the_rounds_and_score_each_dossier_once(committed: Season):
    for year in (2021, 2022, 2023):
        season = make_round(committed.commune, committed.world.edition, year)
        for number in range(4):
            household = make_household(committed.hamlet, f"Lý Văn {year} {number}", listed_year=2020)
            Dossier.objects.create(
                round=season, household=household, hamlet=committed.hamlet, title=season.title, year=year,
                sort_key=household.sort_key,
            )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "hoctap", "rescore", "--processes", "2", "--json"],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert (told["scored"], told["rounds_done"], told["run"]["state"]) == (24, 4, "done")
    assert told["checksum"] == run_through().checksum
