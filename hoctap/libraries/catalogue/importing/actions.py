"""Lists of books: read and looked at, then entered batch by batch; each batch is whole or not there, whenever it stops."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.importing.reading import format_of, read_list
from hoctap.libraries.catalogue.importing.staging import stage
from hoctap.libraries.catalogue.importing.writing import write
from hoctap.libraries.catalogue.rules import CopiesDetails
from hoctap.libraries.catalogue.storing import catalogue_place, lock_catalogue
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.models import CatalogueImport, CatalogueRow, Library
from hoctap.libraries.storing import standing_library

KEEP = Permission.LIBRARY_KEEP
BATCH = 1_000
State = CatalogueImport.State
Is = CatalogueRow.Is
_WAITING = (Is.NEW, Is.KNOWN, Is.REPEAT)


@transaction.atomic
def preview_books(
    library: Library,
    file_name: str,
    content: bytes,
    *,
    source: str = "found",
    giver: str = "",
    acquired_on: dt.date | None = None,
    by: Actor,
) -> CatalogueImport:
    """Read a list and keep what it would bring. Nothing enters the catalogue yet. Source, giver and day hold where the list says none."""
    by.must(KEEP, at=library)
    library = standing_library(library)
    if not library.lends:
        raise Refused("Bảo tàng, nhà văn hóa không ghi sách. Tủ sách ở đó thì ghi thành một tủ sách.")
    on = acquired_on or today()
    said = CopiesDetails(1, source, clean(giver)[:200], acquired_on=on)
    if reasons := rules.copies_blockers(said, taken=(), today=today()):
        raise Refused(reasons)
    with read_list(file_name, content) as found:
        run = CatalogueImport.objects.create(
            library=library,
            file_name=clean(file_name)[:200] or "danh sách",
            sha256=hashlib.sha256(content).hexdigest(),
            format=format_of(content),
            source=said.source,
            giver=said.giver,
            acquired_on=on,
            made_by=by.described,
            capacity_id=by.capacity_id,
        )
        run.counts = dict(stage(run, catalogue_place(library), found))
    run.save(update_fields=["counts"])
    audit.record(by, "libraries.catalogueimport.previewed", run, count=run.counts.get("rows", 0))
    return run


@transaction.atomic
def order_books(
    run: CatalogueImport, *, leave_faulty: bool = False, copies_of_known: bool = False, by: Actor
) -> None:
    """Enter it; a long list by a job. All rows, or the good ones where that was said."""
    run = _locked(run, by)
    if run.state == State.APPLIED:
        return
    if run.state != State.PREVIEWED:
        raise Refused("Danh sách này đang được ghi hoặc đã bỏ. Mở lại trang để xem, hoặc nhập lại tệp.")
    standing_library(run.library)
    if run.counts.get(Is.FAULTY) and not leave_faulty:
        raise Refused(
            [
                Reason(
                    f"Còn {run.counts[Is.FAULTY]} dòng cần sửa. Sửa tệp rồi chọn lại, hoặc chọn “Chỉ nhập các dòng đúng”.",
                    "leave_faulty",
                )
            ]
        )
    run.leave_faulty, run.copies_of_known = leave_faulty, copies_of_known
    run.state, run.stop_asked, run.failure = State.WRITING, False, ""
    run.save()
    audit.record(by, "libraries.catalogueimport.ordered", run)
    if run.counts.get("rows", 0) > BATCH:
        _defer(run)
    else:
        enter_batch(run, by=by)


@transaction.atomic
def enter_batch(run: CatalogueImport, *, by: Actor) -> bool:
    """The next rows, whole or not at all. Whether more are waiting."""
    run = _locked(run, by)
    if run.state != State.WRITING:
        return False
    if run.stop_asked:
        run.state, run.stop_asked = State.STOPPED, False
        run.save(update_fields=["state", "stop_asked"])
        return False
    library = standing_library(run.library)
    place = catalogue_place(library)
    lock_catalogue(place)
    rows = list(run.rows.filter(state__in=_WAITING).order_by("id")[:BATCH])
    if rows:
        batch = write(run, place, rows)
        run.titles_made += len(batch.titles)
        run.copies_made += len(batch.copies)
        moving.offer_new(library, batch.copies, by)
    run.seen_at = timezone.now()
    more = run.rows.filter(state__in=_WAITING).exists()
    if not more:
        run.state, run.applied_at = State.APPLIED, timezone.now()
        # Rows that came in have served; those to be corrected stay to be looked at.
        run.rows.filter(state=Is.DONE).delete()
        audit.record(by, "libraries.catalogueimport.applied", run, count=run.titles_made)
    run.save()
    return more


@transaction.atomic
def stop_books(run: CatalogueImport, *, by: Actor) -> None:
    """After the batch that is being written; what came in stays, the rest waits."""
    run = _locked(run, by)
    if run.state != State.WRITING:
        raise Refused("Danh sách này không có việc nào đang chạy. Mở lại trang để xem nay ra sao.")
    run.stop_asked = True
    run.save(update_fields=["stop_asked"])
    audit.record(by, "libraries.catalogueimport.stopped", run)


@transaction.atomic
def resume_books(run: CatalogueImport, *, by: Actor) -> None:
    """Go on where a job was stopped or died, with the first row that did not come in."""
    run = _locked(run, by)
    if run.state not in (State.STOPPED, State.WRITING):
        raise Refused("Danh sách này không có việc nào đang dừng. Mở lại trang để xem nay ra sao.")
    run.state, run.stop_asked, run.failure = State.WRITING, False, ""
    run.save()
    audit.record(by, "libraries.catalogueimport.resumed", run)
    _defer(run)


@transaction.atomic
def halt_books(run: CatalogueImport, *, failure: str, by: Actor) -> None:
    """What a job writes when it is refused: the list waits for a person."""
    run = _locked(run, by)
    if run.state == State.WRITING:
        run.state, run.failure = State.STOPPED, failure[:500]
        run.save()


@transaction.atomic
def drop_books(run: CatalogueImport, *, by: Actor) -> None:
    """What has not come in is forgotten."""
    run = _locked(run, by)
    if run.state == State.WRITING:
        raise Refused("Danh sách đang được ghi. Bấm Dừng trước.")
    if run.state == State.DROPPED:
        return
    if run.state != State.APPLIED:
        run.state = State.DROPPED
        run.save(update_fields=["state"])
        audit.record(by, "libraries.catalogueimport.dropped", run)
    run.rows.all().delete()


def _locked(run: CatalogueImport, by: Actor) -> CatalogueImport:
    rows = CatalogueImport.objects.select_for_update(of=("self",)).select_related("library__place")
    row = rows.get(pk=run.pk)
    by.must(KEEP, at=row)
    return row


def _defer(run: CatalogueImport) -> None:
    from hoctap.libraries.tasks import work_on_books  # a job calls actions again

    work_on_books.defer(run_id=str(run.pk))
