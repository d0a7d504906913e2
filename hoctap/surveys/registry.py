"""What higher apps tell of needs: which of them stand in a centre's programme."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.registries import Registry


@dataclass(frozen=True)
class Cover:
    """'Lớp nuôi cá, chương trình năm 2026'. `url`: where it is shown."""

    words: str
    url: str = ""


# Ids of needs → what covers each; a need without an entry is not in any programme. A fixed number of queries.
need_covers: Registry[Callable[[Sequence[UUID]], dict[UUID, Cover]]] = Registry()
