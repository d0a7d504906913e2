"""What the trail says of this app, in Vietnamese."""

AREA = "Bảo vệ dữ liệu"

EVENTS = {
    "privacy.day_off.added": "Ghi ngày nghỉ lễ",
    "privacy.day_off.dropped": "Bỏ ngày nghỉ lễ đã ghi",
    "privacy.retention.decided": "Quyết định thời hạn lưu dữ liệu",
    "privacy.retention.prepared": "Lập đợt dọn dữ liệu hết thời hạn lưu",
    "privacy.retention.approved": "Duyệt đợt dọn dữ liệu hết thời hạn lưu",
    "privacy.retention.stopped": "Dừng đợt dọn dữ liệu",
    "privacy.retention.resumed": "Chạy tiếp đợt dọn dữ liệu",
    "privacy.retention.dropped": "Bỏ đợt dọn dữ liệu",
    "privacy.retention.carried_out": "Dọn dữ liệu hết thời hạn lưu",
    "privacy.retention.finished": "Xong đợt dọn dữ liệu",
    "privacy.incident.recorded": "Ghi sự cố về dữ liệu cá nhân",
    "privacy.incident.assessed": "Ghi đánh giá sự cố về dữ liệu cá nhân",
    "privacy.incident.authority_told": "Ghi đã thông báo sự cố cho cơ quan chuyên trách",
    "privacy.incident.subjects_told": "Ghi đã báo người dân về sự cố",
    "privacy.incident.closed": "Kết thúc sự cố về dữ liệu cá nhân",
    "privacy.incident.printed": "In mẫu thông báo sự cố",
    "privacy.draft.printed": "In bản nháp hồ sơ bảo vệ dữ liệu",
}

PAGES = {
    "retention_detail": "Một lần dọn dữ liệu hết hạn lưu",
    "retention_approve": "Duyệt dọn dữ liệu hết hạn lưu",
    "retention_stop": "Dừng dọn dữ liệu hết hạn lưu",
    "retention_resume": "Dọn tiếp dữ liệu hết hạn lưu",
    "retention_drop": "Bỏ lần dọn dữ liệu hết hạn lưu",
}
