"""The register of equipment: what comes in, changes and goes; lists of what is required; checks, repairs, what was put in."""

import copy
import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.centres.facilities.equipment import contents, queries, rules
from hoctap.centres.facilities.equipment.models import (
    CheckLine,
    CheckPhoto,
    Equipment,
    EquipmentCheck,
    EquipmentKind,
    EquipmentStandard,
    FundSource,
    Maintenance,
    StandardLine,
    SupportLine,
)
from hoctap.centres.facilities.equipment.rules import Counted, EquipmentDetails
from hoctap.centres.models import Centre, Venue
from hoctap.core import files
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.papers import actions as papers
from hoctap.papers.actions import About
from hoctap.places.models import Place

FIELDS = (
    *("kind_id", "good", "repair", "broken", "name"),
    *("acquired_year", "source", "funder", "value", "document"),
)
CHECK_PAPER = "facility_check"
MOST_PHOTOS = 30


@transaction.atomic
def add_equipment(
    details: EquipmentDetails, *, centre: Centre | None = None, venue: Venue | None = None, by: Actor
) -> Equipment:
    """Of a centre (also where it stands), or of whoever owns the venue."""
    for home in (centre, venue):
        if home is not None:
            by.must(Permission.CENTRE_KEEP, at=home)
    details = _cleaned(details)
    reasons = rules.equipment_blockers(
        details, has_home=centre is not None or venue is not None, today=today()
    )
    reasons += _home_blockers(centre, venue, details)
    if reasons:
        raise Refused(reasons)
    row = Equipment(centre=centre, venue=venue, recorded_by=by.described[:300])
    details = _with_kind(details, row.place, by)
    for name in FIELDS:
        setattr(row, name, getattr(details, name))
    row.save(force_insert=True)
    audit.record(by, "centres.equipment.added", row)
    return row


@transaction.atomic
def change_equipment(
    equipment: Equipment, details: EquipmentDetails, *, venue: Venue | None = None, by: Actor
) -> Equipment:
    """Whose it is stays; `venue`: where it stands now."""
    row = _lock(equipment)
    by.must(Permission.CENTRE_KEEP, at=row)
    if row.dropped_on is not None:
        raise Refused("Thiết bị này đã thôi theo dõi, không sửa được nữa.")
    details = _cleaned(details)
    reasons = rules.equipment_blockers(
        details,
        has_home=row.centre_id is not None or venue is not None,
        today=today(),
        lent=queries.lent_of([row]).get(row.pk, 0),
    )
    reasons += _home_blockers(row.centre, venue, details)
    if reasons:
        raise Refused(reasons)
    if venue is not None:
        by.must(Permission.CENTRE_KEEP, at=venue)
    details = _with_kind(details, row.place, by)
    changed = [name for name in FIELDS if getattr(row, name) != getattr(details, name)]
    if row.venue_id != (venue.pk if venue else None):
        row.venue = venue
        changed.append("venue")
    for name in FIELDS:
        setattr(row, name, getattr(details, name))
    row.save()
    audit.record(by, "centres.equipment.changed", row, fields=changed)
    return row


@transaction.atomic
def drop_equipment(equipment: Equipment, *, why: str, by: Actor) -> None:
    """Sold, lost, given on: out of the register, still in its history."""
    row = _lock(equipment)
    by.must(Permission.CENTRE_KEEP, at=row)
    if reasons := rules.drop_blockers(
        why=clean(why), is_dropped=row.dropped_on is not None, lent=queries.lent_of([row]).get(row.pk, 0)
    ):
        raise Refused(reasons)
    row.dropped_on, row.dropped_why = today(), clean(why)[:200]
    row.save(update_fields=["dropped_on", "dropped_why"])
    audit.record(by, "centres.equipment.dropped", row, fields=["dropped_why"])


@transaction.atomic
def publish_standard(
    place: Place, *, subject: str, valid_from: dt.date, source: str, lines: str, by: Actor
) -> EquipmentStandard:
    """A list of the place's own, from a day on. `lines`: 'Máy vi tính; 2', one a line; a name not known yet becomes a kind of the place."""
    by.must(Permission.CENTRE_KEEP, at=place)
    place = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    typed, reasons = rules.read_lines(lines)
    own = EquipmentStandard.objects.filter(place=place, subject=subject).first()
    reasons += rules.standard_blockers(
        lines=typed, source=clean(source), valid_from=valid_from, last_from=own.valid_from if own else None
    )
    if reasons:
        raise Refused(reasons)
    standard = EquipmentStandard.objects.create(
        place=place,
        subject=subject,
        valid_from=valid_from,
        source=clean(source)[:300],
        recorded_by=by.described[:300],
    )
    for line in typed:
        kind = _kind_called(place, line.name, "cái", by)
        StandardLine.objects.create(standard=standard, kind=kind, least=line.least)
    audit.record(by, "centres.equipmentstandard.published", standard)
    return standard


@transaction.atomic
def record_check(
    centre: Centre,
    counted: Sequence[Counted],
    *,
    checked_on: dt.date,
    taken_by: str,
    note: str = "",
    by: Actor,
) -> EquipmentCheck:
    """Every row of the register was counted: the register says what was found, the minutes what differed."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    centre = (
        Centre.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation__place")
        .get(pk=centre.pk)
    )
    rows = Equipment.objects.standing().filter(centre=centre).select_for_update(of=("self",))
    books = {row.pk: row for row in rows.select_related("kind").order_by("kind__sort_key", "id")}
    if reasons := rules.check_blockers(
        counted=counted,
        on_the_books={pk: str(row) for pk, row in books.items()},
        lent=queries.lent_of(books.values()),
        checked_on=checked_on,
        today=today(),
        last_on=queries.last_check(centre),
        taken_by=clean(taken_by),
    ):
        raise Refused(reasons)
    found = {one.equipment_id: one for one in counted}
    before = [(copy.copy(row), found[pk]) for pk, row in books.items()]
    for pk, row in books.items():
        row.good, row.repair, row.broken = found[pk].good, found[pk].repair, found[pk].broken
        row.save(update_fields=["good", "repair", "broken"])
    check = EquipmentCheck(
        centre=centre,
        checked_on=checked_on,
        taken_by=clean(taken_by)[:200],
        note=clean(note)[:500],
        recorded_by=by.described[:300],
    )
    # The right to check includes its minutes; signing and filing them stays with who files papers.
    file_it = Grant(centre.place.pk, frozenset({Permission.PAPER_FILE}))
    check.paper = papers.create_paper(
        CHECK_PAPER,
        issuer=centre.organisation,
        place=centre.place,
        year=checked_on.year,
        title=f"Biên bản kiểm kê cơ sở vật chất {centre.name}, {checked_on:%d/%m/%Y}",
        content=contents.minutes(
            centre,
            before,
            checked_on=checked_on,
            taken_by=check.taken_by,
            note=check.note,
            gap=queries.gaps_of([centre], today()).get(centre.pk),
        ),
        about=About("centres.equipmentcheck", str(check.pk)),
        by=dataclasses.replace(by, grants=(*by.grants, file_it)),
    )
    check.save(force_insert=True)
    CheckLine.objects.bulk_create(
        CheckLine(
            taken_at=check,
            equipment_id=row.pk,
            booked=row.quantity,
            good=one.good,
            repair=one.repair,
            broken=one.broken,
        )
        for row, one in before
    )
    audit.record(by, "centres.equipmentcheck.recorded", check, count=len(before))
    return check


@transaction.atomic
def add_check_photo(check: EquipmentCheck, content: bytes, *, what: str = "", by: Actor) -> CheckPhoto:
    by.must(Permission.CENTRE_KEEP, at=check)
    Centre.objects.select_for_update(of=("self",), no_key=True).get(pk=check.centre_id)
    if check.photos.count() >= MOST_PHOTOS:
        raise Refused([Reason(f"Mỗi lần kiểm kê giữ nhiều nhất {MOST_PHOTOS} ảnh.", field="file")])
    stored = files.take(content, allowed=files.IMAGE_TYPES)
    photo = CheckPhoto.objects.create(
        taken_at=check,
        what=clean(what)[:200],
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        added_by=by.described[:300],
    )
    audit.record(by, "centres.equipmentcheck.photo_added", check)
    return photo


@transaction.atomic
def maintain(
    equipment: Equipment,
    *,
    done_on: dt.date,
    what: str,
    restored: int = 0,
    cost: int | None = None,
    source: str = FundSource.UNKNOWN,
    by: Actor,
) -> Maintenance:
    """`restored`: so many can be used again; those that wait for repair come first, then what was broken."""
    row = _lock(equipment)
    by.must(Permission.CENTRE_KEEP, at=row)
    if reasons := rules.maintenance_blockers(
        what=clean(what),
        done_on=done_on,
        today=today(),
        restored=restored,
        waiting=row.repair + row.broken,
        cost=cost,
        is_dropped=row.dropped_on is not None,
    ):
        raise Refused(reasons)
    entry = Maintenance.objects.create(
        equipment=row,
        done_on=done_on,
        what=clean(what)[:300],
        restored=restored,
        cost=cost,
        source=source,
        recorded_by=by.described[:300],
    )
    if restored:
        repaired = min(restored, row.repair)
        row.good += restored
        row.repair -= repaired
        row.broken -= restored - repaired
        row.save(update_fields=["good", "repair", "broken"])
    audit.record(by, "centres.equipment.maintained", row)
    return entry


@transaction.atomic
def record_support(
    centre: Centre,
    *,
    on: dt.date,
    kind: str,
    what: str,
    source: str,
    funder: str = "",
    is_in_kind: bool = False,
    amount: int | None = None,
    document: str = "",
    equipment: Equipment | None = None,
    by: Actor,
) -> SupportLine:
    """Money, or things with what they are worth, that were put into the centre; what has no price is things. `equipment`: what came of it."""
    by.must(Permission.CENTRE_KEEP, at=centre)
    reasons = rules.support_blockers(
        what=clean(what), on=on, today=today(), amount=amount, kind=kind, is_in_kind=is_in_kind
    )
    if equipment is not None and equipment.centre_id != centre.pk:
        reasons.append(Reason("Thiết bị này không phải của trung tâm đang chọn.", field="equipment"))
    if reasons:
        raise Refused(reasons)
    row = SupportLine.objects.create(
        centre=centre,
        on=on,
        kind=kind,
        what=clean(what)[:300],
        source=source,
        funder=clean(funder)[:200],
        is_in_kind=is_in_kind or amount is None,
        amount=amount,
        document=clean(document)[:120],
        equipment=equipment,
        recorded_by=by.described[:300],
    )
    audit.record(by, "centres.supportline.recorded", row)
    return row


@transaction.atomic
def void_support(line: SupportLine, *, why: str, by: Actor) -> None:
    """Struck out with a reason; it stays readable and is in no sum."""
    rows = SupportLine.objects.select_for_update(of=("self",)).select_related("centre__organisation__place")
    row = rows.get(pk=line.pk)
    by.must(Permission.CENTRE_KEEP, at=row)
    if reasons := rules.void_blockers(why=clean(why), is_voided=row.voided_at is not None):
        raise Refused(reasons)
    row.voided_at, row.voided_by, row.voided_why = timezone.now(), by.described[:300], clean(why)[:200]
    row.save(update_fields=["voided_at", "voided_by", "voided_why"])
    audit.record(by, "centres.supportline.voided", row, fields=["voided_why"])


def _lock(equipment: Equipment) -> Equipment:
    rows = Equipment.objects.select_for_update(of=("self",)).select_related(
        "kind", "centre__organisation__place", "venue__place"
    )
    return rows.get(pk=equipment.pk)


def _cleaned(details: EquipmentDetails) -> EquipmentDetails:
    return dataclasses.replace(
        details,
        new_kind=clean(details.new_kind)[:100],
        name=clean(details.name)[:150],
        funder=clean(details.funder)[:200],
        document=clean(details.document)[:120],
    )


def _home_blockers(centre: Centre | None, venue: Venue | None, details: EquipmentDetails) -> list[Reason]:
    reasons = []
    home = centre.place if centre else venue.place if venue else None
    if centre is not None and venue is not None and centre.place.pk not in venue.place.path:
        reasons.append(Reason("Nơi đặt không thuộc xã của trung tâm. Hãy chọn lại.", field="venue"))
    if venue is not None and venue.valid_to is not None:
        reasons.append(Reason("Nơi đặt này đã thôi dùng. Hãy chọn nơi khác.", field="venue"))
    if home is not None and details.kind_id is not None:
        offered = EquipmentKind.objects.offered_at(home)
        if not offered.filter(pk=details.kind_id).exists():
            reasons.append(Reason("Loại thiết bị này không dùng ở đây. Hãy chọn lại.", field="kind"))
    return reasons


def _with_kind(details: EquipmentDetails, place: Place, by: Actor) -> EquipmentDetails:
    if details.kind_id is not None:
        return details
    return dataclasses.replace(details, kind_id=_kind_called(place, details.new_kind, "cái", by).pk)


def _kind_called(place: Place, name: str, unit: str, by: Actor) -> EquipmentKind:
    name = clean(name)[:100]
    found = EquipmentKind.objects.offered_at(place).filter(name__iexact=name).first()
    if found is not None:
        return found
    kind = EquipmentKind.objects.create(place=place, name=name, unit=clean(unit)[:20] or "cái")
    audit.record(by, "centres.equipmentkind.added", kind)
    return kind
