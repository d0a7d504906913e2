"""The licences a material can bear: Creative Commons 4.0, CC0, public domain, and the one that keeps it inside the house.

What each allows is told in a sentence; the address is where the licence itself stands.
"""

from dataclasses import dataclass

CC = "https://creativecommons.org/"


@dataclass(frozen=True)
class Licence:
    code: str
    label: str
    allows: str
    url: str = ""
    is_public: bool = True
    """Whether what bears it may be shown to everybody."""


LICENCES = (
    Licence(
        "cc-by",
        "CC BY 4.0 – Ghi công",
        "Ai cũng được dùng, sửa, chia sẻ, kể cả để bán; phải ghi tên tác giả.",
        f"{CC}licenses/by/4.0/deed.vi",
    ),
    Licence(
        "cc-by-sa",
        "CC BY-SA 4.0 – Ghi công, chia sẻ tương tự",
        "Được dùng, sửa, chia sẻ, kể cả để bán; ghi tên tác giả, bản sửa giữ cùng giấy phép.",
        f"{CC}licenses/by-sa/4.0/deed.vi",
    ),
    Licence(
        "cc-by-nc",
        "CC BY-NC 4.0 – Ghi công, phi thương mại",
        "Được dùng, sửa, chia sẻ, không để bán; ghi tên tác giả.",
        f"{CC}licenses/by-nc/4.0/deed.vi",
    ),
    Licence(
        "cc-by-nc-sa",
        "CC BY-NC-SA 4.0 – Ghi công, phi thương mại, chia sẻ tương tự",
        "Được dùng, sửa, chia sẻ, không để bán; ghi tên tác giả, bản sửa giữ cùng giấy phép.",
        f"{CC}licenses/by-nc-sa/4.0/deed.vi",
    ),
    Licence(
        "cc-by-nd",
        "CC BY-ND 4.0 – Ghi công, không sửa",
        "Được dùng, chia sẻ nguyên văn, kể cả để bán; ghi tên tác giả.",
        f"{CC}licenses/by-nd/4.0/deed.vi",
    ),
    Licence(
        "cc-by-nc-nd",
        "CC BY-NC-ND 4.0 – Ghi công, phi thương mại, không sửa",
        "Được dùng, chia sẻ nguyên văn, không để bán; ghi tên tác giả.",
        f"{CC}licenses/by-nc-nd/4.0/deed.vi",
    ),
    Licence(
        "cc0",
        "CC0 1.0 – Hiến tặng cho cộng đồng",
        "Ai cũng được dùng, sửa, chia sẻ, không điều kiện nào.",
        f"{CC}publicdomain/zero/1.0/deed.vi",
    ),
    Licence(
        "public-domain",
        "Thuộc về công chúng",
        "Không còn, hoặc không có, quyền tác giả: ai cũng được dùng.",
        f"{CC}publicdomain/mark/1.0/deed.vi",
    ),
    Licence(
        "internal",
        "Chỉ dùng nội bộ",
        "Chỉ người có tài khoản ở địa bàn này xem; không hiện ở trang công khai.",
        is_public=False,
    ),
)
BY_CODE = {one.code: one for one in LICENCES}
CHOICES = [(one.code, one.label) for one in LICENCES]
PUBLIC = tuple(one.code for one in LICENCES if one.is_public)
