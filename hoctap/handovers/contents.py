"""What the minutes of a bàn giao say."""

from hoctap.accounts.capacities.rules import printed_title
from hoctap.accounts.models import Capacity
from hoctap.handovers.models import Handover
from hoctap.papers.content import HandoverContent, HandoverRow, Letterhead, Signer


def minutes(handover: Handover) -> HandoverContent:
    giver, receiver = handover.giver, handover.receiver
    organisation = giver.organisation
    rows = [HandoverRow(row["label"], int(row["count"]), tuple(row["lines"])) for row in handover.lines]
    things = tuple(line.strip(" -;.") for line in handover.things.splitlines() if line.strip(" -;."))
    conclusion = [
        "Bên nhận tiếp tục các việc trên từ ngày bàn giao; bên giao chịu trách nhiệm về những việc đã làm trước ngày ấy.",
    ]
    if handover.ended_giver:
        conclusion.append(
            f"Từ ngày {handover.handed_on:%d/%m/%Y}, {giver.user.full_name} không còn làm việc trên hệ thống với tư cách "
            f"{giver.title}; {_devices(handover.sessions_ended)}"
        )
    return HandoverContent(
        letterhead=Letterhead(
            issuer_name=organisation.name,
            parent_name=organisation.parent_name,
            place_name=organisation.place.name,
            year=handover.handed_on.year,
            dated_on=handover.handed_on,
        ),
        summary=f"Bàn giao công việc của {printed_title(giver.title)}",
        decision=handover.decision,
        venue=organisation.name,
        giver_line=_line(giver),
        receiver_line=_line(receiver),
        rows=tuple(rows),
        things=things,
        conclusion=tuple(conclusion),
        giver=Signer("Bên giao", giver.user.full_name),
        receiver=Signer("Bên nhận", receiver.user.full_name),
        witness=Signer("Xác nhận của lãnh đạo"),
    )


def _line(capacity: Capacity) -> str:
    return f"{capacity.user.full_name}, {printed_title(capacity.title)}, {capacity.organisation.name}"


def _devices(count: int) -> str:
    return (
        f"{count} thiết bị đang đăng nhập của người này đã thoát ra."
        if count
        else "không có thiết bị nào của người này còn đăng nhập."
    )
