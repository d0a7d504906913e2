"""What the trail says of this app, in Vietnamese."""

PAGES = {
    "event_list": "Nhật ký",
    "event_xlsx": "Tải nhật ký (Excel)",
}
