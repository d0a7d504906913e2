"""What the trail says of this app, in Vietnamese."""

AREA = "Thư viện, tủ sách"

EVENTS: dict[str, str] = {
    "libraries.library.added": "Thêm thư viện, tủ sách",
    "libraries.library.changed": "Sửa thông tin thư viện, tủ sách",
    "libraries.library.lending_set": "Đặt quy định cho mượn sách",
    "libraries.library.ended": "Ghi thư viện, tủ sách thôi hoạt động",
}

PAGES: dict[str, str] = {}
