"""Which of many dossiers may be accepted at once, and why the others may not: asked by the last look and by the action."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from hoctap.accounts.duties.rules import Conflict
from hoctap.core.actor import Actor
from hoctap.places.models import Place
from hoctap.recognition import duties, review_rules
from hoctap.recognition.answers import passes
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound, SampledDossier
from hoctap.recognition.sampling import samples_of

type Conflicts = list[tuple[Place, list[Conflict]]]


@dataclass(frozen=True)
class Skipped:
    dossier: Dossier
    why: str


@dataclass(frozen=True)
class BulkOutcome:
    accepted: int
    skipped: list[Skipped]


def would_accept(season: RecognitionRound, wanted: Mapping[UUID, int], *, by: Actor) -> BulkOutcome:
    """What `accept_many` would do now, for the last look before it. Changes nothing."""
    dossiers = {
        dossier.pk: dossier
        for dossier in season.dossiers.filter(pk__in=wanted).select_related(
            "hamlet", "household__head", "person"
        )
    }
    whys, _ = kept_out(season, dossiers, wanted, by)
    return BulkOutcome(len(dossiers) - len(whys), in_order(dossiers, whys))


def kept_out(
    season: RecognitionRound, dossiers: Mapping[UUID, Dossier], wanted: Mapping[UUID, int], by: Actor
) -> tuple[dict[UUID, str], Conflicts]:
    """Dossier → why it is not accepted in bulk; and the conflicts that a waiver lets pass."""
    edition = season.edition.frozen()
    samples = samples_of(season, {dossier.hamlet_id for dossier in dossiers.values()})
    wrong = set(
        SampledDossier.objects.filter(dossier__in=dossiers, result=SampledDossier.Result.WRONG).values_list(
            "dossier_id", flat=True
        )
    )
    whys: dict[UUID, str] = {}
    for pk, dossier in dossiers.items():
        stands = samples[dossier.hamlet_id]
        blockers = review_rules.sample_blockers(stands.facts)
        if dossier.state != DossierState.NOMINATED:
            whys[pk] = f"đang ở bước “{dossier.get_state_display()}”"
        elif dossier.version != wanted[pk]:
            whys[pk] = "người khác vừa sửa"
        elif passes(edition, dossier) is not True:
            whys[pk] = "dưới mức đạt"
        elif pk in wrong:
            whys[pk] = "phúc tra thấy sai: xét riêng hoặc trả lại"
        elif blockers:
            whys[pk] = f"{dossier.hamlet.title}: {blockers[0].text}"
        elif pk in stands.later:
            whys[pk] = "ấp đề nghị sau khi rút mẫu: rút mẫu cho phần này"
    conflicts: Conflicts = []
    if by.user_id is not None:
        by_hamlet: dict[Place, list[Dossier]] = defaultdict(list)
        for pk, dossier in dossiers.items():
            if pk not in whys:
                by_hamlet[dossier.hamlet].append(dossier)
        for hamlet, some in by_hamlet.items():
            kept_out, passing = duties.of_bulk(some, hamlet, by.user_id, season.title)
            whys |= kept_out
            if passing:
                conflicts.append((hamlet, passing))
    return whys, conflicts


def in_order(dossiers: Mapping[UUID, Dossier], whys: Mapping[UUID, str]) -> list[Skipped]:
    found = [Skipped(dossiers[pk], why) for pk, why in whys.items()]
    return sorted(found, key=lambda one: (one.why, one.dossier.sort_key))
