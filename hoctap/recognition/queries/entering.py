"""The entry list of a hamlet."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoctap.places.models import Place
from hoctap.recognition.models import (
    OPEN_STATES,
    Dossier,
    DossierState,
    RecognitionRound,
    VillageMeeting,
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
    threshold: Decimal
    unregistered: int
    scored: int
    meetings: list[VillageMeeting]
    needs_meeting: bool


def entry_page(season: RecognitionRound, hamlet: Place, *, group: str = "") -> EntryPage:
    dossiers = season.dossiers.filter(hamlet=hamlet).select_related("household__head", "person")
    groups = sorted({dossier.household.group_name for dossier in dossiers if dossier.household.group_name})
    rows: list[EntryRow] = []
    locked: list[EntryRow] = []
    for number, dossier in enumerate(dossiers, start=1):
        if group and dossier.household.group_name != group:
            continue
        row = _entry_row(number, dossier)
        (locked if row.locked else rows).append(row)
    edition = season.edition.frozen()
    return EntryPage(
        season=season,
        hamlet=hamlet,
        open_rows=rows,
        locked_rows=locked,
        groups=groups,
        max_total=edition.max_total,
        threshold=edition.threshold,
        unregistered=sum(1 for dossier in dossiers if dossier.state == DossierState.LISTED),
        scored=sum(
            1
            for dossier in dossiers
            if dossier.state in (DossierState.SCORED, DossierState.RETURNED)
            and dossier.hamlet_total is not None
        ),
        needs_meeting=season.needs("hamlet_meeting"),
        meetings=list(
            VillageMeeting.objects.filter(round=season, hamlet=hamlet)
            .select_related("minutes")
            .prefetch_related("nominations")
        ),
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
        source=dossier.get_way_display() if dossier.way else "",
        registered=dossier.registered_on is not None,
        self=plain(dossier.self_total),
        hamlet=plain(dossier.hamlet_total),
        version=dossier.version,
        state=dossier.state,
        state_label=dossier.get_state_display(),
        locked=dossier.state not in OPEN_STATES,
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
            error=errors.get(str(row.id), ""),
            unsaved=True,
        )
        if row.id in by_id
        else row
        for row in rows
    ]
