"""How much room the files of each commune take. A file kept once is counted once a commune, and once in the whole."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Level, Place


@dataclass
class Row:
    place: Place
    bytes: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    """Number of files by what names them: papers, evidence."""

    @property
    def files(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True)
class StorageTable:
    rows: list[Row]
    kinds: list[str]
    bytes: int
    files: int


def storage_table(by: Actor) -> StorageTable:
    """Communes (and what has files of its own above them) within reach, the largest first. Sizes of bytes."""
    reach = None if by.system_job else by.places_with(Permission.STORAGE_READ)
    places = _places(reach)
    named: dict[UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sizes: dict[str, int] = {}
    for uses in files.file_uses:
        for use in uses.every():
            owner = places.get(use.place_id) if use.place_id else None
            if owner is not None:
                named[owner][uses.label].add(use.sha256)
                sizes[use.sha256] = sizes.get(use.sha256) or use.size
    for sha256, size in sizes.items():
        sizes[sha256] = size or files.size_of(sha256)
    owners = Place.objects.in_bulk(list(named))
    rows = [
        Row(
            owners[pk],
            bytes=sum(sizes[one] for one in set().union(*kinds.values())),
            by_kind={label: len(found) for label, found in kinds.items()},
        )
        for pk, kinds in named.items()
    ]
    rows.sort(key=lambda row: (-row.bytes, row.place.sort_key))
    return StorageTable(
        rows=rows, kinds=[uses.label for uses in files.file_uses], bytes=sum(sizes.values()), files=len(sizes)
    )


def _places(reach: list[UUID] | None) -> dict[UUID, UUID]:
    """Of each place within reach the commune it counts for; what lies above communes counts for itself."""
    found = Place.objects.order_by()
    if reach is not None:
        found = found.filter(path__overlap=reach)
    communes = set(found.filter(level=Level.COMMUNE).values_list("pk", flat=True))
    owners: dict[UUID, UUID] = {}
    for pk, path in found.values_list("pk", "path").iterator():
        owners[pk] = next((one for one in path if one in communes), pk)
    return owners
