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
}

PAGES: dict[str, str] = {}
