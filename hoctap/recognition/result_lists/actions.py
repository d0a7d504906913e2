"""A list of results: handed in, its columns said, written, its doubtful rows answered, dropped."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.models import Title
from hoctap.people.importing import staging
from hoctap.people.importing.handed_in import AS_PROPOSED, ListFile
from hoctap.people.importing.layout import Layout, place_sheets, settled
from hoctap.people.importing.old_commune import hamlet_book
from hoctap.people.reading.cells import plain
from hoctap.people.reading.model import Reading
from hoctap.places.models import Place
from hoctap.recognition.models import Dossier, LateEntry, RecognitionRound
from hoctap.recognition.result_lists import rules
from hoctap.recognition.result_lists.matching import ASKS, TO_WRITE, citizens_of, compare_rows, set_outcomes
from hoctap.recognition.result_lists.models import ResultList, ResultMapping, ResultRow
from hoctap.recognition.result_lists.reading import (
    MEANINGS,
    Whole,
    read_results,
    reading_of,
    remembered,
    rows_of,
    sheets_of,
    told_of,
)
from hoctap.recognition.results import taking
from hoctap.recognition.results.models import ElsewhereResult
from hoctap.recognition.results.rules import result_reasons
from hoctap.recognition.rows import late_entry_now, lock_dossiers, lock_open_round

State = ResultList.State
Outcome = ResultRow.Outcome
Standing = ElsewhereResult.Standing
STANDINGS = {
    Outcome.READY: Standing.COUNTS,
    Outcome.AGREES: Standing.NOT_TAKEN,
    Outcome.DIFFERS: Standing.WAITS,
}
ROWS_AT_ONCE = 1_000
"""A list of more rows is written by a job."""
BATCH = 500


@transaction.atomic
def hand_in_results(
    season: RecognitionRound,
    file_name: str,
    content: bytes,
    *,
    confirmed_by: str = "",
    result_on: dt.date | None = None,
    layout: Layout = AS_PROPOSED,
    by: Actor,
) -> ResultList:
    """Read a list and say what each row comes to. Nothing is written into a dossier yet."""
    by.must(Permission.DOSSIER_ENTER, at=season.place)
    season = lock_open_round(season)
    if season.title != Title.LEARNING_CITIZEN:
        raise Refused("Phần mềm của Hội chỉ có kết quả Công dân học tập.")
    reading, rows = read_results(season.place, ListFile(clean(file_name)[:200], content), layout)
    if layout.hamlets:
        book = hamlet_book(season.place, None, season.year)
        place_sheets(settled(layout, reading), reading, book, season.place.full_name)
    reading = remembered(season.place, reading)
    result_list = ResultList.objects.create(
        round=season,
        file_name=clean(file_name)[:200],
        head=staging.head_of(reading),
        confirmed_by=clean(confirmed_by)[:120],
        result_on=result_on,
        capacity_id=by.capacity_id,
        made_by=by.described,
    )
    _fill(result_list, season, reading, [(row.sheet, row.number, row.cells) for row in rows])
    audit.record(by, "recognition.result_list.handed_in", result_list, count=len(rows))
    return result_list


@transaction.atomic
def map_results(
    result_list: ResultList,
    columns: dict[str, dict[str, str]],
    *,
    confirmed_by: str = "",
    result_on: dt.date | None = None,
    name: str = "",
    by: Actor,
) -> None:
    """Say what the columns mean (sheet → letter → meaning, "" for not used) and what holds for all rows; remembered under a name if given."""
    season, result_list = _locked(result_list, by)
    _must_wait(result_list)
    if {value for said in columns.values() for value in said.values()} - {
        "",
        *(one.value for one in MEANINGS),
    }:
        raise Refused([Reason("Có cột chọn ý nghĩa không có trong danh sách.", "columns")])
    reading = staging.with_columns(reading_of(result_list), columns)
    result_list.head = staging.head_of(reading)
    result_list.confirmed_by, result_list.result_on = clean(confirmed_by)[:120], result_on
    _fill_again(result_list, season, reading)
    if kept := clean(name)[:80]:
        _remember(season.place, kept, reading)
    audit.record(by, "recognition.result_list.mapped", result_list)


@transaction.atomic
def match_results_again(result_list: ResultList, *, by: Actor) -> None:
    """After the register was put right: each row is looked up anew."""
    season, result_list = _locked(result_list, by)
    _must_wait(result_list)
    _fill_again(result_list, season, reading_of(result_list))
    audit.record(by, "recognition.result_list.matched", result_list)


@transaction.atomic
def order_results(result_list: ResultList, *, by: Actor) -> None:
    """Write what is ready: at once, or by a job when there are many rows."""
    _, result_list = _locked(result_list, by)
    ready = result_list.rows.filter(outcome__in=TO_WRITE).count()
    if reasons := rules.writing_reasons(is_waiting=result_list.is_waiting, ready=ready):
        raise Refused(reasons)
    result_list.state, result_list.total, result_list.done, result_list.failure = State.WRITING, ready, 0, ""
    result_list.capacity_id = by.capacity_id
    result_list.seen_at = timezone.now()
    result_list.save()
    audit.record(by, "recognition.result_list.ordered", result_list, count=ready)
    if ready > ROWS_AT_ONCE:
        from hoctap.recognition.result_lists.tasks import work_on_results  # a job calls actions again

        work_on_results.defer(list_id=str(result_list.pk))
        return
    while write_results(result_list, by=by):
        pass


@transaction.atomic
def write_results(result_list: ResultList, *, by: Actor) -> int:
    """The next rows, in one transaction; returns how many. Killed in between, the rest is written the next time, and none twice."""
    season, result_list = _locked(result_list, by)
    if result_list.state != State.WRITING:
        return 0
    rows = list(result_list.rows.select_for_update().filter(outcome__in=TO_WRITE).order_by("id")[:BATCH])
    if rows:
        _write(result_list, season, rows, by=by)
        result_list.done += len(rows)
    else:
        _finish(result_list)
    result_list.seen_at = timezone.now()
    result_list.save()
    return len(rows)


@transaction.atomic
def halt_results(result_list: ResultList, *, failure: str, by: Actor) -> None:
    """Writing was refused: what is written stays, the rest waits for a person."""
    _, result_list = _locked(result_list, by, open_round=False)
    if result_list.state == State.WRITING:
        result_list.state, result_list.failure = State.PREVIEWED, failure[:500]
        result_list.counts = _counted(result_list)
        result_list.save()
        audit.record(by, "recognition.result_list.halted", result_list)


@transaction.atomic
def answer_row(result_list: ResultList, row_id: int, dossier_id: UUID | None, *, by: Actor) -> ResultRow:
    """Of a row that names several or none: it is this citizen, or (without one) it is left out. In a list that was written, it is written now."""
    season, result_list = _locked(result_list, by)
    row = result_list.rows.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise Refused("Dòng này không còn. Tải lại trang.")
    reasons = rules.answer_reasons(
        name=row.name or f"Dòng {row.number}",
        asks=row.outcome in ASKS,
        is_over=result_list.state == State.DROPPED,
        is_candidate=dossier_id is None or dossier_id in row.candidates,
    )
    if result_list.state == State.WRITING:
        reasons.append(Reason("Danh sách đang được ghi. Đợi ghi xong rồi trả lời."))
    if reasons:
        raise Refused(reasons)
    row.answered_by = by.described
    if dossier_id is None:
        row.outcome, row.why = Outcome.SKIPPED, "Để lại theo lời người xem."
    else:
        dossiers = lock_dossiers(season.dossiers.filter(pk=dossier_id))
        row.dossier_id = dossier_id
        set_outcomes([row], dossiers, season.edition.frozen())
    row.save()
    if result_list.state == State.DONE and row.outcome in TO_WRITE:
        _write(result_list, season, [row], by=by)
    result_list.counts = _counted(result_list)
    result_list.save(update_fields=["counts"])
    audit.record(by, "recognition.result_list.row_answered", result_list)
    return row


@transaction.atomic
def drop_results(result_list: ResultList, *, by: Actor) -> None:
    """What waits is not written and its rows go; what was written stays. Again is no fault."""
    _, result_list = _locked(result_list, by, open_round=False)
    if result_list.state == State.WRITING:
        raise Refused("Danh sách đang được ghi. Đợi ghi xong.")
    if result_list.state == State.DROPPED:
        return
    if result_list.applied_at is None:
        result_list.state = State.DROPPED
    result_list.rows.all().delete()
    result_list.head = {}
    result_list.save()
    audit.record(by, "recognition.result_list.dropped", result_list)


# ── parts ────────────────────────────────────────────────────────────────────────────────────────


def _locked(
    result_list: ResultList, by: Actor, *, open_round: bool = True
) -> tuple[RecognitionRound, ResultList]:
    by.must(Permission.DOSSIER_ENTER, at=result_list.round.place)
    season = lock_open_round(result_list.round) if open_round else result_list.round
    return season, ResultList.objects.select_for_update(of=("self",)).get(pk=result_list.pk)


def _must_wait(result_list: ResultList) -> None:
    if not result_list.is_waiting or not result_list.head:
        raise Refused("Danh sách này đang được ghi, đã ghi hoặc đã bỏ.")


def _fill_again(result_list: ResultList, season: RecognitionRound, reading: Reading) -> None:
    cells = list(result_list.rows.order_by("id").values_list("sheet", "number", "cells"))
    result_list.rows.all().delete()
    _fill(result_list, season, reading, cells)


def _fill(
    result_list: ResultList,
    season: RecognitionRound,
    reading: Reading,
    cells: Sequence[tuple[str, int, dict[str, str]]],
) -> None:
    edition = season.edition.frozen()
    rows = list(
        rows_of(
            sheets_of(reading),
            cells,
            whole=Whole(season.year, result_list.confirmed_by, result_list.result_on),
            hamlets=hamlet_book(season.place, None, season.year),
            citizens=citizens_of(season),
            check=lambda told: result_reasons(edition, told, year=season.year, today=today()),
        )
    )
    compare_rows(rows, season, edition)
    for row in rows:
        row.result_list = result_list
    ResultRow.objects.bulk_create(rows, batch_size=1000)
    result_list.counts = dict(Counter(str(row.outcome) for row in rows))
    result_list.failure = ""
    result_list.save()


def _counted(result_list: ResultList) -> dict[str, int]:
    return dict(Counter(result_list.rows.values_list("outcome", flat=True)))


def _write(
    result_list: ResultList, season: RecognitionRound, rows: Sequence[ResultRow], *, by: Actor
) -> None:
    """Each row is compared again with what stands in the dossiers now."""
    dossiers = lock_dossiers(season.dossiers.filter(pk__in=[row.dossier_id for row in rows]))
    set_outcomes(rows, dossiers, season.edition.frozen())
    late = _late_entries(season, dossiers)
    pairs: list[tuple[Dossier, ElsewhereResult]] = []
    results: list[ElsewhereResult] = []
    for row in rows:
        if row.outcome not in STANDINGS:
            continue
        assert row.dossier_id is not None
        dossier = dossiers[row.dossier_id]
        if isinstance(late[dossier.hamlet_id], str):
            row.outcome, row.why = Outcome.CLOSED, str(late[dossier.hamlet_id])[:400]
            continue
        standing = STANDINGS[Outcome(row.outcome)]
        result = taking.made(dossier, told_of(row), standing, by=by, result_list=result_list)
        result.why = row.why[:300] if standing != Standing.COUNTS else ""
        if standing == Standing.COUNTS:
            pairs.append((dossier, result))
        results.append(result)
        row.outcome, row.why = Outcome.WRITTEN, ""
    # One that counted before the registration was withdrawn and made anew gives way.
    ElsewhereResult.objects.filter(
        dossier__in=[dossier.pk for dossier, _ in pairs], standing=Standing.COUNTS
    ).update(
        standing=Standing.REPLACED,
        why="đã nhận kết quả khác",
        settled_by=by.described,
        settled_at=timezone.now(),
    )
    if pairs:
        entries = {key: entry for key, entry in late.items() if not isinstance(entry, str)}
        taking.take_in(pairs, late_entries=entries, by=by)
    ElsewhereResult.objects.bulk_create(results, batch_size=500)
    ResultRow.objects.bulk_update(rows, ["outcome", "why", "dossier", "candidates"], batch_size=500)
    if results:
        audit.record(by, "recognition.results.written", result_list, count=len(results))


def _late_entries(
    season: RecognitionRound, dossiers: dict[UUID, Dossier]
) -> dict[UUID, LateEntry | str | None]:
    """By hamlet: in time, a permission to be late, or the words of a refusal."""
    found: dict[UUID, LateEntry | str | None] = {}
    for dossier in dossiers.values():
        if dossier.hamlet_id not in found:
            try:
                found[dossier.hamlet_id] = late_entry_now(season, dossier.hamlet)
            except Refused as refusal:
                found[dossier.hamlet_id] = str(refusal)
    return found


def _finish(result_list: ResultList) -> None:
    """What was written is in the dossiers; its rows of the file go, those that somebody has to look at stay."""
    result_list.counts = _counted(result_list)
    result_list.state, result_list.applied_at = State.DONE, timezone.now()
    result_list.rows.filter(outcome__in=[Outcome.WRITTEN, Outcome.SAME, Outcome.SKIPPED]).delete()


def _remember(place: Place, name: str, reading: Reading) -> None:
    for sheet in reading.used:
        columns = {
            plain(label): sheet.columns.get(letter, "")
            for letter, label in sheet.labels.items()
            if not letter.startswith("@") and letter not in sheet.dropped
        }
        ResultMapping.objects.update_or_create(
            place=place,
            name=name,
            defaults={"signature": staging.signature(sheet), "columns": columns},
        )
        return
