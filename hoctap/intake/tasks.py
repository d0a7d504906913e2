"""Jobs of intake: documents are read in the background."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, give_jobs_again
from hoctap.intake import working
from hoctap.intake.models import SILENT, WORKING, Reading


@app.task(name="intake.read_document", queue="intake", retry=UNTIL_THE_DATABASE_IS_BACK)
def read_document(reading_id: str) -> None:
    """Read the pages that are not read yet, then propose. Killed at any moment it goes on with the next page."""
    working.read_document(UUID(reading_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="intake.wake_readings", queueing_lock="intake.wake_readings")
def wake_readings(timestamp: int) -> None:
    """What waits without a job has one again."""
    silent = Reading.objects.filter(state__in=WORKING, seen_at__lt=timezone.now() - SILENT)
    give_jobs_again(read_document, "reading_id", silent.values_list("pk", flat=True))
