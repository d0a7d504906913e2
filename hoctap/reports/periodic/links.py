from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.papers.books.registry import Target, Targets
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation
from hoctap.reports.periodic.models import PeriodicReport, ReportCall


def about_url(paper: Paper) -> str:
    """Where the paper of a periodic report leads back to."""
    return reverse("periodic_detail", args=[paper.about_id])


MOST = 30


def reports_of(organisation: Organisation, actor: Actor) -> Targets:
    """Reports of the organisation's place, which an incoming paper may have asked for."""
    reports = PeriodicReport.objects.visible_to(actor).filter(place=organisation.place_id).with_all()
    return Targets(
        "Báo cáo",
        tuple(
            Target("reports.periodicreport", str(one.pk), str(one)) for one in reports.order_by("-id")[:MOST]
        ),
    )


def calls_of(organisation: Organisation, actor: Actor) -> Targets:
    """Calls of the place and of those above it."""
    calls = ReportCall.objects.visible_to(actor).filter(place__in=organisation.place.path)
    return Targets(
        "Yêu cầu báo cáo",
        tuple(
            Target("reports.reportcall", str(one.pk), f"{one}, trước {one.before_on:%d/%m/%Y}")
            for one in calls.select_related("type")[:MOST]
        ),
    )
