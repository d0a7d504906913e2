"""A province writes its edition: draft, lines, pages, publication. What is published never changes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean, without_accents
from hoctap.core.vietnamese import format_date
from hoctap.criteria.drafting import rules
from hoctap.criteria.drafting.content import HEADER, LINE, Content, Line
from hoctap.criteria.drafting.queries import (
    content_of,
    draft_reasons,
    may_keep,
    measure_labels,
    neighbours_in_time,
)
from hoctap.criteria.drafting.table import columns_for, lines_from
from hoctap.criteria.drafting.workbook import content_of_book
from hoctap.criteria.models import (
    OWNERS,
    CriteriaEdition,
    Criterion,
    EditionEnd,
    EditionPage,
    LearningTitle,
    Title,
    Verification,
)
from hoctap.criteria.rules import Validity
from hoctap.criteria.titles import is_title
from hoctap.places.models import Place

PAGES = files.IMAGE_TYPES | {files.PDF}
MOST_PAGES = 60


@transaction.atomic
def draft_edition(
    place: Place,
    title: str,
    *,
    name: str,
    scoring: str = "",
    base: CriteriaEdition | None = None,
    by: Actor,
) -> CriteriaEdition:
    """A draft of the place: blank, or with all that `base` says (an edition of the country, of another time, a frame)."""
    _must_keep(title, place, by)
    if base is not None:
        content = replace(
            content_of(base),
            name=clean(name) or base.name,
            valid_to=None,
            # Nobody held the copy against anything yet.
            verification=Verification.SAMPLE.value,
            verification_note="",
        )
    else:
        content = Content(name=clean(name), scoring=scoring or "points")
    reasons = _draft_reasons(place, title, content)
    if base is not None and base.is_draft and not may_keep(by, base.title, base.place or place):
        reasons.append(Reason("Không có quyền xem bản nháp này.", "base"))
    if reasons:
        raise Refused(reasons)
    return _begin(place, title, content, by)


@transaction.atomic
def import_edition(place: Place, title: str, content: Content, *, by: Actor) -> CriteriaEdition:
    """A draft out of a file that was read. `Refused` where it does not even hold together as a table."""
    _must_keep(title, place, by)
    reasons = _draft_reasons(place, title, content) + rules.shape_reasons(content)
    if not content.lines:
        reasons.append(Reason("Tệp không có dòng tiêu chí nào.", "file"))
    if reasons:
        raise Refused(reasons)
    return _begin(place, title, content, by)


@transaction.atomic
def import_workbook(place: Place, title: str, data: bytes, *, by: Actor) -> CriteriaEdition:
    """A draft out of a workbook. Rows that cannot be read are refused by row, column and cure, and nothing is written."""
    _must_keep(title, place, by)
    files.checked(data, allowed={files.XLSX})
    content, wrong = content_of_book(data, measure_labels(path=place.path))
    if wrong:
        raise Refused(wrong)
    return import_edition(place, title, content, by=by)


@transaction.atomic
def take_workbook(edition: CriteriaEdition, data: bytes, *, version: int, by: Actor) -> CriteriaEdition:
    """The draft becomes what the workbook says."""
    edition = _draft(edition, version, by)
    files.checked(data, allowed={files.XLSX})
    before = content_of(edition)
    content, wrong = content_of_book(data, measure_labels(before, edition.place_path), before)
    if reasons := wrong + rules.shape_reasons(content):
        raise Refused(reasons)
    _put_header(edition, content)
    _put_lines(edition, content.lines)
    _saved(edition, "criteria.edition.workbook_taken", by, count=len(content.lines))
    return edition


@transaction.atomic
def keep_header(
    edition: CriteriaEdition, typed: Mapping[str, Any], *, version: int, by: Actor
) -> CriteriaEdition:
    """What stands above the table: name, instrument, validity, threshold, and the lists. `typed` has some or all names of `HEADER`."""
    edition = _draft(edition, version, by)
    before = content_of(edition)
    content = replace(before, **{name: value for name, value in typed.items() if name in HEADER})
    reasons = rules.shape_reasons(content)
    if content.valid_from is None:
        reasons.append(Reason("Ghi ngày bắt đầu hiệu lực, sửa lại được đến khi ban hành.", "valid_from"))
    elif content.valid_to is not None and content.valid_to <= content.valid_from:
        reasons.append(Reason("Ngày hết hiệu lực phải sau ngày bắt đầu.", "valid_to"))
    if reasons:
        raise Refused(reasons)
    _put_header(edition, content)
    changed = [name for name in HEADER if getattr(before, name) != getattr(content, name)]
    _saved(edition, "criteria.edition.header_kept", by, fields=changed)
    return edition


@transaction.atomic
def keep_lines(
    edition: CriteriaEdition, rows: Sequence[Mapping[str, str]], *, version: int, by: Actor
) -> CriteriaEdition:
    """The whole table as it stands on the screen. What cannot be read is refused by row and column; what is not yet right is only told."""
    edition = _draft(edition, version, by)
    content = content_of(edition)
    lines, reasons = lines_from(
        content, columns_for(content, measure_labels(content, edition.place_path)), rows
    )
    codes = [line.code for line in lines]
    reasons += [
        Reason(f"Dòng có mã {code or 'trống'}: mỗi dòng cần một mã riêng. Sửa mã rồi ghi lại.", "criteria")
        for code in dict.fromkeys(codes)
        if not code or codes.count(code) > 1
    ]
    if reasons:
        raise Refused(reasons)
    _put_lines(edition, lines)
    _saved(edition, "criteria.edition.lines_kept", by, count=len(lines))
    return edition


@transaction.atomic
def add_edition_page(edition: CriteriaEdition, page: bytes, *, name: str = "", by: Actor) -> EditionPage:
    """A photo or scan of the printed page, to be read beside the table."""
    edition = _draft(edition, None, by)
    if edition.pages.count() >= MOST_PAGES:
        raise Refused([Reason(f"Mỗi bộ tiêu chí giữ nhiều nhất {MOST_PAGES} trang.", "page")])
    if not page:
        raise Refused([Reason("Chọn ảnh chụp hoặc bản quét trang in.", "page")])
    stored = files.take(page, allowed=PAGES)
    kept = EditionPage.objects.create(
        edition=edition,
        name=clean(name)[:120],
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        added_by=by.described,
    )
    audit.record(by, "criteria.edition.page_added", edition)
    return kept


@transaction.atomic
def drop_edition_page(page: EditionPage, *, by: Actor) -> None:
    edition = _draft(page.edition, None, by)
    sha256 = page.sha256
    page.delete()
    files.drop_if_unnamed(sha256)
    audit.record(by, "criteria.edition.page_dropped", edition)


@transaction.atomic
def drop_draft(edition: CriteriaEdition, *, by: Actor) -> None:
    """Gone with its pages: nothing was ever judged by it."""
    edition = _draft(edition, None, by)
    named = list(edition.pages.values_list("sha256", flat=True))
    audit.record(by, "criteria.edition.draft_dropped", edition, count=edition.criteria.count())
    edition.delete()
    for sha256 in named:
        files.drop_if_unnamed(sha256)


@transaction.atomic
def publish_edition(
    edition: CriteriaEdition,
    *,
    number: str,
    dated_on: dt.date | None,
    copy: bytes,
    closes: bool = False,
    is_compared: bool = False,
    version: int,
    by: Actor,
) -> CriteriaEdition:
    """From now on it is judged by, and never changes.

    `closes`: the edition before it in the same territory ends on the day this one begins. `is_compared`: somebody held every line against
    the instrument; without it the edition stays marked as a sample.
    """
    edition = _draft(edition, version, by)
    content = content_of(edition)
    number = clean(number)[:60]
    reasons = draft_reasons(edition, content)
    reasons += rules.publishing_reasons(
        number=number,
        dated_on=dated_on,
        copy=copy,
        today=today(),
    )
    mine = Validity(edition.name, edition.valid_from, edition.valid_to)
    others = neighbours_in_time(edition)
    where = edition.place.title if edition.place else "cả nước"
    reasons += rules.overlap_reasons(mine, others, where=where, closes=closes)
    if reasons or dated_on is None:
        raise Refused(reasons)
    stored = files.take(copy, allowed=PAGES)
    if closes:
        _end(edition, rules.closed_by(mine, others), by)
    if is_compared:
        edition.verification = Verification.VERIFIED
        edition.verification_note = (
            f"Đã đối chiếu từng dòng với văn bản số {number} ngày {format_date(dated_on)}."
        )
        edition.criteria.update(verification=Verification.VERIFIED)
    elif edition.verification == Verification.VERIFIED:
        edition.verification = Verification.SAMPLE
    edition.instrument_number = number
    edition.instrument_date = dated_on
    edition.instrument_sha256 = stored.sha256
    edition.instrument_media_type = stored.media_type
    edition.instrument_size = stored.size
    edition.published_by = by.described
    edition.published_at = timezone.now()
    edition.save()
    audit.record(by, "criteria.edition.published", edition)
    return edition


@transaction.atomic
def end_edition(
    edition: CriteriaEdition,
    *,
    ends_on: dt.date | None,
    why: str,
    number: str,
    dated_on: dt.date | None,
    by: Actor,
) -> CriteriaEdition:
    """It holds no longer and nothing follows. What was decided by it stays; of open rounds and files it stays the edition."""
    edition = (
        CriteriaEdition.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .get(pk=edition.pk)
    )
    if edition.place is None:
        by.must(Permission.EDITION_KEEP, at=edition)
        raise Refused("Bộ tiêu chí của cả nước không kết thúc ở đây được.")
    _must_keep(edition.title, edition.place, by)
    why, number = clean(why)[:300], clean(number)[:60]
    reasons = rules.ending_reasons(
        is_published=edition.published_at is not None,
        start=edition.valid_from,
        end=edition.valid_to,
        ends_on=ends_on,
        why=why,
        number=number,
        dated_on=dated_on,
        today=today(),
    )
    if reasons or ends_on is None or dated_on is None:
        raise Refused(reasons)
    edition.valid_to = ends_on
    edition.save(update_fields=["valid_to"])
    EditionEnd.objects.create(
        edition=edition, ends_on=ends_on, why=why, number=number, dated_on=dated_on, ended_by=by.described
    )
    audit.record(by, "criteria.edition.ended", edition, fields=["valid_to"])
    return edition


# ------------------------------------------------------------------------------------------------- parts


def _must_keep(title: str, place: Place, by: Actor) -> None:
    if not is_title(title):
        raise Refused([Reason("Không có danh hiệu này.", "title")])
    if not may_keep(by, title, place):
        by.must(Permission.EDITION_KEEP, at=place)
    if (
        Title(title).facts.is_local
        and not LearningTitle.objects.filter(code=title, place__in=place.path).exists()
    ):
        raise Refused([Reason(f"Danh hiệu {Title(title).label} không phải của {place.title}.", "title")])


def _draft_reasons(place: Place, title: str, content: Content) -> list[Reason]:
    reasons = []
    if place.level not in OWNERS:
        reasons.append(Reason("Bộ tiêu chí lập cho tỉnh, huyện hoặc xã.", "place"))
    if not content.name:
        reasons.append(Reason("Ghi tên bộ tiêu chí.", "name"))
    return reasons


def _draft(edition: CriteriaEdition, version: int | None, by: Actor) -> CriteriaEdition:
    """The row as it is now, held until the change is done."""
    edition = (
        CriteriaEdition.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .get(pk=edition.pk)
    )
    if edition.place is None:
        by.must(Permission.EDITION_KEEP, at=edition)
        raise Refused("Bộ tiêu chí đi kèm hệ thống không sửa được. Lập bản nháp của tỉnh từ bộ này.")
    _must_keep(edition.title, edition.place, by)
    if edition.published_at is not None:
        raise Refused("Bộ tiêu chí đã ban hành thì không sửa. Lập bản nháp mới từ bộ này.")
    if version is not None and version != edition.version:
        when = f" lúc {timezone.localtime(edition.changed_at):%H:%M %d/%m/%Y}" if edition.changed_at else ""
        raise Refused(f"Bản nháp đã được sửa{when} sau khi ông/bà mở trang này. Tải lại trang rồi ghi lại.")
    return edition


def _begin(place: Place, title: str, content: Content, by: Actor) -> CriteriaEdition:
    place = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    values = {name: getattr(content, name) for name in HEADER}
    values["valid_from"] = content.valid_from or dt.date(today().year + 1, 1, 1)
    edition = CriteriaEdition.objects.create(
        code=_free_code(place, title),
        title=title,
        place=place,
        made_by=by.described,
        changed_at=timezone.now(),
        **values,
    )
    _put_lines(edition, content.lines)
    audit.record(by, "criteria.edition.drafted", edition, count=len(content.lines))
    return edition


def _free_code(place: Place, title: str) -> str:
    words = without_accents(f"{Title(title).label} {place.code or place.name}")
    stem = "-".join("".join(letter if letter.isalnum() else " " for letter in words).split())[:48]
    taken = set(CriteriaEdition.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _put_header(edition: CriteriaEdition, content: Content) -> None:
    for name in HEADER:
        setattr(edition, name, getattr(content, name))


def _put_lines(edition: CriteriaEdition, lines: Sequence[Line]) -> None:
    edition.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(edition=edition, position=position, **{name: getattr(line, name) for name in LINE})
        for position, line in enumerate(lines)
    )


def _saved(edition: CriteriaEdition, what: str, by: Actor, **facts: Any) -> None:
    edition.version += 1
    edition.changed_at = timezone.now()
    edition.save()
    audit.record(by, what, edition, **facts)


def _end(edition: CriteriaEdition, ended: Sequence[Validity], by: Actor) -> None:
    """The one change that a published edition takes."""
    for one in CriteriaEdition.objects.filter(
        title=edition.title,
        place=edition.place,
        published_at__isnull=False,
        valid_to__isnull=True,
        valid_from__in=[validity.start for validity in ended],
    ):
        CriteriaEdition.objects.filter(pk=one.pk).update(valid_to=edition.valid_from)
        audit.record(by, "criteria.edition.ended", one, fields=["valid_to"])
