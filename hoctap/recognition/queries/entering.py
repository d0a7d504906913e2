"""The entry list of a hamlet."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.places.models import Place
from hoctap.recognition.carrying.queries import Carrying, carrying_of
from hoctap.recognition.models import (
    OPEN_STATES,
    Dossier,
    DossierState,
    MeetingState,
    MeetingVote,
    RecognitionRound,
)


@dataclass(frozen=True)
class EntryRow:
    """A row of the entry list, in the keys that its component reads."""

    id: UUID
    number: int
    name: str
    note: str
    url: str
    source: str
    registered: bool
    self: str
    hamlet: str
    version: int
    state: str
    state_label: str
    locked: bool
    least: bool = False
    form: str = ""
    error: str = ""
    unsaved: bool = False


@dataclass(frozen=True)
class EntryPage:
    season: RecognitionRound
    hamlet: Place
    open_rows: list[EntryRow]
    locked_rows: list[EntryRow]
    groups: list[str]
    max_total: Decimal
    edition: CriteriaEdition
    unregistered: int
    scored: int
    registered_on: dt.date
    """The day on the signed sheets: as the list has it already, else today."""
    page: Page[Any]
    meetings: list[MeetingVote]
    needs_meeting: bool
    carrying: Carrying

    @property
    def title(self) -> Title:
        return Title(self.season.title)

    @property
    def asks_least(self) -> bool:
        """A total alone cannot tell whether one line lies too low: the sheet is asked."""
        return self.edition.least_each is not None

    @property
    def columns(self) -> str:
        """For the component of the list."""
        if self.season.takes_results_only:
            return "registered hamlet"
        return (
            "registered self hamlet" + (" least" if self.asks_least else "") + (" form" if self.forms else "")
        )

    @property
    def readonly(self) -> str:
        """Where results are only received, what was received stands beside the name and no box asks for points."""
        return "hamlet" if self.season.takes_results_only else ""

    @property
    def forms(self) -> list[tuple[str, str]]:
        return [(form["code"], form["label"]) for form in self.edition.forms]


# More rows than a phone scrolls through and holds in its memory: a commune has 12,000 citizens, an ấp 900.
MOST_ROWS = 500
ROWS_A_PAGE = 250


def entry_page(
    season: RecognitionRound, hamlet: Place, *, group: str = "", page: str | None = None
) -> EntryPage:
    """The list of a hamlet or of one Tổ, in pages where it is long. A fixed number of queries."""
    listed = list(
        season.dossiers.filter(hamlet=hamlet)
        .of_people_kept()
        .values_list("pk", "household__group_name", "state", "hamlet_total", "registered_on")
    )
    numbers = {pk: number for number, (pk, *_) in enumerate(listed, start=1)}
    chosen = [pk for pk, name, *_ in listed if not group or name == group]
    paged = Paginator(chosen, ROWS_A_PAGE if len(chosen) > MOST_ROWS else MOST_ROWS).get_page(page)
    dossiers = season.dossiers.filter(pk__in=list(paged.object_list)).named()
    rows: list[EntryRow] = []
    locked: list[EntryRow] = []
    for dossier in dossiers:
        row = _entry_row(numbers[dossier.pk], dossier)
        (locked if row.locked else rows).append(row)
    states = Counter(state for _, _, state, _, _ in listed)
    days = Counter(day for *_, day in listed if day is not None)
    return EntryPage(
        season=season,
        hamlet=hamlet,
        open_rows=rows,
        locked_rows=locked,
        groups=sorted({name for _, name, *_ in listed if name}),
        max_total=season.edition.max_total,
        edition=season.edition,
        unregistered=states[DossierState.LISTED],
        scored=sum(
            1
            for _, _, state, total, _ in listed
            if state in (DossierState.SCORED, DossierState.RETURNED) and total is not None
        ),
        needs_meeting=season.needs("hamlet_meeting"),
        registered_on=days.most_common(1)[0][0] if days else today(),
        page=paged,
        meetings=list(
            MeetingVote.objects.filter(round=season, meeting__hamlet=hamlet)
            .exclude(meeting__state=MeetingState.DROPPED)
            .select_related("meeting")
            .order_by("-meeting__held_on", "-meeting")
        ),
        carrying=carrying_of(season, hamlet, group),
    )


def _entry_row(number: int, dossier: Dossier) -> EntryRow:
    subject = dossier.subject
    note = " · ".join(
        part
        for part in (
            f"sinh {subject.birth_year}" if subject.birth_year else "",
            f"hộ {dossier.household.head.full_name}" if dossier.person_id else "",
            dossier.household.group_name,
            f"xã trả lại: {dossier.return_reason}" if dossier.state == DossierState.RETURNED else "",
        )
        if part
    )
    return EntryRow(
        id=dossier.pk,
        number=number,
        name=subject.full_name,
        note=note,
        url=reverse("dossier_detail", args=[dossier.pk]),
        source=dossier.way_words,
        registered=dossier.registered_on is not None,
        self=plain(dossier.self_total),
        hamlet=plain(dossier.hamlet_total),
        version=dossier.version,
        state=dossier.state,
        state_label=dossier.get_state_display(),
        locked=dossier.state not in OPEN_STATES,
        least=dossier.none_too_low is True,
        form=dossier.form,
    )


def plain(points: Decimal | None) -> str:
    """As a person types it: '85', '85,5', or nothing."""
    return "" if points is None else f"{points.normalize():f}".replace(".", ",")


def with_typed(rows: list[EntryRow], typed: Any, reasons: Any) -> list[EntryRow]:
    """The rows as they were typed, with what is wrong beside each: nothing typed is lost by a refusal."""
    by_id = {row.dossier_id: row for row in typed}
    errors: dict[str, str] = {}
    for reason in reasons:
        if "-" in reason.field:
            key = reason.field.split("-", 1)[1]
            errors[key] = f"{errors[key]} {reason.text}" if key in errors else reason.text
    return [
        replace(
            row,
            registered=by_id[row.id].registered,
            self=by_id[row.id].self_total,
            hamlet=by_id[row.id].hamlet_total,
            least=bool(by_id[row.id].none_too_low),
            form=by_id[row.id].form or "",
            error=errors.get(str(row.id), ""),
            unsaved=True,
        )
        if row.id in by_id
        else row
        for row in rows
    ]
