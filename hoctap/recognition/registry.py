"""What higher apps add to recognition."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.refusals import Reason
from hoctap.core.registries import Registry
from hoctap.recognition.models import RecognitionRound

# Why a closed round is not opened again: who was told that it is over.
round_reopen_blockers: Registry[Callable[[RecognitionRound], list[Reason]]] = Registry()


@dataclass(frozen=True)
class FileSubject:
    """A clan, unit, hamlet or Tổ with a file of a title; one of the three is given."""

    title: str
    commune_id: UUID
    place_id: UUID | None = None
    unit_id: UUID | None = None
    clan_id: UUID | None = None
    is_recognised: bool = True
    """False: it only keeps a file of the year."""


# Those of the communes that hold one of the titles at the end of a year, or on a past day of it; and those with a file of the year. One query.
file_subjects: Registry[Callable[[Sequence[str], Sequence[UUID], int, dt.date | None], list[FileSubject]]] = (
    Registry()
)


@dataclass(frozen=True)
class Checked:
    """What the page behind a QR shows: no more than the paper."""

    holder_name: str
    title: str
    year: int
    decision: str
    issuer: str
    number: str
    state: str
    """valid, replaced, withdrawn; run_out where the title was given for a time that is over."""
    ended_on: dt.date | None
    sample_mark: str


# Certificates that are no lines of a season's book: by the hash of the code on the paper. One query each.
checked_papers: Registry[Callable[[str], Checked | None]] = Registry()
