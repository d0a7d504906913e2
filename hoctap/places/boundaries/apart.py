"""What comes from another place and has a name that is taken there."""

import itertools
from collections.abc import Collection

from hoctap.places.models import Place


def told_apart(name: str, old: Place, taken: Collection[str], *, longest: int) -> str:
    """Called by its old place too, and by the commune of that one where another hamlet of the name came first."""
    within = f", {old.parent.full_name}" if old.parent is not None else ""
    ways = itertools.chain(
        (f" ({old.full_name} cũ)", f" ({old.full_name}{within} cũ)"),
        (f" ({old.full_name}{within} cũ, {number})" for number in itertools.count(2)),
    )
    return next(found for of in ways if (found := f"{name[: longest - len(of)]}{of}") not in taken)
