"""What of the files goes over in a bàn giao: it follows the right, so the receiver must have that right where the file lies."""

from uuid import UUID

from django.db.models import Q

from hoctap.accounts.handing import HandoverItem, HandoverLine
from hoctap.accounts.models import Capacity
from hoctap.assessments.models import (
    AT_AUTHORITY,
    OPEN_STATES,
    Assessment,
    FileComplaint,
    FileObjection,
    FileState,
)
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.recognition.complaints.models import OPEN

ENTER, JUDGE = Permission.ASSESSMENT_ENTER, Permission.ASSESSMENT_JUDGE


def being_assessed(capacity: Capacity) -> list[HandoverLine]:
    files = Assessment.objects.filter(
        place__path__overlap=capacity.actor().places_with(ENTER),
        state__in=[*OPEN_STATES, FileState.WAITING, FileState.ASSESSED],
    )
    return [_file(one, one.place.path) for one in files.with_all().order_by("year", "id")]


def being_judged(capacity: Capacity) -> list[HandoverLine]:
    files = Assessment.objects.filter(
        authority_place__in=capacity.actor().places_only(JUDGE), state__in=AT_AUTHORITY
    )
    return [
        _file(one, one.authority_place.path if one.authority_place else one.place.path)
        for one in files.with_all().order_by("year", "id")
    ]


def _file(one: Assessment, path: list[UUID]) -> HandoverLine:
    return HandoverLine(str(one.pk), f"{one}: {one.get_state_display().lower()}", path)


def unanswered(capacity: Capacity, permission: Permission) -> list[HandoverLine]:
    """By file and day, without who spoke: the minutes of a bàn giao are read by others."""
    held = FileObjection.objects.filter(_held(capacity, permission), answered_on=None)
    return [
        HandoverLine(
            str(one.pk),
            f"{one.assessment}: phản ánh nhận ngày {format_date(one.received_on)}, chưa trả lời",
            one.place.path,
        )
        for one in held.select_related(*_WITH).order_by("pk")
    ]


def complained_about(capacity: Capacity, permission: Permission) -> list[HandoverLine]:
    held = FileComplaint.objects.filter(_held(capacity, permission), state__in=OPEN)
    return [
        HandoverLine(str(one.pk), _words(one), one.place.path)
        for one in held.select_related(*_WITH).order_by("pk")
    ]


_WITH = ("place", "assessment__place", "assessment__unit", "assessment__clan")


def _held(capacity: Capacity, permission: Permission) -> Q:
    """Each once: what both rights hold goes over by the first."""
    by = capacity.actor()
    entered = Q(place__path__overlap=by.places_with(ENTER))
    return entered if permission == ENTER else Q(place__in=by.places_only(JUDGE)) & ~entered


def _words(one: FileComplaint) -> str:
    due = f", hạn {format_date(one.due_on)}" if one.due_on else ""
    state = str(one.get_state_display()).lower()
    return f"{one.assessment}: khiếu nại nhận ngày {format_date(one.received_on)}, {state}{due}"


ITEMS = {
    "files": HandoverItem("Hồ sơ đánh giá đang làm", ENTER, being_assessed),
    "files_judged": HandoverItem("Hồ sơ đánh giá gửi đến, chưa quyết định", JUDGE, being_judged),
    "file_objections": HandoverItem(
        "Phản ánh về hồ sơ đánh giá, chưa trả lời", ENTER, lambda one: unanswered(one, ENTER)
    ),
    "file_objections_judged": HandoverItem(
        "Phản ánh về hồ sơ gửi đến, chưa trả lời", JUDGE, lambda one: unanswered(one, JUDGE)
    ),
    "file_complaints": HandoverItem(
        "Khiếu nại về hồ sơ đánh giá, đang giải quyết", ENTER, lambda one: complained_about(one, ENTER)
    ),
    "file_complaints_judged": HandoverItem(
        "Khiếu nại về quyết định của cơ quan đánh giá, đang giải quyết",
        JUDGE,
        lambda one: complained_about(one, JUDGE),
    ),
}
