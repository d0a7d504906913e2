"""The page on which a dossier takes evidence that is there already."""

from collections.abc import Collection
from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.evidence.models import Evidence
from hoctap.evidence.queries import Shown, evidence_to_use, records_to_use, shown
from hoctap.evidence.registry import RecordOffer
from hoctap.recognition.evidence_uses import subjects_of
from hoctap.recognition.models import OPEN_STATES, REVIEW_STATES, Dossier, RoundState
from hoctap.recognition.queries import criteria_of


@dataclass(frozen=True)
class Piece:
    item: Shown
    used_for: list[str]
    """Criteria of this dossier that it serves already."""


@dataclass(frozen=True)
class Offered:
    key: str
    offer: RecordOffer


@dataclass(frozen=True)
class ReusePage:
    pieces: list[Piece]
    records: list[tuple[str, list[Offered]]]
    criteria: list[tuple[str, str]]
    is_open: bool

    def chosen_evidence(self, chosen: Collection[str]) -> list[Evidence]:
        return [one.item.evidence for one in self.pieces if str(one.item.evidence.pk) in chosen]

    def chosen_records(self, chosen: Collection[str]) -> list[tuple[str, str]]:
        keys = [offered.key for _, offers in self.records for offered in offers if offered.key in chosen]
        return [(code, record) for code, _, record in (key.partition(":") for key in keys)]


def reuse_page(dossier: Dossier, *, by: Actor) -> ReusePage:
    """What the family and who lives in it have; and what the system holds of them and is not evidence of theirs yet."""
    subjects = subjects_of(dossier)
    found = shown(evidence_to_use(subjects, by=by), by=by)
    used: dict[object, list[str]] = {}
    for evidence_id, code in dossier.evidence_uses.filter(detached_at=None).values_list(
        "evidence_id", "criterion"
    ):
        used.setdefault(evidence_id, []).append(code)
    taken = {(one.evidence.record_kind, one.evidence.record_id) for one in found.values()}
    records = [
        (
            kind.label,
            [
                Offered(f"{code}:{offer.id}", offer)
                for offer in offers
                if (code, offer.id) not in taken and offer.id != str(dossier.pk)
            ],
        )
        for code, kind, offers in records_to_use(subjects, by=by)
    ]
    return ReusePage(
        pieces=[Piece(one, used.get(pk, [])) for pk, one in found.items()],
        records=[(label, offers) for label, offers in records if offers],
        criteria=criteria_of(dossier),
        is_open=dossier.round.state == RoundState.OPEN and dossier.state in OPEN_STATES | REVIEW_STATES,
    )
