"""What the job takes out of a file: its words, then pictures of its pages. Each step may be done again."""

import json

from django.db import transaction

from hoctap.core import files, isolation
from hoctap.core.isolation import IsolatedFailure
from hoctap.materials import listing
from hoctap.materials.models import (
    Material,
    MaterialPart,
    MaterialVersion,
    PagePicture,
    PartKind,
    Reading,
    VersionState,
)
from hoctap.materials.opening import pictures

MOST_PICTURES = 80
AT_ONCE = 8
_READERS = {PartKind.PDF: "text_of_pdf", PartKind.DOCX: "text_of_docx", PartKind.SLIDES: "text_of_slides"}


def open_part(part: MaterialPart) -> None:
    if part.reading == Reading.WAITING:
        _take_words(part)
    if part.kind == PartKind.PDF and part.reading in (Reading.READY, Reading.NONE):
        _draw(part)


def _take_words(part: MaterialPart) -> None:
    reader = _READERS[PartKind(part.kind)]
    try:
        content = files.read(part.sha256)
        said = json.loads(isolation.run(f"hoctap.materials.opening.text:{reader}", content, seconds=60))
    except (IsolatedFailure, OSError) as failure:
        part.reading, part.reading_words = Reading.FAILED, str(failure)[:300]
    else:
        # A scan has pages and no words.
        has_words = any(block.get("t") for block in said["blocks"])
        part.reading, part.reading_words = Reading.READY if has_words else Reading.NONE, ""
        part.content, part.pages = said["blocks"] if has_words else [], min(said["pages"], 32_000)
    with transaction.atomic():
        # It may have been published while its file was read. Material before version, as in every action.
        materials = Material.objects.select_for_update(of=("self",)).select_related("place")
        material = materials.get(pk=part.version.material_id)
        version = MaterialVersion.objects.select_for_update(of=("self",)).get(pk=part.version_id)
        part.save(update_fields=["reading", "reading_words", "content", "pages"])
        if version.state == VersionState.PUBLISHED:
            listing.refresh(material)


def _draw(part: MaterialPart) -> None:
    wanted = min(part.pages, MOST_PICTURES)
    have = set(part.pictures.values_list("number", flat=True))
    if len(have) >= wanted:
        return
    content = files.read(part.sha256)
    for first in range(0, wanted, AT_ONCE):
        if all(number in have for number in range(first + 1, min(first + AT_ONCE, wanted) + 1)):
            continue
        count = min(AT_ONCE, wanted - first)
        try:
            made = isolation.run(
                "hoctap.materials.opening.pictures:pictures_of",
                pictures.asked(first, count, content),
                seconds=60,
            )
        except IsolatedFailure:
            return  # its words are there to read, and the file to take
        for number, width, height, jpeg in pictures.parts_of(made):
            with transaction.atomic():
                stored = files.keep(jpeg, "image/jpeg")
                PagePicture.objects.update_or_create(
                    part=part,
                    number=number,
                    defaults={
                        "sha256": stored.sha256,
                        "size": stored.size,
                        "width": width,
                        "height": height,
                    },
                )
