"""What a number on a book means, what a title and its copies may be, the code of a copy. Pure: also the child process uses it."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents
from hoctap.core.vietnamese import format_date

type _Check = Callable[[str], str]

_APART = re.compile(r"[\s\-–.]+")

# ------------------------------------------------------------------------------------------------ ISBN


def bare(text: str) -> str:
    """Without 'ISBN', spaces and dashes; x in capitals."""
    return _APART.sub("", clean(text).upper().removeprefix("ISBN").lstrip(":"))


def is_number(text: str) -> bool:
    """Something that somebody took for a number on a book, not words of a title."""
    return bool(re.fullmatch(r"[0-9]{6,}X?", bare(text), re.ASCII))


def read_isbn(text: str) -> tuple[str, str]:
    """Thirteen digits, or nothing; and what is wrong with the number, with the cure."""
    number = bare(text)
    if not number:
        return "", ""
    if re.fullmatch(r"[0-9]{9}[0-9X]", number, re.ASCII):
        wanted = _check_of_ten(number)
        if number[-1] != wanted:
            return "", _wrong_check(number, wanted, _check_of_ten)
        first = f"978{number[:9]}"
        return first + _check_of_thirteen(first), ""
    if re.fullmatch(r"[0-9]{13}", number, re.ASCII):
        return _read_thirteen(number)
    digits = sum(one.isdigit() for one in number)
    if re.fullmatch(r"[0-9X]+", number, re.ASCII):
        return "", (
            f"{number} có {digits} chữ số; ISBN có 10 hoặc 13. Xem lại số dưới mã vạch ở bìa sau, "
            "sách không có ISBN thì để trống."
        )
    return (
        "",
        f"“{clean(text)[:30]}” không phải ISBN: ISBN chỉ gồm 10 hoặc 13 chữ số. Sách không có thì để trống.",
    )


def _read_thirteen(number: str) -> tuple[str, str]:
    if number.startswith("977"):
        return (
            "",
            f"{number} là mã của báo, tạp chí (ISSN), không phải ISBN. Hãy để trống ô ISBN, tìm theo tên báo.",
        )
    if number.startswith("9790"):
        return (
            "",
            f"{number} là mã của bản nhạc in (ISMN), không phải ISBN. Hãy để trống ô ISBN, tìm theo nhan đề.",
        )
    if not number.startswith(("978", "979")):
        return "", (
            f"{number} là mã hàng hóa (EAN), không phải ISBN: ISBN bắt đầu bằng 978 hoặc 979. "
            "Tìm mã vạch khác ở bìa sau, hoặc tìm theo nhan đề."
        )
    wanted = _check_of_thirteen(number)
    return (number, "") if number[-1] == wanted else ("", _wrong_check(number, wanted, _check_of_thirteen))


def _check_of_ten(number: str) -> str:
    left = -sum((10 - at) * int(one) for at, one in enumerate(number[:9])) % 11
    return "X" if left == 10 else str(left)


def _check_of_thirteen(number: str) -> str:
    return str(-sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(number[:12])) % 10)


def _wrong_check(number: str, wanted: str, check: _Check) -> str:
    """The last digit tells that one is wrong; which, only where one swap of neighbours explains it."""
    swaps = []
    for at in range(len(number) - 1):
        one, other = number[at], number[at + 1]
        swapped = f"{number[:at]}{other}{one}{number[at + 2 :]}"
        if one != other and check(swapped) == swapped[-1]:
            swaps.append(at)
    likely = ""
    if len(swaps) == 1:
        at = swaps[0]
        likely = f"; có thể chữ số thứ {at + 1} và {at + 2} (“{number[at : at + 2]}”) bị đảo"
    return (
        f"ISBN {number} sai: với các chữ số trước thì chữ số cuối phải là {wanted}, đang là {number[-1]}{likely}. "
        "Hãy so lại từng chữ số với bìa sau."
    )


# ------------------------------------------------------------------------------------------------ titles

LONGEST = {
    "name": 500,
    "rest": 500,
    "authors": 300,
    "publisher": 200,
    "edition": 100,
    "pages": 60,
    "classification": 40,
}
_LABELS = {
    "name": "Nhan đề",
    "rest": "Thông tin khác của nhan đề",
    "authors": "Tác giả",
    "publisher": "Nhà xuất bản",
    "edition": "Lần xuất bản",
    "pages": "Số trang",
    "classification": "Ký hiệu phân loại",
}
MOST_SUBJECTS, LONGEST_SUBJECT, LONGEST_SUMMARY = 20, 150, 3000
FIRST_YEAR = 1400
KINDS = ("book", "serial", "audiovisual", "electronic", "other")


@dataclass(frozen=True)
class TitleDetails:
    name: str
    kind: str = "book"
    isbn: str = ""
    rest: str = ""
    authors: str = ""
    publisher: str = ""
    year: int | None = None
    edition: str = ""
    pages: str = ""
    language: str = "vie"
    classification: str = ""
    subjects: tuple[str, ...] = ()
    summary: str = ""


def title_blockers(details: TitleDetails, *, this_year: int) -> list[Reason]:
    """`isbn` as it was typed."""
    reasons = []
    if not details.name:
        reasons.append(Reason("Hãy ghi nhan đề như ở trang tên sách.", "name"))
    if details.kind not in KINDS:
        reasons.append(Reason("Chọn loại tài liệu.", "kind"))
    if wrong := read_isbn(details.isbn)[1]:
        reasons.append(Reason(wrong, "isbn"))
    for field, most in LONGEST.items():
        if len(getattr(details, field)) > most:
            reasons.append(Reason(f"{_LABELS[field]} dài quá {most} chữ. Hãy ghi ngắn lại.", field))
    if details.year is not None and not FIRST_YEAR <= details.year <= this_year + 1:
        reasons.append(
            Reason(f"Năm xuất bản {details.year} chưa đúng: ghi bốn chữ số, đến {this_year + 1}.", "year")
        )
    if not re.fullmatch(r"[a-z]{3}", details.language, re.ASCII):
        reasons.append(
            Reason("Ngôn ngữ ghi bằng ba chữ thường: vie (tiếng Việt), eng (tiếng Anh), khm…", "language")
        )
    if len(details.subjects) > MOST_SUBJECTS or any(len(one) > LONGEST_SUBJECT for one in details.subjects):
        reasons.append(
            Reason(f"Nhiều nhất {MOST_SUBJECTS} chủ đề, mỗi chủ đề đến {LONGEST_SUBJECT} chữ.", "subjects")
        )
    if len(details.summary) > LONGEST_SUMMARY:
        reasons.append(Reason(f"Tóm tắt dài quá {LONGEST_SUMMARY} chữ. Hãy ghi ngắn lại.", "summary"))
    return reasons


def likeness(name: str, authors: str, publisher: str, year: int | None) -> str:
    """The same for the same title, author, publisher and year, however they were typed: case, accents, marks."""
    told = "\n".join(
        re.sub(r"[^a-z0-9]+", " ", without_accents(part)).strip() or without_accents(part)
        for part in (name, authors, publisher, str(year or ""))
    )
    return hashlib.sha256(told.encode()).hexdigest()[:32]


# ------------------------------------------------------------------------------------------------ copies

# As many letters as there are, without those that are taken for figures (I, O) or for each other (U, V): a prime number of them, so
# that one wrong digit, or two neighbours swapped, always gives another letter.
CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
FIRST_NUMBER = 10_001
LONGEST_CODE = 30
MOST_AT_ONCE = 200
_OWN = re.compile(r"[0-9]{5,9}[A-Z]", re.ASCII)
_CODE = re.compile(r"[0-9A-Z./_\-]+", re.ASCII)


def code_of(number: int) -> str:
    """10001 → '10001L': short enough to be typed with a thumb."""
    return f"{number}{CHECK_LETTERS[number % len(CHECK_LETTERS)]}"


def cleaned_code(text: str) -> str:
    return "".join(clean(text).split()).upper()


def code_fault(code: str) -> str:
    """Why it cannot be the code of a copy; empty where it can. Codes that stood on a book already are taken as they are."""
    if not code:
        return "Hãy quét hoặc gõ mã trên nhãn."
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        return f"“{code[:LONGEST_CODE]}” không phải mã trên nhãn: chỉ gồm chữ, số, đến {LONGEST_CODE} ký tự."
    if read_isbn(code)[0] and len(code) >= 10:
        return f"{code} là ISBN in trên sách, bản nào cũng như nhau. Mỗi bản cần mã riêng trên nhãn."
    if _OWN.fullmatch(code) and code[-1] in CHECK_LETTERS and not is_own(code):
        return f"Mã {code} gõ sai một chữ: số {code[:-1]} phải đi với chữ {code_of(int(code[:-1]))[-1]}."
    return ""


def is_own(code: str) -> bool:
    """One of this program's labels."""
    return bool(_OWN.fullmatch(code)) and code == code_of(int(code[:-1]))


@dataclass(frozen=True)
class CopiesDetails:
    """`codes`: those that stand on the books already; without them the program gives new ones."""

    number: int | None = 1
    source: str = "found"
    giver: str = ""
    price: int | None = None
    acquired_on: dt.date | None = None
    codes: tuple[str, ...] = ()


SOURCES = ("bought", "given", "grant", "transfer", "found")


def copies_blockers(details: CopiesDetails, *, taken: Collection[str], today: dt.date) -> list[Reason]:
    """`taken`: those of the codes that are another copy's."""
    reasons = []
    if details.number is None or not 1 <= details.number <= MOST_AT_ONCE:
        reasons.append(
            Reason(
                f"Số bản từ 1 đến {MOST_AT_ONCE}; nhiều hơn thì ghi làm mấy lần hoặc nhập từ Excel.", "number"
            )
        )
    if details.source not in SOURCES:
        reasons.append(Reason("Chọn nguồn: mua, được tặng, được cấp…", "source"))
    if details.source == "given" and not details.giver:
        reasons.append(Reason("Sách được tặng: ghi người hoặc đơn vị tặng.", "giver"))
    if details.price is not None and not 0 <= details.price <= 10**10:
        reasons.append(Reason("Giá ghi bằng đồng, như 45.000.", "price"))
    if details.acquired_on is None:
        reasons.append(Reason("Hãy ghi ngày nhập.", "acquired_on"))
    elif details.acquired_on > today:
        reasons.append(
            Reason(f"Ngày nhập {format_date(details.acquired_on)} chưa tới. Hãy xem lại ngày.", "acquired_on")
        )
    elif details.acquired_on < dt.date(1950, 1, 1):
        reasons.append(Reason("Ngày nhập chưa đúng. Không nhớ thì ghi ngày 1 tháng 1 năm ấy.", "acquired_on"))
    reasons += _code_blockers(details, taken)
    return reasons


def _code_blockers(details: CopiesDetails, taken: Collection[str]) -> list[Reason]:
    if not details.codes:
        return []
    reasons = [Reason(fault, "codes") for fault in dict.fromkeys(map(code_fault, details.codes)) if fault]
    if len(set(details.codes)) < len(details.codes):
        twice = sorted({one for one in details.codes if details.codes.count(one) > 1})
        reasons.append(Reason(f"Mã ghi hai lần: {', '.join(twice[:5])}. Mỗi bản một mã.", "codes"))
    if details.number is not None and len(details.codes) != details.number:
        reasons.append(
            Reason(
                f"Có {len(details.codes)} mã cho {details.number} bản. Ghi đủ mã, hoặc để trống để máy cấp mã.",
                "codes",
            )
        )
    if taken:
        reasons.append(
            Reason(f"Đã có bản khác mang mã {', '.join(sorted(taken)[:5])}. Xem lại nhãn.", "codes")
        )
    return reasons


GONE = {"lost": "mất", "worn": "hư hỏng", "weeded": "thanh lọc", "moved": "chuyển hẳn đi"}


def withdrawal_blockers(
    *,
    codes: Sequence[str],
    lent: Collection[str],
    gone: Collection[str],
    why: str,
    on: dt.date | None,
    newest: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    """`newest`: when the youngest of them came."""
    reasons = []
    if not codes:
        reasons.append(Reason("Chọn ít nhất một bản.", "copies"))
    if why not in GONE:
        reasons.append(Reason("Chọn lý do: mất, hư hỏng, thanh lọc, chuyển đi.", "why"))
    if lent and why != "lost":
        reasons.append(
            Reason(
                f"Bản {', '.join(sorted(lent)[:5])} đang cho mượn. Nhận trả trước, hoặc ghi mất nếu không đòi được.",
                "copies",
            )
        )
    if gone:
        reasons.append(
            Reason(f"Bản {', '.join(sorted(gone)[:5])} đã ghi thôi giữ rồi. Bỏ đánh dấu bản ấy.", "copies")
        )
    if on is None:
        reasons.append(Reason("Hãy ghi ngày.", "on"))
    elif on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới. Hãy xem lại ngày.", "on"))
    elif newest is not None and on < newest:
        reasons.append(Reason(f"Có bản nhập ngày {format_date(newest)}, không thể thôi giữ trước đó.", "on"))
    return reasons
