"""A trial as a page shows it: at once where it is small, as far as its job has come where it is not."""

from collections import Counter

from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.criteria.registry import MOST_ROWS, Change, Trial, TrialKind, trials
from hoctap.criteria.trying.models import TrialRun
from hoctap.places.models import Place

BATCH = 2500


def kind_for(edition: CriteriaEdition) -> TrialKind | None:
    return next((kind for kind in trials if kind.takes(edition)), None)


def tried_now(kind: TrialKind, edition: CriteriaEdition, place: Place, year: int) -> Trial:
    """All of them, batch by batch; names are read of those only that are shown."""
    trial = Trial(year=year, unit=Title(edition.title).subject_word)
    why: Counter[str] = Counter()
    changed: list[Change] = []
    cursor = ""
    while True:
        batch = kind.batch(edition, place, year, cursor, BATCH)
        trial.tried += batch.tried
        trial.gained += batch.gained
        trial.lost += batch.lost
        trial.capped += batch.capped
        why += batch.not_tried
        changed += batch.changed[: MOST_ROWS - len(changed)]
        cursor = batch.cursor
        if batch.seen < BATCH:
            break
    trial.not_tried = dict(why.most_common())
    trial.rows = kind.shown(changed)
    return trial


def last_run(edition: CriteriaEdition, place: Place, year: int) -> TrialRun | None:
    return TrialRun.objects.filter(edition=edition, place=place, year=year).first()


def trial_of(run: TrialRun, kind: TrialKind, edition: CriteriaEdition) -> Trial:
    """What a run has found so far."""
    return Trial(
        year=run.year,
        unit=Title(edition.title).subject_word,
        tried=run.tried,
        gained=run.gained,
        lost=run.lost,
        not_tried=dict(Counter(run.not_tried).most_common()),
        capped=run.capped,
        rows=kind.shown([Change(*row) for row in run.changed]),
    )
