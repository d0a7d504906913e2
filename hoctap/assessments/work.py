"""What waits for a person: files to send, to take in, to conclude, to sign; what somebody said about one; recognitions that run out."""

import datetime as dt

from django.db.models import Count
from django.urls import reverse

from hoctap.assessments.models import (
    OPEN_STATES,
    Assessment,
    AssessmentDecision,
    FileComplaint,
    FileObjection,
    FileState,
    YearReport,
)
from hoctap.assessments.roads import file_road
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.criteria.titles import Title
from hoctap.papers.models import PaperState
from hoctap.places.models import Level
from hoctap.recognition.complaints.models import OPEN, ComplaintState

MOST = 12
RENEW_DAYS = 180


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    day = today()
    if by.may_anywhere(Permission.ASSESSMENT_ENTER):
        items += _own(by, day)
    if by.may_anywhere(Permission.ASSESSMENT_JUDGE):
        items += _judged(by, day)
        items += _reports(by, day)
    if by.may_anywhere(Permission.ASSESSMENT_DECIDE):
        items += _signed(by)
    if by.may_anywhere(Permission.ASSESSMENT_ENTER) or by.may_anywhere(Permission.ASSESSMENT_JUDGE):
        items += _said(by, day)
    return items


def _signed(by: Actor) -> list[WorkItem]:
    """Decisions and refusals drafted for whoever signs them."""
    drafted = (
        AssessmentDecision.objects.filter(
            place__in=by.places_only(Permission.ASSESSMENT_DECIDE),
            paper__state__in=[PaperState.DRAFT, PaperState.PRINTED],
        )
        .select_related("paper")
        .annotate(size=Count("lines"))
    )
    return [
        WorkItem(
            f"{one.get_kind_display()} cho {one.size} hồ sơ chờ ký",
            reverse("paper_detail", args=[one.paper_id]),
            why=f"{Title(one.title).label} năm {one.year}",
            order=5,
        )
        for one in drafted.order_by("id")[:MOST]
    ]


def _said(by: Actor, day: dt.date) -> list[WorkItem]:
    """Phản ánh to answer and khiếu nại to settle, for whoever holds them; without the name of who spoke."""
    about = (
        "place",
        "assessment__place",
        "assessment__unit",
        "assessment__clan",
    )
    objections = FileObjection.objects.visible_to(by).filter(answered_on=None).select_related(*about)
    items = [
        WorkItem(
            f"Trả lời phản ánh về hồ sơ, nhận ngày {one.received_on:%d/%m/%Y}",
            reverse("fileobjection_detail", args=[one.pk]),
            why=f"{one.assessment.subject_name} · {one.assessment.title_name} năm {one.assessment.year}",
            order=4,
        )
        for one in objections.order_by("received_on", "id")[:MOST]
    ]
    complaints = FileComplaint.objects.visible_to(by).filter(state__in=OPEN).select_related(*about)
    items += [
        WorkItem(
            f"{'Thụ lý' if one.state == ComplaintState.RECEIVED else 'Giải quyết'} khiếu nại về hồ sơ, nhận ngày {one.received_on:%d/%m/%Y}",
            reverse("filecomplaint_detail", args=[one.pk]),
            why=f"{one.assessment.subject_name} · Quyết định {one.assessment.decision_number}",
            due_on=one.due_on,
            late=one.is_late(day),
            order=4,
        )
        for one in complaints.order_by("due_on", "id")[:MOST]
    ]
    return items


def _own(by: Actor, day: dt.date) -> list[WorkItem]:
    mine = Assessment.objects.filter(
        place__path__overlap=by.places_with(Permission.ASSESSMENT_ENTER)
    ).with_all()
    items = []
    acts = {
        FileState.DRAFT: "Tự đánh giá",
        FileState.RETURNED: "Bổ sung hồ sơ",
        FileState.ASSESSED: "Ký, gửi hồ sơ",
    }
    for one in mine.filter(state__in=[*OPEN_STATES, FileState.ASSESSED]).order_by("year", "id")[:MOST]:
        due = file_road(one.title).last_day_to_send(one.year)
        items.append(
            WorkItem(
                f"{acts[FileState(one.state)]}: {one.title_name} năm {one.year}",
                reverse("assessment_detail", args=[one.pk]),
                why=f"{one.subject_name}{f' · {one.returned_why}' if one.state == FileState.RETURNED else ''}",
                due_on=due,
                late=due is not None and day > due,
                order=6,
            )
        )
    ending = mine.filter(
        state=FileState.RECOGNISED,
        valid_until__gte=day,
        valid_until__lte=day + dt.timedelta(days=RENEW_DAYS),
        edition__valid_months__isnull=False,
        renewals__isnull=True,
    ).order_by("valid_until")[:MOST]
    items += [
        WorkItem(
            f"Đến hạn công nhận lại: {one.title_name}",
            reverse("assessment_detail", args=[one.pk]),
            why=one.subject_name,
            due_on=one.valid_until,
            order=40,
        )
        for one in ending
    ]
    return items


def _judged(by: Actor, day: dt.date) -> list[WorkItem]:
    places = by.places_only(Permission.ASSESSMENT_JUDGE)
    sent_here = Assessment.objects.filter(authority_place__in=places).with_all()
    acts = {
        FileState.SENT: "Tiếp nhận hồ sơ",
        FileState.RECEIVED: "Đánh giá hồ sơ",
        FileState.CONCLUDED: "Soạn quyết định",
    }
    items = []
    for one in sent_here.filter(state__in=list(acts)).order_by("sent_on", "id")[:MOST]:
        due = file_road(one.title).last_day_to_decide(one.year)
        items.append(
            WorkItem(
                f"{acts[FileState(one.state)]}: {one.subject_name}",
                reverse("assessment_detail", args=[one.pk]),
                why=f"{one.title_name} năm {one.year}",
                due_on=due,
                late=due is not None and day > due,
                order=5,
            )
        )
    return items


def _reports(by: Actor, day: dt.date) -> list[WorkItem]:
    """Of Phòng, from the day on which its decisions are due until the report is signed."""
    year = day.year - 1
    road = file_road("learning_unit_district")
    begins, due = road.last_day_to_decide(year), road.last_day_to_report(year)
    if begins is None or due is None or day < begins:
        return []
    done = YearReport.objects.filter(year=year, paper__state__in=["signed", "filed"])
    waiting = (
        Assessment.objects.filter(
            authority_place__in=by.places_only(Permission.ASSESSMENT_JUDGE),
            authority_place__level=Level.DISTRICT,
            year=year,
            sent_on__isnull=False,
        )
        .exclude(authority_place__in=done.values("place"))
        .exclude(state=FileState.WITHDRAWN)
    )
    if not waiting.exists():
        return []
    return [
        WorkItem(
            f"Lập báo cáo đánh giá, công nhận năm {year}",
            f"{reverse('assessment_report')}?year={year}",
            why="Phòng gửi Sở theo TT 24/2023/TT-BGDĐT",
            due_on=due,
            late=day > due,
            order=20,
        )
    ]
