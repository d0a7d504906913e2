"""What the columns of a commune's list may mean, and by which headers they are known."""

import re

from hoctap.core.labelled import Labelled
from hoctap.people.reading.cells import plain
from hoctap.people.reading.legacy import ENCODINGS, decode


class Field(Labelled):
    """The meaning of a column; the value is what is stored in a named mapping."""

    NAME = "name", "Họ và tên"
    HEAD_NAME = "head_name", "Họ và tên chủ hộ (ghi lại ở mỗi người)"
    RELATION = "relation", "Quan hệ với chủ hộ"
    BIRTH = "birth", "Năm sinh"
    BIRTH_MALE = "birth_male", "Năm sinh (cột nam)"
    BIRTH_FEMALE = "birth_female", "Năm sinh (cột nữ)"
    SEX = "sex", "Giới tính"
    SEX_MALE = "sex_male", "Đánh dấu nam"
    SEX_FEMALE = "sex_female", "Đánh dấu nữ"
    HAMLET = "hamlet", "Ấp, khóm"
    GROUP = "group", "Tổ"
    ADDRESS = "address", "Địa chỉ"
    MEMBERS = "members", "Số nhân khẩu"
    PHONE = "phone", "Điện thoại"
    HOUSEHOLD_NUMBER = "household_number", "Số hộ"
    PERSON_NUMBER = "person_number", "Số thứ tự trong hộ"
    OCCUPATION = "occupation", "Nghề nghiệp"
    WORKPLACE = "workplace", "Nơi làm việc"
    WORK_STATUS = "work_status", "Tình trạng việc làm"
    SCHOOLING = "schooling", "Đang học, bỏ học"
    DROPPED_OUT = "dropped_out", "Đánh dấu bỏ học"
    LITERACY = "literacy", "Biết chữ"
    LITERACY_1 = "literacy_1", "Đánh dấu biết chữ mức 1"
    LITERACY_2 = "literacy_2", "Đánh dấu biết chữ mức 2"
    LEFT = "left", "Chuyển đi, đã mất"
    NOTE = "note", "Ghi chú"


RESULTS = "results"
"""The vocabulary of a list of results: what the association's own software says of citizens."""


class ResultField(Labelled):
    """What only a list of results has beside the fields of a person; known in the vocabulary `RESULTS` alone."""

    TOTAL = "total", "Tổng điểm"
    PASSED = "passed", "Đạt hay chưa đạt"
    RESULT_DAY = "result_day", "Ngày có kết quả"
    CONFIRMED_BY = "confirmed_by", "Người xác nhận"


def is_field(kind: str) -> bool:
    return kind in Field or kind in ResultField


# Kinds of columns that are no field of ours.
ORDINAL = "ordinal"
PERSONAL = "personal"
FAMILY_NAME = "family_name"
GIVEN_NAME = "given_name"

_HAMLET_KINDS = r"(?:ap|khom|thon|ban|xom|buon|bon|lang|phum|soc|khu pho|khu dan cu|khu|to dan pho|tdp)"

# Whole headers without accents, capitals and signs, as regular expressions; the first match wins.
_HEADERS: dict[str, tuple[str, ...]] = {
    ORDINAL: ("s ?t ?t", "t ?t", "so tt", "so thu tu", "dong", "can sua", "no"),
    Field.PERSON_NUMBER: (
        "(?:stt|tt|so thu tu|so tt|thu tu)(?: trong| cua)?(?: ho| nguoi| thanh vien| nhan khau| nk)(?: trong ho)?",
        "nguoi thu",
    ),
    Field.HOUSEHOLD_NUMBER: (
        "(?:ma|so|ma so|stt|so thu tu) ho(?: gia dinh| dan| khau)?",
        "ho so",
        "so ho so",
        "(?:ma|so) phieu(?: ho| dieu tra)?",
        "phieu so",
    ),
    Field.HEAD_NAME: (
        "(?:(?:ho )?(?:va )?ten )?(?:nguoi )?(?:cua )?(?:la )?chu(?: ho| gia dinh)(?: gia dinh)?",
        "(?:ho(?: va)? ten )?(?:nguoi )?dai dien(?: chu)?(?: ho| gia dinh){1,2}",
        "(?:ten )?ho gia dinh",
    ),
    FAMILY_NAME: ("ho(?: va)?(?: chu)? (?:dem|lot)", "ho(?: va)? ten (?:dem|lot)", "ho"),
    GIVEN_NAME: ("ten",),
    Field.NAME: (
        "ho(?: va)?(?: chu dem va)? ten",
        "(?:ho(?: va)? )?ten (?:(?:cac |tung )?thanh vien|nhan khau|cong dan|(?:tung )?nguoi|hoi vien|hoc vien|nguoi dan|nguoi lao dong)"
        "(?: trong ho| gia dinh| trong gia dinh)?",
        "ho(?: va)? ten (?:day du|khai sinh|trong giay khai sinh)",
        "thanh vien(?: trong ho| gia dinh| trong gia dinh)?",
    ),
    Field.BIRTH_MALE: (
        "(?:nam|ngay|ngay thang|ngay thang nam) ?sinh (?:cua )?nam",
        "nam nam sinh",
        "sinh nam nam",
    ),
    Field.BIRTH_FEMALE: (
        "(?:nam|ngay|ngay thang|ngay thang nam) ?sinh (?:cua )?nu",
        "nu nam sinh",
        "sinh nam nu",
    ),
    Field.BIRTH: (
        "(?:nam|ngay|ngay thang|ngay thang nam|ngay thang va nam|thang nam) ?sinh(?: (?:cua )?chu ho)?",
        "sinh nam",
        "sinh ngay",
        "ntns",
        "ngay thang nam",
        "n sinh",
        "ns",
    ),
    Field.SEX_MALE: ("(?:gioi tinh|phai|gioi) nam", "nam"),
    Field.SEX_FEMALE: ("(?:gioi tinh|phai|gioi) nu", "nu"),
    Field.SEX: ("gioi tinh(?: (?:cua )?chu ho)?", "gioi", "phai", "nam nu", "nam hay nu"),
    Field.RELATION: (
        "(?:moi )?(?:quan he|qh)(?: voi| doi voi)?(?: chu ho| chu| gia dinh| chu gia dinh)?",
        "vai tro trong ho",
        "la gi cua chu ho",
    ),
    Field.PHONE: ("(?:so )?(?:dien thoai|dt|dtdd|sdt|di dong|zalo|phone)(?: .*)?",),
    Field.MEMBERS: (
        "(?:tong )?(?:so )?(?:nhan khau|khau|nguoi|thanh vien|nk)(?: trong ho| thuc te| hien co| tong so| tong cong| tong)?",
        "so nguoi(?: trong)?(?: gia dinh)?",
        "tong so (?:nhan )?khau(?: trong ho)?",
    ),
    Field.GROUP: (
        "(?:ten )?to(?: so| nd| nhan dan)?(?: tu quan)?(?: so)?",
        "to ndtq",
        "to (?:doan ket|dan cu|tq)",
        "so to",
    ),
    Field.HAMLET: (
        rf"(?:ten )?{_HAMLET_KINDS}(?: {_HAMLET_KINDS})*(?: moi| hien nay| so)?",
        "dia ban(?: dan cu)?",
    ),
    Field.ADDRESS: (
        "dia chi(?: .*)?",
        "so nha(?: .*)?",
        "noi (?:o|cu tru|thuong tru)(?: .*)?",
        "cho o(?: .*)?",
        "(?:ho khau )?thuong tru",
    ),
    Field.WORKPLACE: (
        "(?:noi|cho|don vi|co quan|dia diem) (?:lam viec|cong tac|lam)(?: .*)?",
        "nghe nghiep noi lam viec",
    ),
    Field.WORK_STATUS: (
        "tinh trang (?:viec lam|lao dong|hoat dong kinh te)",
        "(?:co |da co )?viec lam(?: hien nay)?",
        "lao dong(?: co viec lam)?",
        "trong do tuoi lao dong",
    ),
    Field.OCCUPATION: ("nghe(?: nghiep)?(?: .*)?", "cong viec(?: .*)?"),
    Field.SCHOOLING: (
        "(?:hien |co )?(?:dang |di )(?:di )?hoc(?: .*)?",
        "tinh trang (?:di )?hoc(?: tap| van de)?",
        "(?:hien )?hoc lop",
        "lop(?: dang hoc| hoc)?",
    ),
    Field.DROPPED_OUT: ("(?:da )?(?:bo|nghi) hoc(?: .*)?",),
    Field.LITERACY_1: (
        "(?:dat chuan )?(?:biet chu|xmc|xoa mu chu) (?:dat )?(?:muc|muc do) (?:1|i)",
        "muc (?:do )?1",
    ),
    Field.LITERACY_2: (
        "(?:dat chuan )?(?:biet chu|xmc|xoa mu chu) (?:dat )?(?:muc|muc do) (?:2|ii)",
        "muc (?:do )?2",
    ),
    Field.LITERACY: (
        "(?:muc do |tinh trang |muc )?biet (?:chu|doc)(?: .*)?",
        "(?:muc do |tinh trang )?(?:xoa )?mu chu(?: .*)?",
        "muc xmc",
        "xmc(?: .*)?",
    ),
    Field.LEFT: (
        "(?:da )?chuyen di(?: .*)?",
        "da chuyen",
        "roi (?:di|khoi)(?: .*)?",
        "bien dong(?: .*)?",
        "(?:tinh trang|hien trang) cu tru",
        "(?:da )?chet",
        "da mat",
        "tu vong",
        "khai tu",
    ),
    Field.NOTE: ("ghi chu(?: .*)?", "chu thich"),
}
_KINDS = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _HEADERS.items())

# Never kept (decision 12), wherever these words stand in a header.
_PERSONAL = re.compile(
    r"\b(?:cccd|can cuoc|cmnd|cmt|chung minh|dinh danh|so giay to|giay to tuy than|ho chieu|dan toc|ton giao|ngheo"
    r"|khuyet tat|tan tat|chinh sach|co cong|thuong binh|bao tro|bhyt|bao hiem|bhxh|hoc luc|hanh kiem|hoc ba"
    r"|ket qua hoc tap|diem|xep loai hoc|thu nhap|luong|tai khoan|ma so thue|suc khoe|benh|nhom mau|hiv"
    r"|hon nhan|dang vien|tien an|tien su)\b"
)


def kind_of(lines: list[str]) -> str:
    """What a header of one to three printed lines (top first) means: a `Field`, ORDINAL, PERSONAL, a part of a name, or "".

    A header typed in an old font is understood too.
    """
    for encoding in ("", *ENCODINGS):
        texts = [decode(line, encoding) if encoding else line for line in lines]
        found = _kind([words for words in map(plain, texts) if words])
        if found or all(line.isascii() for line in lines):
            return found
    return ""


def _kind(lines: list[str]) -> str:
    if any(_PERSONAL.search(line) for line in lines):
        return PERSONAL
    whole = " ".join(lines)
    for words in dict.fromkeys([whole, *reversed(lines)]):
        for kind, pattern in _KINDS:
            if pattern.fullmatch(words):
                return kind
    return ""


_RESULT_HEADERS: dict[ResultField, str] = {
    ResultField.TOTAL: r"(?:tong(?: so)? )?diem(?: (?:tong|tong cong|so|dat|dat duoc|danh gia|cuoi|cuoi cung|xac nhan|cong nhan"
    r"|cham|cong dan hoc tap|100))*",
    ResultField.PASSED: r"(?:ket qua|xep loai|ket luan|danh gia|dat|cong nhan|muc dat)"
    r"(?: (?:xep loai|danh gia|xet|cong nhan|cong dan hoc tap|chua dat|khong dat|dat|cuoi cung|danh hieu))*",
    ResultField.RESULT_DAY: r"(?:ngay|thoi gian|thoi diem)(?: (?:thang nam|cham|danh gia|tu danh gia|xac nhan|cong nhan"
    r"|hoan thanh|nop|gui|co ket qua|ket qua|cap nhat|duyet|phe duyet))+",
    ResultField.CONFIRMED_BY: r"(?:nguoi|don vi|noi|can bo)(?: (?:xac nhan|duyet|phe duyet|danh gia|cong nhan|cham))+|xac nhan(?: (?:cua|boi).*)?",
}
_RESULTS = tuple((kind, re.compile(pattern)) for kind, pattern in _RESULT_HEADERS.items())
# Marks of pupils are dropped from a list of results too.
_MARKS = re.compile(r"\bdiem (?:trung binh|tb|mon|thi|hoc ky|toan|van|ren luyen)\b")


def result_kind_of(lines: list[str]) -> str | None:
    """What a header means in a list of results; "" for points that are no total, None where the usual words hold.

    Points are dropped from lists of the register; here they are what the list is about.
    """
    words = [text for text in map(plain, lines) if text]
    if any(_MARKS.search(line) or "sinh" in line.split() for line in words):
        return None
    for text in dict.fromkeys([" ".join(words), *reversed(words)]):
        for kind, pattern in _RESULTS:
            if pattern.fullmatch(text):
                return kind
    about_points = any(re.search(r"\bdiem\b", line) for line in words)
    without = [re.sub(r"\bdiem\b", " ", line) for line in words]
    return "" if about_points and not any(_PERSONAL.search(line) for line in without) else None
