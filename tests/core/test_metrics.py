"""The address that a monitor asks: off by default, closed to strangers, without people."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from hoctap.core import metrics
from tests.world import World


def asked(token: str) -> Client:
    return Client(headers={"authorization": f"Bearer {token}"})


@pytest.fixture
def token(settings: Any) -> str:
    settings.METRICS_TOKEN = "mot-ma-dai-va-kho-doan"
    return settings.METRICS_TOKEN


@pytest.mark.django_db
def test_without_a_token_set_the_address_is_not_there(settings: Any):
    settings.METRICS_TOKEN = ""
    assert asked("").get("/metrics").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "khac", "mot-ma-dai-va-kho-doan-"])
def test_who_does_not_know_the_token_learns_nothing(token: str, wrong: str):
    answer = asked(wrong).get("/metrics")
    assert answer.status_code == 404
    assert b"hoctap_" not in answer.content


@pytest.mark.django_db
def test_answers_are_counted_by_route_and_nobody_is_named(token: str, world: World):
    client = Client()
    client.force_login(world.lan)
    client.get("/households/?q=Bí Mật")
    text = asked(token).get("/metrics").content.decode()
    assert 'hoctap_answers_total{method="GET",route="households/",status="200"}' in text
    assert "hoctap_answer_seconds_bucket" in text
    assert "hoctap_database_up 1.0" in text
    assert 'hoctap_jobs{kind="failed"}' in text
    assert "hoctap_database_bytes" in text
    assert "Mật" not in text
    assert world.lan.login not in text


@pytest.mark.django_db
def test_a_database_that_is_away_is_a_figure_not_a_fault(token: str, monkeypatch: pytest.MonkeyPatch):
    def away() -> list[metrics.Gauge]:
        raise OperationalError("away")

    monkeypatch.setattr(metrics.connection, "close", lambda: None)
    monkeypatch.setitem(metrics.gauges._entries, "jobs", away)
    answer = asked(token).get("/metrics")
    assert answer.status_code == 200
    assert "hoctap_database_up 0.0" in answer.content.decode()
