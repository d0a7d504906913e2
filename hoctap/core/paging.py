"""Lists that page by key: a page begins after (or before) the key of a row, not after so many rows.

So a deep page costs what the first costs, and what is added or taken away between two pages makes nobody appear twice and
nobody be left out. The key stands in the address as `?after=` or `?before=`, opaque but not secret: it says where to begin, never
what may be seen. One that cannot be read begins at the beginning. The packages at hand page one queryset by its `order_by`; the
register's lists are read by several roads, so what is shared here is the key, the page and the condition.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

type Key = tuple[str, ...]

MOST_KEY = 1_500  # characters in the address


@dataclass(frozen=True)
class Walk:
    """Where a page begins and which way it is read; without a key at the beginning."""

    key: Key | None = None
    back: bool = False


@dataclass(frozen=True)
class KeyPage[Row]:
    """The rows of one page in the order of the list. `after` and `before` are empty where nothing follows."""

    rows: list[Row] = field(default_factory=list)
    after: str = ""
    before: str = ""
    past_the_end: bool = False
    """What followed the page before has gone meanwhile."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_whole(self) -> bool:
        """All there is stands on this page."""
        return not self.after and not self.before and not self.past_the_end


def write_key(key: Key) -> str:
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_walk(query: Mapping[str, str], is_key: Callable[[Key], bool]) -> Walk:
    """`is_key` says whether the parts can be those of a key of this list."""
    for name, back in (("after", False), ("before", True)):
        if key := _read_key(query.get(name, "")):
            return Walk(key, back) if is_key(key) else Walk()
    return Walk()


def _read_key(text: str) -> Key | None:
    if not text or len(text) > MOST_KEY:
        return None
    try:
        parts = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or not all(isinstance(part, str) and _is_storable(part) for part in parts):
        return None
    return tuple(parts)


def _is_storable(text: str) -> bool:
    """Something that PostgreSQL can be asked about: no NUL, no half of a pair."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def page_by_key[Row](
    walk: Walk, size: int, fetch: Callable[[Walk, int], Sequence[Row]], key_of: Callable[[Row], Key]
) -> KeyPage[Row]:
    """`fetch(walk, limit)` gives at most `limit` rows from the key on, nearest first: read backwards where the walk goes back."""
    rows = list(fetch(walk, size + 1))
    more = len(rows) > size
    rows = rows[:size]
    if walk.back:
        rows.reverse()
    if not rows and walk.back:
        return page_by_key(Walk(), size, fetch, key_of)
    if not rows:
        return KeyPage(past_the_end=walk.key is not None)
    return KeyPage(
        rows=rows,
        after=write_key(key_of(rows[-1])) if more or walk.back else "",
        before=write_key(key_of(rows[0])) if (more if walk.back else walk.key is not None) else "",
    )


def beyond(fields: Sequence[str], values: Sequence[object], *, back: bool = False) -> Q:
    """The rows after these values in the order of these fields (all ascending, none NULL); with `back` those before."""
    condition = Q()
    for depth in range(len(fields)):
        equal = Q(**dict(zip(fields[:depth], values[:depth], strict=True)))
        condition |= equal & Q((f"{fields[depth]}__{'lt' if back else 'gt'}", values[depth]))
    # Says nothing new; lets an index begin at the key.
    return Q((f"{fields[0]}__{'lte' if back else 'gte'}", values[0])) & condition


def ordered_by(fields: Sequence[str], *, back: bool = False) -> list[str]:
    return [f"-{name}" if back else name for name in fields]
