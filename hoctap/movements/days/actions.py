"""Days are put into the calendar, dated and ended; events are planned, get their activities, are told of."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.text import clean
from hoctap.learning.models import Activity, ActivityState
from hoctap.movements.days import rules
from hoctap.movements.days.models import (
    EventLevel,
    EventRole,
    Observance,
    ObservanceDates,
    ObservanceSetting,
    Occasion,
    OccasionActivity,
    OccasionItem,
)
from hoctap.movements.days.queries import keeping_reasons
from hoctap.movements.days.reminding import remind
from hoctap.movements.days.rules import Falls, OccasionTyped, Span
from hoctap.places.models import Place

KEEP, JOIN = Permission.MOVEMENT_KEEP, Permission.MOVEMENT_JOIN


@transaction.atomic
def add_observance(
    place: Place, *, name: str, kind: str, falls: Falls, basis: str = "", by: Actor
) -> Observance:
    """A day of the place's own, for it and all below."""
    by.must(KEEP, at=place)
    _lock(place)
    name = clean(name)
    key = name.casefold()
    taken = any(
        one.casefold() == key
        for one in Observance.objects.at(place.path).standing().values_list("name", flat=True)
    )
    reasons = keeping_reasons(place) + rules.observance_reasons(name, kind, falls, taken=taken)
    if reasons:
        raise Refused(reasons)
    by_date, by_weekday = falls.rule == "date", falls.rule == "weekday"
    made = Observance.objects.create(
        place=place,
        name=name,
        kind=kind,
        rule=falls.rule,
        month=falls.month if by_date or by_weekday else None,
        day=falls.day if by_date else None,
        weekday=falls.weekday if by_weekday else None,
        nth=falls.nth if by_weekday else None,
        days=falls.days,
        basis=clean(basis)[:300],
        made_by=by.described,
    )
    audit.record(by, "movements.observance.added", made)
    return made


@transaction.atomic
def end_observance(observance: Observance, *, why: str, by: Actor) -> None:
    """What was done for it stays; it comes back no more."""
    if observance.place is not None:
        by.must(KEEP, at=observance.place)
    row = Observance.objects.select_for_update(of=("self",)).get(pk=observance.pk)
    reasons = rules.observance_end_reasons(
        is_shipped=row.place_id is None, is_ended=row.ended_on is not None, why=clean(why)
    )
    if reasons:
        raise Refused(reasons)
    row.ended_on, row.ended_why = today(), clean(why)[:300]
    row.save(update_fields=["ended_on", "ended_why"])
    audit.record(by, "movements.observance.ended", row)


@transaction.atomic
def date_observance(
    observance: Observance,
    place: Place,
    year: int,
    *,
    first_on: dt.date | None,
    last_on: dt.date | None,
    source: str,
    by: Actor,
) -> ObservanceDates:
    """The days of one year, for the place and all below; written again they replace the ones before."""
    by.must(KEEP, at=place)
    _lock(place)
    source = clean(source)
    reasons = keeping_reasons(place, observance) + rules.dates_reasons(year, first_on, last_on, source)
    if reasons or first_on is None or last_on is None:
        raise Refused(reasons)
    made, _ = ObservanceDates.objects.update_or_create(
        observance=observance,
        place=place,
        year=year,
        defaults={"first_on": first_on, "last_on": last_on, "source": source[:300], "set_by": by.described},
    )
    audit.record(by, "movements.observance.dated", made)
    return made


@transaction.atomic
def set_reminder(
    observance: Observance, place: Place, *, is_kept: bool, remind_days: int | None, by: Actor
) -> ObservanceSetting:
    by.must(KEEP, at=place)
    _lock(place)
    reasons = keeping_reasons(place, observance) + rules.setting_reasons(remind_days)
    if reasons or remind_days is None:
        raise Refused(reasons)
    made, _ = ObservanceSetting.objects.update_or_create(
        observance=observance,
        place=place,
        defaults={"is_kept": is_kept, "remind_days": remind_days, "set_by": by.described},
    )
    audit.record(by, "movements.observance.reminder_set", made)
    return made


@transaction.atomic
def remind_of_days(on: dt.date | None = None, *, by: Actor) -> int:
    """The people of each place are told once a year of each day that comes near. How many notices."""
    if not by.system_job:
        raise Forbidden("Việc hằng ngày của hệ thống.")
    return remind(on or today())


# ---------------------------------------------------------------- events


@transaction.atomic
def plan_occasion(
    place: Place, typed: OccasionTyped, *, observance: Observance | None = None, by: Actor
) -> Occasion:
    """What the place will do for a day in the year of its first day, or an event of its own."""
    by.must(JOIN, at=place)
    _lock(place)
    reasons = _occasion_reasons(typed)
    if observance is not None:
        reasons += keeping_reasons(place, observance, below=True)
        if typed.first_on is not None:
            there = Occasion.objects.filter(
                place=place, observance=observance, year=typed.first_on.year, cancelled_on=None
            )
            if there.exists():
                reasons.append(
                    Reason(
                        f"Năm {typed.first_on.year} đã có kế hoạch cho ngày này. Mở kế hoạch ấy ra để sửa."
                    )
                )
    if reasons or typed.first_on is None:
        raise Refused(reasons)
    made = Occasion(place=place, observance=observance, made_by=by.described)
    _write(made, typed, typed.first_on)
    audit.record(by, "movements.occasion.planned", made)
    return made


@transaction.atomic
def change_occasion(occasion: Occasion, typed: OccasionTyped, *, by: Actor) -> None:
    by.must(JOIN, at=occasion)
    row = _locked(occasion)
    reasons = _occasion_reasons(typed)
    if row.observance_id and typed.first_on is not None and typed.first_on.year != row.year:
        reasons.append(Reason(f"Đợt này của năm {row.year}. Năm khác thì lập kế hoạch mới.", "first_on"))
    if reasons or typed.first_on is None:
        raise Refused(reasons)
    _write(row, typed, typed.first_on)
    audit.record(by, "movements.occasion.changed", row)


@transaction.atomic
def cancel_occasion(occasion: Occasion, *, why: str, by: Actor) -> None:
    by.must(JOIN, at=occasion)
    row = _locked(occasion)
    if not clean(why):
        raise Refused([Reason("Ghi vì sao không tổ chức.", "why")])
    row.cancelled_on, row.cancelled_why = today(), clean(why)[:300]
    row.save(update_fields=["cancelled_on", "cancelled_why"])
    audit.record(by, "movements.occasion.cancelled", row)


@transaction.atomic
def link_activities(occasion: Occasion, activities: Sequence[Activity], *, by: Actor) -> int:
    """These and no others are the event's. How many it now has."""
    by.must(JOIN, at=occasion)
    row = _locked(occasion)
    reasons = []
    for one in activities:
        by.must(Permission.CENTRE_READ, at=one)
        if row.place_id not in one.place.path:
            reasons.append(Reason(f"“{one.title}” không phải hoạt động ở đây.", "activities"))
        reasons += rules.link_reasons(
            event=Span(row.first_on, row.last_on),
            first=one.starts_on,
            last=one.ends_on,
            is_cancelled=one.state == ActivityState.CANCELLED,
            title=one.title,
        )
    if reasons:
        raise Refused(reasons)
    wanted = {one.pk for one in activities}
    kept = set(row.links.values_list("activity_id", flat=True))
    row.links.exclude(activity__in=wanted).delete()
    OccasionActivity.objects.bulk_create(
        [
            OccasionActivity(occasion=row, activity_id=pk, linked_by=by.described)
            for pk in sorted(wanted - kept)
        ]
    )
    audit.record(by, "movements.occasion.activities_linked", row, count=len(wanted))
    return len(wanted)


@transaction.atomic
def tell_results(occasion: Occasion, *, results: str, by: Actor) -> None:
    by.must(JOIN, at=occasion)
    row = _locked(occasion)
    results = results.strip()
    if reasons := rules.result_reasons(results, first_on=row.first_on, today=today()):
        raise Refused(reasons)
    row.results, row.results_by, row.results_on = results[:3000], by.described, today()
    row.save(update_fields=["results", "results_by", "results_on"])
    audit.record(by, "movements.occasion.results_told", row)


# ---------------------------------------------------------------- parts


def _occasion_reasons(typed: OccasionTyped) -> list[Reason]:
    return rules.occasion_reasons(typed, levels=EventLevel.values, roles=EventRole.values)


def _write(row: Occasion, typed: OccasionTyped, first_on: dt.date) -> None:
    row.name, row.level, row.role = clean(typed.name)[:200], typed.level, typed.role
    row.first_on, row.last_on, row.year = first_on, typed.last_on or first_on, first_on.year
    row.theme, row.document, row.lead = (
        clean(typed.theme)[:300],
        clean(typed.document)[:200],
        clean(typed.lead)[:200],
    )
    row.save()
    row.items.all().delete()
    OccasionItem.objects.bulk_create(
        [
            OccasionItem(occasion=row, position=position, what=what, who=who)
            for position, (what, who) in enumerate(typed.items, start=1)
        ]
    )


def _locked(occasion: Occasion) -> Occasion:
    row = Occasion.objects.select_for_update(of=("self",)).select_related("place").get(pk=occasion.pk)
    if row.cancelled_on is not None:
        raise Refused("Đợt này đã ghi là không tổ chức.")
    return row


def _lock(place: Place) -> None:
    """One after the other at a place."""
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
