"""The pack of a topic: a zip with a page that opens without a network, the files, their licences and who is to be named.

Made from what is public at that moment. Killed half-way it begins again: the row changes only at its end.
"""

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.core.text import without_accents
from hoctap.materials import licences
from hoctap.materials.models import Listing, MaterialPart, PartKind, TopicPack

MOST_BYTES = 120 * 1024 * 1024
MOST_MATERIALS = 500
ZIP = "application/zip"


@dataclass(frozen=True)
class PackedPart:
    title: str
    kind: str
    href: str
    """Inside the pack, or where it stands on the net."""
    is_inside: bool


@dataclass(frozen=True)
class Packed:
    title: str
    summary: str
    credit: str
    licence: licences.Licence
    place: str
    parts: list[PackedPart]


def make_pack(topic_id: UUID) -> None:
    pack = TopicPack.objects.select_related("topic").filter(pk=topic_id).first()
    if pack is None or not pack.is_stale:
        return
    rows = list(
        Listing.objects.filter(is_public=True, topic_line__contains=[topic_id])
        .select_related("version__material__place")
        .defer("body", "plain_body", "words")
        .order_by("-published_at", "material")[:MOST_MATERIALS]
    )
    TopicPack.objects.filter(pk=topic_id).update(done=0, total=len(rows), failed="")
    parts: dict[UUID, list[MaterialPart]] = {}
    for part in MaterialPart.objects.filter(version__in=[row.version_id for row in rows]).defer("content"):
        parts.setdefault(part.version_id, []).append(part)
    out = io.BytesIO()
    left_out, packed = 0, []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for number, row in enumerate(rows, start=1):
            inside = []
            for part in parts.get(row.version_id, []):
                one = _put(made, out, number, part)
                left_out += not one.is_inside and part.kind != PartKind.LINK
                inside.append(one)
            packed.append(
                Packed(
                    row.title,
                    row.version.summary,
                    row.credit,
                    licences.BY_CODE[row.licence],
                    row.version.material.place.title,
                    inside,
                )
            )
            if number % 10 == 0:
                TopicPack.objects.filter(pk=topic_id).update(done=number)
        values = {"topic": pack.topic, "materials": packed, "on": today()}
        made.writestr("index.html", render_to_string("materials/_pack_index.html", values))
    content = out.getvalue() if rows else b""
    _finish(topic_id, content, len(rows), left_out, pack.stale_at)


def _put(made: zipfile.ZipFile, out: io.BytesIO, number: int, part: MaterialPart) -> PackedPart:
    kind = PartKind(part.kind).label
    if part.kind == PartKind.LINK:
        return PackedPart(part.title, kind, part.url, False)
    if out.tell() + part.size > MOST_BYTES:
        return PackedPart(part.title, kind, "", False)
    try:
        content = files.read(part.sha256)
    except OSError:
        return PackedPart(part.title, kind, "", False)
    stem = re.sub(r"[^a-z0-9]+", "-", without_accents(part.title))[:60].strip("-") or "tep"
    name = f"{number:03}-{part.position:02}-{stem}{files.SUFFIX.get(part.media_type, '')}"
    made.writestr(name, content)
    return PackedPart(part.title, kind, name, True)


@transaction.atomic
def _finish(topic_id: UUID, content: bytes, materials: int, left_out: int, seen: dt.datetime | None) -> None:
    pack = TopicPack.objects.select_for_update().get(pk=topic_id)
    if pack.stale_at != seen:
        return  # changed meanwhile: what was put together may hold what is withdrawn by now
    before = pack.sha256
    pack.sha256, pack.size = "", 0
    if content:
        try:
            stored = files.keep(content, ZIP)
        except Refused as refusal:
            pack.failed = str(refusal)[:300]
        else:
            pack.sha256, pack.size = stored.sha256, stored.size
    pack.materials, pack.left_out = materials, left_out
    pack.made_at, pack.done, pack.total = timezone.now(), materials, materials
    # Without room on the disk it is tried again.
    pack.is_stale = bool(pack.failed)
    pack.save()
    if before and before != pack.sha256:
        files.drop_if_unnamed(before)
