"""Jobs of materials: opening what was handed in, trying links, putting packs together."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at, give_jobs_again
from hoctap.materials.links.checking import check_links
from hoctap.materials.models import MaterialPart, Reading, TopicPack
from hoctap.materials.opening import keeping
from hoctap.materials.packs.making import make_pack

WAITED = dt.timedelta(minutes=10)
# Several changes of one evening make one pack.
SETTLED = dt.timedelta(minutes=3)


@app.task(name="materials.open_part", queue="materials", retry=UNTIL_THE_DATABASE_IS_BACK)
def open_part(part_id: str) -> None:
    """What went wrong is kept on the row, for who handed it in."""
    part = MaterialPart.objects.filter(pk=UUID(part_id)).select_related("version__material__place").first()
    if part is not None:
        keeping.open_part(part)


@app.periodic(cron="*/5 * * * *")
@app.task(name="materials.wake_parts", queueing_lock="materials.wake_parts")
def wake_parts(timestamp: int) -> None:
    """What waits without a job has one again."""
    waiting = MaterialPart.objects.filter(reading=Reading.WAITING, added_at__lt=timezone.now() - WAITED)
    give_jobs_again(open_part, "part_id", waiting.values_list("pk", flat=True))


@app.periodic(cron=each_day_at(4, 10))
@app.task(name="materials.try_links", queueing_lock="materials.try_links")
def try_links(timestamp: int) -> None:
    """Each once a week, on its own day."""
    check_links()


@app.task(name="materials.build_pack", queue="materials", retry=UNTIL_THE_DATABASE_IS_BACK)
def build_pack(topic_id: str) -> None:
    make_pack(UUID(topic_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="materials.wake_packs", queueing_lock="materials.wake_packs")
def wake_packs(timestamp: int) -> None:
    """Packs of topics on which something changed."""
    stale = TopicPack.objects.filter(is_stale=True, stale_at__lt=timezone.now() - SETTLED)
    give_jobs_again(build_pack, "topic_id", stale.values_list("pk", flat=True))
