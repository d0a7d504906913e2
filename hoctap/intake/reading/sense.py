"""Is what was read an official plan at all? Where not, what it looks like. Pure; by signs that letters lost to a bad OCR do not hide."""

import re
from collections.abc import Sequence

from hoctap.intake.extraction.text import fold
from hoctap.people.reading.legacy import is_syllable

_LEAST_WORDS = 25
_SIGNS = (
    r"cong hoa (?:xa hoi)|doc lap.{0,4}tu do|hanh phuc",
    r"\bke hoach\b|\bchuong trinh\b|\bde an\b|\bphuong an\b",
    r"\bso\b.{0,14}/ ?[a-z]{2,4}\b|/(?:kh|ctr|da)\b",
    r"\bnoi nhan\b|\bnoi nhn\b",
    r"ngay.{0,8}thang.{0,6}nam ?\d{4}",
    r"\b(?:can cu|thuc hien)\b.{0,60}\b(?:so|luat|nghi quyet|quyet dinh|ke hoach|chi thi|cong van|thong tu)\b",
    r"\bmuc tieu\b|\bmuc dich\b.{0,10}\byeu cau\b",
    r"to chuc (?:thuc hien)|phan cong (?:trach nhiem|(?:nhiem vu))|nhiem vu.{0,6}giai phap",
    r"uy ban (?:nhan dan)|\bubnd\b|so giao duc|trung tam (?:hoc tap)|hoi khuyen hoc",
)
_BILL = (r"hoa don", r"ma so thue", r"thanh tien", r"thue suat|thue gtgt", r"don gia", r"nguoi mua|nguoi ban")
_ENOUGH = 3

NO_TEXT = (
    "Không thấy chữ nào: các trang trắng, quá mờ hoặc chỉ có hình. Hãy quét lại ở 300 dpi, đặt giấy ngay ngắn, "
    "hoặc chụp lại nơi đủ sáng."
)
TOO_SHORT = "Văn bản chỉ có vài chữ, không phải một kế hoạch. Hãy kiểm tra lại đã chọn đúng tệp chưa."
BILL = "Đây giống một hóa đơn, không phải kế hoạch. Hãy chọn lại tệp."
FOREIGN = "Văn bản không phải tiếng Việt nên không đọc được. Hãy chọn bản tiếng Việt của kế hoạch."
PROSE = (
    "Đây giống một bài viết hoặc truyện dài: không thấy cơ quan ban hành, số, ký hiệu, mục tiêu hay việc giao cho ai. "
    "Hãy chọn lại tệp; nếu đúng là kế hoạch thì chọn “Vẫn đọc”."
)


def why_no_plan(texts: Sequence[str]) -> str:
    """A sentence for the person; empty where it may well be a plan."""
    whole = " ".join(" ".join(texts).split())
    words = re.findall(r"[^\W\d_]+", whole)
    if not words:
        return NO_TEXT
    if len(words) < _LEAST_WORDS:
        return TOO_SHORT
    plain = fold(whole)
    signs = sum(re.search(sign, plain) is not None for sign in _SIGNS)
    if sum(re.search(sign, plain) is not None for sign in _BILL) >= 3 and not re.search(_SIGNS[1], plain):
        return BILL
    if signs >= _ENOUGH:
        return ""
    long_words = [word for word in words if len(word) > 1]
    if sum(map(is_syllable, long_words)) < 0.55 * len(long_words) or whole.isascii():
        return FOREIGN
    return PROSE
