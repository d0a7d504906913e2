"""Quantities that no record gives yet: they are written in the report ("ghi theo sổ"). An app that comes to keep their records registers a reader
under the same code (`registry.readers`); what was written stays as it was.
"""

from collections.abc import Iterator

from hoctap.reports.quantities.registry import Quantity

_FUND = "Quỹ khuyến học"
_CENTRE = "Trung tâm học tập cộng đồng"
_LIBRARY = "Thư viện"

# group, code, label, unit, is it a stock
_ROWS = (
    (_FUND, "fund.opening", "Quỹ khuyến học, tồn đầu kỳ", "đồng", True),
    (_FUND, "fund.received", "Quỹ khuyến học, thu trong kỳ", "đồng", False),
    (_FUND, "fund.spent", "Quỹ khuyến học, chi trong kỳ", "đồng", False),
    (_FUND, "fund.closing", "Quỹ khuyến học, tồn cuối kỳ", "đồng", True),
    (_FUND, "scholarship.count", "Học bổng đã cấp", "suất", False),
    (_FUND, "scholarship.amount", "Tiền học bổng đã cấp", "đồng", False),
    (_FUND, "award.count", "Khen thưởng", "lượt", False),
    (_FUND, "award.amount", "Tiền khen thưởng", "đồng", False),
    (_FUND, "fund.goods", "Hiện vật, quy ra tiền", "đồng", False),
    (_CENTRE, "centre.count", "Số trung tâm học tập cộng đồng", "trung tâm", True),
    (_CENTRE, "centre.communes", "Số xã", "xã", True),
    (_CENTRE, "centre.communes_with", "Số xã có trung tâm", "xã", True),
    (_CENTRE, "centre.own_building", "Trung tâm có trụ sở riêng", "trung tâm", True),
    (_CENTRE, "centre.seal", "Trung tâm có con dấu", "trung tâm", True),
    (_CENTRE, "centre.account", "Trung tâm có tài khoản", "trung tâm", True),
    (_CENTRE, "centre.computers", "Số máy tính", "máy", True),
    (_CENTRE, "centre.internet", "Trung tâm có internet", "trung tâm", True),
    (_CENTRE, "centre.culture_houses", "Trung tâm kết nối nhà văn hóa", "trung tâm", True),
    (_CENTRE, "centre.loudspeakers", "Trung tâm có loa, TV", "trung tâm", True),
    (_CENTRE, "centre.bookcases", "Trung tâm có tủ sách", "trung tâm", True),
    (_CENTRE, "centre.grade.good", "Trung tâm xếp loại Tốt", "trung tâm", True),
    (_CENTRE, "centre.grade.fair", "Trung tâm xếp loại Khá", "trung tâm", True),
    (_CENTRE, "centre.grade.average", "Trung tâm xếp loại Trung bình", "trung tâm", True),
    (_CENTRE, "centre.managers", "Cán bộ quản lý", "người", True),
    (_CENTRE, "centre.teachers", "Giáo viên biệt phái", "người", True),
    (_CENTRE, "centre.speakers", "Báo cáo viên, cộng tác viên", "người", True),
    (_CENTRE, "centre.money.budget", "Kinh phí từ ngân sách nhà nước", "đồng", False),
    (_CENTRE, "centre.money.donated", "Kinh phí xã hội hóa", "đồng", False),
    (_LIBRARY, "library.titles", "Số đầu sách", "đầu sách", True),
    (_LIBRARY, "library.copies", "Số bản sách", "bản", True),
    (_LIBRARY, "library.periodicals", "Số báo, tạp chí", "tên", True),
    (_LIBRARY, "library.databases", "Số cơ sở dữ liệu", "cơ sở dữ liệu", True),
    (_LIBRARY, "library.loans.inside", "Lượt tài liệu lưu hành tại chỗ", "lượt", False),
    (_LIBRARY, "library.loans.home", "Lượt tài liệu mượn về nhà", "lượt", False),
    (_LIBRARY, "library.loans.electronic", "Lượt tài liệu điện tử", "lượt", False),
    (_LIBRARY, "library.readers", "Bạn đọc thường xuyên", "người", True),
    (_LIBRARY, "library.readers_new", "Bạn đọc mới trong năm", "người", False),
    (_LIBRARY, "library.visits", "Lượt người đọc", "lượt", False),
)

FIELDS = {
    "literacy": "xóa mù chữ",
    "law": "pháp luật",
    "farming": "nông nghiệp",
    "trade": "nghề",
    "health": "sức khỏe",
    "it": "công nghệ thông tin",
    "culture": "văn hóa",
    "other": "lĩnh vực khác",
}
"""Lĩnh vực of the centre's classes."""


def _classes() -> Iterator[tuple[str, str, str, str, bool]]:
    yield _CENTRE, "centre.classes", "Số lớp, chuyên đề", "lớp", False
    for field, words in FIELDS.items():
        yield _CENTRE, f"centre.classes.{field}", f"Lớp, chuyên đề về {words}", "lớp", False
    yield _CENTRE, "centre.learners", "Lượt người học", "lượt người", False
    for field, words in FIELDS.items():
        yield _CENTRE, f"centre.learners.{field}", f"Lượt người học về {words}", "lượt người", False


WRITTEN = tuple(
    Quantity(code, label, unit, is_stock=is_stock, group=group)
    for group, code, label, unit, is_stock in (*_ROWS, *_classes())
)
