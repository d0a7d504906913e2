"""What the trail says of this app, in Vietnamese."""

AREA = "Phổ cập, xóa mù chữ"

EVENTS = {
    "schooling.year.recorded": "Ghi phổ cập giáo dục, xóa mù chữ của một năm",
    "schooling.pupil.listed": "Ghi người học cần vận động ra lớp",
    "schooling.pupil.visited": "Ghi lần đến vận động ra lớp",
    "schooling.pupil.closed": "Đưa người học ra khỏi danh sách cần vận động",
    "schooling.pupil.reopened": "Đưa người học lại vào danh sách cần vận động",
    "schooling.pupil.anonymised": "Bỏ tên người học đã xong",
}

PAGES = {
    "pupil_list": "Danh sách vận động ra lớp",
    "pupil_detail": "Học viên cần vận động ra lớp",
}
