"""Whole lists from a file: read, previewed, then applied whole or dropped.

The file is not kept, its rows only until then.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import isolation
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people import rules
from hoctap.people.models import ImportRun
from hoctap.people.queries import preview_of, register_keys
from hoctap.people.storing import create_households, lock_commune, tell_of_new_households
from hoctap.places.boundaries.queries import register_reasons
from hoctap.places.models import Level, Place
from hoctap.places.queries import hamlets_of

MAX_FILE_BYTES = 10 * 1024 * 1024


def preview_import(place: Place, year: int, file_name: str, content: bytes, *, by: Actor) -> ImportRun:
    """Read a list and keep what it would do. Nothing enters the register yet."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=place)
    if place.level != Level.COMMUNE:
        raise Refused(f"Danh sách hộ được nhập cho cả xã; {place.full_name} không phải cấp xã.")
    if not 2000 <= year <= today().year + 1:
        raise Refused([Reason(f"Năm phải từ 2000 đến {today().year + 1}.", field="year")])
    if reasons := register_reasons(place, year):
        raise Refused(reasons)
    if not content:
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", field="file")])
    if len(content) > MAX_FILE_BYTES:
        raise Refused([Reason("Tệp lớn hơn 10 MB. Hãy chép danh sách sang một tệp mới.", field="file")])
    if not hamlets_of(place):
        raise Refused(f"{place.title} chưa có ấp, khóm nào. Hãy lập danh sách ấp, khóm trước khi nhập hộ.")
    try:
        table = json.loads(isolation.run("hoctap.people.workbook:read", content, seconds=60))
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    if not table["rows"]:
        raise Refused([Reason("Tệp chỉ có hàng tên cột, không có hộ nào.", field="file")])
    with transaction.atomic():
        checked = _check(place, year, [rules.as_raw(values) for values in table["rows"]])
        run = ImportRun.objects.create(
            place=place,
            year=year,
            file_name=clean(file_name)[:200],
            sha256=hashlib.sha256(content).hexdigest(),
            rows=table["rows"],
            problems=_column_notes(table),
            by_id=by.user_id,
        )
        audit.record(by, "people.import.previewed", run, count=len(checked.good) + len(checked.already))
    return run


def _column_notes(table: dict[str, Any]) -> list[dict[str, str]]:
    return [{"column": label, "kind": kind} for kind in ("dropped", "unknown") for label in table[kind]]


@transaction.atomic
def apply_import(run: ImportRun, *, by: Actor, leave_faulty: bool = False) -> int:
    """Enter the good rows, all or none, and return how many. A second call enters nothing.

    The rows are checked again: what has come into the register since the preview is not entered twice.
    """
    by.must(Permission.HOUSEHOLD_IMPORT, at=run)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("place").get(pk=run.pk)
    if run.state == ImportRun.State.APPLIED:
        return 0
    if run.state == ImportRun.State.DROPPED:
        raise Refused("Danh sách này đã bỏ. Hãy chọn lại tệp.")
    lock_commune(run.place_id)
    if reasons := register_reasons(run.place, run.year):
        raise Refused(reasons)
    preview = preview_of(run)
    if preview.faulty and not leave_faulty:
        raise Refused(
            [
                Reason(
                    f"Còn {len(preview.faulty)} dòng lỗi. "
                    "Hãy sửa tệp rồi chọn lại, hoặc đánh dấu bỏ lại các dòng lỗi.",
                    field="leave_faulty",
                )
            ]
        )
    hamlets = {str(hamlet.pk): hamlet for hamlet in hamlets_of(run.place)}
    households = create_households(preview.good, hamlets, run.year)
    _finish(run, ImportRun.State.APPLIED, created=len(households))
    audit.record(by, "people.import.applied", run, count=len(households))
    tell_of_new_households(households, by)
    return len(households)


@transaction.atomic
def drop_import(run: ImportRun, *, by: Actor) -> None:
    by.must(Permission.HOUSEHOLD_IMPORT, at=run)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("place").get(pk=run.pk)
    if run.state == ImportRun.State.APPLIED:
        raise Refused("Danh sách này đã nhập vào sổ, không bỏ được nữa.")
    if run.state == ImportRun.State.PREVIEWED:
        _finish(run, ImportRun.State.DROPPED, created=0)
        audit.record(by, "people.import.dropped", run)


def _finish(run: ImportRun, state: ImportRun.State, *, created: int) -> None:
    """The rows have served; nothing of the people in them stays here."""
    run.state = state
    run.created_count = created
    run.applied_at = timezone.now() if state == ImportRun.State.APPLIED else None
    run.rows = []
    run.problems = []
    run.save()


def _check(place: Place, year: int, rows: Iterable[rules.RawRow]) -> rules.Checked:
    hamlets = {str(hamlet.pk): hamlet.full_name for hamlet in hamlets_of(place)}
    return rules.check_rows(rows, hamlets, register_keys(list(hamlets), year), year)
