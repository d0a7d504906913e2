"""`/metrics` for Prometheus: answers and their times by route, and what the database knows of waiting work.

Off until `HOCTAP_METRICS_TOKEN` is set; whoever asks sends it as a bearer token. No figure bears a person or an address. Several
server processes share a folder (`PROMETHEUS_MULTIPROC_DIR`, made by `hoctap serve`), so that one answer speaks for all.
"""

import hmac
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY

from hoctap.core.registries import Registry

ADDRESS = "/metrics"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)

answers = Counter("hoctap_answers_total", "Answers", ["method", "route", "status"])
seconds = Histogram("hoctap_answer_seconds", "Time to answer", ["route"], buckets=SECONDS)


@dataclass(frozen=True)
class Gauge:
    name: str
    help: str
    value: float
    label: str = ""
    """Of the one label `kind`, where there are several."""


# What higher apps know: called when somebody asks, each with a few quick queries.
gauges: Registry[Callable[[], Iterable[Gauge]]] = Registry()


class MetricsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.METRICS_TOKEN:
            return self.get_response(request)
        if request.path == ADDRESS:
            return _metrics(request)
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = match.route if match is not None else "(none)"
        method = request.method if request.method in ("GET", "HEAD", "POST") else "other"
        answers.labels(method, route, str(response.status_code)).inc()
        seconds.labels(route).observe(time.perf_counter() - begun)
        return response


def _metrics(request: HttpRequest) -> HttpResponse:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponseNotFound()
    registry = CollectorRegistry()
    shared = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if shared:
        MultiProcessCollector(registry, path=shared)
    else:
        registry.register(REGISTRY)
    registry.register(_Told())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Told:
    """The gauges of the registry as Prometheus takes them. A database that is away is itself a figure."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        families: dict[str, GaugeMetricFamily] = {}
        up = 1.0
        for provider in gauges:
            try:
                with transaction.atomic():
                    told = list(provider())
            except DatabaseError:
                up = 0.0
                connection.close()
                continue
            for one in told:
                family = families.setdefault(
                    one.name, GaugeMetricFamily(one.name, one.help, labels=["kind"] if one.label else [])
                )
                family.add_metric([one.label] if one.label else [], one.value)
        yield GaugeMetricFamily("hoctap_database_up", "1 when the database answers", value=up)
        yield from families.values()

    def describe(self) -> list[GaugeMetricFamily]:
        return []
