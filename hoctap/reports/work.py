"""What of reporting waits for the signed-in person, for the home page."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from hoctap.reports.models import Report


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
    return [
        WorkItem(
            title=f"Lập báo cáo kết quả năm {season.year}",
            url=f"{reverse('report_new')}?place={season.place_id}&year={season.year}",
            why=season.place.title,
            order=60,
        )
        for season in seasons
    ]
