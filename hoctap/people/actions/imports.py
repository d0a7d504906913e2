"""Whole lists from a file: read, checked, then entered whole or dropped.

The file is not kept: a child process reads it from memory. Its rows wait in a table of their own until they have served.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people.importing import staging, telling
from hoctap.people.importing.answered import keep_remembered
from hoctap.people.importing.handed_in import (
    AS_PROPOSED,
    ListFile,
    data_rows,
    give_hamlets,
    layout_after,
    moved_sheets,
    must_be_importable,
    other_encodings,
    read_again,
    read_file,
)
from hoctap.people.importing.layout import (
    NOT_CHOSEN,
    Layout,
    settled,
)
from hoctap.people.importing.planning import Choices, Plan, Tell, choices_of, plan_list, say_nothing
from hoctap.people.importing.writing import Written, write_plan
from hoctap.people.models import ImportFinding, ImportMapping, ImportProgress, ImportRow, ImportRun
from hoctap.people.reading.cells import plain
from hoctap.people.reading.fields import Field
from hoctap.people.reading.model import Reading
from hoctap.people.storing import lock_commune, locked_run
from hoctap.places.boundaries.queries import register_reasons
from hoctap.places.models import Place

# A list of this many rows is checked and entered while the person waits; a longer one becomes a job.
ROWS_AT_ONCE = 3_000
State = ImportRun.State
_WORKING = (State.QUEUED, State.CHECKING, State.WRITING)


# ---------------------------------------------------------------- reading


def preview_import(
    place: Place,
    year: int,
    file_name: str,
    content: bytes,
    *,
    by: Actor,
    from_place: Place | None = None,
    mapping: str = "",
    layout: Layout = AS_PROPOSED,
    jobs: bool = False,
) -> ImportRun:
    """Read a list and keep what it would do. Nothing enters the register yet. With `jobs` a long list is checked by a job."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=place)
    file = ListFile(clean(file_name)[:200], content)
    must_be_importable(place, year, file, from_place)
    chosen = staging.mapping_named(place, mapping) if mapping else None
    read = read_file(place, file, chosen, layout=layout)
    with read as rows, transaction.atomic():
        reading = rows.reading
        give_hamlets(place, from_place, year, layout, reading)
        run = ImportRun.objects.create(
            place=place,
            from_place=from_place,
            year=year,
            file_name=file.name,
            sha256=file.sha256,
            head={**staging.head_of(reading), "proposed": read.proposed},
            by_id=by.user_id,
            capacity_id=by.capacity_id,
        )
        staging.stage(run, rows)
        if jobs and data_rows(reading) > ROWS_AT_ONCE:
            _queue(run)
        else:
            _check(run, say_nothing)
        audit.record(by, "people.import.previewed", run, count=data_rows(reading))
    return run


# ---------------------------------------------------------------- checking


@transaction.atomic
def check_import(run: ImportRun, *, by: Actor, tell: Tell = say_nothing) -> None:
    """Compare the rows that wait with the register as it is now."""
    run = locked_run(run, by)
    if run.state in (State.QUEUED, State.CHECKING, State.PREVIEWED, State.STOPPED):
        _check(run, tell)


def _check(run: ImportRun, tell: Tell) -> None:
    reading = staging.reading_of(run)
    # Renamed and new hamlets change what is faulty; what was decided before is looked at again.
    plan = _plan(run, reading, choices_of(run), tell)
    keep_remembered(run, plan.remembered())
    run.findings.all().delete()
    run_id = str(run.pk)
    tell("noting", 0, 1)
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY {ImportFinding._meta.db_table} (run_id, kind, change, sheet, row, key, data) FROM STDIN"
        ) as copy,
    ):
        for *values, said in telling.findings(plan):
            copy.write_row((run_id, *map(_plain_value, values), json.dumps(said, ensure_ascii=False)))
    run.counts, run.notes = telling.counts(plan), telling.notes(plan)
    run.state, run.failure = State.PREVIEWED, ""
    run.save()


def _plain_value(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def _plan(run: ImportRun, reading: Reading, choices: Choices, tell: Tell) -> Plan:
    rows = staging.StagedRows(run, reading)
    return plan_list(run.place, run.year, run.from_place, reading, rows, choices, tell)


def _choices_as_json(choices: Choices) -> dict[str, Any]:
    return {
        "leave_faulty": choices.leave_faulty,
        "kinds": sorted(choices.kinds),
        "create_hamlets": choices.create_hamlets,
        "hamlets": dict(choices.hamlets),
    }


@transaction.atomic
def map_import(
    run: ImportRun,
    columns: dict[str, dict[str, str]],
    *,
    by: Actor,
    name: str = "",
    encodings: dict[str, dict[str, str]] | None = None,
    layout: Layout = AS_PROPOSED,
    file: ListFile | None = None,
    jobs: bool = False,
) -> None:
    """Say what the columns mean (sheet → letter → field, "" for not used) and which sheets are read how, and check again; remember it
    under a name if one is given.

    The file was not kept: another old encoding, header row or sheet needs it once more, the same file.
    """
    run = locked_run(run, by)
    if run.state not in (State.PREVIEWED, State.STOPPED, State.FAILED):
        raise Refused("Danh sách này đang được xử lý hoặc đã xong, không đổi cột được nữa.")
    wrong = {value for said in columns.values() for value in said.values()} - {
        "",
        *(one.value for one in Field),
    }
    if wrong:
        raise Refused([Reason("Có cột chọn ý nghĩa không có trong danh sách.", field="columns")])
    reading = staging.reading_of(run)
    proposed = run.head.get("proposed", {})
    said = settled(layout, reading)
    moved = moved_sheets(reading, said)
    if moved or (encodings is not None and other_encodings(reading, encodings)):
        # What was chosen for letters of another header does not hold for the new one.
        columns = {name: one for name, one in columns.items() if name not in moved}
        encodings = {name: one for name, one in (encodings or {}).items() if name not in moved}
        reading = read_again(run, columns, encodings, layout_after(reading, said), file)
    elif said.sheets is not None:
        for sheet in reading.used:
            if sheet.name not in said.sheets:
                sheet.used, sheet.why_not_used = False, NOT_CHOSEN
    reading = staging.with_columns(reading, columns)
    give_hamlets(run.place, run.from_place, run.year, said, reading)
    run.head = {**staging.head_of(reading), "proposed": proposed}
    if name := clean(name)[:80]:
        _remember(run.place, name, reading, proposed, by)
    _check_again(run, jobs=jobs)
    audit.record(by, "people.import.mapped", run)


def _remember(place: Place, name: str, reading: Reading, proposed: dict[str, Any], by: Actor) -> None:
    used = {sheet.name: sheet.header_rows for sheet in reading.used}
    moved = {
        one: rows for one, rows in used.items() if rows != proposed.get("header_rows", {}).get(one, rows)
        or one not in proposed.get("sheets", used)
    }  # fmt: skip
    layout: dict[str, Any] = {}
    if moved or list(used) != proposed.get("sheets", list(used)):
        layout = {"sheets": list(used), "header_rows": moved, "proposed": proposed.get("signatures", [])}
    for sheet in reading.used:
        columns = {
            plain(label): sheet.columns.get(letter, "")
            for letter, label in sheet.labels.items()
            if not letter.startswith("@") and letter not in sheet.dropped
        }
        mapping, _ = ImportMapping.objects.update_or_create(
            place=place,
            name=name,
            defaults={"signature": staging.signature(sheet), "columns": columns, "layout": layout},
        )
        audit.record(by, "people.mapping.kept", mapping)
        return


# ---------------------------------------------------------------- entering


@transaction.atomic
def apply_import(
    run: ImportRun,
    *,
    by: Actor,
    choices: Choices | None = None,
    leave_faulty: bool = False,
    tell: Tell = say_nothing,
) -> int:
    """Enter the good rows, all or none, and return how many households came in. A second call enters nothing.

    The rows are checked again: what has come into the register since the preview is not entered twice.
    """
    run = locked_run(run, by)
    if run.state == State.APPLIED:
        return 0
    if run.state == State.DROPPED:
        raise Refused("Danh sách này đã bỏ. Hãy chọn lại tệp.")
    choices = choices or replace(choices_of(run), leave_faulty=leave_faulty)
    lock_commune(run.place_id)
    if reasons := register_reasons(run.place, run.year):
        raise Refused(reasons)
    plan = _plan(run, staging.reading_of(run), choices, tell)
    return _enter(run, plan, choices, by, tell).households


def _enter(run: ImportRun, plan: Plan, choices: Choices, by: Actor, tell: Tell) -> Written:
    if plan.faulty_count and not choices.leave_faulty:
        raise Refused(
            [
                Reason(
                    f"Còn {plan.faulty_count} dòng lỗi. "
                    "Hãy sửa tệp rồi chọn lại, hoặc chọn “Chỉ nhập các dòng đúng”.",
                    field="leave_faulty",
                )
            ]
        )
    written = write_plan(run, plan, choices, by=by, tell=tell)
    _finish(run, State.APPLIED, written)
    audit.record(by, "people.import.applied", run, count=written.households)
    return written


@transaction.atomic
def order_import(run: ImportRun, choices: Choices, *, by: Actor) -> None:
    """Enter it, by a job when it is long; what was chosen is kept with the run."""
    run = locked_run(run, by)
    if run.state == State.APPLIED:
        return
    if run.state not in (State.PREVIEWED, State.STOPPED):
        raise Refused("Danh sách này đang được xử lý hoặc đã bỏ.")
    run.choices = _choices_as_json(choices)
    if data_rows(staging.reading_of(run)) <= ROWS_AT_ONCE:
        run.save(update_fields=["choices"])
        apply_import(run, by=by, choices=choices)
        return
    if run.counts.get("faulty_rows") and not choices.leave_faulty:
        raise Refused([Reason(f"Còn {run.counts['faulty_rows']} dòng lỗi. Hãy sửa tệp rồi chọn lại, "
                              "hoặc chọn “Chỉ nhập các dòng đúng”.", field="leave_faulty")])  # fmt: skip
    run.state, run.failure = State.WRITING, ""
    run.choices["ordered"] = True
    run.save()
    _defer(run)


@transaction.atomic
def choose_hamlets(run: ImportRun, *, create: bool, by: Actor) -> None:
    """Agree that hamlets of the old commune which nobody listed are made; then the rows are checked again."""
    by.must(Permission.PLACE_EDIT, at=run)
    run = locked_run(run, by)
    if run.state != State.PREVIEWED:
        raise Refused("Danh sách này đang được xử lý hoặc đã xong.")
    run.choices = _choices_as_json(replace(choices_of(run), create_hamlets=create))
    _check(run, say_nothing)


@transaction.atomic
def answer_hamlets(run: ImportRun, answers: dict[str, str], *, jobs: bool = False, by: Actor) -> None:
    """Say which hamlet an uncertain name in the list means (name as typed → id; "" takes an answer back); then the rows are checked
    again. Nothing is renamed: the answer holds for this list.
    """
    run = locked_run(run, by)
    if run.state not in (State.PREVIEWED, State.STOPPED, State.FAILED):
        raise Refused("Danh sách này đang được xử lý hoặc đã xong.")
    asked = {one["typed"] for one in run.notes.get("hamlet_questions", ())}
    known = {one_id for one_id, _ in run.notes.get("hamlet_choices", ())}
    if strange := sorted(set(answers) - asked):
        raise Refused([Reason(f"Danh sách không hỏi về ấp tên “{strange[0]}”.", field="hamlets")])
    if wrong := [typed for typed, one_id in answers.items() if one_id and one_id not in known]:
        raise Refused(
            [Reason(f"“{wrong[0]}”: hãy chọn một ấp, khóm của {run.place.full_name}.", field="hamlets")]
        )
    choices = choices_of(run)
    kept = {typed: one_id for typed, one_id in {**choices.hamlets, **answers}.items() if one_id}
    run.choices = _choices_as_json(replace(choices, hamlets=kept))
    _check_again(run, jobs=jobs)
    audit.record(by, "people.import.hamlets", run, count=len(kept))


def _check_again(run: ImportRun, *, jobs: bool) -> None:
    if jobs and data_rows(staging.reading_of(run)) > ROWS_AT_ONCE:
        _queue(run)
    else:
        _check(run, say_nothing)


@dataclass(frozen=True)
class AtOnce:
    """What a list does, or did when `written` is given."""

    plan: Plan
    written: Written | None


def import_at_once(
    place: Place,
    year: int,
    file_name: str,
    content: bytes,
    *,
    by: Actor,
    choices: Choices,
    from_place: Place | None = None,
    mapping: str = "",
    layout: Layout = AS_PROPOSED,
    dry_run: bool = False,
    tell: Tell = say_nothing,
) -> AtOnce:
    """Read, check and enter in one go, for the command line: one transaction, no rows that wait. A dry run only looks.

    A list with faulty rows is not entered unless they are left out: `written` is None.
    """
    by.must(Permission.HOUSEHOLD_IMPORT, at=place)
    file = ListFile(clean(file_name)[:200], content)
    must_be_importable(place, year, file, from_place)
    chosen = staging.mapping_named(place, mapping) if mapping else None
    with read_file(place, file, chosen, layout=layout) as rows, transaction.atomic():
        give_hamlets(place, from_place, year, layout, rows.reading)
        if not dry_run:
            lock_commune(place.pk)
        plan = plan_list(place, year, from_place, rows.reading, rows, choices, tell)
        if dry_run or (plan.faulty_count and not choices.leave_faulty):
            return AtOnce(plan, None)
        choices = replace(choices, answers={**plan.remembered(), **choices.answers})
        run = ImportRun.objects.create(
            place=place, from_place=from_place, year=year, file_name=file.name, sha256=file.sha256,
            by_id=by.user_id, capacity_id=by.capacity_id,
        )  # fmt: skip
        return AtOnce(plan, _enter(run, plan, choices, by, tell))


# ---------------------------------------------------------------- jobs


def _queue(run: ImportRun) -> None:
    run.state = State.QUEUED
    run.choices.pop("ordered", None)
    run.save()
    _defer(run)


def _defer(run: ImportRun) -> None:
    from hoctap.people.tasks import work_on_import  # a job calls actions again

    ImportProgress.objects.update_or_create(
        run_id=run.pk,
        defaults={"phase": "", "done": 0, "total": 0, "stop_asked": False, "seen_at": timezone.now()},
    )
    work_on_import.defer(run_id=str(run.pk))


@transaction.atomic
def stop_import(run: ImportRun, *, by: Actor) -> None:
    """Ask the job to stop. What it has not finished is taken back; the rows stay."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=run)
    if run.state not in _WORKING:
        raise Refused("Danh sách này không có việc nào đang chạy.")
    ImportProgress.objects.update_or_create(
        run_id=run.pk,
        defaults={"stop_asked": True},
        create_defaults={"stop_asked": True, "seen_at": timezone.now()},
    )
    audit.record(by, "people.import.stopped", run)


@transaction.atomic
def resume_import(run: ImportRun, *, by: Actor) -> None:
    """Go on where a job was stopped or died: nothing of it is in the register, so it begins its step again."""
    run = locked_run(run, by, wait=False)
    if run.state not in (*_WORKING, State.STOPPED, State.FAILED):
        raise Refused("Danh sách này không có việc nào đang dừng.")
    if run.state in (State.STOPPED, State.FAILED):
        run.state = State.WRITING if run.choices.get("ordered") else State.QUEUED
    run.failure = ""
    run.save()
    _defer(run)
    audit.record(by, "people.import.resumed", run)


@transaction.atomic
def halt_import(run: ImportRun, *, by: Actor, failure: str = "") -> None:
    """What a job writes when it was stopped or refused: the run waits for a person."""
    run = locked_run(run, by)
    if run.state in _WORKING:
        ordered = run.state == State.WRITING
        run.choices = {**run.choices, "ordered": ordered}
        run.state = State.STOPPED if not failure else State.PREVIEWED if ordered else State.FAILED
        run.failure = failure[:500]
        run.save()


@transaction.atomic
def drop_import(run: ImportRun, *, by: Actor) -> None:
    run = locked_run(run, by, wait=False)
    if run.state == State.APPLIED:
        raise Refused("Danh sách này đã nhập vào sổ, không bỏ được nữa.")
    if run.state != State.DROPPED:
        _finish(run, State.DROPPED, Written(0, 0, 0))
        audit.record(by, "people.import.dropped", run)


def _finish(run: ImportRun, state: ImportRun.State, written: Written) -> None:
    """The rows have served; nothing of the people in them stays here, only how many there were."""
    run.state = state
    run.created_count, run.persons_count, run.changed_count = (
        written.households,
        written.persons,
        written.changes,
    )
    run.applied_at = timezone.now() if state == State.APPLIED else None
    run.head, run.counts, run.notes, run.choices, run.failure = {}, written.by_end, {}, {}, ""
    run.save()
    ImportRow.objects.filter(run=run).delete()
    ImportFinding.objects.filter(run=run).delete()
    run.answers.all().delete()
    ImportProgress.objects.filter(run_id=run.pk).delete()
