"""What the trail says of this app, in Vietnamese."""

AREA = "Thư viện, tủ sách"

EVENTS: dict[str, str] = {
    "libraries.borrower.given": "Cấp thẻ bạn đọc",
    "libraries.borrower.ended": "Thôi dùng một thẻ bạn đọc",
    "libraries.borrower.erased": "Xóa tên người giữ thẻ bạn đọc theo yêu cầu",
    "libraries.borrower.names_dropped": "Xóa tên của thẻ bạn đọc đã thôi, theo thời hạn",
    "libraries.loan.lent": "Cho mượn sách",
    "libraries.loan.taken_back": "Nhận trả sách",
    "libraries.loan.renewed": "Gia hạn mượn sách",
    "libraries.loan.cancelled": "Bỏ một lượt mượn ghi nhầm",
    "libraries.loan.names_dropped": "Bỏ tên người mượn của các lượt đã trả, theo thời hạn",
    "libraries.hold.asked": "Đặt trước sách",
    "libraries.hold.put_aside": "Giữ sách cho người đặt trước",
    "libraries.hold.taken": "Người đặt trước đã lấy sách",
    "libraries.hold.expired": "Quá hạn giữ sách đặt trước",
    "libraries.hold.dropped": "Bỏ lượt đặt trước",
    "libraries.loantally.kept": "Ghi số lượt mượn theo sổ tay",
    "libraries.loantally.dropped": "Bỏ số lượt mượn theo sổ tay",
    "libraries.library.added": "Thêm thư viện, tủ sách",
    "libraries.library.changed": "Sửa thông tin thư viện, tủ sách",
    "libraries.library.lending_set": "Đặt quy định cho mượn sách",
    "libraries.library.ended": "Ghi thư viện, tủ sách thôi hoạt động",
    "libraries.library.giver_forgotten": "Xóa tên người tặng sách",
    "libraries.title.added": "Ghi đầu sách",
    "libraries.title.changed": "Sửa mô tả đầu sách",
    "libraries.title.copies_added": "Thêm bản sách",
    "libraries.copy.withdrawn": "Ghi bản sách thôi giữ",
    "libraries.copy.moved": "Chuyển hẳn bản sách sang nơi khác",
    "libraries.copy.restored": "Ghi lại bản sách đã thôi giữ",
}

PAGES: dict[str, str] = {
    "loan_desk": "Bàn mượn trả sách",
    "loan_overdue": "Sách quá hạn",
    "borrower_list": "Thẻ bạn đọc",
    "borrower_new": "Cấp thẻ bạn đọc",
    "borrower_detail": "Thẻ của một bạn đọc",
    "borrower_cards": "In thẻ bạn đọc",
    "copy_loans": "Các lượt mượn của một bản sách",
    "hold_list": "Đặt trước sách",
    "hold_new": "Ghi đặt trước sách",
}
