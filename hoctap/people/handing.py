"""Lists waiting to be entered go over with their right to run; requests about personal data follow the right."""

from collections.abc import Sequence

from hoctap.accounts.handing import HandoverItem, HandoverLine
from hoctap.accounts.models import Capacity
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.people.models import ImportRun, RequestState, SubjectRequest

_WAITING = (
    ImportRun.State.QUEUED,
    ImportRun.State.CHECKING,
    ImportRun.State.PREVIEWED,
    ImportRun.State.STOPPED,
)


def waiting_imports(capacity: Capacity) -> list[HandoverLine]:
    places = capacity.actor().places_with(Permission.HOUSEHOLD_IMPORT)
    runs = ImportRun.objects.filter(
        by=capacity.user_id, state__in=_WAITING, place__path__overlap=places
    ).select_related("place")
    return [
        HandoverLine(
            str(run.pk),
            f"Danh sách nhận ngày {run.created_at:%d/%m/%Y}, năm {run.year}, {run.place.title} "
            f"({run.get_state_display().lower()})",
            run.place.path,
        )
        for run in runs.order_by("pk")
    ]


def take_imports(ids: Sequence[str], giver: Capacity, receiver: Capacity, by: Actor) -> None:
    """A run goes on in the receiver's position: an ended one could not enter it any more."""
    runs = ImportRun.objects.select_for_update(of=("self",)).filter(
        pk__in=ids, by=giver.user_id, state__in=_WAITING
    )
    for run in runs.select_related("place").order_by("pk"):
        run.by_id, run.capacity = receiver.user_id, receiver
        run.save(update_fields=["by", "capacity"])
        audit.record(by, "people.import.handed_over", run, fields=["by", "capacity"])


def open_requests(capacity: Capacity) -> list[HandoverLine]:
    asked = SubjectRequest.objects.visible_to(capacity.actor()).filter(state=RequestState.OPEN)
    return [
        HandoverLine(
            str(one.pk),
            f"Yêu cầu {one.get_kind_display().lower()} dữ liệu cá nhân nhận ngày {one.received_on:%d/%m/%Y}, "
            f"hạn {one.due_on:%d/%m/%Y}",
            one.place.path,
        )
        for one in asked.select_related("place").order_by("due_on", "pk")
    ]


IMPORTS = HandoverItem("Danh sách chờ nhập", Permission.HOUSEHOLD_IMPORT, waiting_imports, take_imports)
REQUESTS = HandoverItem("Yêu cầu về dữ liệu cá nhân chưa trả lời", Permission.SUBJECT_REQUEST, open_requests)
