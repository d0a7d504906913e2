"""What stands on the sheets: rows in, JSON for the templates out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse

from hoctap.accounts.capacities import queries as capacities
from hoctap.accounts.models import Capacity
from hoctap.core.qr import qr_svg
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria.models import Title
from hoctap.places.models import Place
from hoctap.recognition.certificates.rules import FIELDS, PAPER_MM, number_text
from hoctap.recognition.certificates.tokens import token_again
from hoctap.recognition.models import (
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateLayout,
    CertificateState,
    RecognitionDecision,
)

# The shape that an inline <svg> of a page gets from its page.
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" '
_SAMPLE_TOKEN = "0000000000000000000000"


def place_and_day(place: Place, day: dt.date) -> str:
    return f"{place.name}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def batch(decision: RecognitionDecision, dated_on: dt.date, capacity: Capacity) -> dict[str, Any]:
    """What stands alike on each certificate of a batch, as it was on its day."""
    season = decision.round
    is_family = not Title(season.title).is_of_persons
    # As under the decision itself: the power is the one's who signs.
    block = capacities.block_of(capacity, dated_on, in_own_right=True)
    return {
        "issuer": decision.issuer.name,
        "heading": "GIẤY CÔNG NHẬN",
        "holder_label": "Gia đình ông (bà)" if is_family else "Ông (bà)",
        "award": f"Đạt danh hiệu “{season.title_name}” năm {season.year}",
        "title": season.title_name,
        "year": season.year,
        "decision": f"Quyết định số {decision.paper.full_number} ngày {format_date(decision.effective_on)}",
        "decision_number": decision.paper.full_number,
        "where": where_of(season.place, season.year),
        "place_date": place_and_day(season.place, dated_on),
        "signer_title": [*block.lines, block.title.upper()],
        "signer_name": block.name,
        "sample_mark": season.edition.sample_mark,
    }


def where_of(place: Place, year: int) -> str:
    """'xã Tân Kiều, huyện Tháp Mười, tỉnh Đồng Tháp': the chain above the hamlet, without the country."""
    names, above = [], place
    while above is not None and above.level != "country":
        names.append(above.full_name)
        above = above.parent  # type: ignore[assignment]
    return ", ".join(names)


def plain_sheet(paper: str) -> dict[str, Any]:
    return {"name": "", "paper": paper, "fields": None, "offset_x": 0, "offset_y": 0}


def sheet_of(layout: CertificateLayout) -> dict[str, Any]:
    return {
        "name": layout.name,
        "paper": layout.paper,
        "fields": layout.fields,
        "offset_x": float(layout.offset_x),
        "offset_y": float(layout.offset_y),
    }


def _measured(sheet: dict[str, Any]) -> dict[str, Any]:
    wide, high = PAPER_MM[sheet["paper"]]
    return {**sheet, "wide": wide, "high": high}


def certificates(
    given: CertificateBatch, rows: Iterable[Certificate], sheet: dict[str, Any]
) -> dict[str, Any]:
    return {
        **given.content,
        "document": f"Giấy công nhận {given.content['title']} {given.content['year']}",
        "sheet": _measured(sheet),
        "certificates": [
            {
                "holder": row.holder_name,
                "address": f"{row.hamlet_name}, {given.content['where']}",
                "number": row.number_text,
                "code": qr_code(given.check_base, token_again(row.pk, row.token_hash))
                if row.token_hash
                else "",
            }
            for row in rows
        ],
    }


def qr_code(base: str, token: str) -> str:
    """Of the checking page, as an SVG file; empty when the token cannot be made again."""
    if not token:
        return ""
    drawn = str(qr_svg(base + reverse("certificate_check", args=[token]), ""))
    return drawn.replace("<svg ", _SVG, 1)


def sample_certificate(place: Place, issuer: str, sheet: dict[str, Any], *, on: dt.date) -> dict[str, Any]:
    """For a preview: an invented family, with a long name, so that the worst case is seen."""
    return {
        "document": "Xem thử",
        "issuer": issuer,
        "heading": "GIẤY CÔNG NHẬN",
        "holder_label": "Gia đình ông (bà)",
        "award": f"Đạt danh hiệu “{Title.LEARNING_FAMILY.label}” năm {on.year}",
        "decision": f"Quyết định số 07/QĐ-UBND ngày {format_date(on)}",
        "place_date": place_and_day(place, on),
        "signer_title": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "signer_name": "Họ Và Tên Người Ký",
        "sample_mark": "BẢN XEM THỬ",
        "sheet": _measured(sheet),
        "certificates": [
            {
                "holder": "Nguyễn Hoàng Phương Thảo Nguyên",
                "address": f"Ấp 1, {where_of(place, on.year)}",
                "number": number_text("{so}/{nam}", 4, 1, on.year),
                "code": qr_code("https://hoctap.example", _SAMPLE_TOKEN),
            }
        ],
    }


def test_sheet(name: str, sheet: dict[str, Any]) -> dict[str, Any]:
    """Boxes of the fields on a grid; a box is as high as its letters."""
    boxes = [
        {
            "label": FIELDS[key],
            "x": one["x"],
            "y": one["y"],
            "width": one["width"],
            "high": one["width"] if key == "qr" else round(one["size"] * 0.42, 1),
        }
        for key, one in (sheet["fields"] or {}).items()
    ]
    words = f"Tờ thử “{name}”: in 100 %, không co giãn; đặt lên phôi, soi trước đèn. Chữ thập lệch bao nhiêu mm thì ghi bấy nhiêu vào “Lệch”."
    return {"sheet": _measured(sheet), "boxes": boxes, "words": words}


def book(one: CertificateBook, rows: Sequence[Certificate], *, on: dt.date) -> dict[str, Any]:
    place = one.issuer.place
    replaced = {row.replaces_id: row.number_text for row in rows if row.replaces_id}
    marks = {row.batch.content["sample_mark"] for row in rows} - {""}
    ended = sum(1 for row in rows if row.standing.state != CertificateState.VALID)
    words = f"{format_number(len(rows))} giấy"
    if rows:
        words += f", từ số {rows[0].number_text} đến số {rows[-1].number_text}"
    return {
        "title": f"SỔ THEO DÕI CẤP GIẤY CÔNG NHẬN NĂM {one.year}",
        "issuer": one.issuer.name,
        "words": words,
        "sample_mark": " · ".join(sorted(marks)),
        "place_date": place_and_day(place, on),
        "closing": f"Sổ này có {words}"
        + (
            f"; {format_number(ended)} giấy không còn hiệu lực, số của giấy ấy không dùng lại."
            if ended
            else "."
        ),
        "lines": [
            {
                "number": row.number_text,
                "dated_on": format_date(row.batch.dated_on),
                "holder": row.holder_name,
                "hamlet": row.hamlet_name,
                "award": f"{row.batch.content['title']} {row.batch.content['year']}",
                "decision": row.batch.content["decision_number"],
                "received": _received(row),
                "note": _note(row, replaced.get(row.pk, "")),
                "is_valid": row.standing.state == CertificateState.VALID,
            }
            for row in rows
        ],
    }


def _received(row: Certificate) -> str:
    standing = row.standing
    return f"{standing.received_by}, {format_date(standing.received_on)}" if standing.received_by else ""


def _note(row: Certificate, replaced_by: str) -> str:
    said = []
    if row.replaces is not None:
        said.append(f"Cấp lại, thay số {row.replaces.number_text}: {row.why}.")
    if row.standing.state == CertificateState.REPLACED:
        said.append(f"Đã cấp lại{f', số {replaced_by}' if replaced_by else ''}.")
    if row.standing.state == CertificateState.WITHDRAWN:
        said.append(f"Thu hồi {format_date(row.standing.ended_on)}: {row.standing.ended_why}.")
    return " ".join(said).replace("..", ".")


def as_json(fields: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        key: {name: float(v) if isinstance(v, Decimal) else v for name, v in one.items()}
        for key, one in fields.items()
    }
