"""What the records of learning centres give: classes and talks, embedded sessions, people, by field (lĩnh vực).

Lớp and chuyên đề are what reports call classes; buổi lồng ghép are told apart. Each activity counts once in its commune, whoever
hosted it. A commune that puts no activities and no programme in here is missing, not zero.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.vietnamese import format_number
from hoctap.learning import queries
from hoctap.learning.models import Activity, ActivityKind, ActivityState
from hoctap.learning.registry import FedGroup, FedLine
from hoctap.places.models import Place
from hoctap.reports.models import PeriodicReport
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import Asked, Found, Quantity
from hoctap.reports.quantities.written import FIELDS

GROUP = "Trung tâm học tập cộng đồng"
CLASSES = (ActivityKind.CLASS, ActivityKind.TALK)

# Shipped field or topic → lĩnh vực of the reports; the nearest one up the tree decides, the rest is "lĩnh vực khác".
_OF_TOPIC = {"literacy": "literacy"}
_OF_FIELD = {
    "production": "farming",
    "vocational": "trade",
    "law": "law",
    "health": "health",
    "digital": "it",
    "culture": "culture",
    "sport": "culture",
}


def fields() -> dict[UUID, str]:
    """Topic → lĩnh vực. Two queries."""
    tops, own = queries.fields_of_topics(), queries.topic_codes()
    return {topic: _OF_TOPIC.get(own[topic]) or _OF_FIELD.get(top, "other") for topic, top in tops.items()}


def codes() -> list[str]:
    """Of the quantities that were written in reports until now."""
    of_fields = [f"centre.{what}.{field}" for what in ("classes", "learners") for field in FIELDS]
    return ["centre.classes", "centre.learners", *of_fields]


def read_centres(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    """Seven queries, eleven with hamlets."""
    last = min(asked.as_of, asked.period.ends_on) if asked.as_of else asked.period.ends_on
    found: dict[str, dict[UUID, Found]] = {code: {} for code in asked.codes}
    known = queries.keeping_records(asked.communes, asked.year)
    if not known or last < asked.period.starts_on:
        return found
    of_topic = fields()
    counted = queries.held_counts(known, asked.period.starts_on, last, of_centres=True)
    for commune in known:
        _put(found, commune, counted.get(commune, queries.HeldCounts()), of_topic)
    if asked.with_hamlets:
        by_place = queries.held_counts(known, asked.period.starts_on, last, of_centres=True, by_place=True)
        for place, counts in by_place.items():
            if place not in known:
                _put(found, place, counts, of_topic)
    return found


def _put(
    found: dict[str, dict[UUID, Found]], place: UUID, counts: queries.HeldCounts, of_topic: Mapping[UUID, str]
) -> None:
    for code, figures in found.items():
        figures[place] = Found(_figure(code, counts, of_topic))


def _figure(code: str, counts: queries.HeldCounts, of_topic: Mapping[UUID, str]) -> int:
    match code.split("."):
        case ["centre", "held"]:
            return counts.activities
        case ["centre", "embedded"]:
            return counts.embedded
        case ["centre", "embedded_people"]:
            return counts.turns_by_kind[ActivityKind.EMBEDDED]
        case ["centre", "classes"]:
            return sum(counts.by_kind[kind] for kind in CLASSES)
        case ["centre", "learners"]:
            return sum(counts.turns_by_kind[kind] for kind in CLASSES)
        case ["centre", what, field]:
            told = counts.kind_of_topic if what == "classes" else counts.turns_of_topic
            return sum(
                n
                for (kind, topic), n in told.items()
                if kind in CLASSES and of_topic.get(topic, "other") == field
            )
    raise KeyError(code)


def drill_url(place: Place, period: Period) -> str:
    where = "commune" if place.level == "commune" else "place"
    query: dict[str, object] = {where: place.pk, "year": period.year, "state": "held"}
    months = (period.starts_on.month, period.ends_on.month)
    if period.starts_on.year == period.ends_on.year and months != (1, 12):
        query["months"] = f"{months[0]}-{months[1]}"
    return reverse("activity_list", query=query)


NEW = tuple(
    Quantity(code, label, unit, read=read_centres, drill_url=drill_url, group=GROUP)
    for code, label, unit in (
        ("centre.held", "Số hoạt động trung tâm đã tổ chức", "hoạt động"),
        ("centre.embedded", "Số buổi lồng ghép", "buổi"),
        ("centre.embedded_people", "Lượt người dự buổi lồng ghép", "lượt người"),
    )
)


def fed(activity: Activity, actor: Actor) -> FedGroup:
    """The figures in which it counts, and the reports of the commune whose period has its day."""
    title = "Số liệu, báo cáo"
    if activity.state != ActivityState.HELD or activity.centre_id is None:
        return FedGroup(title, (), 50, "Chưa tổ chức, hoặc không thuộc trung tâm: chưa vào số của trung tâm.")
    began = min(activity.sessions.filter(state=ActivityState.HELD).values_list("on", flat=True))
    lines = [*_figures(activity, began), *_reports(activity, began, actor)]
    return FedGroup(title, tuple(lines), 50)


def _figures(activity: Activity, began: dt.date) -> Sequence[FedLine]:
    commune, year = activity.commune, began.year
    counts = queries.held_counts([commune.pk], dt.date(year, 1, 1), dt.date(year, 12, 31), of_centres=True)
    mine = counts.get(commune.pk, queries.HeldCounts())
    url = reverse("activity_list", query={"commune": commune.pk, "year": year, "state": "held"})
    whole = f"năm {year} của {commune.title}"
    lines = [FedLine(f"Số hoạt động {whole}", f"1 trong {format_number(mine.activities)}", url)]
    if activity.kind in CLASSES:
        field = FIELDS[fields().get(activity.topic_id, "other")]
        count = sum(mine.by_kind[kind] for kind in CLASSES)
        lines.append(
            FedLine(f"Số lớp, chuyên đề {whole}", f"1 trong {format_number(count)}, về {field}", url)
        )
    elif activity.kind == ActivityKind.EMBEDDED:
        lines.append(FedLine(f"Số buổi lồng ghép {whole}", f"1 trong {format_number(mine.embedded)}", url))
    lines.append(FedLine(f"Lượt người dự {whole}", format_number(mine.turns), url))
    return lines


def _reports(activity: Activity, began: dt.date, actor: Actor) -> Sequence[FedLine]:
    """Only those that ask for figures of centres."""
    rows = PeriodicReport.objects.visible_to(actor).filter(
        place__in=activity.commune.path, starts_on__lte=began, ends_on__gte=began
    )
    lines = []
    for report in rows.with_all().order_by("-id")[:40]:
        if any(code.startswith("centre.") for code in report.type.spec.quantities()):
            lines.append(FedLine(str(report), "", reverse("periodic_detail", args=[report.pk])))
    return lines[:10]
