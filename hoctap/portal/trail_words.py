"""What the trail says of this app, in Vietnamese."""

AREA = "Cổng thông tin cho người dân"

EVENTS: dict[str, str] = {
    "portal.door.arranged": "Đặt địa chỉ, các phần của cổng thông tin",
    "portal.door.opened": "Mở cổng thông tin",
    "portal.door.closed": "Đóng cổng thông tin",
    "portal.class.set": "Đặt cách đăng ký của một lớp trên cổng",
    "portal.sign_up.cancelled": "Hủy một lượt đăng ký lớp, xóa tên",
    "portal.sign_up.taken": "Đưa người đăng ký vào danh sách dự",
    "portal.sign_up.names_dropped": "Xóa tên người đăng ký lớp hết thời hạn",
    "portal.request.registered": "Ghi yêu cầu gửi qua cổng vào sổ yêu cầu về dữ liệu",
    "portal.request.dropped": "Không nhận được yêu cầu gửi qua cổng, có lý do",
    "portal.request.reach_dropped": "Xóa cách liên lạc của yêu cầu đã trả lời",
}

PAGES: dict[str, str] = {
    "classdoor_detail": "Người đăng ký một lớp qua cổng",
    "classdoor_take": "Đưa người đăng ký vào danh sách dự",
    "datarequest_detail": "Yêu cầu về dữ liệu gửi qua cổng",
    "datarequest_register": "Ghi yêu cầu gửi qua cổng vào sổ",
    "datarequest_drop": "Không nhận yêu cầu gửi qua cổng",
}
