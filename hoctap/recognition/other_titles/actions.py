"""A list of another title written down from its decision, and taken back with a reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people.importing.handed_in import ListFile
from hoctap.places.models import Level, Place
from hoctap.recognition.other_titles import kinds, queries, rules
from hoctap.recognition.other_titles.kinds import other_kinds
from hoctap.recognition.other_titles.models import OtherHolder, OtherList
from hoctap.recognition.other_titles.reading import (
    AS_FOUND,
    Headings,
    keep_headings,
    rows_of_file,
    typed_rows,
)
from hoctap.recognition.other_titles.rules import Row


@dataclass(frozen=True)
class OtherTyped:
    kind: str
    year: int
    paper_number: str
    paper_date: dt.date | None
    paper_issuer: str
    source: str


@transaction.atomic
def list_other_title(
    place: Place,
    typed: OtherTyped,
    *,
    names: str = "",
    file: ListFile | None = None,
    hamlets: Sequence[UUID] = (),
    leaves_out: bool = False,
    headings: Headings = AS_FOUND,
    by: Actor,
) -> OtherList:
    """Families by name, typed or from a workbook; hamlets by choice; a commune is the place itself. Whoever stands in another list of
    the title and year is refused. `headings`: what the workbook calls its columns, kept for the next one of the commune.
    """
    by.must(Permission.DOSSIER_REVIEW, at=place)
    place = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    if place.level != Level.COMMUNE:
        raise Refused("Danh sách của một danh hiệu khác ghi theo xã.")
    kind = other_kinds().get(typed.kind)
    number, issuer = clean(typed.paper_number)[:60], clean(typed.paper_issuer)[:200]
    source = clean(typed.source)[:300]
    reasons = rules.list_reasons(
        is_kind=kind is not None,
        year=typed.year,
        number=number,
        dated_on=typed.paper_date,
        issuer=issuer,
        source=source,
        stands_already=typed.paper_date is not None
        and OtherList.objects.standing()
        .filter(kind=typed.kind, place=place, paper_number=number, paper_date=typed.paper_date)
        .exists(),
        today=today(),
    )
    if reasons or kind is None or typed.paper_date is None:
        raise Refused(reasons)
    if kind.subject == kinds.HOUSEHOLD:
        rows = (
            rows_of_file(file, place, typed.year, headings) if file else typed_rows(names, place, typed.year)
        )
        holders, faults = _families(place, typed.year, rows)
        reasons = rules.row_reasons(faults, leaves_out=leaves_out, found=len(holders))
    else:
        holders = _places(place, kind.subject, hamlets)
        reasons = [] if holders else [Reason("Chọn ít nhất một ấp, khóm của xã.", "hamlets")]
    held = queries.held_already(
        kind.code,
        typed.year,
        [one.household_id for one in holders if one.household_id],
        [one.place_id for one in holders if one.place_id],
    )
    reasons += [
        Reason(
            f"{one.name} đã có {kind.name} năm {typed.year} theo {held[pk]}: không ghi lần thứ hai.", "names"
        )
        for one in holders
        if (pk := one.household_id or one.place_id) in held
    ]
    if reasons:
        raise Refused(reasons)
    other = OtherList.objects.create(
        kind=kind.code,
        place=place,
        year=typed.year,
        paper_number=number,
        paper_date=typed.paper_date,
        paper_issuer=issuer,
        source=source,
        recorded_by=by.described,
    )
    for one in holders:
        one.other_list = other
    OtherHolder.objects.bulk_create(holders, batch_size=1000)
    if file and headings.said():
        keep_headings(place, headings)
    audit.record(by, "recognition.other_list.recorded", other, count=len(holders))
    return other


def _families(place: Place, year: int, rows: Sequence[Row]) -> tuple[list[OtherHolder], list[str]]:
    families = queries.families_of(place, year)
    found: dict[UUID, OtherHolder] = {}
    faults = []
    for row in rows:
        family, why = (None, row.fault) if row.fault else families.find(row)
        if family is None:
            faults.append(f"{row.where}: {why}")
        elif family.household_id in found:
            faults.append(f"{row.where}: hộ của {row.name} đã có ở dòng trên.")
        else:
            found[family.household_id] = OtherHolder(
                household_id=family.household_id, place_id=family.hamlet_id, name=family.name[:200]
            )
    return list(found.values()), faults


def _places(place: Place, subject: str, hamlets: Sequence[UUID]) -> list[OtherHolder]:
    chosen = (
        [place]
        if subject == kinds.COMMUNE
        else list(place.children.filter(pk__in=hamlets, level=Level.HAMLET))
    )
    return [OtherHolder(place=one, name=one.title) for one in chosen]


@transaction.atomic
def withdraw_other_list(other: OtherList, *, why: str, by: Actor) -> OtherList:
    by.must(Permission.DOSSIER_REVIEW, at=other.place)
    other = OtherList.objects.select_for_update(of=("self",)).select_related("place").get(pk=other.pk)
    if other.withdrawn_at is not None:
        raise Refused(f"Danh sách “{other}” đã bỏ rồi.")
    if not clean(why):
        raise Refused([Reason("Ghi lý do bỏ.", "why")])
    other.withdrawn_at, other.withdrawn_by, other.withdrawn_why = (
        timezone.now(),
        by.described,
        clean(why)[:300],
    )
    other.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    audit.record(by, "recognition.other_list.withdrawn", other)
    return other
