"""Jobs of the certificates: the PDFs, part by part."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core import files
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, give_jobs_again
from hoctap.core.refusals import Refused
from hoctap.recognition.certificates import contents, typesetting
from hoctap.recognition.models import Certificate, CertificatePart, CertificatePrint, CertificateState

# A PDF that is waited for so long has lost its job.
WAITED = dt.timedelta(minutes=5)


@app.task(name="recognition.make_certificates", queue="papers", retry=UNTIL_THE_DATABASE_IS_BACK)
def make_certificates(print_id: str) -> None:
    """Each part that is not there yet, in its own transaction: killed at any moment, the rest is made the next time."""
    printing = CertificatePrint.objects.select_related("batch").get(pk=UUID(print_id))
    failed = ""
    for part in printing.parts.filter(sha256=""):
        try:
            make_part(printing, part)
        except Refused as refusal:
            failed = str(refusal)[:200]
    if failed != printing.failed:
        CertificatePrint.objects.filter(pk=printing.pk).update(failed=failed)


def make_part(printing: CertificatePrint, part: CertificatePart) -> None:
    """Equal certificates give an equal file, so two who make the same part do no harm."""
    batch = printing.batch
    rows = Certificate.objects.filter(
        batch=batch,
        number__range=(part.first_number, part.last_number),
        standing__state=CertificateState.VALID,
    ).order_by("number")
    data = contents.certificates(batch, rows, printing.sheet)
    if any(row.token_hash for row in rows) and not all(one["code"] for one in data["certificates"]):
        raise Refused("Khóa của máy chủ đã đổi nên không in lại được mã QR. Báo quản trị thêm khóa cũ.")
    if not data["certificates"]:
        raise Refused("Các giấy này không còn hiệu lực, không in.")
    stored = files.keep(typesetting.pdf("certificate", data, made_at=batch.issued_at), files.PDF)
    with transaction.atomic():
        kept = CertificatePart.objects.select_for_update().get(pk=part.pk)
        if not kept.sha256:
            kept.sha256, kept.size, kept.made_at = stored.sha256, stored.size, timezone.now()
            kept.save(update_fields=["sha256", "size", "made_at"])


@app.periodic(cron="*/5 * * * *")
@app.task(name="recognition.wake_certificates", queueing_lock="recognition.wake_certificates")
def wake_certificates(timestamp: int) -> None:
    """Prints whose job died have one again."""
    waiting = CertificatePrint.objects.filter(
        failed="", asked_at__lt=timezone.now() - WAITED, parts__sha256=""
    ).distinct()
    give_jobs_again(make_certificates, "print_id", waiting.values_list("pk", flat=True))
