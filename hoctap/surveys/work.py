"""What of surveys waits for the signed-in person, and what stands on the page of a centre."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_date, format_number
from hoctap.surveys.models import Campaign, Need, NeedState, Wish
from hoctap.surveys.requests.models import WishState

MOST = 8
SOON = 7
LAST_QUARTER = 10
"""From October on a centre that has not surveyed is told so: the year's duty (S4-30) ends with it."""
WISH_DAYS = 15


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    if by.may_anywhere(Permission.SURVEY_RUN):
        items += _closing(by) + _missing(by)
    if by.may_anywhere(Permission.NEED_ENTER):
        items += _wishes(by)
    return items


def _closing(by: Actor) -> list[WorkItem]:
    day = today()
    rows = Campaign.objects.filter(
        commune__in=by.places_given(Permission.SURVEY_RUN),
        state="open",
        closes_on__lte=day + dt.timedelta(days=SOON),
    )
    return [
        WorkItem(
            f"Kết thúc đợt “{one.title}”, lập nhu cầu của năm"[:160],
            reverse("campaign_detail", args=[one.pk]),
            due_on=one.closes_on,
            late=one.closes_on < day,
            order=18,
        )
        for one in rows.order_by("closes_on", "id")[:MOST]
    ]


def _missing(by: Actor) -> list[WorkItem]:
    day = today()
    if day.month < LAST_QUARTER:
        return []
    done = Campaign.objects.filter(centre=OuterRef("pk"), year=day.year).exclude(state="draft")
    rows = Centre.objects.working_on(day).filter(
        organisation__place__in=by.places_given(Permission.SURVEY_RUN)
    )
    return [
        WorkItem(
            f"Năm {day.year} chưa khảo sát nhu cầu học tập",
            f"{reverse('campaign_list')}?centre={one.pk}",
            why=one.name[:120],
            due_on=dt.date(day.year, 12, 31),
            order=24,
        )
        for one in rows.filter(~Exists(done)).select_related("organisation")[:MOST]
    ]


def _wishes(by: Actor) -> list[WorkItem]:
    """Of who has the right at that very place: the ấp its own, the commune those of all its ấp."""
    places = by.places_given(Permission.NEED_ENTER)
    rows = Wish.objects.filter(Q(hamlet__in=places) | Q(commune__in=places), state=WishState.NEW)
    count = rows.count()
    if not count:
        return []
    oldest = rows.order_by("received_on").values_list("received_on", flat=True)[0]
    due = oldest + dt.timedelta(days=WISH_DAYS)
    return [
        WorkItem(
            f"{format_number(count)} đề nghị “cần gì học nấy” chưa xem",
            reverse("wish_list"),
            why=f"sớm nhất từ ngày {format_date(oldest)}",
            due_on=due,
            late=due < today(),
            order=28,
        )
    ]


def _asked(answers: int, meetings: int) -> str:
    """'12 phiếu, 3 cuộc họp'; a way that was not used is left out."""
    counted = ((answers, "phiếu"), (meetings, "cuộc họp"))
    return ", ".join(f"{format_number(n)} {what}" for n, what in counted if n) or "chưa có phiếu nào"


def centre_section(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    """Two queries."""
    if not actor.may_anywhere(Permission.CENTRE_READ):
        return None
    standing = Q(responses__removed_at__isnull=True)
    campaigns = list(
        Campaign.objects.filter(centre=centre, year=year).annotate(
            answers=Count("responses", filter=standing, distinct=True),
            meetings=Count("tallies", filter=Q(tallies__removed_at__isnull=True), distinct=True),
        )
    )
    waiting = (
        Need.objects.visible_to(actor).filter(commune=centre.place, year=year, state=NeedState.OPEN).count()
    )
    lines = [
        SectionLine(
            one.title,
            f"{one.get_state_display()}, {_asked(one.answers, one.meetings)}",
            reverse("campaign_detail", args=[one.pk]),
            "done" if one.state == "closed" else "working",
        )
        for one in campaigns
    ]
    if not lines:
        lines.append(SectionLine(f"Năm {year} chưa khảo sát nhu cầu", tone="waiting"))
    if waiting:
        lines.append(
            SectionLine(
                "Nhu cầu chưa đáp ứng, chưa trả lời",
                format_number(waiting),
                f"{reverse('need_list')}?centre={centre.pk}&year={year}",
            )
        )
    return CentreSection(
        "Khảo sát nhu cầu", tuple(lines), f"{reverse('campaign_list')}?centre={centre.pk}", order=20
    )
