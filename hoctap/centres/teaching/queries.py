"""Speakers and requests as screens show them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from hoctap.centres.models import Centre, Speaker, Topic
from hoctap.centres.persons import note_names
from hoctap.centres.registry import teaching_counts
from hoctap.centres.teaching.models import OPEN, SpeakerHelp, TeacherRequest, TeacherSession
from hoctap.centres.teaching.routes import route_on
from hoctap.core.actor import Actor
from hoctap.core.text import without_accents
from hoctap.places.models import Level, Organisation, OrganisationKind, Place


def via_on(centre: Centre, day: dt.date) -> str:
    """The office that gives a request of that day to the school: on record there, else by its kind and the place's name."""
    route = route_on(day)
    place = Place.objects.filter(pk__in=centre.place.path, level=route.level).first()
    if place is None:
        return route.via
    kind = OrganisationKind.PEOPLES_COMMITTEE if route.level == Level.COMMUNE else OrganisationKind.EDUCATION
    body = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), place=place, kind=kind, valid_from__lte=day
    ).first()
    return body.name if body else f"{route.via} {place.full_name}"


def speakers_for(
    actor: Actor, *, place: Place | None, words: str, kind: str, topic: str, gone: bool
) -> QuerySet[Speaker]:
    """Found without accents, by name, place of work or skill."""
    rows = Speaker.objects.visible_to(actor).select_related("place").prefetch_related("topics")
    rows = rows.filter(ended_on__isnull=not gone)
    if place is not None:
        rows = rows.filter(place__path__contains=[place.pk])
    if kind:
        rows = rows.filter(kind=kind)
    if topic:
        rows = rows.filter(Q(topics__code=topic) | Q(topics__parent__code=topic)).distinct()
    if typed := without_accents(words):
        named = [
            pk
            for pk, *texts in rows.order_by().values_list("pk", "full_name", "title", "expertise")
            if typed in without_accents(" ".join(texts))
        ]
        rows = rows.filter(pk__in=named)
    return rows


@dataclass(frozen=True)
class SpeakerLine:
    speaker: Speaker
    topics: Sequence[Topic]
    sessions: int
    """Taught in the year: in activities, and as a teacher that was asked for."""
    hours: Decimal
    rating: Decimal | None


def lines_of(speakers: Sequence[Speaker], year: int) -> list[SpeakerLine]:
    """In three queries and one for each app that counts sessions."""
    ids = [one.pk for one in speakers]
    sessions = taught(ids, year)
    helped = {
        row["speaker"]: row
        for row in SpeakerHelp.objects.filter(speaker__in=ids, on__year=year)
        .order_by()
        .values("speaker")
        .annotate(total=Coalesce(Sum("hours"), Decimal(0)), rated=Count("rating"), stars=Sum("rating"))
    }
    note_names(speakers)
    return [
        SpeakerLine(
            one,
            list(one.topics.all()),
            sessions.get(one.pk, 0),
            helped[one.pk]["total"] if one.pk in helped else Decimal(0),
            Decimal(helped[one.pk]["stars"]) / helped[one.pk]["rated"]
            if one.pk in helped and helped[one.pk]["rated"]
            else None,
        )
        for one in speakers
    ]


def taught(speakers: Sequence[UUID], year: int) -> dict[UUID, int]:
    """Sessions of each in the year."""
    found: dict[UUID, int] = {}
    own = (
        TeacherSession.objects.filter(request__teacher__in=speakers, on__year=year)
        .order_by()
        .values_list("request__teacher")
        .annotate(n=Count("pk"))
    )
    for pk, count in own:
        found[pk] = found.get(pk, 0) + count
    for counts in teaching_counts:
        for pk, count in counts(list(speakers), year).items():
            found[pk] = found.get(pk, 0) + count
    return found


def topics_to_choose(place: Place) -> QuerySet[Topic]:
    """The topics below the fields, in the order of the tree."""
    return (
        Topic.objects.offered_at(place).filter(parent__isnull=False).order_by("parent__sort_key", "sort_key")
    )


def fields_to_filter() -> list[Topic]:
    return list(Topic.objects.filter(place__isnull=True, parent__isnull=True))


def requests_for(actor: Actor, *, centre: Centre | None, show: str) -> QuerySet[TeacherRequest]:
    rows = TeacherRequest.objects.visible_to(actor).select_related(
        "centre__organisation__place", "topic", "teacher"
    )
    if centre is not None:
        rows = rows.filter(centre=centre)
    if show == "open":
        rows = rows.filter(state__in=OPEN)
    return rows.annotate(held=Count("sessions")).order_by("-asked_on", "-id")
