"""Libraries of the demonstration: real kinds of places, classics that are free for everybody, and practical books by invented authors."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.core.sheets import table_workbook
from hoctap.libraries.catalogue.importing.actions import order_books, preview_books
from hoctap.libraries.institutions.actions import add_library
from hoctap.libraries.institutions.rules import LibraryDetails
from hoctap.libraries.models import Library
from hoctap.places.models import Level, Place

SINCE = dt.date(2025, 8, 1)
HEADS = ("Nhan đề", "Tác giả", "Nhà xuất bản", "Năm xuất bản", "Phân loại", "Chủ đề", "Số bản")
CLASSICS = """Truyện Kiều|Nguyễn Du
Lục Vân Tiên|Nguyễn Đình Chiểu
Chinh phụ ngâm|Đặng Trần Côn
Cung oán ngâm khúc|Nguyễn Gia Thiều
Hoàng Lê nhất thống chí|Ngô gia văn phái
Truyền kỳ mạn lục|Nguyễn Dữ
Vũ trung tùy bút|Phạm Đình Hổ
Thượng kinh ký sự|Lê Hữu Trác
Quốc âm thi tập|Nguyễn Trãi
Tắt đèn|Ngô Tất Tố
Lều chõng|Ngô Tất Tố
Việc làng|Ngô Tất Tố
Số đỏ|Vũ Trọng Phụng
Giông tố|Vũ Trọng Phụng
Chí Phèo|Nam Cao
Lão Hạc|Nam Cao
Sống mòn|Nam Cao
Gió đầu mùa|Thạch Lam
Hà Nội băm sáu phố phường|Thạch Lam
Không gia đình|Hector Malot
Những tấm lòng cao cả|Edmondo De Amicis
Hai vạn dặm dưới biển|Jules Verne
Robinson Crusoe|Daniel Defoe
Truyện cổ Andersen|Hans Christian Andersen
Truyện cổ Grimm|Jacob Grimm; Wilhelm Grimm
Tây du ký|Ngô Thừa Ân"""
PRACTICAL = """Trồng sen lấy hạt|Lâm Tấn Kiệt|633
Nuôi ếch trong vèo|Huỳnh Thị Bé Năm|639
Lúa ít phát thải: ghi chép một vụ|Đoàn Minh Trí|633
Cây xoài sau thu hoạch|Phùng Thị Lệ|634
Sửa máy bơm nhỏ|Trịnh Hoài Sơn|621
Dùng điện thoại gửi hồ sơ trực tuyến|Cao Thị Mỹ Hạnh|004
Nhận ra tin nhắn lừa đảo|Cao Thị Mỹ Hạnh|364
Ghi sổ thu chi gia đình|Tăng Quốc Việt|640
Cho con đọc sách từ nhỏ|Lý Thị Ngọc Diệp|028
Phòng đuối nước cho trẻ|Kiều Văn Thọ|613
Chăm người già tại nhà|Mạc Thị Thu Ba|649
Nước sạch mùa lũ|Kiều Văn Thọ|628
Luật đất đai hỏi và đáp cho nông dân|Tăng Quốc Việt|346
Kể chuyện xóm mình|Lý Thị Ngọc Diệp|398"""


def add(commune: Place, by: Actor) -> Library:
    """A commune's library, a school's, two bookcases and a post-office point; the library and one bookcase have books."""
    main = add_library(commune, _named("commune", f"Thư viện {commune.full_name}"), by=by)
    add_library(commune, _named("school", "Thư viện Trường Tiểu học Hưng Thạnh"), by=by)
    add_library(commune, _named("post_point", "Điểm bưu điện – văn hóa xã"), by=by)
    hamlets = list(
        Place.objects.filter(parent=commune, level=Level.HAMLET, valid_to=None).order_by("sort_key")[:2]
    )
    cases = [add_library(one, _named("bookcase", f"Tủ sách {one.title}"), by=by) for one in hamlets]
    _books(main, [_row(line, 2) for line in CLASSICS.splitlines()], source="bought", by=by)
    if cases:
        rows = [_row(line, 1) for line in PRACTICAL.splitlines()]
        _books(cases[0], rows, source="given", giver="Hội Liên hiệp Phụ nữ xã", by=by)
    return main


def _row(line: str, copies: int) -> tuple[str | int, ...]:
    name, author, *number = line.split("|")
    about = "Kỹ thuật, đời sống" if number else "Văn học"
    return (name, author, "", "", number[0] if number else "895.922", about, copies)


def _named(kind: str, name: str) -> LibraryDetails:
    return LibraryDetails(kind, name, valid_from=SINCE)


def _books(
    library: Library, rows: list[tuple[str | int, ...]], *, source: str, giver: str = "", by: Actor
) -> None:
    sheet = table_workbook("Sách", HEADS, rows, [20] * len(HEADS))
    run = preview_books(library, "danh-muc.xlsx", sheet, source=source, giver=giver, acquired_on=SINCE, by=by)
    order_books(run, by=by)
