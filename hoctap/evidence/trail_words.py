"""What the trail says of this app, in Vietnamese."""

AREA = "Minh chứng"

EVENTS = {
    "evidence.evidence.added": "Thêm minh chứng",
    "evidence.evidence.record_taken": "Lấy dữ liệu có sẵn làm minh chứng",
    "evidence.evidence.record_ended": "Rút minh chứng vì dữ liệu gốc bị bỏ",
    "evidence.evidence.unverified": "Bỏ ghi đối chiếu minh chứng với bản gốc",
    "evidence.evidence.verified": "Đối chiếu minh chứng với bản gốc",
    "evidence.evidence.withdrawn": "Rút minh chứng",
    "evidence.photopair.answered": "Xem hai ảnh giống nhau",
}

PAGES = {
    "evidence_file": "Ảnh, tệp minh chứng",
    "evidence_withdraw": "Rút minh chứng",
    "evidence_verify": "Đối chiếu minh chứng với bản gốc",
    "evidence_list": "Minh chứng của một hộ, một người",
    "evidence_add": "Thêm minh chứng",
    "pair_list": "Danh sách ảnh giống nhau",
    "pair_detail": "So hai ảnh giống nhau",
}
