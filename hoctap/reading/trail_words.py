"""What the trail says of this app, in Vietnamese."""

AREA = "Văn hóa đọc, lượt bạn đọc, luân chuyển"

EVENTS = {
    "reading.visits.counted": "Ghi lượt người đến",
    "reading.visits.corrected": "Sửa lượt người đến",
    "reading.service.added": "Thêm dịch vụ học tập suốt đời",
    "reading.service.ended": "Thôi một dịch vụ",
    "reading.digital.checked": "Ghi bảng kiểm chuyển đổi số của thư viện",
    "reading.standard.set": "Đặt mức đánh giá thư viện",
    "reading.libraryplan.written": "Ghi kế hoạch của thư viện",
    "reading.rotation.planned": "Lập kế hoạch luân chuyển sách",
    "reading.rotation.leg_added": "Thêm một lượt vào kế hoạch luân chuyển",
    "reading.trip.started": "Lập chuyến luân chuyển",
    "reading.trip.packed": "Xếp sách vào chuyến",
    "reading.trip.unpacked": "Bỏ sách ra khỏi chuyến",
    "reading.trip.sent": "Gửi chuyến luân chuyển đi",
    "reading.trip.arrived": "Ghi chuyến luân chuyển đến nơi",
    "reading.trip.back": "Nhận lại chuyến luân chuyển",
    "reading.trip.found": "Tìm thấy bản sách thiếu",
    "reading.mobile.recorded": "Ghi chuyến xe thư viện lưu động",
    "reading.mobile.stopped": "Ghi điểm dừng của xe thư viện",
    "reading.mobile.photo_added": "Thêm ảnh chuyến xe thư viện",
    "reading.grant.recorded": "Ghi trao tủ sách",
    "reading.grant.made_shelf": "Lập tủ sách được trao thành nơi cho mượn",
    "reading.grant.visited": "Ghi đến xem tủ sách được trao",
    "reading.culture.assessed": "Đánh giá văn hóa đọc",
    "reading.request.asked": "Ghi đề nghị sách của bạn đọc",
    "reading.request.answered": "Trả lời đề nghị sách",
}

PAGES: dict[str, str] = {}
