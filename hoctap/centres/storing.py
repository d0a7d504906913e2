"""The topics that come with the program, as rows."""

from collections.abc import Iterator

from hoctap.centres.models import Centre, Guidance, Regulation, Topic
from hoctap.centres.shipped import shipped_topics
from hoctap.core.files import FileUse, FileUses
from hoctap.core.text import natural_sort_key


def load_shipped_topics() -> int:
    """How many were new. A name that changed in the program changes here."""
    known = set(Topic.objects.filter(place__isnull=True).values_list("pk", flat=True))
    rows = [
        Topic(
            id=one.id,
            code=one.code,
            name=one.name,
            parent_id=one.parent_id,
            sort_key=natural_sort_key(one.name),
        )
        for one in shipped_topics()
    ]
    Topic.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=["name", "parent", "sort_key"]
    )
    return sum(row.pk not in known for row in rows)


def locked_centre(centre: Centre) -> Centre:
    """For a change of its file, in the caller's transaction."""
    rows = Centre.objects.select_for_update(of=("self",), no_key=True).select_related("organisation__place")
    return rows.get(pk=centre.pk)


def _every_copy() -> Iterator[FileUse]:
    for row in Regulation.objects.values_list("sha256", "size", "centre__organisation__place_id").iterator():
        yield FileUse(*row)
    for row in Guidance.objects.exclude(sha256="").values_list("sha256", "size", "place_id").iterator():
        yield FileUse(*row)


COPIES = FileUses(
    "Quy chế, văn bản hướng dẫn của trung tâm",
    _every_copy,
    lambda sha256: (
        Regulation.objects.filter(sha256=sha256).exists() or Guidance.objects.filter(sha256=sha256).exists()
    ),
)
