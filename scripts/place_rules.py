"""How a disagreement between the two packages is decided: general rules, each with its name and its reason.

A rule sees what both packages say and never a map, a press article or somebody's memory. Where no rule settles
a fact without guessing, the row says ``settled`` = chưa, and the place or the edge carries a note that says so too.
The names stand in the column ``rule`` of ``differences.csv``; ``hand`` is a row that a person decided.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from hoctap.core.text import sort_key, without_accents

YES, NO, NOTHING, OPEN = "có", "không", "không", "chưa"


class Rule(StrEnum):
    TONE_MARK = "tone_mark"
    """One name, two places for the tone mark: Hòa, Hoà."""
    I_OR_Y = "i_or_y"
    """One name, i or y: Quí, Quý."""
    WRITING = "writing"
    """One name with other capitals, spaces, hyphens or apostrophes: Ea Bar, EaBar."""
    ABBREVIATION = "abbreviation"
    """One name, a word of it shortened, or a Roman numeral: NT, Nông trường; II, 2."""
    ACCENTS = "accents"
    """The same letters with other accents: Đăk, Đắk. Which one the paper has is not known."""
    LETTERS = "letters"
    """Other letters under the same code in the same district. Which one the paper has is not known."""
    NEWER_LIST = "newer_list"
    """The second list is older there: it still has units to which its own table gives no successor, or the
    lower kind of a unit that has risen. A district with such a unit is on the state before its last change."""
    TWO_CODES = "two_codes"
    """A unit with one name in one district, under another code in each list. The code is not settled."""
    NAME_MIX_UP = "name_mix_up"
    """An edge of the first list whose predecessor has a namesake in another district, and both lists send the
    namesake there; both also send the predecessor elsewhere."""
    ONLY_LIST = "only_list"
    """The second list does not have the predecessor at all, so it contradicts nothing."""
    ISLAND_DISTRICT = "island_district"
    """A district without communes became a special zone; the second package joins communes only."""
    ONLY_SUCCESSOR = "only_successor"
    """The second list has the predecessor and sends it nowhere; it cannot have gone nowhere. Not settled."""
    CONTRADICTION = "contradiction"
    """A part known to one list only, beside successors that both know. Not carried, not settled."""
    LATER_KIND = "later_kind"
    """The second list is of 2026 and has another kind; the day and the paper of a change are not known."""
    HAND = "hand"


WHY = {
    Rule.TONE_MARK: "Cùng một tên, hai lối đặt dấu thanh; giữ lối của cả danh mục (òa, úy). Tìm kiếm nhận cả hai lối.",
    Rule.I_OR_Y: "Cùng một tên viết i hoặc y; giữ cách viết của nguồn thứ nhất. Tìm kiếm nhận cả hai cách viết.",
    Rule.WRITING: "Cùng một tên, chỉ khác chữ hoa, khoảng trắng, gạch nối hoặc dấu lược; giữ cách viết của nguồn thứ nhất.",
    Rule.ABBREVIATION: "Cùng một tên, một bên viết tắt hoặc dùng số La Mã; giữ cách viết đầy đủ của nguồn thứ nhất.",
    Rule.ACCENTS: "Cùng mã, cùng chữ, khác dấu; không có văn bản để biết cách viết nào đúng, tạm giữ nguồn thứ nhất:"
    " hai nguồn khác nhau, chưa kiểm chứng.",
    Rule.LETTERS: "Cùng mã, cùng huyện, tên khác chữ; không có văn bản để biết tên nào đúng, tạm giữ nguồn thứ nhất:"
    " hai nguồn khác nhau, chưa kiểm chứng.",
    Rule.NEWER_LIST: "Danh sách thứ hai cũ hơn ở huyện này (còn đơn vị mà chính bảng chuyển đổi của nó không cho đi đâu,"
    " hoặc còn loại thấp hơn); giữ danh sách thứ nhất, là danh sách ngày 30/6/2025.",
    Rule.TWO_CODES: "Một đơn vị cùng tên, cùng quận mà hai danh sách ghi hai mã; tạm giữ mã của nguồn thứ nhất:"
    " hai nguồn khác nhau, chưa kiểm chứng.",
    Rule.NAME_MIX_UP: "Nhầm do trùng tên: đơn vị cùng tên ở huyện khác mới về đó (cả hai nguồn đều có), còn đơn vị này"
    " cả hai nguồn đều đưa về nơi khác.",
    Rule.ONLY_LIST: "Danh sách thứ hai không có đơn vị cũ này nên không nói gì trái lại; nhận mối nối của nguồn thứ nhất.",
    Rule.ISLAND_DISTRICT: "Huyện đảo không có cấp xã thành đặc khu; nguồn thứ hai chỉ nối cấp xã.",
    Rule.ONLY_SUCCESSOR: "Nguồn thứ hai có đơn vị này nhưng không cho đi đâu; tạm nhận mối nối duy nhất đang có:"
    " hai nguồn khác nhau, chưa kiểm chứng.",
    Rule.CONTRADICTION: "Chỉ một nguồn nói một phần đơn vị này về đó; không nhận mối nối và ghi chú ở địa bàn:"
    " hai nguồn khác nhau, chưa kiểm chứng.",
    Rule.LATER_KIND: "Nguồn thứ hai là dữ liệu năm 2026, có thể loại đã đổi sau 01/7/2025; chưa thấy văn bản và ngày"
    " nên giữ loại của ngày 01/7/2025: hai nguồn khác nhau, chưa kiểm chứng.",
}
SETTLED = {
    Rule.TONE_MARK, Rule.I_OR_Y, Rule.WRITING, Rule.ABBREVIATION, Rule.NEWER_LIST, Rule.NAME_MIX_UP,
    Rule.ONLY_LIST, Rule.ISLAND_DISTRICT,
}  # fmt: skip


@dataclass(frozen=True)
class Decision:
    rule: Rule
    carried: str

    @property
    def settled(self) -> str:
        return YES if self.rule in SETTLED else OPEN


_RISING = (("xã", "thị trấn", "phường"), ("huyện", "thị xã", "thành phố"))
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_SHORT = re.compile(r"^n\.?\s*t\.?\s+")


def name_rule(first: str, second: str, *, older: bool) -> Rule:
    """Why two names of one code differ; `older`: the second list is on an older state in this district."""
    if sort_key(first) == sort_key(second):
        return Rule.WRITING if first.lower() == second.lower() else Rule.TONE_MARK
    if _y_as_i(first) == _y_as_i(second):
        return Rule.I_OR_Y
    if _only_letters(first) == _only_letters(second):
        return Rule.WRITING
    if _long(first) == _long(second):
        return Rule.ABBREVIATION
    same_letters = without_accents(_only_letters(first)) == without_accents(_only_letters(second))
    if older and not same_letters:
        return Rule.NEWER_LIST
    return Rule.ACCENTS if same_letters else Rule.LETTERS


def has_risen(first: str, second: str) -> bool:
    """The first list has the higher of two kinds of one ladder."""
    return any(
        first in ladder and second in ladder and ladder.index(first) > ladder.index(second)
        for ladder in _RISING
    )


def _y_as_i(name: str) -> str:
    return sort_key(unicodedata.normalize("NFD", name.lower()).replace("y", "i"))


def _only_letters(name: str) -> str:
    composed = unicodedata.normalize("NFC", name.lower())
    return "".join(char for char in composed if char.isalnum())


def _long(name: str) -> str:
    words = _SHORT.sub("nông trường ", name.lower()).split()
    return sort_key(" ".join(_ROMAN.get(word, word) for word in words))
