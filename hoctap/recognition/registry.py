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
