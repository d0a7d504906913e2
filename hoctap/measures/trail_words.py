"""What the trail says of this app, in Vietnamese."""

AREA = "Số đếm"

EVENTS = {
    "measures.recount.differs": "Đếm lại thấy số đếm sai lệch",
    "measures.recount.repaired": "Đếm lại và sửa số đếm",
}
