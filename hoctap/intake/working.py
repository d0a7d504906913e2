"""The job of reading: file by file and page by page, each page kept when it is read, so that a job that was stopped goes on where it was.

No transaction is open while a page is read.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor, system_job
from hoctap.core.refusals import Refused
from hoctap.intake.extraction import extract
from hoctap.intake.lines import SourceText
from hoctap.intake.measuring import with_guesses
from hoctap.intake.models import PageOfReading, Proposal, Reading, ReadingState
from hoctap.intake.proposing import Proposed, proposals
from hoctap.intake.reading import opening, parcels, sense

MOST_PAGES = 60
LONGEST = dt.timedelta(minutes=30)
"""A document that takes longer in one go is stuck."""
TOO_LONG = (
    "Đọc văn bản này quá lâu nên đã dừng. Hãy gửi bản Word hoặc PDF có chữ, hoặc tách tệp thành các phần."
)
MOST_ATTEMPTS = 3
STUCK = (
    "Đọc đến trang {page} thì việc đọc bị ngắt nhiều lần nên đã dừng. Hãy gửi lại trang ấy rõ hơn, "
    "hoặc gửi bản Word, PDF có chữ."
)
TOO_MANY = "Có {count} trang; một kế hoạch đọc nhiều nhất {most} trang. Hãy tách riêng phần kế hoạch và phụ lục rồi gửi lại."


class Halted(Exception):
    """Somebody asked to stop, or the reading is no longer being read."""


def read_document(reading_id: UUID) -> None:
    by = system_job("đọc văn bản")
    if not _begin(reading_id, by):
        return
    reading = Reading.objects.select_related("place").get(pk=reading_id)
    try:
        _read_pages(reading)
        _propose(reading, by)
    except Halted:
        _halt(reading, ReadingState.STOPPED, by)
    except opening.NotReadable as failure:
        _halt(reading, ReadingState.UNREADABLE, by, failure.reason)
    except Refused as refusal:
        _halt(reading, ReadingState.UNREADABLE, by, str(refusal))


@transaction.atomic
def _begin(reading_id: UUID, by: Actor) -> bool:
    reading = Reading.objects.select_for_update().get(pk=reading_id)
    if not reading.is_working:
        return False
    reading.attempts += 1
    reading.state, reading.seen_at = ReadingState.READING, timezone.now()
    is_stuck = reading.attempts > MOST_ATTEMPTS
    if is_stuck:
        reading.state, reading.attempts = ReadingState.UNREADABLE, 0
        reading.reason = STUCK.format(page=reading.pages_done + 1)
        audit.record(by, "intake.reading.unreadable", reading)
    reading.save(update_fields=["state", "seen_at", "attempts", "reason"])
    return not is_stuck


def _opened(reading: Reading) -> Iterator[opening.OpenedPage]:
    for file in reading.files.all():
        yield from opening.open_file(file.name, files.read(file.sha256))


def _read_pages(reading: Reading) -> None:
    began = timezone.now()
    pages = list(_opened(reading))
    if len(pages) > MOST_PAGES:
        raise opening.NotReadable(TOO_MANY.format(count=len(pages), most=MOST_PAGES))
    done = set(reading.pages.values_list("number", flat=True))
    _tell(reading, len(done), len(pages))
    for number, page in enumerate(pages, start=1):
        if number in done:
            continue
        if timezone.now() - began > LONGEST:
            raise opening.NotReadable(TOO_LONG)
        try:
            read = opening.read_page(page)
        except opening.NotReadable as failure:
            raise opening.NotReadable(
                f"Trang {number}: {failure.reason}" if len(pages) > 1 else failure.reason
            ) from failure
        picture = files.keep(read.shown, "image/jpeg") if read.shown else None
        PageOfReading.objects.get_or_create(
            reading=reading,
            number=number,
            defaults={
                "lines": parcels.pack_lines(read.lines),
                "picture": picture.sha256 if picture else "",
                "picture_size": picture.size if picture else 0,
                "picture_ratio": read.ratio,
                "turned": read.turned,
                "is_blank": read.is_blank,
                "is_scan": page.is_scan,
            },
        )
        done.add(number)
        Reading.objects.filter(pk=reading.pk).update(attempts=0)
        _tell(reading, len(done), len(pages))


def _tell(reading: Reading, done: int, total: int) -> None:
    """How far it is; `Halted` when that was asked for or the reading is no longer open for it."""
    still = Reading.objects.filter(pk=reading.pk, state=ReadingState.READING, stop_asked=False)
    if not still.update(pages_done=done, pages_total=total, seen_at=timezone.now()):
        raise Halted


def source_of(reading: Reading) -> SourceText:
    """The document as it was read, old fonts decoded where the reading says so."""
    pages = [parcels.lines_of(page.lines) for page in reading.pages.all()]
    return opening.together(pages, reading.encoding)


def _propose(reading: Reading, by: Actor) -> None:
    pages = [parcels.lines_of(page.lines) for page in reading.pages.all()]
    encoding = opening.proposed_encoding(pages)
    source = opening.together(pages, encoding)
    if not reading.is_insisted and (reason := sense.why_no_plan(source.texts)):
        is_empty = reason in (sense.NO_TEXT, sense.TOO_SHORT)
        Reading.objects.filter(pk=reading.pk).update(can_insist=not is_empty)
        raise opening.NotReadable(reason)
    found = with_guesses(reading.place, proposals(extract(source), source))
    with transaction.atomic():
        locked = Reading.objects.select_for_update().get(pk=reading.pk)
        if locked.state != ReadingState.READING:
            return
        put_proposals(locked, found)
        locked.encoding, locked.encoding_confirmed = encoding, not encoding
        locked.state, locked.reason, locked.seen_at = ReadingState.WAITING, "", timezone.now()
        locked.save()
        audit.record(by, "intake.reading.read", locked, count=len(found))


def put_proposals(reading: Reading, found: Sequence[Proposed]) -> None:
    """In place of those that were proposed before."""
    reading.proposals.all().delete()
    Proposal.objects.bulk_create(
        Proposal(
            reading=reading,
            group=one.group,
            key=one.key,
            position=position,
            said=one.value,
            value=one.value,
            first_line=one.lines[0] if one.lines else None,
            last_line=one.lines[1] if one.lines else None,
            page=one.page,
            confidence=one.confidence,
        )
        for position, one in enumerate(found)
    )


@transaction.atomic
def _halt(reading: Reading, state: ReadingState, by: Actor, reason: str = "") -> None:
    locked = Reading.objects.select_for_update().get(pk=reading.pk)
    if locked.state != ReadingState.READING:
        return
    locked.state, locked.reason, locked.stop_asked = state, reason[:400], False
    locked.save(update_fields=["state", "reason", "stop_asked"])
    audit.record(by, f"intake.reading.{state.value}", locked)
