"""Which rows below the header are households or persons, and which are something else."""

import re
from dataclasses import dataclass, field

from hoctap.people.reading.cells import plain, tidy
from hoctap.people.reading.header import group_in, hamlet_in, is_numbering, is_numbering_cell
from hoctap.people.reading.model import Skipped

MOST_SKIPPED = 500

_TOTAL = re.compile(
    r"(?:tổng\s*(?:cộng|số|hợp)?|cộng|tong cong|tong so|cong)"
    r"(?:\s*(?:[:.\d(=]|(?:tổ|ấp|khóm|thôn|bản|xóm|trang|chung|toàn|hộ|số|danh sách|cả|ap|to|khom|thon|ho)(?!\w)).*)?",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"ngày\s*[\d.…/\s]*tháng\s*[\d.…/\s]*năm|ngay\s*[\d.…]*\s*thang\s*[\d.…]*\s*nam", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"(?:người (?:lập|ghi|tổng hợp|kiểm tra|viết|báo cáo|điều tra|duyệt)|lập (?:bảng|biểu|danh sách)|tm\s*[.,/]|t/m|kt\s*\.|tl\s*\.|tuq"
    r"|xác nhận|trưởng (?:ấp|khóm|thôn|bản|ban|xóm)|bí thư|chủ tịch|phó chủ tịch|ubnd|[uủ][ỷỹyý]? ?ban nhân dân|uỷ ban|chi hội|hội khuyến học"
    r"|nơi nhận|\(?\s*ký[ ,]|đã ký|cán bộ lập|điều tra viên|ban nhân dân|nguoi lap|truong ap|xac nhan)(?!\w)?.*",
    re.IGNORECASE | re.DOTALL,
)
_NUMERAL = re.compile(r"[IVX]{1,5}[.)]?|[A-Z][.)]?|\d{1,3}[.)]?")
_SECTION_GROUP = re.compile(r"(?:[IVX\d]{1,4}\s*[.)\-–:/]?\s*)?(?:tổ|nhóm|to)(?!\w).{0,40}", re.IGNORECASE)
_SECTION_HAMLET = re.compile(
    r"(?:[IVXA-H\d]{1,4}\s*[.)\-–:/]\s*)?(?:ấp|khóm|thôn|bản|xóm|buôn|làng|khu phố|tổ dân phố|tdp|ap|khom|thon)(?!\w).{1,50}",
    re.IGNORECASE,
)
# A first word of these makes a name cell worth a second look.
NAME_TO_LOOK_AT = re.compile(
    r"(?:tổng|cộng|tong|cong|người|nguoi|tm|t/m|kt|tl|xác|trưởng|bí|chủ|ubnd|[uủ]y|uỷ|nơi|\(|ngày|họ|ho va|ấp|khóm|thôn|tổ|đại|ghi)",
    re.IGNORECASE,
).match


@dataclass
class RowJudge:
    """Goes down the rows of one table; remembers the group or hamlet a line between them named and where the signatures begin.

    `prose` are the columns in which "Chủ tịch Hội" is an occupation and no signature, if the row has a name.
    """

    header_lines: list[list[str]]
    prose: frozenset[int] = frozenset()
    hamlet: str = ""
    group: str = ""
    signing: bool = False
    skipped: list[Skipped] = field(default_factory=list)
    not_told: int = 0

    def __post_init__(self) -> None:
        self._printed = [
            line for line in ([plain(text) for text in row] for row in self.header_lines) if any(line)
        ]

    def skip(self, row: int, why: str) -> None:
        if len(self.skipped) < MOST_SKIPPED:
            self.skipped.append(Skipped(row, why))
        else:
            self.not_told += 1

    def keeps(
        self, number: int, cells: list[str], name: str, ordinal: str, own_fields: int, has_birth: bool
    ) -> bool:
        """Is this row data? `cells` are all its texts (from the first column), `own_fields` how many known columns besides the
        name are filled.
        """
        filled = [text for text in cells if text]
        if not filled:
            return False
        told = bool(name) and (ordinal.strip(" .").isdigit() or has_birth)
        first = next((text for text in filled if not _NUMERAL.fullmatch(text)), "")
        if is_numbering(cells) and (not name or is_numbering_cell(name)):
            self.skip(number, "dòng đánh số các cột")
        elif self._is_header_again(cells):
            self.signing = False
            self.skip(number, "dòng tiêu đề in lại")
        elif (
            _TOTAL.fullmatch(first)
            and not (told and not ordinal.strip(" .").isdigit() and first != name)
            and not (told and first == name and ordinal.strip(" .").isdigit() and has_birth)
        ):
            self.skip(number, "dòng cộng")
        elif not told and self._is_section(filled):
            self.skip(number, "dòng tên tổ, ấp ở giữa bảng")
        elif not told and self._signs(cells, name):
            self.signing = True
            self.skip(number, "phần ngày tháng, chữ ký")
        elif self.signing and not told:
            self.skip(number, "phần ngày tháng, chữ ký")
        elif not name and own_fields == 0:
            only_number = len(filled) == 1 and filled[0].strip(" .").isdigit()
            self.skip(
                number,
                "chỉ có số thứ tự" if only_number else "không có họ tên, không có cột nào khác được nhận ra",
            )
        elif not name and own_fields == 1 and len(filled) == 1:
            self.skip(number, "không có họ tên, chỉ có một ô chữ")
        else:
            self.signing = self.signing and not told
            return True
        return False

    def _is_header_again(self, cells: list[str]) -> bool:
        line = [plain(text) for text in cells]
        filled = sum(1 for text in line if text)
        for printed in self._printed:
            same = sum(1 for text, known in zip(line, printed, strict=False) if text and text == known)
            if same and same >= 0.7 * filled and (same >= 2 or same == sum(1 for text in printed if text)):
                return True
        return False

    def _is_section(self, filled: list[str]) -> bool:
        texts = list(dict.fromkeys(text for text in filled if not _NUMERAL.fullmatch(text)))
        if len(texts) != 1 or len(filled) > 3 + filled.count(texts[0]):
            return False
        text = tidy(texts[0])
        group, hamlet = group_in(text), hamlet_in(text)
        if hamlet and _SECTION_HAMLET.fullmatch(text):
            self.hamlet, self.group = hamlet, group
            return True
        if group and _SECTION_GROUP.fullmatch(text):
            self.group = group
            return True
        return False

    def _signs(self, cells: list[str], name: str) -> bool:
        if sum(1 for text in cells if text) > 4:
            return False
        looked_at = [
            text
            for index, text in enumerate(cells)
            if text and not (name and text != name and index in self.prose)
        ]
        return any(_DATE_LINE.search(text) or _SIGNATURE.fullmatch(text) for text in looked_at)
