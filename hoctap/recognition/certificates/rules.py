"""Who gets a certificate, how its number is written, where its words may stand. Values in, reasons out."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date

USUAL_PATTERN = "{so}/{nam}"
USUAL_DIGITS = 4
MOST_DIGITS = 6
LEAST_YEARS, MOST_YEARS = 2, 10
KEPT_YEARS = (3, 5)
"""Years kept running that a ceremony names."""

# ── who gets one ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Kept:
    """What the decisions in this system say of one family or citizen, up to and with the round's own year."""

    is_first: bool
    running: int
    """Years kept without a break, this one included."""


def is_due(award: str, every_years: int | None, kept: Kept, *, is_exemplary: bool) -> bool:
    if award == "first":
        return kept.is_first
    if award == "every":
        return (kept.running - 1) % (every_years or 1) == 0
    if award == "exemplary":
        return is_exemplary
    return award == "all"


def rule_blockers(award: str, every_years: int | None) -> list[Reason]:
    if award == "every" and every_years is None:
        return [Reason("Hãy ghi cứ mấy năm thì cấp một giấy.", "every_years")]
    if every_years is not None and not LEAST_YEARS <= every_years <= MOST_YEARS:
        return [Reason(f"Số năm từ {LEAST_YEARS} đến {MOST_YEARS}.", "every_years")]
    return []


def mark_blockers(name: str, reason: str, *, is_recognised: bool, has_certificate: bool) -> list[Reason]:
    reasons = []
    if not is_recognised:
        reasons.append(Reason(f"{name}: chưa được công nhận hoặc đã thu hồi, không ghi tiêu biểu được."))
    if has_certificate:
        reasons.append(
            Reason(f"{name}: đã cấp giấy công nhận. Việc ghi, bỏ tiêu biểu phải làm trước khi cấp giấy.")
        )
    if not clean(reason):
        reasons.append(
            Reason("Hãy ghi vì sao tiêu biểu, ví dụ: ba con học đại học, cả nhà đọc sách.", "reason")
        )
    return reasons


# ── giving ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class IssueFacts:
    is_in_force: bool
    revokes: bool
    rule_is_set: bool
    decided_on: dt.date | None
    dated_on: dt.date
    waiting: int
    given: int


def issue_blockers(facts: IssueFacts, *, on: dt.date) -> list[Reason]:
    if facts.revokes:
        return [Reason("Quyết định này thu hồi danh hiệu, không cấp giấy.")]
    if not facts.is_in_force or facts.decided_on is None:
        return [Reason("Quyết định chưa có hiệu lực. Ghi số, ngày và bản đã ký trước khi cấp giấy.")]
    reasons = []
    if not facts.rule_is_set:
        reasons.append(Reason("Chưa chọn cấp giấy cho ai. Chọn ở mục “Cấp giấy cho ai” của đợt trước."))
    if facts.dated_on < facts.decided_on:
        reasons.append(
            Reason(f"Ngày cấp không trước ngày quyết định ({format_date(facts.decided_on)}).", "dated_on")
        )
    if facts.dated_on > on:
        reasons.append(Reason("Ngày cấp chưa đến.", "dated_on"))
    if facts.rule_is_set and not facts.waiting:
        said = f" ({facts.given} giấy)" if facts.given else ""
        reasons.append(
            Reason(f"Đã cấp đủ{said}: không còn hộ, người nào của quyết định này đến lượt nhận giấy.")
            if facts.given
            else Reason("Theo lựa chọn của đợt, không có hộ, người nào của quyết định này được cấp giấy.")
        )
    return reasons


def receipt_blockers(
    *, is_valid: bool, name: str, received_by: str, received_on: dt.date, dated_on: dt.date, on: dt.date
) -> list[Reason]:
    reasons = []
    if not is_valid:
        reasons.append(Reason(f"Giấy {name} không còn hiệu lực, không giao."))
    if not clean(received_by):
        reasons.append(Reason(f"Giấy {name}: hãy ghi ai nhận.", "received_by"))
    if received_on < dated_on:
        reasons.append(Reason(f"Ngày nhận không trước ngày cấp ({format_date(dated_on)}).", "received_on"))
    if received_on > on:
        reasons.append(Reason("Ngày nhận chưa đến.", "received_on"))
    return reasons


def reissue_blockers(*, is_valid: bool, state_label: str, why: str) -> list[Reason]:
    reasons = []
    if not is_valid:
        reasons.append(Reason(f"Giấy này: {state_label.lower()}. Chỉ cấp lại giấy còn hiệu lực."))
    if not clean(why):
        reasons.append(Reason("Cấp lại thì phải ghi lý do, ví dụ: giấy cũ bị rách, in sai tên.", "why"))
    return reasons


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────


def number_text(pattern: str, digits: int, number: int, year: int) -> str:
    """'{so}/{nam}' with four digits: 0012/2026."""
    return pattern.replace("{so}", str(number).zfill(digits)).replace("{nam}", str(year))


def pattern_blockers(pattern: str, digits: int, *, given: int) -> list[Reason]:
    reasons = []
    if given:
        reasons.append(Reason(f"Sổ này đã cấp {given} số theo mẫu cũ. Đổi mẫu số từ sổ của năm sau."))
    if "{so}" not in pattern:
        reasons.append(Reason("Mẫu số phải có {so}, chỗ của số thứ tự.", "pattern"))
    if re.search(r"[{}]", pattern.replace("{so}", "").replace("{nam}", "")):
        reasons.append(Reason("Mẫu số chỉ dùng {so} và {nam} trong ngoặc nhọn.", "pattern"))
    if pattern.count("{so}") > 1:
        reasons.append(Reason("Mẫu số chỉ có một {so}.", "pattern"))
    if not 1 <= digits <= MOST_DIGITS:
        reasons.append(Reason(f"Số chữ số từ 1 đến {MOST_DIGITS}.", "digits"))
    return reasons


# ── a sheet that was printed before ──────────────────────────────────────────────────────────────

PAPER_MM = {"a4": (297, 210), "a5": (210, 148)}
ALIGNMENTS = {"left": "trái", "center": "giữa", "right": "phải"}
FIELDS: dict[str, str] = {
    "nation": "Quốc hiệu, tiêu ngữ",
    "issuer": "Tên cơ quan cấp",
    "heading": "Chữ GIẤY CÔNG NHẬN",
    "holder_label": "Chữ “Gia đình ông (bà)”",
    "holder": "Họ tên",
    "address": "Ấp, xã, tỉnh",
    "award": "Danh hiệu và năm",
    "decision": "Số, ngày quyết định",
    "number": "Số vào sổ",
    "place_date": "Địa danh, ngày cấp",
    "signer_title": "Thẩm quyền, chức vụ người ký",
    "signer_name": "Họ tên người ký",
    "qr": "Mã QR",
}
SMALLEST_POINTS, LARGEST_POINTS = 6, 72
NARROWEST_MM = 8
FARTHEST_OFFSET = 20


def usual_fields(paper: str) -> dict[str, dict[str, Any]]:
    """Where the words stand on most sheets that are sold: to begin with, then moved by the test sheet."""
    wide, high = PAPER_MM[paper]
    by = wide / 297
    points = 1.0 if paper == "a4" else 0.72

    def at(y: float, size: float, x: float = 0.12, width: float = 0.76, align: str = "center", bold: bool = False) -> dict[str, Any]:  # fmt: skip
        return {
            "x": round(wide * x, 1), "y": round(high * y, 1), "width": round(wide * width, 1),
            "size": round(size * points, 1), "align": align, "bold": bold,
        }  # fmt: skip

    return {
        "holder": at(0.44, 30, bold=True),
        "address": at(0.525, 17),
        "award": at(0.585, 20, bold=True),
        "decision": at(0.72, 13, 0.1, 0.36, "left"),
        "number": at(0.76, 13, 0.1, 0.36, "left"),
        "place_date": at(0.68, 14, 0.52, 0.38),
        "signer_title": at(0.72, 14, 0.52, 0.38, bold=True),
        "signer_name": at(0.89, 15, 0.52, 0.38, bold=True),
        "qr": {**at(0.81, 10, 0.1, 0.076), "width": round(22 * by, 1)},
    }


def field_blockers(paper: str, fields: Mapping[str, Mapping[str, Any]]) -> list[Reason]:
    """Each word stands on the sheet, in a size that can be read."""
    wide, high = PAPER_MM[paper]
    reasons = []
    if "holder" not in fields:
        reasons.append(Reason("Giấy nào cũng phải in họ tên: hãy đánh dấu in “Họ tên”.", "holder"))
    for key, one in fields.items():
        label = FIELDS[key]
        if not 0 <= one["x"] <= wide or not 0 <= one["y"] <= high:
            reasons.append(Reason(f"{label}: vị trí nằm ngoài tờ giấy {wide} × {high} mm.", key))
        elif one["width"] < NARROWEST_MM or one["x"] + one["width"] > wide:
            reasons.append(Reason(f"{label}: bề rộng phải từ {NARROWEST_MM} mm và không quá mép giấy.", key))
        elif not SMALLEST_POINTS <= one["size"] <= LARGEST_POINTS:
            reasons.append(Reason(f"{label}: cỡ chữ từ {SMALLEST_POINTS} đến {LARGEST_POINTS}.", key))
    return reasons


def offset_blockers(offset_x: Decimal, offset_y: Decimal) -> list[Reason]:
    return [
        Reason(f"Độ lệch không quá {FARTHEST_OFFSET} mm mỗi phía.", name)
        for name, value in (("offset_x", offset_x), ("offset_y", offset_y))
        if abs(value) > FARTHEST_OFFSET
    ]


def millimetres(typed: str) -> float | None:
    """'12,5' and '12.5' alike; None for what is no number."""
    try:
        value = Decimal(clean(typed).replace(",", "."))
    except InvalidOperation:
        return None
    return float(value) if value.is_finite() and abs(value) < 10_000 else None
