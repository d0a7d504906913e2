"""Tables kept under a name; lists that a job writes; what a place shows to everybody."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.sheet_stream import MOST_ROWS
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.places.models import Level, Organisation, Place
from hoctap.reports.tables import lists, public, queries, rules
from hoctap.reports.tables.lists import DossierList
from hoctap.reports.tables.models import (
    AT_WORK,
    EXPORT_TRANSITIONS,
    ExportKind,
    ExportState,
    PublicFigures,
    PublicPlace,
    SavedTable,
    TableExport,
)
from hoctap.reports.tables.rules import Definition


@transaction.atomic
def save_table(
    place: Place,
    definition: Definition,
    *,
    name: str,
    sharing: str = "me",
    office: Organisation | None = None,
    by: Actor,
) -> SavedTable:
    """Keep how a table is asked for; no figure is kept."""
    by.must(Permission.RESULT_READ, at=place)
    if by.user_id is None:
        raise Forbidden("Chỉ người đã đăng nhập lưu được bảng.")
    name = clean(name)[:120]
    if reasons := rules.saving_reasons(_facts(place, name, sharing, office, by=by)):
        raise Refused(reasons)
    saved = SavedTable.objects.create(
        place=place,
        owner_id=by.user_id,
        name=name,
        asked=definition.kept(),
        sharing=sharing,
        office=office if sharing == "office" else None,
        saved_by=by.described,
    )
    audit.record(by, "reports.savedtable.saved", saved)
    return saved


def _facts(
    place: Place,
    name: str,
    sharing: str,
    office: Organisation | None,
    *,
    by: Actor,
) -> rules.SavingFacts:
    own = {one.pk for one in queries.own_offices(by)}
    taken = SavedTable.objects.filter(owner=by.user_id, place=place, name=name).exists()
    return rules.SavingFacts(
        name=name,
        sharing=sharing,
        taken=taken,
        place_name=place.full_name,
        office=office.name if office else "",
        is_own_office=office is None or office.pk in own,
        office_is_above=office is not None and place.pk not in office.place.path,
    )


@transaction.atomic
def drop_table(saved: SavedTable, *, by: Actor) -> None:
    """Only whoever saved it."""
    by.must(Permission.RESULT_READ, at=saved.place)
    if by.user_id != saved.owner_id:
        raise Forbidden("Chỉ người đã lưu bảng mới bỏ được.")
    audit.record(by, "reports.savedtable.dropped", saved)
    saved.delete()


# ------------------------------------------------------------------------------------------ long lists


@transaction.atomic
def ask_for_dossiers(wanted: DossierList, *, by: Actor) -> TableExport:
    """Queue the list of dossiers behind a figure; the same that is already being written is that one."""
    by.must(Permission.DOSSIER_READ, at=wanted.place)
    asked = {"title": str(wanted.title), "part": wanted.part}
    rows = len(lists.ids_of(wanted, by))
    return _ask(ExportKind.DOSSIERS, wanted.place, wanted.year, wanted.words, asked, rows, by=by)


@transaction.atomic
def ask_for_table(place: Place, definition: Definition, *, by: Actor) -> TableExport:
    """Queue an ad hoc table that is too large to wait for."""
    by.must(Permission.RESULT_READ, at=place)
    title = f"Bảng tùy chọn – {place.full_name}, năm {definition.year}"
    return _ask(ExportKind.TABLE, place, definition.year, title, definition.kept(), 1, by=by)


def _ask(
    kind: ExportKind, place: Place, year: int, title: str, asked: dict[str, Any], rows: int, *, by: Actor
) -> TableExport:
    if by.user_id is None:
        raise Forbidden("Chỉ người đã đăng nhập lập được tệp.")
    own = TableExport.objects.filter(asked_by=by.user_id, state__in=AT_WORK)
    if same := own.filter(kind=kind, place=place, year=year, asked=asked).first():
        return same
    if reasons := rules.export_reasons(rows=rows, most=MOST_ROWS, at_work=own.count(), title=title):
        raise Refused(reasons)
    export = TableExport.objects.create(
        kind=kind,
        place=place,
        year=year,
        title=title[:300],
        asked=asked,
        asked_by_id=by.user_id,
        asked_by_label=by.described,
    )
    audit.record(by, "reports.tableexport.asked_for", export, count=rows)
    _queue(export)
    return export


def _queue(export: TableExport) -> None:
    from hoctap.reports.tables import tasks

    tasks.write_export.defer(export_id=str(export.pk))


@transaction.atomic
def begin_export(export: TableExport, *, by: Actor) -> bool:
    """False when there is nothing left to do. One that was killed begins again: it keeps nothing until its end."""
    _only_the_job(by)
    export = _lock(export)
    if export.state not in AT_WORK:
        return False
    check_move(ExportState(export.state), ExportState.WORKING, EXPORT_TRANSITIONS)
    export.state, export.done = ExportState.WORKING, 0
    export.save(update_fields=["state", "done"])
    return True


@transaction.atomic
def finish_export(export: TableExport, content: bytes, *, rows: int, by: Actor) -> TableExport:
    _only_the_job(by)
    export = _lock(export)
    if export.state != ExportState.WORKING:
        return export
    check_move(ExportState(export.state), ExportState.DONE, EXPORT_TRANSITIONS)
    kept = files.keep(content, files.XLSX)
    export.sha256, export.size = kept.sha256, kept.size
    export.state, export.done, export.total = ExportState.DONE, rows, rows
    export.made_at = timezone.now()
    export.save()
    audit.record(by, "reports.tableexport.made", export, count=rows)
    return export


@transaction.atomic
def fail_export(export: TableExport, why: str, *, by: Actor) -> None:
    _only_the_job(by)
    export = _lock(export)
    if export.state == ExportState.WORKING:
        export.state, export.failed = ExportState.FAILED, why[:300]
        export.save(update_fields=["state", "failed"])
        audit.record(by, "reports.tableexport.failed", export)


@transaction.atomic
def stop_export(export: TableExport, *, by: Actor) -> None:
    """The job sees it at its next rows and keeps nothing. Again is no fault."""
    export = _own(export, by)
    if export.state in AT_WORK:
        export.state = ExportState.STOPPED
        export.save(update_fields=["state"])
        audit.record(by, "reports.tableexport.stopped", export)


@transaction.atomic
def resume_export(export: TableExport, *, by: Actor) -> None:
    """Written again from its beginning."""
    export = _own(export, by)
    check_move(ExportState(export.state), ExportState.QUEUED, EXPORT_TRANSITIONS)
    export.state, export.done, export.failed = ExportState.QUEUED, 0, ""
    export.asked_at = timezone.now()
    export.save(update_fields=["state", "done", "failed", "asked_at"])
    audit.record(by, "reports.tableexport.resumed", export)
    _queue(export)


@transaction.atomic
def take_export(export: TableExport, *, by: Actor) -> bytes:
    """The file, for whoever asked for it. The trail keeps who took how many names."""
    export = _own(export, by)
    if export.state != ExportState.DONE:
        raise Refused("Tệp chưa ghi xong, hoặc đã hết hạn giữ.")
    audit.record(by, "reports.tableexport.taken", export, count=max(1, export.total))
    return files.read(export.sha256)


@transaction.atomic
def take_list(wanted: DossierList, *, by: Actor) -> list[UUID]:
    """The ids of a list that goes out at once. The trail keeps who took how many names."""
    by.must(Permission.DOSSIER_READ, at=wanted.place)
    ids = lists.ids_of(wanted, by)
    audit.record(by, "reports.list.taken", wanted.place, count=max(1, len(ids)))
    return ids


@transaction.atomic
def drop_exports(before: dt.datetime, *, by: Actor) -> int:
    """Files whose time is over. The row says that there was one."""
    _only_the_job(by)
    over = TableExport.objects.select_for_update(of=("self",)).filter(
        state=ExportState.DONE, made_at__lt=before
    )
    for export in over:
        sha256 = export.sha256
        export.state, export.sha256 = ExportState.DROPPED, ""
        export.save(update_fields=["state", "sha256"])
        files.drop_if_unnamed(sha256)
    return len(over)


def _own(export: TableExport, by: Actor) -> TableExport:
    by.must(Permission.DOSSIER_READ if export.has_names else Permission.RESULT_READ, at=export.place)
    if by.user_id != export.asked_by_id:
        raise Forbidden("Chỉ người đã yêu cầu mới dùng được tệp này.")
    return _lock(export)


def _only_the_job(by: Actor) -> None:
    if not by.system_job:
        raise Forbidden("Chỉ hệ thống ghi tệp.")


def _lock(export: TableExport) -> TableExport:
    return TableExport.objects.select_for_update(of=("self",)).select_related("place").get(pk=export.pk)


# ------------------------------------------------------------------------------------------ public figures


@transaction.atomic
def open_public(place: Place, *, by: Actor) -> PublicPlace:
    """From now on everybody may see what is told of the place. Again is no fault."""
    by.must(Permission.FIGURES_PUBLISH, at=place)
    if reasons := rules.opening_reasons(_publishing(place, today().year)):
        raise Refused(reasons)
    standing, is_new = PublicPlace.objects.get_or_create(
        place=place, off_at__isnull=True, defaults={"on_by": by.described}
    )
    if is_new:
        audit.record(by, "reports.publicplace.opened", standing)
    return standing


@transaction.atomic
def close_public(place: Place, *, by: Actor) -> None:
    """The page goes; that its figures were told stays on record."""
    by.must(Permission.FIGURES_PUBLISH, at=place)
    for standing in PublicPlace.objects.select_for_update().filter(place=place, off_at__isnull=True):
        standing.off_at, standing.off_by = timezone.now(), by.described
        standing.save(update_fields=["off_at", "off_by"])
        audit.record(by, "reports.publicplace.closed", standing)


@transaction.atomic
def tell_year(place: Place, year: int, *, by: Actor) -> PublicFigures:
    """Show a year's figures as they are now, without what counts fewer than five."""
    by.must(Permission.FIGURES_PUBLISH, at=place)
    with connection.cursor() as cursor:
        # One after the other: each is held against all that was told.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TELLING])
    is_public = PublicPlace.objects.filter(place=place, off_at__isnull=True).exists()
    content = public.content_of(place, year) if year <= today().year else {"blocks": []}
    whys = tuple(block["why"] for block in content["blocks"])
    facts = replace(_publishing(place, year), is_public=is_public, whys=whys)
    if reasons := rules.telling_reasons(facts):
        raise Refused(reasons)
    told = PublicFigures.objects.create(
        place=place, year=year, as_of=today(), content=content, told_by=by.described
    )
    audit.record(by, "reports.publicfigures.told", told)
    return told


_TELLING = 8_151_129


def _publishing(place: Place, year: int) -> rules.PublishingFacts:
    return rules.PublishingFacts(
        place_name=place.full_name,
        is_commune_or_above=place.level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE),
        has_ended=place.valid_to is not None,
        is_public=False,
        year=year,
        this_year=today().year,
    )
