"""What of a count is shown. Fewer than five in a group of a place could be somebody: whoever does not take the answers sees no such cell."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Cell:
    people: int | None
    """None: hidden."""

    @property
    def is_hidden(self) -> bool:
        return self.people is None


def shown_cells(counts: Sequence[int], *, may_see_few: bool) -> list[Cell]:
    """A single hidden cell could be worked out from the total beside it, so that the smallest of the others goes with it."""
    if may_see_few:
        return [Cell(count) for count in counts]
    hidden = {at for at, count in enumerate(counts) if 0 < count < FEWEST}
    while (hidden and sum(counts[at] for at in hidden) < FEWEST) or len(hidden) == 1:
        others = [(count, at) for at, count in enumerate(counts) if at not in hidden and count]
        if not others:
            break
        hidden.add(min(others)[1])
    return [Cell(None if at in hidden else count) for at, count in enumerate(counts)]
