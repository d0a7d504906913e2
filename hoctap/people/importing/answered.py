"""The changes of one kind that wait for answers: narrowed, counted by answer, page by page by key."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from hoctap.core.text import clean, without_accents
from hoctap.people.importing import telling
from hoctap.people.importing.answers import OPTIONS, options_of
from hoctap.people.importing.changes import ChangeKind
from hoctap.people.models import ImportAnswer, ImportFinding, ImportRun

PAGE = 50
UNSAID = "none"
ANY = ""


@dataclass(frozen=True)
class Narrowed:
    """`answer`: one of the answers, `UNSAID`, or `ANY`; `name` with or without accents."""

    kind: str
    hamlet: str = ""
    name: str = ""
    answer: str = ANY

    @property
    def is_narrow(self) -> bool:
        return bool(self.hamlet or self.name or self.answer)


def matching(run: ImportRun, narrowed: Narrowed) -> Any:
    """A query set of findings with `said`, the answer that holds."""
    rows = _with_answers(run, narrowed.kind)
    if narrowed.hamlet:
        rows = rows.filter(data__hamlet=narrowed.hamlet)
    if name := without_accents(clean(narrowed.name)):
        rows = rows.filter(data__search__icontains=name)
    if narrowed.answer:
        rows = rows.filter(said="" if narrowed.answer == UNSAID else narrowed.answer)
    return rows.order_by("pk")


def keep_remembered(run: ImportRun, remembered: dict[str, str]) -> None:
    """Answers given to an earlier list stand before anybody looks. What was shown before is not answered again: somebody may have taken it
    back. Called before the findings are made anew.
    """
    shown = set(run.findings.filter(key__in=list(remembered)).values_list("key", flat=True))
    ImportAnswer.objects.bulk_create(
        [
            ImportAnswer(run=run, key=key, answer=answer)
            for key, answer in remembered.items()
            if key not in shown
        ],
        ignore_conflicts=True,
    )


def _with_answers(run: ImportRun, kind: str) -> Any:
    answer = ImportAnswer.objects.filter(run=OuterRef("run"), key=OuterRef("key")).values("answer")
    found = run.findings.filter(kind=ImportFinding.Kind.CHANGE, change=kind)
    return found.annotate(said=Coalesce(Subquery(answer), Value("")))


@dataclass(frozen=True)
class Said:
    """How many rows have an answer."""

    value: str
    label: str
    count: int


def counted(run: ImportRun) -> dict[str, list[Said]]:
    """Kind of change → how many rows have each answer, for kinds that are answered row by row. One query."""
    answer = ImportAnswer.objects.filter(run=OuterRef("run"), key=OuterRef("key")).values("answer")
    rows = (
        run.findings.filter(kind=ImportFinding.Kind.CHANGE, change__in=[kind.value for kind in OPTIONS])
        .annotate(said=Coalesce(Subquery(answer), Value("")))
        .values("change", "said")
        .annotate(n=Count("pk"))
        .order_by()
    )
    found = {(row["change"], row["said"]): row["n"] for row in rows}
    return {
        kind.value: [
            Said(answer.value, label, found[kind.value, answer.value])
            for answer, label in options.items()
            if found.get((kind.value, answer.value))
        ]
        for kind, options in OPTIONS.items()
    }


def held_households(run: ImportRun) -> int:
    """New households whose head may have moved there: they are not entered until somebody said so or not."""
    return _with_answers(run, ChangeKind.MOVED_PERSON).filter(said="", data__holds=True).count()


@dataclass
class Page:
    """`rows` are what is said of each change, with its `pk`, `answer` and `options` (value, label)."""

    title: str
    rows: list[dict[str, Any]]
    options: list[tuple[str, str]]
    total: int
    all: int
    first: int = 1
    next: int | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def page_of(run: ImportRun, narrowed: Narrowed, after: int = 0) -> Page:
    kind = narrowed.kind
    options = [(one.value, label) for one, label in options_of(kind).items()]
    found = matching(run, narrowed)
    shown = list(found.filter(pk__gt=after)[: PAGE + 1])
    every = run.findings.filter(kind=ImportFinding.Kind.CHANGE, change=kind)
    rows: list[dict[str, Any]] = [
        {
            **one.data,
            "pk": one.pk,
            "answer": one.said,
            "options": [choice for choice in options if choice[0] != "died" or one.data.get("may_die", True)],
        }
        for one in shown[:PAGE]
    ]
    return Page(
        telling.LABELS[kind], rows, options, found.count(), every.count(),
        first=found.filter(pk__lte=after).count() + 1,
        next=shown[PAGE - 1].pk if len(shown) > PAGE else None,
    )  # fmt: skip
