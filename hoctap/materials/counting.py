"""How often a material is read or taken, by day. Nothing of who: no address, no session, no name."""

from uuid import UUID

from django.db import connection

from hoctap.core.dates import today
from hoctap.materials.models import UseKind

_ADD = """
INSERT INTO materials_dailyuse (material_id, "on", kind, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (material_id, "on", kind) DO UPDATE SET times = materials_dailyuse.times + 1
"""


def count_use(material: UUID, kind: UseKind) -> None:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [material, today(), kind.value])
