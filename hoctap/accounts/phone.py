"""Telephone numbers in one form."""

import re


def normal_phone(text: str) -> str:
    """'0912 345 678' and '+84 912.345.678' are one number: '0912345678'. Empty when it is not a phone
    number.
    """
    digits = re.sub(r"[\s.\-()]", "", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    return digits if re.fullmatch(r"0\d{9,10}", digits) else ""
