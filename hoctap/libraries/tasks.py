"""Jobs of the libraries: long lists of books come in batch by batch; books put aside that nobody fetched go to the next in line."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at, give_jobs_again
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.catalogue.importing import actions
from hoctap.libraries.circulation.holds.actions import expire_holds
from hoctap.libraries.circulation.holds.moving import waiting_too_long
from hoctap.libraries.circulation.retention import drop_all_hold_names
from hoctap.libraries.models import CatalogueImport, Library

KEPT_DAYS = 30
State = CatalogueImport.State


@app.task(name="libraries.work_on_books", queue="libraries", retry=UNTIL_THE_DATABASE_IS_BACK)
def work_on_books(run_id: str) -> None:
    """Killed at any moment it leaves nothing half done: each batch is one transaction, and the next run goes on behind it."""
    run = CatalogueImport.objects.select_related("library__place").get(pk=UUID(run_id))
    try:
        while actions.enter_batch(run, by=_actor_of(run)):
            pass
    except (Refused, Forbidden) as refusal:
        actions.halt_books(run, failure=str(refusal), by=system_job("nhập sách"))


def _actor_of(run: CatalogueImport) -> Actor:
    """Who ordered it, with the rights that he has now."""
    if run.capacity is None:
        return system_job("nhập sách")
    still = run.capacity.user.active_capacities().filter(pk=run.capacity.pk).prefetch_related("roles").first()
    return still.actor() if still else Actor(name=run.capacity.user.full_name)


@app.periodic(cron="*/5 * * * *")
@app.task(name="libraries.wake_books", queueing_lock="libraries.wake_books")
def wake_books(timestamp: int) -> None:
    """Lists whose job died go on."""
    writing = CatalogueImport.objects.filter(state=State.WRITING).values_list("pk", flat=True)
    give_jobs_again(work_on_books, "run_id", writing)


@app.periodic(cron=each_day_at(2, 50))
@app.task(name="libraries.drop_old_books", queueing_lock="libraries.drop_old_books")
def drop_old_books(timestamp: int) -> None:
    """Lists that nobody decided about, and rows that nobody corrected, do not stay."""
    by = system_job("dọn danh sách sách")
    old = CatalogueImport.objects.filter(made_at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS))
    for run in old.exclude(state=State.WRITING).filter(rows__isnull=False).distinct():
        actions.drop_books(run, by=by)


@app.periodic(cron=each_day_at(0, 50))
@app.task(
    name="libraries.expire_holds",
    queueing_lock="libraries.expire_holds",
    retry=UNTIL_THE_DATABASE_IS_BACK,
)
def expire_all(timestamp: int) -> None:
    by = system_job("sách đặt trước, hằng ngày")
    late = Q(holds__state="ready", holds__until__lt=today()) | Q(holds__in=waiting_too_long(today()))
    for library in Library.objects.filter(late).distinct().order_by("pk"):
        expire_holds(library, by=by)
    with transaction.atomic():
        drop_all_hold_names(by)
