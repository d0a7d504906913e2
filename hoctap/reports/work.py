"""What of reporting waits for the signed-in person, for the home page."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.criteria.titles import Title
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from hoctap.reports.models import Report
from hoctap.reports.periodic.models import PeriodicReport, ReportCall


def work_items(by: Actor) -> list[WorkItem]:
    """Seasons with recognised families and no report yet, where the actor prepares reports."""
    granted = by.places_with(Permission.REPORT_PREPARE)
    if not granted:
        return []
    of_season = Dossier.objects.filter(round=OuterRef("pk"), state=DossierState.RECOGNISED)
    reported = Report.objects.filter(place=OuterRef("place"), year=OuterRef("year"))
    seasons = (
        RecognitionRound.objects.filter(place__path__overlap=granted)
        .filter(Exists(of_season), ~Exists(reported))
        .select_related("place")
        .order_by("-year")[:20]
    )
    told = told_in_a_periodic_report(seasons)
    return [
        WorkItem(
            title=f"Lập báo cáo kết quả năm {season.year}",
            url=f"{reverse('report_new')}?place={season.place_id}&year={season.year}",
            why=season.place.title,
            order=60,
        )
        for season in seasons
        if season.pk not in told
    ]


def told_in_a_periodic_report(seasons: Iterable[RecognitionRound]) -> set[UUID]:
    """Those whose families go up in a report that the place is asked for or has begun: nobody is to write the same twice. Two queries."""
    seasons = list(seasons)
    years = {season.year for season in seasons}
    told = f'"{Title.LEARNING_FAMILY}.'
    above = {pk for season in seasons for pk in season.place.path}
    calls = ReportCall.objects.filter(
        place__in=above, ends_on__year__in=years, type__definition__icontains=told
    ).select_related("type")
    begun = set(
        PeriodicReport.objects.filter(
            place__in=[season.place_id for season in seasons],
            ends_on__year__in=years,
            type__definition__icontains=told,
        ).values_list("place", "ends_on__year")
    )
    asked = [(call.place_id, call.ends_on.year, call.type.level) for call in calls]
    return {
        season.pk
        for season in seasons
        if (season.place_id, season.year) in begun
        or any(
            place in season.place.path[:-1] and (year, level) == (season.year, season.place.level)
            for place, year, level in asked
        )
    }
