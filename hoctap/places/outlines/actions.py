"""Outlines of communes, loaded from an office's own file and taken away again."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core import isolation
from hoctap.core.actor import Actor
from hoctap.core.files import MAX_BYTES
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean, without_accents
from hoctap.core.vietnamese import format_date
from hoctap.places.models import Level, Place
from hoctap.places.outlines.models import PlaceOutline

SECONDS = 60
TOLD = 20


@dataclass(frozen=True)
class Loaded:
    communes: int
    points: int


@transaction.atomic
def load_outlines(place: Place, data: bytes, *, source: str, on: dt.date, by: Actor) -> Loaded:
    """Outlines of communes of a place, from GeoJSON: each feature names a commune by the code that it had on the day `on`. All of the file
    or none; a commune that has one gets the new one.
    """
    by.must(Permission.PLACE_EDIT, at=place)
    place = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if not clean(source):
        raise Refused([Reason("Ghi nguồn của ranh giới: cơ quan nào lập, ngày nào.", field="source")])
    if len(data) > MAX_BYTES:
        raise Refused(
            [
                Reason(
                    f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy giản lược ranh giới rồi nạp lại.",
                    field="file",
                )
            ]
        )
    try:
        rows = json.loads(isolation.run("hoctap.places.outlines.reading:read", data, seconds=SECONDS))
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    matched, reasons = _matched(place, rows, on)
    if reasons:
        further = len(reasons) - TOLD
        shown = reasons[:TOLD] + (
            [Reason(f"Còn {further} hình khác cũng sai.", field="file")] if further > 0 else []
        )
        raise Refused(shown)
    for commune, rings in matched:
        PlaceOutline.objects.update_or_create(
            place=commune, defaults={"rings": rings, "source": clean(source)[:200], "loaded_by": by.described}
        )
    audit.record(by, "places.outlines.loaded", place, count=len(matched))
    return Loaded(len(matched), sum(len(ring) for _, rings in matched for ring in rings))


def _matched(
    place: Place, rows: Sequence[dict[str, Any]], on: dt.date
) -> tuple[list[tuple[Place, Any]], list[Reason]]:
    standing = {
        commune.code: commune
        for commune in Place.objects.filter(path__contains=[place.pk], level=Level.COMMUNE).exclude(code="")
        if commune.valid_from <= on and (commune.valid_to is None or on < commune.valid_to)
    }
    found: dict[str, tuple[Place, Any]] = {}
    reasons = []
    for row in rows:
        named = f"Hình {row['number']}" + (f" ({row['name']})" if row["name"] else "")
        commune = standing.get(row["code"])
        wrong = row["wrong"]
        if not wrong and commune is None:
            wrong = f"không có xã nào của {place.full_name} mang mã {row['code']} vào ngày {format_date(on)}"
        elif not wrong and commune is not None and not _same_name(row["name"], commune):
            wrong = f"mã {row['code']} vào ngày {format_date(on)} là {commune.full_name}; tệp có thể của thời kỳ khác"
        elif not wrong and row["code"] in found:
            wrong = f"mã {row['code']} có hai hình"
        if wrong or commune is None:
            reasons.append(Reason(f"{named}: {wrong}.", field="file"))
        else:
            found[row["code"]] = (commune, row["rings"])
    return list(found.values()), reasons


def _same_name(written: str, commune: Place) -> bool:
    """Codes were given again after the reform: a name that is quite another one says that the file is of another time."""
    if not written:
        return True
    ours = without_accents(commune.name).replace("y", "i")
    theirs = without_accents(written).replace("y", "i")
    return theirs == ours or theirs.endswith(f" {ours}")


@transaction.atomic
def drop_outlines(place: Place, *, by: Actor) -> int:
    """Takes away the outlines of the communes of a place: the map shows points again. Says how many there were."""
    by.must(Permission.PLACE_EDIT, at=place)
    rows = PlaceOutline.objects.filter(place__path__contains=[place.pk])
    count = rows.count()
    if not count:
        raise Refused(f"{place.title} chưa có ranh giới nào để bỏ.")
    rows.delete()
    audit.record(by, "places.outlines.dropped", place, count=count)
    return count
