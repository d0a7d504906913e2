"""What the texts of a list mean: a value, or a fault with its cure. No clock, no table.

Every function takes the text of a cell as the reading gives it. A `Fault` is (what is wrong, what to do), both in Vietnamese.
"""

import re
from enum import StrEnum

from hoctap.core.text import clean
from hoctap.people.reading.cells import plain, tidy

type Fault = tuple[str, str]

OLDEST = 120
# A two-digit year of birth: see `birth_year`.
_SPOKEN = re.compile(r"^(?:(?:khoang|sinh|nam|ns|s n|sn|chung|uoc|k)(?:\s+|(?=\d)))+", re.IGNORECASE)


class Sex(StrEnum):
    MALE = "m"
    FEMALE = "f"


class Relation(StrEnum):
    """To the head of the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    CHILD_IN_LAW = "child_in_law"
    GRANDCHILD = "grandchild"
    GREAT_GRANDCHILD = "great_grandchild"
    PARENT = "parent"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    IN_LAW = "in_law"
    NIECE_NEPHEW = "niece_nephew"
    AUNT_UNCLE = "aunt_uncle"
    OTHER = "other"


class WorkStatus(StrEnum):
    WORKING = "working"
    NOT_WORKING = "not_working"
    HOMEMAKER = "homemaker"
    STUDENT = "student"
    RETIRED = "retired"
    TOO_YOUNG_OR_OLD = "outside_age"
    UNABLE = "unable"


class Schooling(StrEnum):
    ATTENDING = "attending"
    DROPPED_OUT = "dropped_out"
    FINISHED = "finished"
    NEVER = "never"


class Literacy(StrEnum):
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LITERATE = "literate"
    ILLITERATE = "illiterate"


# ---------------------------------------------------------------- year of birth


def birth_year(text: str, year: int) -> tuple[int | None, Fault | None]:
    """The year of birth; `year` is the year of the list. Nothing finer is kept.

    Whole dates, month and year, ISO dates, and words around a year are understood. Two digits: 'NN' can be 20NN only up to
    `year` and 19NN only within 120 years; where both are possible a person is asked, where one is possible it is taken.
    (In 2026 '68' is 1968: nobody was born in 2068. '12' may be 1912 or 2012 and is asked about.)
    """
    typed = tidy(text).strip(" '’`.,;")
    if not typed or typed in ("-", "–", "—", "?", "/", "x", "X"):
        return None, None
    date = re.fullmatch(
        r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})(?: \d{1,2}:\d\d(?::\d\d)?)?", typed
    )
    month = re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{4})", typed)
    iso = re.fullmatch(r"(\d{4})[/.\-](\d{1,2})(?:[/.\-]\d{1,2})?(?:[ T].*)?", typed)
    spoken = re.fullmatch(r"(?:.*\b)?ngay \d{1,2} thang \d{1,2} nam (\d{4})", plain(typed))
    if date:
        first, second = int(date.group(1)), int(date.group(2))
        # Day and month are not kept, but figures that are neither show that this is no date.
        if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
            return None, _no_year(typed)
        digits = date.group(3)
    elif month or iso or spoken:
        digits = month.group(2) if month else iso.group(1) if iso else spoken.group(1) if spoken else ""
    else:
        digits = _SPOKEN.sub("", plain(typed)).strip()
        if not re.fullmatch(r"\d{4}|\d{2}", digits) or re.search(r"\d\D+\d", typed):
            return None, _no_year(typed)
    number = int(digits)
    if len(digits) == 2:
        centuries = [
            century + number for century in (1900, 2000) if year - OLDEST <= century + number <= year
        ]
        if len(centuries) != 1:
            both = " hay ".join(map(str, centuries)) or "năm nào"
            return None, (f"Năm sinh “{typed}” chỉ có hai chữ số: {both}?", "Ghi đủ bốn chữ số của năm sinh.")
        return centuries[0], None
    if not year - OLDEST <= number <= year:
        return None, (
            f"Năm sinh {number} nằm ngoài khoảng {year - OLDEST}–{year}.",
            "Sửa lại bốn chữ số của năm sinh, hoặc để trống.",
        )
    return number, None


def _no_year(typed: str) -> Fault:
    return f"Năm sinh “{typed[:40]}” không phải là năm.", "Ghi bốn chữ số, ví dụ 1968, hoặc để trống."


def birth_and_sex(male: str, female: str, year: int) -> tuple[int | None, Sex | None, Fault | None]:
    """Two columns "Năm sinh: Nam | Nữ": the column that is filled also says the sex."""
    if clean(male) and clean(female):
        return (
            None,
            None,
            (
                f"Cả hai cột năm sinh nam “{clean(male)[:20]}” và nữ “{clean(female)[:20]}” đều có chữ.",
                "Chỉ ghi năm sinh ở một cột.",
            ),
        )
    found, fault = birth_year(male or female, year)
    # A cross instead of a year says the sex and no more.
    told = Sex.MALE if clean(male) else Sex.FEMALE if clean(female) else None
    return found, told, fault


# ---------------------------------------------------------------- persons

_MALE = {"nam", "m", "male", "trai", "ong", "nam gioi", "1", "be trai", "con trai"}
_FEMALE = {"nu", "f", "female", "gai", "ba", "nu gioi", "2", "0", "be gai", "con gai"}


def sex(text: str) -> tuple[Sex | None, Fault | None]:
    """Nam, nữ, or empty. Figures (1 nam, 0 or 2 nữ) are not guessed."""
    words = plain(text)
    if not words:
        return None, None
    if not words.isdigit():
        if words in _MALE:
            return Sex.MALE, None
        if words in _FEMALE:
            return Sex.FEMALE, None
    return None, (f"Giới tính “{clean(text)[:20]}” không rõ.", "Ghi Nam hoặc Nữ, hoặc để trống.")


def is_marked(text: str) -> bool:
    """A cell of a column that is only ticked: 'x', '1', 'v', 'có'. A 0, a dash or 'không' is no mark."""
    words = plain(text)
    if not words:
        return clean(text) in ("+", "✓", "✔", "√", "*", "●")
    return words in ("x", "1", "v", "co", "dung", "yes", "true")


def sex_of_marks(male: str, female: str) -> tuple[Sex | None, Fault | None]:
    """Two columns "Nam | Nữ" that are ticked, or the one column "Nữ": an empty cell of a lone column says nothing here."""
    is_male, is_female = is_marked(male), is_marked(female)
    if is_male and is_female:
        return None, ("Cả hai cột Nam và Nữ đều được đánh dấu.", "Chỉ đánh dấu một cột.")
    return (Sex.MALE if is_male else Sex.FEMALE if is_female else None), None


def person_name(text: str) -> tuple[str, Fault | None]:
    """Spaces put right; a name all in capitals or all in small letters gets its capitals. Tones stay where they were typed.

    A leading number and the closing words "(chết)", "(chủ hộ)" are not part of a name.
    """
    name = tidy(text)
    name = re.sub(r"^\d{1,4}\s*[.)/\-]\s*", "", name)
    name = re.sub(r"\s*\((?:chủ hộ|ch|chết|đã mất|đã chết)\)$", "", name, flags=re.IGNORECASE).strip(
        " .,;:-*"
    )
    if not name:
        return "", ("Thiếu họ tên.", "Ghi đủ họ và tên.")
    if name.isupper() or name.islower():
        name = " ".join(_capital(word) for word in name.split(" "))
    if any(char.isdigit() for char in name):
        return name, (f"Họ tên “{name[:60]}” có chữ số.", "Bỏ chữ số, chỉ ghi họ và tên.")
    if len(name) > 120:
        return name, ("Họ tên dài hơn 120 ký tự.", "Chỉ ghi họ và tên.")
    strange = [char for char in name if not (char.isalpha() or char in " '’-.()")]
    if strange or any(ord(char) < 0x100 and char in "®µ¸¶·¹¨©ª«¬¦§¾»¼½¥¢£¤" for char in name):
        return name, (
            f"Họ tên “{name[:60]}” có ký tự lạ.",
            "Nếu tệp dùng phông chữ cũ (VNI, TCVN3), hãy chọn phông cho cột này; nếu không, sửa lại tên.",
        )
    return name, None


def _capital(word: str) -> str:
    """'NGUYỄN' → 'Nguyễn', "H'BIA" → "H'Bia"."""
    return "".join(part.capitalize() for part in re.split(r"(['’\-.(])", word.lower()))


_RELATIONS: tuple[tuple[Relation, str], ...] = (
    (Relation.HEAD, r"chu ho|ch|chu gia dinh|x|ban than|dai dien ho"),
    (Relation.SPOUSE, r"vo|chong|vo chong|v|c|vo cua chu ho|vo lon|vo be"),
    (Relation.CHILD_IN_LAW, r"(?:con )?(?:dau|re)|con (?:dau|re)(?: (?:cua )?chu ho)?"),
    (Relation.GREAT_GRANDCHILD, r"chat(?: .*)?|chut"),
    (
        Relation.NIECE_NEPHEW,
        r"chau (?:ruot|goi .*|ho|ben vo|ben chong|vo|chong|trai ho|gai ho)|chau (?:cua )?(?:vo|chong)|con (?:cua )?(?:anh|chi|em)(?: .*)?",
    ),
    (Relation.GRANDCHILD, r"chau(?: (?:noi|ngoai|trai|gai|dich ton|dau|re|con))*"),
    (Relation.IN_LAW, r"(?:anh|chi|em) (?:dau|re|vo|chong)|(?:cha|me|bo|ba|ma) (?:vo|chong)|em trai vo|em gai vo|em trai chong|em gai chong"),
    (Relation.PARENT, r"cha|bo|me|ma|tia|ba ma|cha me|bo me|(?:cha|bo|me) (?:ruot|de|de|gia|nuoi|ke)|than phu|than mau|thay|u|bam"),
    (Relation.GRANDPARENT, r"ong|ba|ong ba|(?:ong|ba) (?:noi|ngoai)|cu|ong co|ba co"),
    (Relation.SIBLING, r"(?:anh|chi|em)(?: (?:ruot|trai|gai|ut|ho|ca|hai|ba|tu|nam|sau|bay|tam))*|anh em|chi em"),
    (Relation.AUNT_UNCLE, r"(?:chu|bac|co|di|cau|mo|thim|duong)(?: .*)?|o"),
    (Relation.CHILD, r"con(?: (?:trai|gai|ruot|de|nuoi|rieng|ca|ut|truong|thu|dau long|hai|ba|tu|nam|sau|bay|tam|chin|muoi|mot|\d+"
        r"|cua chu ho|cai|vo|chong))*"),
    (Relation.OTHER, r"khac|o nho|o tro|o dau|o thue|nguoi giup viec|nguoi o|khong(?: co)? quan he|ban|quan he khac|o nho nha"),
)  # fmt: skip
_RELATION_PATTERNS = tuple((found, re.compile(pattern)) for found, pattern in _RELATIONS)
# Told apart by their accents only.
_BY_ACCENT = {
    "bà": Relation.GRANDPARENT,
    "bá": Relation.AUNT_UNCLE,
    "ba": Relation.PARENT,
    "bố": Relation.PARENT,
    "chú": Relation.AUNT_UNCLE,
}


def relation(text: str) -> tuple[Relation | None, str]:
    """The relation to the head and the text as typed; an unknown one is None and stays as text, it is no fault."""
    typed = clean(text)
    lowered = tidy(text).lower().strip(" .,;:")
    if lowered in _BY_ACCENT:
        return _BY_ACCENT[lowered], typed
    words = plain(text)
    for found, pattern in _RELATION_PATTERNS:
        if words and pattern.fullmatch(words):
            return found, typed
    return None, typed


def phone(text: str) -> tuple[str, Fault | None]:
    """Ten digits beginning with 0 (eleven for an old landline); +84 and a lost 0 are understood. Of two numbers the first."""
    typed = clean(text)
    if not typed or (not any(char.isdigit() for char in typed) and len(typed) <= 10):
        return "", None
    first = re.split(r"[;,/]|\s-\s|\bhoặc\b|\s(?=0\d{9})", typed)[0]
    digits = re.sub(r"^(?:\+|00)84|^84(?=\d{9}$)", "0", re.sub(r"[\s.\-()'’]", "", first))
    digits = digits.removesuffix(".0")
    if re.fullmatch(r"[1-9]\d{8}", digits):
        digits = "0" + digits
    if re.fullmatch(r"0[1-9]\d{8,9}", digits):
        return digits, None
    return "", (f"Số điện thoại “{typed[:30]}” không đúng.", "Ghi 10 chữ số bắt đầu bằng 0, hoặc để trống.")


def whole(text: str, least: int, most: int, what: str) -> tuple[int | None, Fault | None]:
    """A whole number between two bounds; '4 người', '04', '4,0' are 4. `what` names it in the fault."""
    typed = clean(text)
    if not typed or typed in ("-", "–", "—"):
        return None, None
    found = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?(?:\s*(?:người|nguoi|khẩu|khau|nk|nhân khẩu))?", typed.lower())
    if found and least <= int(found.group(1)) <= most:
        return int(found.group(1)), None
    return None, (f"{what} “{typed[:30]}” không đúng.", f"Ghi một số từ {least} đến {most}, hoặc để trống.")


# ---------------------------------------------------------------- work, school, reading

_WORK: tuple[tuple[WorkStatus, str], ...] = (
    (WorkStatus.STUDENT, r"(?:dang |con )?(?:di )?hoc(?: .*)?|hoc sinh(?: .*)?|sinh vien(?: .*)?|hs|sv|hs sv|hssv"),
    (WorkStatus.NOT_WORKING, r"that nghiep|(?:chua|khong) (?:co )?(?:viec lam|viec|lam viec|lam)(?: .*)?|dang tim viec"),
    (WorkStatus.HOMEMAKER, r"noi tro|o nha"),
    (WorkStatus.RETIRED, r"(?:da )?(?:nghi )?huu(?: tri)?|nghi huu"),
    (WorkStatus.TOO_YOUNG_OR_OLD, r"(?:con nho|tre em|tre nho|gia yeu|gia|cao tuoi|nguoi cao tuoi|het tuoi(?: lao dong)?"
        r"|ngoai (?:do )?tuoi(?: lao dong)?|duoi tuoi(?: lao dong)?|mam non|mau giao)"),
    (WorkStatus.UNABLE, r"(?:mat|khong con|khong co) (?:suc|kha nang) lao dong|mat suc"),
    (WorkStatus.WORKING, r"(?:dang |co |da co )?(?:lam viec|viec lam|viec|di lam|lam)(?: .*)?|x|co|1"
        r"|lao dong|cong nhan|lam ruong|nong dan|buon ban|lam nong"),
)  # fmt: skip
_SCHOOL: tuple[tuple[Schooling, str], ...] = (
    (Schooling.NEVER, r"(?:chua|khong|chua bao gio)(?: di| tung di)? hoc|chua den truong|khong biet chu"),
    (Schooling.DROPPED_OUT, r"(?:da )?(?:bo|nghi|thoi) hoc(?: .*)?|bo|bh"),
    (Schooling.FINISHED, r"(?:da )?(?:tot nghiep|tn|hoan thanh|hoc xong)(?: .*)?|xong"),
    (
        Schooling.ATTENDING,
        r"(?:dang |con |co )?(?:di )?hoc(?: .*)?|dang hoc|x|co|1|lop .*|hoc sinh(?: .*)?|sinh vien(?: .*)?",
    ),
)
_READ: tuple[tuple[Literacy, str], ...] = (
    (Literacy.ILLITERATE, r"(?:mu|khong biet|chua biet|tai mu)(?: chu)?(?: .*)?|khong"),
    (
        Literacy.LEVEL_1,
        r"(?:biet chu |dat chuan (?:biet chu )?|dat )?(?:muc|muc do|m) ?(?:1|i)|xmc muc (?:do )?1",
    ),
    (
        Literacy.LEVEL_2,
        r"(?:biet chu |dat chuan (?:biet chu )?|dat )?(?:muc|muc do|m) ?(?:2|ii)|xmc muc (?:do )?2",
    ),
    (Literacy.LITERATE, r"(?:da )?biet(?: chu| doc| doc biet viet)?|x|co"),
)


def work_status(text: str) -> tuple[WorkStatus | None, Fault | None]:
    """Of the column of work; the name of any occupation is not asked about here."""
    return _one_of(
        text,
        _WORK,
        "Tình trạng việc làm",
        "Ghi: có việc làm, không có việc, nội trợ, đi học, nghỉ hưu; hoặc để trống.",
    )


def schooling(text: str) -> tuple[Schooling | None, Fault | None]:
    return _one_of(
        text,
        _SCHOOL,
        "Tình trạng đi học",
        "Ghi: đang học, bỏ học, đã tốt nghiệp, chưa đi học; hoặc để trống.",
    )


def literacy(text: str) -> tuple[Literacy | None, Fault | None]:
    """A bare 1 or 2 is the level."""
    if clean(text) in ("1", "2"):
        return (Literacy.LEVEL_1 if clean(text) == "1" else Literacy.LEVEL_2), None
    return _one_of(text, _READ, "Mức biết chữ", "Ghi: mức 1, mức 2, biết chữ, chưa biết chữ; hoặc để trống.")


def schooling_of_marks(attending: str, dropped_out: str) -> tuple[Schooling | None, Fault | None]:
    """Two columns "Đang học | Bỏ học": either a mark or words in each."""
    left_school = is_marked(dropped_out) or (schooling(dropped_out)[0] == Schooling.DROPPED_OUT)
    told, fault = schooling(attending)
    if left_school and told == Schooling.ATTENDING:
        return None, ("Vừa đánh dấu đang học vừa đánh dấu bỏ học.", "Chỉ để một trong hai.")
    return (Schooling.DROPPED_OUT, None) if left_school else (told, fault)


def literacy_of_marks(level_1: str, level_2: str) -> Literacy | None:
    """Two columns "Mức 1 | Mức 2": the higher level counts."""
    return Literacy.LEVEL_2 if is_marked(level_2) else Literacy.LEVEL_1 if is_marked(level_1) else None


_STILL_HERE = re.compile(
    r"thuong tru|dang o|con o|o nha|co mat|khong|0|hien dien|(?:o )?tai cho|tam tru|(?:moi )?(?:den|chuyen den)(?: .*)?|(?:moi )?sinh"
)
_GONE = re.compile(
    r"\b(?:chuyen|roi|chet|mat|tu vong|khai tu|xoa|cat khau|19\d\d|20\d\d)\b|^(?:da )?di(?: noi khac)?$"
)


def has_left(text: str) -> bool:
    """Does the mark of a "Chuyển đi", "Biến động" or "Tình trạng cư trú" column say that the person is no longer here?

    Who is away for work ("đi làm ăn xa", "tạm vắng") has not left: the household stays in the register.
    """
    words = plain(text)
    if not words or is_marked(text):
        return is_marked(text)
    return not _STILL_HERE.fullmatch(words) and bool(_GONE.search(words))


def _one_of[T: StrEnum](
    text: str, known: tuple[tuple[T, str], ...], what: str, cure: str
) -> tuple[T | None, Fault | None]:
    words = plain(text)
    if not words:
        return None, None
    for found, pattern in known:
        if re.fullmatch(pattern, words):
            return found, None
    return None, (f"{what} “{clean(text)[:40]}” không rõ.", cure)
