"""What the trail says of this app, in Vietnamese."""

AREA = "Thư viện, tủ sách"

EVENTS: dict[str, str] = {
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
    "libraries.stocktake.opened": "Mở đợt kiểm kê sách",
    "libraries.stocktake.scanned": "Quét mã khi kiểm kê",
    "libraries.stocktake.closed": "Kết thúc kiểm kê sách",
    "libraries.stocktake.lost": "Ghi mất sau kiểm kê",
    "libraries.catalogueimport.previewed": "Đọc danh sách sách từ tệp",
    "libraries.catalogueimport.ordered": "Cho ghi danh sách sách vào mục lục",
    "libraries.catalogueimport.applied": "Ghi xong danh sách sách",
    "libraries.catalogueimport.stopped": "Dừng ghi danh sách sách",
    "libraries.catalogueimport.resumed": "Ghi tiếp danh sách sách",
    "libraries.catalogueimport.dropped": "Bỏ danh sách sách",
}

PAGES: dict[str, str] = {}
