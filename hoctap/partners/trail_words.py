"""What the trail says of this app, in Vietnamese."""

AREA = "Đơn vị phối hợp"

EVENTS = {
    "partners.partner.added": "Thêm đối tác",
    "partners.partner.ended": "Ghi đối tác thôi phối hợp",
    "partners.agreement.added": "Ghi chương trình phối hợp",
    "partners.agreement.ended": "Kết thúc chương trình phối hợp",
    "partners.commitment.recorded": "Ghi cam kết của đối tác",
    "partners.commitment.taken_back": "Bỏ cam kết của đối tác",
    "partners.retraining.added": "Ghi mô hình đào tạo của doanh nghiệp",
    "partners.exchange.added": "Ghi việc hợp tác quốc tế",
    "partners.advice.added": "Ghi việc tham mưu",
    "partners.advice.answered": "Ghi kết quả việc tham mưu",
}
