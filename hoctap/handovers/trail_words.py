"""What the trail says of this app, in Vietnamese."""

AREA = "Bàn giao"

EVENTS = {
    "handovers.handover.made": "Bàn giao công việc",
    "handovers.planned.made": "Định trước ngày bàn giao công việc",
    "handovers.planned.called_off": "Hủy bàn giao đã định ngày",
    "handovers.planned.held_up": "Đến ngày mà chưa bàn giao được",
}
