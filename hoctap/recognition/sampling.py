"""How the samples of a round stand, hamlet by hamlet: read by the screens and asked by the actions."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

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


@dataclass(frozen=True)
class DeskFacts:
    """What the commune's desk tells of a hamlet; counted by the database, no dossier is read for it."""

    waiting: int
    carried_share: int
    draws: int
    open_count: int
    last_wrong: int
    unseen: int

    @property
    def facts(self) -> SampleFacts:
        """For the rules about accepting; who came after the draws is asked where a sample is drawn."""
        return SampleFacts(self.draws, self.open_count, self.last_wrong, self.waiting, self.unseen, 0)


def desk_facts(season: RecognitionRound, hamlet_ids: Collection[UUID]) -> dict[UUID, DeskFacts]:
    """Hamlets with waiting dossiers or draws. 2 queries."""
    was_drawn = SampledDossier.objects.filter(sample__round=season, dossier=OuterRef("pk"))
    counted = {
        row["hamlet"]: row
        for row in season.dossiers.filter(hamlet__in=hamlet_ids, state=DossierState.NOMINATED)
        .order_by()
        .annotate(was_drawn=Exists(was_drawn))
        .values("hamlet")
        .annotate(
            waiting=Count("pk"),
            carried=Count("pk", filter=Q(way__in=CARRIED)),
            unseen=Count("pk", filter=Q(was_drawn=False)),
        )
    }
    draws: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    samples = season.review_samples.filter(hamlet__in=hamlet_ids).order_by("number").annotate(
        open_count=Count("drawn", filter=Q(drawn__result=SampledDossier.Result.OPEN)),
        wrong_count=Count("drawn", filter=Q(drawn__result=SampledDossier.Result.WRONG)),
    )  # fmt: skip
    for hamlet_id, open_count, wrong_count in samples.values_list("hamlet", "open_count", "wrong_count"):
        draws[hamlet_id].append((open_count, wrong_count))
    nothing = {"waiting": 0, "carried": 0, "unseen": 0}
    found = {}
    for pk in {*counted, *draws}:
        row, drawn = counted.get(pk, nothing), draws.get(pk, [])
        found[pk] = DeskFacts(
            waiting=row["waiting"],
            carried_share=round(100 * row["carried"] / row["waiting"]) if row["waiting"] else 0,
            draws=len(drawn),
            open_count=sum(open_count for open_count, _ in drawn),
            last_wrong=drawn[-1][1] if drawn else 0,
            unseen=row["unseen"],
        )
    return found


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
