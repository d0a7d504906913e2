"""Numbers of identity papers: found by their shape, wherever they stand, and never kept (decision 12)."""

import re

MASK = "[đã bỏ số giấy tờ]"

# Twelve digits (CCCD), also in groups of three; without the leading zeros that a sheet takes from a figure; nine digits (CMND).
_TWELVE = r"\d{12}|\d{3}([ .\-])\d{3}\1\d{3}\1\d{3}"
_WITHOUT_ZERO = r"[1-9]\d{10}|1\d{9}"
_NINE = r"\d{9}|\d{3}([ .\-])\d{3}\2\d{3}"
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[.,])(?:{_TWELVE}|{_WITHOUT_ZERO}|{_NINE})(?!\d)")
_SPOKEN_PHONE = re.compile(
    r"(?:đt|đ/t|sđt|sdt|dt|điện thoại|dien thoai|zalo|\+84|\+)\s*[:.]?\s*$", re.IGNORECASE
)
# A mobile number without its first 0, or with the country's 84.
_PHONE_WITHOUT_ZERO = re.compile(r"(?:84)?[235789]\d{8}")


def mask(text: str, *, is_phone: bool = False) -> str:
    """Every number that can be an identity number is replaced; phone numbers stay (a bare nine-digit one only in a phone
    column or after "ĐT").
    """

    def replaced(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found.group())
        said = _SPOKEN_PHONE.search(found.string[: found.start()])
        if (is_phone or said) and _PHONE_WITHOUT_ZERO.fullmatch(digits):
            return found.group()
        if said and said.group().startswith("+") and digits.startswith("84"):
            return found.group()
        return MASK

    return _NUMBER.sub(replaced, text)


def is_identity(text: str, *, is_phone: bool = False) -> bool:
    """The whole cell is such a number."""
    return mask(text.strip(" '."), is_phone=is_phone) == MASK
