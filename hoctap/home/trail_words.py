"""What the trail says of this app, in Vietnamese."""

AREA = "Sao lưu"

EVENTS = {
    "home.backup.made": "Sao lưu xong và đã khôi phục thử",
    "home.backup.failed": "Sao lưu không thành",
    "home.backup.asked_for": "Yêu cầu sao lưu ngay",
    "home.backup.stop_asked": "Yêu cầu dừng sao lưu",
}
