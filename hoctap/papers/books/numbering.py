"""Numbers of an issuer: which papers share a series, what comes next, what stands in the way, what is missing.

A number belongs to one issuer, series and year. Who asks for the next one to use it locks the issuer first.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from hoctap.papers.books import rules
from hoctap.papers.books.models import FreeNumbers, IssuerBook
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper
from hoctap.places.models import Numbering, Organisation


def is_one_for_all(issuer: Organisation) -> bool:
    return IssuerBook.objects.filter(issuer=issuer, is_one_for_all=True).exists()


def series_of(kind: str) -> str:
    """What its numbers are kept under where each kind has its own: 'QĐ', of a công văn 'CV'."""
    found = paper_kinds.get(kind)
    return found.series if found else ""


def kinds_in(series: str) -> list[str]:
    """Kinds of papers that count in the series; of the series for all, every kind that has a number."""
    numbered = [(code, kind) for code, kind in paper_kinds.items() if kind.needs_number]
    return [code for code, kind in numbered if not series or kind.series == series]


def series_for(issuer: Organisation, kind: str) -> str:
    return rules.series_of(series_of(kind), is_one_for_all=is_one_for_all(issuer))


def next_number(issuer: Organisation, kind: str, year: int) -> int:
    """The number after the last one that a paper has or that was left free."""
    series = series_for(issuer, kind)
    codes = {kind, *kinds_in(series)}
    papers = Paper.objects.filter(issuer=issuer, kind__in=codes, year=year)
    used = papers.aggregate(last=Max("number"))["last"] or 0
    free = FreeNumbers.objects.filter(issuer=issuer, year=year, series=series).aggregate(last=Max("last"))
    return max(used, free["last"] or 0) + 1


def paper_words(paper: Paper) -> str:
    """'“Công nhận …” (Quyết định 05/QĐ-UBND ngày 03/11/2024)'."""
    kind = paper_kinds.get(paper.kind)
    named = f"{kind.label if kind else ''} {paper.full_number}".strip()
    dated = f" ngày {paper.dated_on:%d/%m/%Y}" if paper.dated_on else ""
    return f"“{paper.title}” ({named}{dated})"


@dataclass(frozen=True)
class Taken:
    """Who has the number: in words, and the paper where it is one."""

    words: str
    paper_id: UUID | None = None
    only_warns: bool = False
    """A double in a book that somebody else keeps."""


def taken_by(paper: Paper, number: int, dated_on: dt.date) -> Taken | None:
    """Of the same kind nobody has it twice. Of another kind in the series only an own book says no."""
    issuer = paper.issuer
    others = Paper.objects.filter(issuer=issuer, year=dated_on.year, number=number).exclude(pk=paper.pk)
    same = others.filter(kind=paper.kind).select_related("issuer").first()
    if same is not None:
        return Taken(paper_words(same), same.pk)
    is_own = issuer.numbering == Numbering.OWN
    shared = _sharing(paper, number, dated_on.year).select_related("issuer").first()
    if shared is not None:
        return Taken(paper_words(shared), shared.pk, only_warns=not is_own)
    if is_own:
        series = series_for(issuer, paper.kind)
        free = FreeNumbers.objects.filter(
            issuer=issuer, year=dated_on.year, series=series, first__lte=number, last__gte=number
        ).first()
        if free is not None:
            return Taken(f"“số để trống: {free.reason}”")
    return None


def beside(paper: Paper) -> Taken | None:
    """Of a numbered paper: another one that shares its number. One query."""
    if paper.number is None or paper.dated_on is None:
        return None
    found = _sharing(paper, paper.number, paper.dated_on.year).select_related("issuer").first()
    return Taken(paper_words(found), found.pk) if found else None


def _sharing(paper: Paper, number: int, year: int) -> "QuerySet[Paper]":
    """Papers of other kinds in the same series."""
    alike = Q(kind__in=kinds_in(series_of(paper.kind))) | Q(issuer__book__is_one_for_all=True)
    others = Paper.objects.filter(alike, issuer=paper.issuer_id, year=year, number=number)
    return others.exclude(pk=paper.pk)


@dataclass(frozen=True)
class Gap:
    series: str
    """Abbreviation of the kind; empty in a book with one series."""
    first: int
    last: int

    @property
    def in_words(self) -> str:
        return rules.run_words(self.first, self.last)


@dataclass(frozen=True)
class Double:
    number: int
    papers: tuple[Paper, ...]


def gaps_of(issuer: Organisation, year: int) -> list[Gap]:
    """Three queries for a book of any length."""
    used: dict[str, list[int]] = {}
    one_for_all = is_one_for_all(issuer)
    numbers = Paper.objects.filter(issuer=issuer, year=year, number__isnull=False).order_by()
    for kind, number in numbers.values_list("kind", "number"):
        series = rules.series_of(series_of(kind), is_one_for_all=one_for_all)
        used.setdefault(series, []).append(number or 0)
    free: dict[str, list[tuple[int, int]]] = {}
    for one in FreeNumbers.objects.filter(issuer=issuer, year=year):
        if (one.series == "") == one_for_all:
            free.setdefault(one.series, []).append((one.first, one.last))
    return [
        Gap(series, first, last)
        for series in sorted({*used, *free})
        for first, last in rules.gaps(used.get(series, []), free.get(series, []))
    ]


def doubles_of(issuer: Organisation, year: int) -> list[Double]:
    """Numbers that stand more than once in one series: two papers of kinds that share an abbreviation."""
    one_for_all = is_one_for_all(issuer)
    ids: dict[tuple[str, int], list[UUID]] = {}
    numbers = Paper.objects.filter(issuer=issuer, year=year, number__isnull=False).order_by()
    for pk, kind, number in numbers.values_list("pk", "kind", "number"):
        series = rules.series_of(series_of(kind), is_one_for_all=one_for_all)
        ids.setdefault((series, number or 0), []).append(pk)
    several = {key: found for key, found in ids.items() if len(found) > 1}
    papers = Paper.objects.filter(pk__in=[pk for found in several.values() for pk in found])
    by_id = {paper.pk: paper for paper in papers.select_related("issuer")}
    return [
        Double(number, tuple(by_id[pk] for pk in found)) for (_, number), found in sorted(several.items())
    ]


def series_choices(issuer: Organisation) -> Sequence[str]:
    """Abbreviations whose numbers can be left free; one empty word in a book with one series."""
    if is_one_for_all(issuer):
        return [""]
    return sorted({kind.series for kind in paper_kinds if kind.needs_number and kind.series})
