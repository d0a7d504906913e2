"""The signatures in a PDF, verified in the child process: nothing is asked of the network, and what could not be checked is said.

pyHanko (MIT) reads them. A chain is known when it ends at a certificate that this installation keeps in its folder; whether a certificate
was revoked is not asked of anybody.
"""

import base64
import datetime as dt
import json
import logging
from io import BytesIO
from typing import Any

from asn1crypto import pem, x509  # type: ignore[import-untyped]
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

LOCKED = "Tệp PDF có mật khẩu nên không kiểm được chữ ký số. Hãy bỏ mật khẩu trước khi ký."
BROKEN = "Không đọc được chữ ký số trong tệp này. Hãy lấy lại tệp gốc từ người ký."


def verified(request: bytes) -> bytes:
    """One line of JSON (certificates), then the PDF. Answers a JSON list, one entry a signature, in the order of signing."""
    head, _, pdf = request.partition(b"\n")
    logging.disable(logging.CRITICAL)
    roots = [_certificate(base64.b64decode(one)) for one in json.loads(head)["roots"]]
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        is_locked = bool(reader.encrypted)
        signatures = [] if is_locked else list(reader.embedded_regular_signatures)
        told = [
            _told(one, roots, is_last=place == len(signatures)) for place, one in enumerate(signatures, 1)
        ]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(BROKEN) from error
    if is_locked:
        raise ValueError(LOCKED)
    return json.dumps(told).encode()


def _certificate(content: bytes) -> x509.Certificate:
    if pem.detect(content):
        _, _, content = pem.unarmor(content)
    return x509.Certificate.load(content)


def _told(signature: Any, roots: list[x509.Certificate], *, is_last: bool) -> dict[str, Any]:
    certificate = signature.signer_cert
    claimed = signature.self_reported_timestamp
    told: dict[str, Any] = {
        "field": signature.field_name,
        **_names(certificate),
        "signed_at": claimed.isoformat() if claimed else "",
        "is_time_proven": False,
        "is_intact": False,
        "covers_all": False,
        "is_changed": False,
        "trust": "unknown",
        "why": "",
    }
    try:
        status = validate_pdf_signature(signature, _context(roots, claimed), _context(roots, None))
    except Exception as error:
        return told | {"why": f"kiểu chữ ký không kiểm được ({type(error).__name__})"}
    told["is_intact"] = bool(status.intact and status.valid)
    told["covers_all"] = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    told["is_changed"] = told["is_intact"] and _was_changed(status, is_last=is_last)
    stamp = status.timestamp_validity
    if stamp is not None and stamp.valid and stamp.intact:
        told["signed_at"], told["is_time_proven"] = stamp.timestamp.isoformat(), bool(stamp.trusted)
    told["trust"] = _trust(status, certificate, roots, claimed)
    return told


def _context(roots: list[x509.Certificate], moment: dt.datetime | None) -> ValidationContext:
    return ValidationContext(
        trust_roots=roots,
        allow_fetching=False,
        revocation_mode="soft-fail",
        **({"moment": moment} if moment else {}),  # type: ignore[arg-type]
    )


def _was_changed(status: Any, *, is_last: bool) -> bool:
    """After a signature only another signature may follow, and what keeps signatures checkable for long."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return False
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return True
    level = status.modification_level
    allowed = {ModificationLevel.LTA_UPDATES}
    if not is_last:
        allowed |= {ModificationLevel.NONE, ModificationLevel.FORM_FILLING}
    return level not in allowed or not status.docmdp_ok


def _trust(
    status: Any, certificate: x509.Certificate, roots: list[x509.Certificate], claimed: dt.datetime | None
) -> str:
    if status.trusted:
        return "known"
    moment = claimed or dt.datetime.now(dt.UTC)
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return "expired"
    if status.revoked:
        return "revoked"
    if certificate.self_issued:
        return "self"
    return "unknown" if roots else "no_roots"


def _names(certificate: x509.Certificate) -> dict[str, str]:
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return {
        "signer": _text(subject.get("common_name")),
        "organisation": _text(subject.get("organization_name")),
        "issuer": _text(issuer.get("common_name") or issuer.get("organization_name")),
        "serial": f"{certificate.serial_number:X}"[:64],
        "valid_to": certificate.not_valid_after.isoformat(),
    }


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
