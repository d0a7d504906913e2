"""A PDF that was signed elsewhere: its signatures are verified before it becomes the signed copy of a paper."""

import base64
import datetime as dt
import json
import re
from collections.abc import Sequence

from django.conf import settings

from hoctap.core import files, isolation
from hoctap.core.refusals import Reason, Refused
from hoctap.papers.models import Paper
from hoctap.papers.pades.models import PdfSignature
from hoctap.papers.pades.rules import CheckedSignature, copy_reasons

SECONDS = 30
MOST_SIGNATURES = 30
_SIGNED = re.compile(rb"/ByteRange\b")
_CERTIFICATES = (".pem", ".crt", ".cer", ".der")


def has_signature(content: bytes) -> bool:
    """Told from the bytes: a signature can never lie packed in an object stream."""
    return content.startswith(b"%PDF-") and _SIGNED.search(content) is not None


def trusted_certificates() -> list[bytes]:
    """Data of the installation: one certificate a file."""
    folder = settings.SIGNING_AUTHORITIES
    if not folder.is_dir():
        return []
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.casefold() in _CERTIFICATES]


def checked(content: bytes) -> list[CheckedSignature]:
    """The signatures of a PDF; refuses one that is broken or was changed after it. Anything else has none."""
    if not has_signature(content) or len(content) > files.MAX_BYTES:
        return []
    roots = [base64.b64encode(one).decode() for one in trusted_certificates()]
    try:
        answer = isolation.run(
            "hoctap.papers.pades.verifying:verified",
            json.dumps({"roots": roots}).encode() + b"\n" + content,
            seconds=SECONDS,
        )
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    found = [_read(one) for one in json.loads(answer)[:MOST_SIGNATURES]]
    if reasons := copy_reasons(found):
        raise Refused(reasons)
    return found


def keep(paper: Paper, signatures: Sequence[CheckedSignature]) -> None:
    PdfSignature.objects.bulk_create(
        PdfSignature(
            paper=paper,
            position=place,
            field=one.field[:120],
            signer=one.signer[:200],
            organisation=one.organisation[:200],
            issuer=one.issuer[:200],
            serial=one.serial,
            valid_to=one.valid_to,
            signed_at=one.signed_at,
            is_time_proven=one.is_time_proven,
            covers_all=one.covers_all,
            trust=one.trust,
        )
        for place, one in enumerate(signatures, 1)
    )


def _read(told: dict[str, object]) -> CheckedSignature:
    moments = {
        name: dt.datetime.fromisoformat(str(told[name])) if told[name] else None
        for name in ("signed_at", "valid_to")
    }
    return CheckedSignature(**{**told, **moments})  # type: ignore[arg-type]
