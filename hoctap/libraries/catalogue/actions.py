"""Titles and their copies come into a catalogue, change, and leave the shelves."""

import datetime as dt
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.rules import CopiesDetails, TitleDetails
from hoctap.libraries.catalogue.storing import (
    Known,
    catalogue_place,
    cleaned_copies,
    cleaned_title,
    lock_catalogue,
    new_codes,
    put_title,
)
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.models import Copy, Library, Loan, Title
from hoctap.libraries.storing import locked_library, standing_library

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def add_title(
    library: Library, details: TitleDetails, copies: CopiesDetails, *, anyway: bool = False, by: Actor
) -> Title:
    """A book that the catalogue did not have, with its first copies. `anyway`: also beside one that looks the same."""
    by.must(KEEP, at=library)
    library = standing_library(library)
    _must_hold_books(library)
    place = catalogue_place(library)
    lock_catalogue(place)
    details, copies = cleaned_title(details), cleaned_copies(copies)
    reasons = rules.title_blockers(details, this_year=today().year)
    reasons += rules.copies_blockers(copies, taken=_taken(copies.codes), today=today())
    if not reasons:
        reasons += _known_blockers(Title(place=place), details, anyway=anyway)
    if reasons:
        raise Refused(reasons)
    title = Title(place=place, added_on=today())
    put_title(title, details)
    title.save()
    audit.record(by, "libraries.title.added", title)
    _add(title, library, copies, by)
    return title


@transaction.atomic
def change_title(title: Title, details: TitleDetails, *, anyway: bool = False, by: Actor) -> None:
    by.must(KEEP, at=title)
    lock_catalogue(title.place)
    title = Title.objects.select_for_update(of=("self",)).select_related("place").get(pk=title.pk)
    details = cleaned_title(details)
    reasons = rules.title_blockers(details, this_year=today().year)
    if not reasons:
        reasons += _known_blockers(title, details, anyway=anyway)
    if reasons:
        raise Refused(reasons)
    put_title(title, details)
    title.save()
    audit.record(by, "libraries.title.changed", title)


@transaction.atomic
def add_copies(title: Title, library: Library, copies: CopiesDetails, *, by: Actor) -> list[Copy]:
    by.must(KEEP, at=library)
    library = standing_library(library)
    _must_hold_books(library)
    copies = cleaned_copies(copies)
    reasons = rules.copies_blockers(copies, taken=_taken(copies.codes), today=today())
    if title.place_id != catalogue_place(library).pk:
        reasons.append(
            Reason(
                f"“{title.name}” nằm trong mục lục nơi khác. Chép biểu ghi về mục lục này trước.", "library"
            )
        )
    if reasons:
        raise Refused(reasons)
    return _add(title, library, copies, by)


@transaction.atomic
def withdraw_copies(
    title: Title,
    copies: Sequence[UUID],
    *,
    why: str,
    on: dt.date | None,
    to: Library | None = None,
    by: Actor,
) -> int:
    """Lost, worn, weeded out, given away. `to`: moved for good to another library of this installation, whose they are from now on."""
    chosen = Copy.objects.filter(title=title, pk__in=copies)
    moving.lock_shelves(chosen, to)
    rows = list(
        chosen.select_for_update(of=("self",)).select_related("library__place", "at").order_by("code")
    )
    for library in {one.library for one in rows}:
        by.must(KEEP, at=library)
    if not rows:
        by.must(KEEP, at=title)
    lent = _lent(rows)
    reasons = rules.withdrawal_blockers(
        codes=[one.code for one in rows],
        lent=lent,
        gone=[one.code for one in rows if one.gone_on],
        why=why,
        on=on,
        newest=max((one.acquired_on for one in rows), default=None),
        today=today(),
    )
    if to is not None:
        to = locked_library(to)
        by.must(KEEP, at=to)
        if why != "moved":
            reasons.append(Reason("Chọn nơi nhận thì lý do là chuyển hẳn đi.", "why"))
        if to.valid_to is not None or catalogue_place(to).pk != title.place_id or not to.lends:
            reasons.append(Reason("Nơi nhận phải là thư viện, tủ sách đang hoạt động, chung mục lục.", "to"))
    if reasons:
        raise Refused(reasons)
    for one in rows:
        if to is not None:
            one.library, one.at = to, None
        else:
            one.gone_on, one.gone_why, one.at = on, why, None
        one.save()
        audit.record(by, "libraries.copy.moved" if to is not None else "libraries.copy.withdrawn", one)
    moving.put_back(rows, by)
    if to is not None:
        moving.offer_new(to, rows, by)
    return len(rows)


@transaction.atomic
def restore_copy(copy: Copy, *, by: Actor) -> None:
    """What was given up stands on the shelf after all."""
    by.must(KEEP, at=copy)
    locked_library(copy.library)
    row = Copy.objects.select_for_update(of=("self",)).select_related("library__place").get(pk=copy.pk)
    if row.gone_on is None:
        raise Refused(f"Bản {row.code} vẫn đang giữ. Mở lại trang để xem nay ra sao.")
    if row.library.valid_to is not None:
        raise Refused(f"{row.library.name} đã thôi hoạt động. Ghi bản này là bản mới ở nơi đang giữ.")
    row.gone_on, row.gone_why = None, ""
    row.save(update_fields=["gone_on", "gone_why"])
    audit.record(by, "libraries.copy.restored", row)
    moving.offer_new(row.library, [row], by)


@transaction.atomic
def forget_giver(library: Library, name: str, *, by: Actor) -> int:
    """Somebody who gave books wants his name out of the books; that they were given stays."""
    by.must(KEEP, at=library)
    count = Copy.objects.filter(library=library, giver=clean(name)).exclude(giver="").update(giver="")
    if not count:
        raise Refused([Reason("Không có sách nào ghi tên người tặng này. Hãy xem lại tên.", "name")])
    audit.record(by, "libraries.library.giver_forgotten", library, fields=["giver"], count=count)
    return count


def _must_hold_books(library: Library) -> None:
    if not library.lends:
        raise Refused("Bảo tàng, nhà văn hóa không ghi sách. Tủ sách ở đó thì ghi thành một tủ sách.")


def _taken(codes: Sequence[str]) -> list[str]:
    return list(Copy.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else []


def _known_blockers(title: Title, details: TitleDetails, *, anyway: bool) -> list[Reason]:
    isbn = rules.read_isbn(details.isbn)[0]
    alike = rules.likeness(details.name, details.authors, details.publisher, details.year)
    found = Known(title.place, [(isbn, alike)]).find(isbn, alike)
    if found is None or found.pk == title.pk:
        return []
    if isbn and found.isbn == isbn:
        return [
            Reason(f"Mục lục đã có ISBN {isbn}: “{found.name}”. Hãy mở đầu sách ấy, bấm Thêm bản.", "isbn")
        ]
    if anyway:
        return []
    return [
        Reason(
            f"Mục lục đã có “{found.name}” cùng tác giả, nhà xuất bản, năm. Hãy thêm bản vào đó; "
            "nếu đúng là hai đầu sách khác nhau thì đánh dấu “Vẫn ghi thành đầu sách riêng”.",
            "name",
        )
    ]


def _add(title: Title, library: Library, details: CopiesDetails, by: Actor) -> list[Copy]:
    count, on = cast("int", details.number), cast("dt.date", details.acquired_on)
    made = Copy.objects.bulk_create(
        Copy(
            title=title,
            library=library,
            code=code,
            source=details.source,
            giver=details.giver,
            price=details.price,
            acquired_on=on,
        )
        for code in details.codes or new_codes(count)
    )
    audit.record(by, "libraries.title.copies_added", title, count=len(made))
    moving.offer_new(library, made, by)
    return made


def _lent(rows: Sequence[Copy]) -> list[str]:
    return list(
        Loan.objects.open().filter(copy__in=[one.pk for one in rows]).values_list("copy__code", flat=True)
    )
