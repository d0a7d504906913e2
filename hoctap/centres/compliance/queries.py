"""Every centre beside every requirement, for UBND xã."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.centres.compliance.rules import REQUIREMENTS, Requirement
from hoctap.centres.models import Centre
from hoctap.centres.registry import Answer, Met, requirements

UNKNOWN = Answer(Met.UNKNOWN, "chưa có số liệu ở đây")


@dataclass(frozen=True)
class Line:
    requirement: Requirement
    answer: Answer


@dataclass(frozen=True)
class Checked:
    centre: Centre
    lines: Sequence[Line]

    def count(self, met: Met) -> int:
        return sum(one.answer.met == met for one in self.lines)

    @property
    def done(self) -> int:
        return self.count(Met.DONE)

    @property
    def missing(self) -> int:
        return self.count(Met.NOT)

    @property
    def unknown(self) -> int:
        return self.count(Met.UNKNOWN)


def checked(centres: Sequence[Centre], year: int) -> list[Checked]:
    """A fixed number of queries. What no app answers, for all or for this centre, is not known."""
    told = {}
    for one in REQUIREMENTS:
        reader = requirements.get(one.code)
        told[one.code] = reader(centres, year) if reader else {}
    return [
        Checked(centre, [Line(one, told[one.code].get(centre.pk, UNKNOWN)) for one in REQUIREMENTS])
        for centre in centres
    ]
