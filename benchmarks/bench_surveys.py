"""Surveys: the analysis of 50,000 answers against the bare SQL that counts them.

The default size is small and says only that the figures are right; HOCTAP_BENCH_ANSWERS sets it.
"""

import os
import time
from statistics import median

import pytest
from django.db import connection

from hoctap.surveys.analysis.queries import analysis_of
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.design.queries import topics_for_form
from hoctap.surveys.design.shipped import first_form
from tests.centres.hands import topic
from tests.season import make_director
from tests.surveys import hands
from tests.world import World

ANSWERS = int(os.environ.get("HOCTAP_BENCH_ANSWERS", "2000"))
GOAL_SECONDS = 1.0


def _fill(world: World, answers: int) -> Campaign:
    """So many answers, each of three topics, in the terms of the form that comes with the program."""
    topic()
    by = world.actor(make_director("Đặng Thị Thu", "thu", world.commune))
    version = hands.published(world.commune, by, content=first_form(topics_for_form(world.commune)))
    campaign = hands.campaign_at(world.commune, by, version=version)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO surveys_response (id, campaign_id, version_id, hamlet_id, channel, answers, topics, age, sex,
                occupation, memberships, taken_at, taken_by, removed_by, removed_why)
            SELECT gen_random_uuid(), %s, %s, %s, 'web',
                jsonb_build_object('chu_de', wanted, 'thoi_gian', jsonb_build_array('evening', 'weekend'), 'dien_thoai', 'yes'),
                wanted, (ARRAY['child','youth','adult','elder'])[1 + n %% 4], (ARRAY['female','male'])[1 + n %% 2],
                (ARRAY['farmer','worker','business','home'])[1 + n %% 4], ARRAY['farmers','women'], now(), '', '', ''
            FROM generate_series(1, %s) n,
                LATERAL (SELECT ARRAY[codes[1 + n %% 40], codes[1 + (n / 7) %% 40], 'khac']::varchar[] AS wanted
                         FROM (SELECT array_agg(code ORDER BY code) codes FROM centres_topic) every) chosen
            """,
            [campaign.pk, version.pk, world.hamlet.pk, answers],
        )
        cursor.execute("ANALYZE surveys_response")
    return campaign


def _bare(campaign: Campaign) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT topic, age, count(*) FROM surveys_response, unnest(topics) topic WHERE campaign_id = %s GROUP BY 1, 2",
            [campaign.pk],
        )
        return sum(row[2] for row in cursor.fetchall())


def _seconds(work: object, runs: int = 5) -> float:
    assert callable(work)
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return median(times)


def test_the_analysis_counts_what_the_bare_sql_counts(world: World):
    campaign = _fill(world, ANSWERS)
    for way in ("age", "sex", "member", "hamlet"):
        table = analysis_of(campaign, way, may_see_few=True).table
        times = 2 if way == "member" else 1
        assert sum(cell.people or 0 for row in table.rows for cell in row.cells) == times * _bare(campaign)


@pytest.mark.measured
def test_fifty_thousand_answers_are_analysed_within_a_second(
    world: World, capsys: pytest.CaptureFixture[str]
):
    campaign = _fill(world, 50_000)
    took = {
        way: _seconds(lambda way=way: analysis_of(campaign, way, may_see_few=True))
        for way in ("age", "member", "hamlet")
    }
    bare = _seconds(lambda: _bare(campaign))
    with capsys.disabled():
        told = ", ".join(f"{way} {seconds * 1000:.0f} ms" for way, seconds in took.items())
        print(
            f"\nanalysis of 50,000 answers: {told}; one bare aggregate {bare * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}"
        )
    assert max(took.values()) <= GOAL_SECONDS
