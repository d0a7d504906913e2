"""How the samples of a round stand, hamlet by hamlet: read by the screens and asked by the actions."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q

from hoctap.recognition.models import (
    DossierState,
    RecognitionRound,
    ReviewSample,
    ReviewSetting,
    SampledDossier,
    Way,
)
from hoctap.recognition.review_rules import USUAL, SampleFacts, Shares

CARRIED = (Way.INHERITED, Way.PAPER)


@dataclass
class HamletSamples:
    """The draws of a hamlet and its waiting dossiers."""

    samples: list[ReviewSample] = field(default_factory=list)
    waiting: set[UUID] = field(default_factory=set)
    carried: set[UUID] = field(default_factory=set)
    seen: set[UUID] = field(default_factory=set)
    drawn_from: set[UUID] = field(default_factory=set)
    facts: SampleFacts = field(default_factory=lambda: SampleFacts(0, 0, 0, 0, 0, 0))

    @property
    def unseen(self) -> set[UUID]:
        return self.waiting - self.seen

    @property
    def later(self) -> set[UUID]:
        return self.waiting - self.drawn_from

    def carried_share(self, population: Collection[UUID]) -> int:
        return round(100 * len(self.carried & set(population)) / len(population)) if population else 0


def shares_of(season: RecognitionRound) -> Shares:
    setting = ReviewSetting.objects.filter(round=season).first()
    if setting is None:
        return USUAL
    return Shares(setting.share, setting.least, setting.carried_from, setting.raised_share)


def samples_of(season: RecognitionRound, hamlet_ids: Collection[UUID]) -> dict[UUID, HamletSamples]:
    """In 3 queries, for every hamlet that was asked for."""
    found: dict[UUID, HamletSamples] = defaultdict(HamletSamples)
    waiting = season.dossiers.filter(hamlet__in=hamlet_ids, state=DossierState.NOMINATED).order_by()
    for pk, hamlet_id, way in waiting.values_list("pk", "hamlet_id", "way"):
        found[hamlet_id].waiting.add(pk)
        if way in CARRIED:
            found[hamlet_id].carried.add(pk)
    samples = (
        season.review_samples.filter(hamlet__in=hamlet_ids)
        .annotate(
            open_count=Count("drawn", filter=Q(drawn__result=SampledDossier.Result.OPEN)),
            wrong_count=Count("drawn", filter=Q(drawn__result=SampledDossier.Result.WRONG)),
        )
        .order_by("number")
    )
    for sample in samples:
        found[sample.hamlet_id].samples.append(sample)
        found[sample.hamlet_id].drawn_from |= set(sample.population)
    drawn = SampledDossier.objects.filter(sample__round=season, sample__hamlet__in=hamlet_ids)
    for hamlet_id, dossier_id in drawn.order_by().values_list("sample__hamlet_id", "dossier_id"):
        found[hamlet_id].seen.add(dossier_id)
    for hamlet in found.values():
        hamlet.facts = _facts(hamlet)
    return {pk: found[pk] for pk in hamlet_ids}


def _facts(hamlet: HamletSamples) -> SampleFacts:
    last = hamlet.samples[-1] if hamlet.samples else None
    return SampleFacts(
        draws=len(hamlet.samples),
        open_count=sum(sample.open_count for sample in hamlet.samples),  # type: ignore[attr-defined]
        last_wrong=last.wrong_count if last else 0,  # type: ignore[attr-defined]
        waiting=len(hamlet.waiting),
        unseen=len(hamlet.unseen),
        later=len(hamlet.later),
    )
