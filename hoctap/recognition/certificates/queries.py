"""Reads of the certificates: who is due, the book, how far the printing is, what is read out at the ceremony."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from hoctap.accounts.capacities import queries as capacities
from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.places.queries import organisation_in
from hoctap.recognition.certificates import contents
from hoctap.recognition.certificates.history import first_year_known, kept_by, subject_field
from hoctap.recognition.certificates.rules import (
    KEPT_YEARS,
    USUAL_DIGITS,
    USUAL_PATTERN,
    Kept,
    is_due,
    number_text,
)
from hoctap.recognition.certificates.tokens import kept_hash
from hoctap.recognition.models import (
    Award,
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateLayout,
    CertificatePart,
    CertificatePrint,
    CertificateRule,
    CertificateState,
    DecisionLine,
    Dossier,
    DossierState,
    ExemplaryMark,
    RecognitionDecision,
    RecognitionRound,
    named_like,
)
from hoctap.recognition.registry import Checked, checked_papers
from hoctap.recognition.subjects import note_dossiers

STATE_CHOICES = [("", "Tất cả"), ("waiting", "Chưa ký nhận"), *CertificateState.choices]


def moment() -> dt.datetime:
    return timezone.now()


# ── who is due ───────────────────────────────────────────────────────────────────────────────────


def recognised_lines(season: RecognitionRound) -> QuerySet[DecisionLine]:
    """Of decisions in force, whose dossiers still hold the title; in the order of the annexes."""
    return (
        DecisionLine.objects.filter(
            decision__round=season,
            decision__effective_on__isnull=False,
            effect=DecisionLine.Effect.RECOGNISE,
            dossier__state=DossierState.RECOGNISED,
        )
        .select_related("dossier")
        .order_by("decision__effective_on", "decision", "position")
    )


def waiting_lines(decision: RecognitionDecision, rule: CertificateRule) -> list[DecisionLine]:
    """Due by the round's rule and without a certificate, in the annex' order."""
    without = recognised_lines(decision.round).filter(
        ~Exists(Certificate.objects.filter(line=OuterRef("pk"))), decision=decision
    )
    return due_lines(decision.round, list(without), rule)


def due_lines(
    season: RecognitionRound, lines: Sequence[DecisionLine], rule: CertificateRule
) -> list[DecisionLine]:
    if rule.award == Award.ALL:
        return list(lines)
    kept = kept_by(season, [line.dossier for line in lines])
    exemplary = _exemplary(season)
    return [
        line
        for line in lines
        if is_due(
            rule.award,
            rule.every_years,
            kept[line.dossier_id],
            is_exemplary=line.dossier_id in exemplary,
        )
    ]


def _exemplary(season: RecognitionRound) -> set[UUID]:
    return set(ExemplaryMark.objects.filter(dossier__round=season).values_list("dossier_id", flat=True))


# ── the page of a round ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DecisionRow:
    decision: RecognitionDecision
    recognised: int
    given: int
    waiting: int | None
    """None: no rule is set yet."""


@dataclass(frozen=True)
class BatchRow:
    batch: CertificateBatch
    parts: int
    made: int
    failed: str


@dataclass(frozen=True)
class CertificateRound:
    season: RecognitionRound
    rule: CertificateRule | None
    decisions: list[DecisionRow]
    counts: dict[str, int]
    """Of the recognised: how many there are for each choice; `kept3`, `kept5`."""
    exemplary: int
    first_year: int | None
    batches: list[BatchRow]
    received: int
    given: int
    book: CertificateBook | None
    may_issue: bool


def certificate_round(season: RecognitionRound, *, by: Actor) -> CertificateRound:
    rule = CertificateRule.objects.filter(round=season).first()
    lines = list(recognised_lines(season))
    kept = kept_by(season, [line.dossier for line in lines])
    exemplary = _exemplary(season)
    has = set(
        Certificate.objects.filter(line__decision__round=season, replaces__isnull=True).values_list(
            "line_id", flat=True
        )
    )
    decisions = RecognitionDecision.objects.filter(
        round=season, effective_on__isnull=False, amends__isnull=True
    ).select_related("paper__issuer", "issuer")
    rows = []
    for decision in decisions.order_by("effective_on", "id"):
        own = [line for line in lines if line.decision_id == decision.pk]
        waiting = None
        if rule is not None:
            waiting = sum(
                1
                for line in own
                if line.pk not in has
                and is_due(
                    rule.award,
                    rule.every_years,
                    kept[line.dossier_id],
                    is_exemplary=line.dossier_id in exemplary,
                )
            )
        rows.append(DecisionRow(decision, len(own), sum(1 for line in own if line.pk in has), waiting))
    counts = {
        "all": len(lines),
        "first": sum(1 for one in kept.values() if one.is_first),
        **{f"kept{years}": sum(1 for one in kept.values() if one.running >= years) for years in KEPT_YEARS},
    }
    handed = Certificate.objects.filter(
        line__decision__round=season, standing__state=CertificateState.VALID
    ).aggregate(given=Count("pk"), received=Count("pk", filter=~Q(standing__received_by="")))
    return CertificateRound(
        season=season,
        rule=rule,
        decisions=rows,
        counts=counts,
        exemplary=len(exemplary),
        first_year=first_year_known(season),
        batches=_batches(season),
        received=handed["received"],
        given=handed["given"],
        book=CertificateBook.objects.filter(batches__decision__round=season).order_by("-year").first(),
        may_issue=by.may(Permission.CERTIFICATE_ISSUE, at=season.place),
    )


def _batches(season: RecognitionRound) -> list[BatchRow]:
    batches = list(
        CertificateBatch.objects.filter(decision__round=season)
        .select_related("book", "decision__paper__issuer")
        .order_by("-id")[:30]
    )
    last: dict[UUID, CertificatePrint] = {}
    prints = CertificatePrint.objects.filter(batch__in=batches).annotate(
        count=Count("parts"), made=Count("parts", filter=~Q(parts__sha256=""))
    )
    for printing in prints.order_by("id"):
        last[printing.batch_id] = printing
    return [
        BatchRow(batch, last[batch.pk].count, last[batch.pk].made, last[batch.pk].failed)  # type: ignore[attr-defined]
        for batch in batches
    ]


# ── tiêu biểu ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ExemplaryRow:
    dossier_id: UUID
    name: str
    hamlet_name: str
    kept: Kept
    reason: str
    marked_by: str
    has_certificate: bool


def exemplary_lines(season: RecognitionRound, query: str, *, only_marked: bool) -> QuerySet[DecisionLine]:
    """Found by the name as it stands in the annex."""
    lines = recognised_lines(season).select_related("dossier__exemplary")
    if only_marked:
        lines = lines.filter(dossier__exemplary__isnull=False)
    if query:
        lines = lines.filter(named_like("dossier", query))
    return lines.annotate(has_certificate=Exists(Certificate.objects.filter(line=OuterRef("pk"))))


def exemplary_rows(season: RecognitionRound, lines: Sequence[DecisionLine]) -> list[ExemplaryRow]:
    dossiers = [line.dossier for line in lines]
    kept = kept_by(season, dossiers)
    note_dossiers(Dossier.objects.filter(pk__in=[one.pk for one in dossiers]))
    rows = []
    for line in lines:
        mark = getattr(line.dossier, "exemplary", None)
        rows.append(
            ExemplaryRow(
                line.dossier_id,
                line.head_name,
                line.hamlet_name,
                kept[line.dossier_id],
                mark.reason if mark else "",
                mark.marked_by if mark else "",
                line.has_certificate,  # type: ignore[attr-defined]
            )
        )
    return rows


# ── giving ───────────────────────────────────────────────────────────────────────────────────────


def signers(decision: RecognitionDecision, on: dt.date) -> list[Capacity]:
    return capacities.signers(decision.issuer, decision.round.place, Permission.DECISION_SIGN, on)


def sheets_for(place: Place) -> list[tuple[str, str]]:
    """What a certificate may be printed on, for a choice."""
    own = [
        (f"plain:{paper}", f"Giấy trắng {paper.upper()} ngang, khung của phần mềm") for paper in ("a4", "a5")
    ]
    layouts = CertificateLayout.objects.filter(place=place)
    return [*own, *((str(one.pk), f"Phôi “{one.name}” ({one.paper.upper()})") for one in layouts)]


def sheet_named(place: Place, choice: str) -> dict[str, Any]:
    if choice.startswith("plain:"):
        return contents.plain_sheet(choice.removeprefix("plain:"))
    return contents.sheet_of(CertificateLayout.objects.get(place=place, pk=UUID(choice)))


@dataclass(frozen=True)
class IssuePage:
    waiting: int
    first_lines: list[DecisionLine]
    book_year: int
    next_number: str
    last_number: str


def issue_page(decision: RecognitionDecision, on: dt.date) -> IssuePage:
    rule = CertificateRule.objects.filter(round=decision.round).first()
    lines = waiting_lines(decision, rule) if rule else []
    note_dossiers(Dossier.objects.filter(pk__in=[line.dossier_id for line in lines[:5]]))
    book = CertificateBook.objects.filter(issuer=decision.issuer, year=on.year).first()
    pattern, digits = pattern_of(decision.issuer, on.year)
    used = book.last_number if book else 0
    return IssuePage(
        waiting=len(lines),
        first_lines=lines[:5],
        book_year=on.year,
        next_number=number_text(pattern, digits, used + 1, on.year),
        last_number=number_text(pattern, digits, used + max(len(lines), 1), on.year),
    )


def pattern_of(issuer: Organisation, year: int) -> tuple[str, int]:
    """As the book of that year writes its numbers, or will."""
    last = CertificateBook.objects.filter(issuer=issuer, year__lte=year).order_by("-year").first()
    return (last.pattern, last.digits) if last else (USUAL_PATTERN, USUAL_DIGITS)


# ── how far the printing is ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class PrintPage:
    printing: CertificatePrint
    parts: list[CertificatePart]

    @property
    def done(self) -> int:
        return sum(one.last_number - one.first_number + 1 for one in self.parts if one.sha256)

    @property
    def total(self) -> int:
        return sum(one.last_number - one.first_number + 1 for one in self.parts)

    @property
    def share(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_ready(self) -> bool:
        return all(one.sha256 for one in self.parts)

    @property
    def sheet_words(self) -> str:
        sheet = self.printing.sheet
        paper = sheet["paper"].upper()
        return f"phôi “{sheet['name']}” ({paper})" if sheet["fields"] is not None else f"giấy trắng {paper}"


def print_page(batch: CertificateBatch) -> PrintPage:
    printing = batch.prints.order_by("-id")[0]
    return PrintPage(printing, list(printing.parts.order_by("number")))


def part_of(batch: CertificateBatch, number: int) -> CertificatePart | None:
    """Of the last print that was asked for."""
    return next((one for one in print_page(batch).parts if one.number == number and one.sha256), None)


def note_batch(batch: CertificateBatch, part: CertificatePart) -> None:
    numbers = (part.first_number, part.last_number)
    note_certificates(Certificate.objects.filter(batch=batch, number__range=numbers))


def note_certificates(certificates: QuerySet[Certificate]) -> None:
    ids = certificates.order_by().values("line__dossier")
    note_dossiers(Dossier.objects.filter(pk__in=ids))


# ── the book ─────────────────────────────────────────────────────────────────────────────────────


def issuer_of(place: Place) -> Organisation | None:
    return (
        Organisation.objects.filter(place=place, kind=OrganisationKind.PEOPLES_COMMITTEE)
        .select_related("place")
        .order_by("-valid_from")
        .first()
    )


def lines_of_book(book: CertificateBook, *, by: Actor) -> QuerySet[Certificate]:
    return (
        Certificate.objects.visible_to(by)
        .filter(book=book)
        .select_related("batch", "standing", "replaces", "replaced_by")
        .order_by("number")
    )


def found_in_book(lines: QuerySet[Certificate], query: str, state: str) -> QuerySet[Certificate]:
    if query:
        lines = lines.filter(Q(number_text__icontains=query) | named_like("line__dossier", query))
    if state in CertificateState.values:
        lines = lines.filter(standing__state=state)
    if state == "waiting":
        lines = lines.filter(standing__state=CertificateState.VALID, standing__received_by="")
    return lines


def gaps(book: CertificateBook) -> int:
    """Numbers between 1 and the last that are not in the book; never anything but none."""
    return (
        book.last_number - Certificate.objects.filter(book=book, number__lte=F("book__last_number")).count()
    )


def waiting_for_receipt(season: RecognitionRound, hamlet_name: str) -> QuerySet[Certificate]:
    return (
        Certificate.objects.filter(
            batch__decision__round=season,
            standing__state=CertificateState.VALID,
            standing__received_by="",
            hamlet_name=hamlet_name,
        )
        .select_related("batch", "standing")
        .order_by("number")
    )


def hamlets_waiting(season: RecognitionRound) -> list[tuple[str, int]]:
    found = (
        Certificate.objects.filter(
            batch__decision__round=season, standing__state=CertificateState.VALID, standing__received_by=""
        )
        .order_by()
        .values("hamlet_name", "line__dossier__hamlet__sort_key")
        .annotate(count=Count("pk"))
        .order_by("line__dossier__hamlet__sort_key", "hamlet_name")
    )
    return [(row["hamlet_name"], row["count"]) for row in found]


# ── the check page ───────────────────────────────────────────────────────────────────────────────


def checked(token: str) -> Checked | None:
    kept = kept_hash(token)
    found = Certificate.objects.select_related("batch", "standing").filter(token_hash=kept).first()
    if found is None:
        others = (find(kept) for find in checked_papers)
        return next((one for one in others if one is not None), None)
    note_certificates(Certificate.objects.filter(pk=found.pk))
    content = found.batch.content
    return Checked(
        found.holder_name,
        content["title"],
        content["year"],
        content["decision"],
        content["issuer"],
        found.number_text,
        CertificateState(found.standing.state),
        found.standing.ended_on,
        content["sample_mark"],
    )


# ── the ceremony ─────────────────────────────────────────────────────────────────────────────────


def _by_hamlet(season: RecognitionRound) -> list[tuple[str, list[DecisionLine]]]:
    lines = (
        recognised_lines(season)
        .select_related("dossier__hamlet")
        .order_by("dossier__hamlet__sort_key", "dossier__hamlet", "dossier__sort_key", "dossier")
    )
    groups: dict[tuple[UUID, str], list[DecisionLine]] = {}
    for line in lines:
        groups.setdefault((line.dossier.hamlet_id, line.hamlet_name), []).append(line)
    return [(name[:1].upper() + name[1:], found) for (_, name), found in groups.items()]


def ceremony(season: RecognitionRound) -> dict[str, Any]:
    """Hamlet by hamlet in their own order, each name on its line; nobody is ranked."""
    groups = _by_hamlet(season)
    every = [line.dossier for _, lines in groups for line in lines]
    kept, exemplary = kept_by(season, every), _exemplary(season)
    note_dossiers(Dossier.objects.filter(round=season, state=DossierState.RECOGNISED))
    unit = "gia đình" if subject_is_family(season) else "người"
    return {
        "title": f"Danh sách đọc tại lễ trao danh hiệu “{season.title_name}” năm {season.year}",
        "issuer": season.place.title,
        "words": f"{format_number(len(every))} {unit}. Đọc theo thứ tự từng ấp, khóm; không xếp hạng.",
        "sample_mark": season.edition.sample_mark,
        "hamlets": [
            {
                "name": name,
                "count": f"{format_number(len(lines))} {unit}",
                "lines": [
                    {
                        "order": order,
                        "holder": line.head_name,
                        "is_exemplary": line.dossier_id in exemplary,
                        "marks": _marks(kept[line.dossier_id], is_exemplary=line.dossier_id in exemplary),
                    }
                    for order, line in enumerate(lines, start=1)
                ],
            }
            for name, lines in groups
        ],
    }


def subject_is_family(season: RecognitionRound) -> bool:
    return subject_field(season.title) == "household"


def _marks(kept: Kept, *, is_exemplary: bool) -> str:
    said = ["tiêu biểu"] if is_exemplary else []
    if kept.is_first:
        said.append("lần đầu")
    elif kept.running >= min(KEPT_YEARS):
        said.append(f"{kept.running} năm liền")
    return ", ".join(said)


def thanks(season: RecognitionRound, *, per_group: bool) -> dict[str, Any]:
    """For each hamlet, or each Tổ of it where the register knows Tổ; by name, not by rank."""
    association = organisation_in(season.place, OrganisationKind.ASSOCIATION, season.year)
    unit = "gia đình" if subject_is_family(season) else "người"
    counted: list[tuple[str, int]] = []
    for name, lines in _by_hamlet(season):
        if not per_group:
            counted.append((name, len(lines)))
            continue
        groups: dict[str, int] = {}
        for group in _group_names([line.dossier_id for line in lines]):
            groups[group] = groups.get(group, 0) + 1
        counted += [(f"{group}, {name}" if group else name, count) for group, count in sorted(groups.items())]
    title = season.title_name
    return {
        "title": f"Thư cảm ơn, {title} năm {season.year}",
        "sender": association.name if association else f"Hội Khuyến học {season.place.full_name}",
        "signer_title": "Chủ tịch",
        "place_date": contents.place_and_day(season.place, today()),
        "sample_mark": season.edition.sample_mark,
        "sheets": [
            {
                "name": name,
                "body": [
                    f"Năm {season.year}, bà con {name} đã cùng nhau học tập, khuyên nhau học tập và cùng bình xét danh hiệu “{title}”.",
                    f"Nhờ đó {format_number(count)} {unit} ở {name} được công nhận danh hiệu “{title}” năm {season.year}.",
                    "Chúng tôi cảm ơn từng gia đình, và cảm ơn những người đã đến tận nhà, ghi từng phiếu, giữ từng buổi họp.",
                    "Kính chúc bà con mạnh khỏe, và mong năm tới lại cùng học với bà con.",
                ],
            }
            for name, count in counted
        ],
    }


def _group_names(dossier_ids: Sequence[UUID]) -> list[str]:
    return list(
        Dossier.objects.filter(pk__in=dossier_ids).order_by().values_list("household__group_name", flat=True)
    )
