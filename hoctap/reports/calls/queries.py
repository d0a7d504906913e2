"""Calls shaped for their screens: who is in, who is missing, what a place owes, what was added up."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.reports.periodic import writers
from hoctap.reports.periodic.models import (
    SENT,
    PeriodicReport,
    PeriodicReportQuerySet,
    ReportCall,
    ReportState,
    ReportType,
)
from hoctap.reports.periodic.queries import asked_places, filled, kinds_of
from hoctap.reports.periodic.rules import Term
from hoctap.reports.queries import places_for
from hoctap.reports.types.queries import type_for

LONG = 20
"""More answers than this are shown by part too."""


def gathering_calls(actor: Actor) -> list[ReportCall]:
    """What the actor gathers himself, the latest first."""
    rows = ReportCall.objects.filter(place__in=actor.places_given(Permission.REPORT_RECEIVE))
    return list(rows.select_related("type", "place", "receiver").order_by("-before_on")[:12])


@dataclass(frozen=True)
class Answer:
    """One place that was asked, and how far its report is. What is being written there is not shown above."""

    place: Place
    report: PeriodicReport | None
    last_day: dt.date
    day: dt.date
    is_in: bool
    """A version of it was accepted and stands, also while a later one waits: it is in the sum."""

    @property
    def state(self) -> str:
        if self.report is None:
            return "missing"
        return self.report.state

    @property
    def label(self) -> str:
        if self.report is not None:
            return str(self.report.get_state_display())
        return "Chưa gửi, quá hạn" if self.day > self.last_day else "Chưa gửi"

    @property
    def tone(self) -> str:
        if self.report is not None:
            return self.report.tone
        return "overdue" if self.day > self.last_day else "neutral"

    @property
    def is_late(self) -> bool:
        return self.report.is_late if self.report else self.day > self.last_day

    @property
    def signed(self) -> bool:
        return bool(self.report and self.report.paper and self.report.paper.is_signed)


@dataclass(frozen=True)
class CallPage:
    call: ReportCall
    answers: tuple[Answer, ...]

    @cached_property
    def accepted(self) -> int:
        return sum(one.is_in for one in self.answers)

    @cached_property
    def waiting(self) -> list[Answer]:
        return [one for one in self.answers if one.state == ReportState.SUBMITTED]

    @cached_property
    def absent(self) -> list[Answer]:
        """Those from whom nothing stands: never sent, or returned and not sent again."""
        return [one for one in self.answers if one.report is None or one.report.state == ReportState.RETURNED]

    @cached_property
    def late(self) -> int:
        return sum(one.is_late for one in self.answers)

    def shown(self, which: str) -> Sequence[Answer]:
        """Of a long list the part that somebody works on; all where `which` is none of its parts."""
        parts = {
            "waiting": self.waiting,
            "absent": self.absent,
            "late": [one for one in self.answers if one.is_late],
        }
        return parts.get(which, self.answers)

    @cached_property
    def parts(self) -> list[tuple[str, str, int]]:
        """Key, words and count of each part; nothing where the whole list is short."""
        if len(self.answers) <= LONG:
            return []
        return [
            ("", "Tất cả", len(self.answers)),
            ("waiting", "Chờ xem", len(self.waiting)),
            ("absent", "Chưa có", len(self.absent)),
            ("late", "Trễ hạn", self.late),
        ]

    @property
    def finding(self) -> str:
        said = f"Đã nhận {self.accepted}/{len(self.answers)}"
        if self.waiting:
            said += f", {len(self.waiting)} chờ xem"
        if self.absent:
            said += f", {len(self.absent)} chưa có"
        return said + (f"; {self.late} trễ hạn." if self.late else ".")


def call_page(call: ReportCall) -> CallPage:
    places = asked_places(call.type, call.place, call.period, call.before_on)
    return CallPage(call, _answers(call, places))


def call_pages(calls: Sequence[ReportCall]) -> list[CallPage]:
    return [call_page(call) for call in calls]


def _answers(call: ReportCall, places: Sequence[Place]) -> tuple[Answer, ...]:
    rows = (
        PeriodicReport.objects.filter(
            type_code=call.type.code,
            place__in=[place.pk for place in places],
            starts_on=call.starts_on,
            ends_on=call.ends_on,
            state__in=SENT,
        )
        .select_related("paper__issuer", "issuer")
        .defer("frozen")
        .order_by("place", "-submitted_at", "-version")
    )
    latest: dict[UUID, PeriodicReport] = {}
    accepted = set()
    for row in rows:
        latest.setdefault(row.place_id, row)
        if row.state == ReportState.ACCEPTED:
            accepted.add(row.place_id)
    day = today()
    return tuple(
        Answer(place, latest.get(place.pk), call.last_day, day, place.pk in accepted) for place in places
    )


@dataclass(frozen=True)
class Owed:
    """A report that a place is asked for, with the draft or the version that stands."""

    call: ReportCall
    place: Place
    report: PeriodicReport | None
    bodies: tuple[str, ...] = ()
    """Whose report it is, by the type's preparer."""
    is_own: bool = True
    """Whether it is the actor's turn: it is his body's, or nobody there can write it."""

    @property
    def made_by(self) -> str:
        return "; ".join(self.bodies)

    @property
    def asks_first(self) -> bool:
        """Nothing was sent yet: the last day holds. A later version is neither in time nor late."""
        return self.report is None or (self.report.version == 1 and self.report.is_draft)

    @property
    def is_open(self) -> bool:
        return self.report is None or self.report.state in (ReportState.DRAFT, ReportState.RETURNED)

    @property
    def is_late(self) -> bool:
        """One that was returned was sent: whether in time was settled then, and is not asked again."""
        if self.report is not None and not self.asks_first:
            return self.is_open and self.report.is_late
        return self.is_open and today() > self.call.last_day


def owed_by(actor: Actor) -> list[Owed]:
    """What the actor's places are asked for, the nearest first. Seven queries."""
    places = places_for(actor, Permission.REPORT_PREPARE)
    above = {pk for place in places for pk in place.path}
    calls = list(ReportCall.objects.filter(place__in=above).select_related("type", "place", "receiver")[:200])
    wanted = [
        (call, place)
        for call in calls
        for place in places
        if place.level == call.type.level
        and place.pk != call.place_id
        and call.place_id in place.path
        and Term(place.valid_from, place.valid_to).touches(call.period)
    ]
    rows = (
        PeriodicReport.objects.filter(
            place__in=[place.pk for place in places], type_code__in={call.type.code for call in calls}
        )
        .defer("frozen")
        .order_by("-opened_at", "-version")
    )
    newest: dict[tuple[str, UUID, dt.date, dt.date], PeriodicReport] = {}
    for row in rows.select_related("type"):
        newest.setdefault((row.type_code, row.place_id, row.starts_on, row.ends_on), row)
    kinds = {kind for call, _ in wanted for kind in kinds_of(call.type)}
    bodies = writers.preparers({place for _, place in wanted}, kinds)
    can_write = writers.with_writers(body.pk for row in bodies.values() for body in row)
    own = {body.pk for body in writers.own_bodies(actor)}
    found = []
    for call, place in sorted(wanted, key=lambda pair: (pair[0].before_on, pair[1].sort_key)):
        there = [body for kind in kinds_of(call.type) for body in bodies.get((place.pk, kind), [])]
        ids = {body.pk for body in there}
        found.append(
            Owed(
                call,
                place,
                newest.get((call.type.code, place.pk, call.starts_on, call.ends_on)),
                tuple(body.name for body in there),
                is_own=bool(ids & own) or not ids & can_write,
            )
        )
    return found


def type_that_gathers(call: ReportCall) -> ReportType | None:
    """The type at the call's own level whose reports add up what the call asks for."""
    codes = ReportType.objects.filter(definition__gathers=call.type.code, level=call.place.level).values_list(
        "code", flat=True
    )
    found = (type_for(code, call.period, call.place) for code in sorted(set(codes)))
    return next((one for one in found if one is not None), None)


def gathered_reports(call: ReportCall, actor: Actor) -> list[PeriodicReport]:
    """What was made of the answers to a call, newest first."""
    type_ = type_that_gathers(call)
    return [] if type_ is None else sums_of(call, type_, PeriodicReport.objects.visible_to(actor))


def sums_of(
    call: ReportCall, type_: ReportType, rows: PeriodicReportQuerySet | None = None
) -> list[PeriodicReport]:
    rows = (PeriodicReport.objects.all() if rows is None else rows).filter(
        type_code=type_.code, place=call.place, starts_on=call.starts_on, ends_on=call.ends_on
    )
    return list(rows.with_all().order_by("-version"))


def changed_since(page: CallPage, gathered: Sequence[PeriodicReport]) -> list[str]:
    """Whose report stands otherwise than in the sum that was sent last: done again, come later, returned. One query."""
    last = next((one for one in gathered if one.frozen is not None), None)
    if last is None:
        return []
    then = {
        row.place_id: row.report_id for table in filled(last).tables for row in table.rows if row.report_id
    }
    accepted = (
        PeriodicReport.objects.filter(
            type_code=page.call.type.code,
            place__in=[one.place.pk for one in page.answers],
            starts_on=page.call.starts_on,
            ends_on=page.call.ends_on,
            state=ReportState.ACCEPTED,
        )
        .order_by("place_id", "-version")
        .distinct("place_id")
        .values_list("place_id", "id", "version")
    )
    now = {place: (str(pk), version) for place, pk, version in accepted}
    found = []
    for one in page.answers:
        was, (pk, version) = then.get(str(one.place.pk)), now.get(one.place.pk, ("", 0))
        if was and not pk:
            found.append(f"{one.place.title}: bản đã cộng nay bị trả lại")
        elif was and was != pk:
            found.append(f"{one.place.title}: đã nhận bản {version}")
        elif pk and not was:
            found.append(f"{one.place.title}: nhận sau khi đã tổng hợp")
    return found


def accepted_since(calls: Sequence[ReportCall]) -> dict[UUID, int]:
    """How many reports of each call were accepted after its sum was sent, where one was. Two queries."""
    sums = (
        PeriodicReport.objects.filter(
            place__in={call.place_id for call in calls},
            type__definition__gathers__in=sorted({call.type.code for call in calls}),
            state__in=SENT,
        )
        .select_related("type")
        .defer("frozen")
        .order_by("version")
    )
    sent = {
        (one.type.spec.gathers, one.place_id, one.starts_on, one.ends_on): one.submitted_at for one in sums
    }
    counts: dict[UUID, int] = {}
    accepted = PeriodicReport.objects.filter(call__in=calls, state=ReportState.ACCEPTED)
    moments = list(accepted.values_list("call_id", "judged_at"))
    for call in calls:
        at = sent.get((call.type.code, call.place_id, call.starts_on, call.ends_on))
        if at is not None:
            counts[call.pk] = sum(
                pk == call.pk and judged is not None and judged > at for pk, judged in moments
            )
    return {pk: count for pk, count in counts.items() if count}
