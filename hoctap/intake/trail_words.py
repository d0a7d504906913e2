"""What the trail says of this app, in Vietnamese."""

AREA = "Đọc văn bản"

EVENTS = {
    "intake.reading.handed_in": "Gửi văn bản để đọc thành kế hoạch",
    "intake.reading.read": "Đọc xong văn bản",
    "intake.reading.stop_asked": "Yêu cầu dừng đọc văn bản",
    "intake.reading.stopped": "Dừng đọc văn bản",
    "intake.reading.unreadable": "Không đọc được văn bản",
    "intake.reading.resumed": "Đọc tiếp văn bản",
    "intake.reading.dropped": "Bỏ văn bản đã gửi",
    "intake.reading.encoding": "Xác nhận phông chữ của văn bản",
    "intake.reading.body_named": "Ghi tên trong văn bản là cơ quan nào",
    "intake.reading.confirmed": "Xác nhận văn bản, ghi vào kế hoạch",
    "intake.proposal.accepted": "Nhận một đề xuất từ văn bản",
    "intake.proposal.accepted_rest": "Nhận các đề xuất còn lại",
    "intake.proposal.corrected": "Sửa một đề xuất từ văn bản",
    "intake.proposal.dropped": "Bỏ một đề xuất từ văn bản",
    "intake.proposal.added": "Thêm điều văn bản có ghi",
}
