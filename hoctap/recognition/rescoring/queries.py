"""A run as it is told: how far it has come, what it found."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.rescoring.models import RescoredTotal, Rescoring
from hoctap.recognition.rescoring.summing import CHECKSUM_BITS, Fate

SHOWN = 200


@dataclass(frozen=True)
class Told:
    run: Rescoring
    rounds: int
    rounds_done: int
    total: int
    scored: int
    reaching: int
    differences: dict[str, int]
    """By what became of them; every fate is there."""
    checksum: str
    """Of all rounds: equal for two runs that found the same."""

    @property
    def differing(self) -> int:
        return sum(self.differences.values())

    @property
    def share(self) -> int:
        return min(100, self.scored * 100 // self.total) if self.total else 100


@dataclass(frozen=True)
class Difference:
    dossier: Dossier
    column: str
    """In words: 'Tổ, ấp'."""
    kept: Decimal | None
    counted: Decimal | None
    fate: str
    words: str


def differences(told: "Told", season: RecognitionRound) -> list[Difference]:
    """The first ones, those that wait for a person before those that were put right. Two queries."""
    found = (
        RescoredTotal.objects.filter(part__run=told.run)
        .select_related("dossier__household__head", "dossier__person", "dossier__hamlet")
        .order_by("fate", "dossier__hamlet__sort_key", "dossier__sort_key", "column")[:SHOWN]
    )
    words = {"self": season.words.self_word, "hamlet": "Tổ, ấp chấm", "commune": "Xã thẩm định"}
    return [
        Difference(one.dossier, words[one.column], one.kept, one.counted, one.fate, one.get_fate_display())
        for one in found
    ]


def told(run: Rescoring) -> Told:
    """Three queries."""
    run.refresh_from_db()
    parts = list(run.parts.values_list("is_done", "total", "scored", "reaching", "checksum"))
    found = dict.fromkeys(Fate, 0) | dict(
        RescoredTotal.objects.filter(part__run=run).order_by().values_list("fate").annotate(found=Count("pk"))
    )
    return Told(
        run=run,
        rounds=len(parts),
        rounds_done=sum(1 for part in parts if part[0]),
        total=sum(part[1] for part in parts),
        scored=sum(part[2] for part in parts),
        reaching=sum(part[3] for part in parts),
        differences={str(fate): count for fate, count in found.items()},
        checksum=f"{sum(int(part[4] or '0', 16) for part in parts) % (1 << CHECKSUM_BITS):032x}",
    )


def last_run(season: RecognitionRound | None) -> Rescoring | None:
    return Rescoring.objects.filter(round=season).select_related("round__place").order_by("-id").first()
