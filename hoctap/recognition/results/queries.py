"""What stands in dossiers beside a result: read for the rule, for the dossier's page and for the page of a round."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.criteria.scoring import FrozenEdition
from hoctap.recognition.answers import passes
from hoctap.recognition.models import (
    OPEN_STATES,
    Dossier,
    DossierState,
    RecognitionRound,
    RoundState,
    Way,
    Withdrawal,
)
from hoctap.recognition.oneness import doubles_of
from hoctap.recognition.results.models import ElsewhereResult
from hoctap.recognition.results.rules import DossierFacts, Told

Standing = ElsewhereResult.Standing
_KNOWN = (Standing.COUNTS, Standing.WAITS, Standing.NOT_TAKEN)


def told_by(result: ElsewhereResult) -> Told:
    return Told(result.total, result.passed, result.result_on, result.confirmed_by)


def facts_of(dossiers: Collection[Dossier], edition: FrozenEdition) -> dict[UUID, DossierFacts]:
    """A fixed number of queries for all of them."""
    ids = [dossier.pk for dossier in dossiers]
    results: dict[UUID, list[ElsewhereResult]] = defaultdict(list)
    for result in ElsewhereResult.objects.filter(dossier__in=ids, standing__in=_KNOWN):
        results[result.dossier_id].append(result)
    withdrawn = set(
        Withdrawal.objects.filter(
            dossier__in=ids, undone_at__isnull=True, dossier__state=DossierState.LISTED
        ).values_list("dossier_id", flat=True)
    )
    doubles = doubles_of(dossiers)
    return {
        dossier.pk: _facts(
            dossier,
            edition,
            results[dossier.pk],
            closed=closed_words(dossier, is_withdrawn=dossier.pk in withdrawn) or doubles.get(dossier.pk, ""),
        )
        for dossier in dossiers
    }


def _facts(
    dossier: Dossier, edition: FrozenEdition, results: Sequence[ElsewhereResult], *, closed: str
) -> DossierFacts:
    if dossier.way != Way.ELSEWHERE:
        # One that counted before the registration was withdrawn and made anew says nothing of this one.
        results = [one for one in results if one.standing != Standing.COUNTS]
    counted = next((told_by(one) for one in results if one.standing == Standing.COUNTS), None)
    here = dossier.hamlet_total if dossier.hamlet_total is not None else dossier.self_total
    return DossierFacts(
        closed=closed,
        here=None if counted else here,
        here_passes=passes(edition, dossier, column="hamlet"),
        counted=counted,
        known=[told_by(one) for one in results],
    )


def closed_words(dossier: Dossier, *, is_withdrawn: bool = False) -> str:
    """Why the dossier takes no result now; empty while it does."""
    if dossier.is_decided:
        return "Hồ sơ đã có quyết định, chỉ thay đổi bằng một quyết định khác."
    if dossier.state not in OPEN_STATES:
        return f"Hồ sơ đang ở bước “{dossier.get_state_display()}”, không nhận thêm kết quả."
    if is_withdrawn:
        return "Đã rút đăng ký: ghi lại đăng ký trước khi nhận kết quả."
    return ""


# ── the dossier's page ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DossierResults:
    rows: list[ElsewhereResult]
    may_record: bool


def results_of(dossier: Dossier, *, by: Actor) -> DossierResults:
    """One query; none for a family."""
    if dossier.person_id is None:
        return DossierResults([], False)
    may = (
        by.may(Permission.DOSSIER_ENTER, at=dossier.hamlet)
        and dossier.round.state == RoundState.OPEN
        and not closed_words(dossier)
    )
    return DossierResults(list(dossier.elsewhere_results.all()), may_record=may)


# ── the page of a round ──────────────────────────────────────────────────────────────────────────

ROWS_A_PAGE = 50
MOST_FOUND = 20


@dataclass(frozen=True)
class ResultsPage:
    season: RecognitionRound
    counts: dict[str, int]
    waiting: Page[Any]
    found: list[Dossier]

    @property
    def is_open(self) -> bool:
        return self.season.state == RoundState.OPEN

    @property
    def counted(self) -> int:
        return self.counts.get(Standing.COUNTS, 0)

    @property
    def differing(self) -> int:
        return self.counts.get(Standing.WAITS, 0)


def results_page(season: RecognitionRound, *, name: str = "", page: str | None = None) -> ResultsPage:
    """How many results count, the differences that wait, and citizens of a name to record one of. Four queries at most."""
    results = ElsewhereResult.objects.filter(dossier__round=season)
    counts = dict(results.order_by().values_list("standing").annotate(count=Count("pk")))
    waiting = (
        results.filter(standing=Standing.WAITS)
        .select_related("dossier__person", "dossier__hamlet", "dossier__household__head")
        .order_by("dossier__hamlet", "dossier__sort_key", "pk")
    )
    found: list[Dossier] = []
    if key := without_accents(name):
        kept = season.dossiers.of_people_kept().named().select_related("hamlet")
        found = list(kept.filter(person__search_key__contains=key).order_by("sort_key", "pk")[:MOST_FOUND])
    return ResultsPage(
        season=season,
        counts=counts,
        waiting=Paginator(waiting, ROWS_A_PAGE).get_page(page),
        found=found,
    )
