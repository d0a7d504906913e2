"""The job that writes a long list as a workbook."""

import datetime as dt
import tempfile
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.core.files import DISK_IS_FULL, NO_ROOM
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at, give_jobs_again
from hoctap.core.refusals import Refused
from hoctap.core.sheet_stream import LongSheet, write_xlsx
from hoctap.criteria.models import Title
from hoctap.criteria.titles import is_title
from hoctap.reports.tables import actions, lists, queries, seen
from hoctap.reports.tables.lists import DossierList
from hoctap.reports.tables.models import AT_WORK, ExportState, TableExport
from hoctap.reports.tables.rules import KEPT_DAYS, from_kept

# A list that is waited for so long has lost its job.
WAITED = dt.timedelta(minutes=30)


class Stopped(Exception):
    """Whoever asked for it does not want it any more."""


@app.task(name="reports.write_export", queue="reports", retry=UNTIL_THE_DATABASE_IS_BACK)
def write_export(export_id: str) -> None:
    """What went wrong is kept on the row. Killed or stopped it keeps nothing: a file is there only when it is whole."""
    export = TableExport.objects.select_related("place", "asked_by").filter(pk=UUID(export_id)).first()
    if export is None:
        return
    by = Actor(
        name="Hệ thống: ghi danh sách", system_job="reports.export", on_behalf_of=export.asked_by_label[:200]
    )
    if not actions.begin_export(export, by=by):
        return
    try:
        with tempfile.TemporaryFile() as out:
            rows = write_xlsx(out, _sheet(export, by), progress=lambda done: _note(export, done))
            out.seek(0)
            actions.finish_export(export, out.read(), rows=rows, by=by)
    except Stopped:
        return
    except Refused as refusal:
        actions.fail_export(export, str(refusal), by=by)
    except OSError as failure:
        why = NO_ROOM if failure.errno in DISK_IS_FULL else f"Máy chủ không ghi được tệp: {failure.strerror}"
        actions.fail_export(export, why, by=by)


def _sheet(export: TableExport, by: Actor) -> LongSheet:
    asker = Actor(name=export.asked_by_label)
    if not export.has_names:
        asked = from_kept(export.asked, this_year=export.year, today=today())
        table = queries.table_of(export.place, asked, most_cells=False)
        return seen.taken(seen.adhoc_sheet(table), export.place, asker)
    title = export.asked["title"]
    if not is_title(title):
        raise Refused("Danh hiệu này không còn trong hệ thống.")
    wanted = DossierList(export.place, export.year, Title(title), export.asked["part"])
    ids = lists.ids_of(wanted, by)
    TableExport.objects.filter(pk=export.pk).update(total=len(ids))
    return seen.taken(lists.dossier_sheet(wanted, ids), export.place, asker)


def _note(export: TableExport, done: int) -> None:
    if not TableExport.objects.filter(pk=export.pk, state=ExportState.WORKING).update(done=done):
        raise Stopped


@app.periodic(cron="*/10 * * * *")
@app.task(name="reports.wake_exports", queueing_lock="reports.wake_exports")
def wake_exports(timestamp: int) -> None:
    """What waits without a job has one again."""
    waiting = TableExport.objects.filter(state__in=AT_WORK, asked_at__lt=timezone.now() - WAITED)
    give_jobs_again(write_export, "export_id", waiting.values_list("pk", flat=True))


@app.periodic(cron=each_day_at(3, 20))
@app.task(name="reports.drop_exports", queueing_lock="reports.drop_exports")
def drop_exports(timestamp: int) -> None:
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    actions.drop_exports(before, by=system_job("xóa tệp danh sách hết hạn giữ"))
