"""A dossier's answers scored again: what each total should be and whether it reaches what its edition asks. Plain values only."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from hoctap.criteria.scoring import FrozenEdition
from hoctap.recognition.answers import COLUMNS, total_passes
from hoctap.recognition.models import OPEN_STATES, DossierState
from hoctap.recognition.points import score_column


class Fate(StrEnum):
    """What becomes of a total that differs from its answers."""

    PUT_RIGHT = "put_right"
    ON_PAPER = "on_paper"
    DECIDED = "decided"


class Totals(NamedTuple):
    own: Decimal | None
    hamlet: Decimal | None
    commune: Decimal | None

    def of(self, column: str) -> Decimal | None:
        return self[_PLACE[column]]


_PLACE = {column: place for place, column in enumerate(COLUMNS)}


class Row(NamedTuple):
    """A dossier as it is read for scoring."""

    pk: UUID
    state: str
    answers: Mapping[str, Any]
    kept: Totals
    none_too_low: bool | None


class Rescored(NamedTuple):
    totals: Totals
    reaches: bool | None


def rescore(edition: FrozenEdition, row: Row) -> Rescored:
    """The totals that the answers give. A column of which they say nothing keeps its total: it came in before answers were kept."""
    typed = row.answers.get("totals", {})
    found = []
    counted = None
    for column, kept in zip(COLUMNS, row.kept, strict=True):
        scored = score_column(edition, row.answers, column)
        if scored is not None:
            found.append(None if scored.missing else scored.total)
            if column != "self":
                counted = scored  # the commune's last: it counts where it is
        elif column in typed:
            found.append(Decimal(typed[column]["points"]))
        else:
            found.append(kept)
    totals = Totals(*found)
    total = totals.hamlet if totals.commune is None else totals.commune
    reaches = total_passes(edition, total, counted, none_too_low=row.none_too_low is True)
    return Rescored(totals, reaches)


def fate_of(state: str, *, is_round_open: bool) -> Fate:
    """A decided dossier never changes. What stands on a list or a tờ trình already is for a person to look at, and so is a closed round."""
    if state in (DossierState.RECOGNISED, DossierState.REVOKED):
        return Fate.DECIDED
    return Fate.PUT_RIGHT if is_round_open and state in OPEN_STATES else Fate.ON_PAPER


def state_after(state: str, hamlet_total: Decimal | None) -> str:
    """Only between “đã đăng ký” and “Tổ, ấp đã chấm”: what was returned or left out stays so."""
    if state == DossierState.REGISTERED and hamlet_total is not None:
        return DossierState.SCORED
    if state == DossierState.SCORED and hamlet_total is None:
        return DossierState.REGISTERED
    return state


CHECKSUM_BITS = 128


def fingerprint(pk: UUID, rescored: Rescored) -> int:
    """Of one dossier's result. Those of a round are added up, so that neither the order nor a pause between them matters."""
    told = f"{pk}|{'|'.join(map(_plain, rescored.totals))}|{rescored.reaches}"
    return int.from_bytes(blake2b(told.encode(), digest_size=CHECKSUM_BITS // 8).digest())


def added(checksum: str, prints: Iterable[int]) -> str:
    total = (int(checksum or "0", 16) + sum(prints)) % (1 << CHECKSUM_BITS)
    return f"{total:032x}"


def _plain(total: Decimal | None) -> str:
    """'80' and '80.00' are one total."""
    return "" if total is None else f"{total:.2f}"


def differing(kept: Totals, counted: Totals) -> Sequence[str]:
    return [column for column in COLUMNS if kept.of(column) != counted.of(column)]
