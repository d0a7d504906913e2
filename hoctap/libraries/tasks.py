"""The daily job of libraries: books put aside that nobody fetched go to the next in line."""

from procrastinate.contrib.django import app

from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at
from hoctap.libraries.circulation.holds.actions import expire_holds
from hoctap.libraries.models import Library


@app.periodic(cron=each_day_at(0, 50))
@app.task(
    name="libraries.expire_holds",
    queueing_lock="libraries.expire_holds",
    retry=UNTIL_THE_DATABASE_IS_BACK,
)
def expire_all(timestamp: int) -> None:
    late = Library.objects.filter(holds__state="ready", holds__until__lt=today())
    for library in late.distinct().order_by("pk"):
        expire_holds(library, by=system_job("sách đặt trước, hằng ngày"))
