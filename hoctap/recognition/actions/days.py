"""The days of a round's road, entering after them, and a closed round that is opened again."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Place
from hoctap.recognition import road_rules
from hoctap.recognition.models import LateEntry, RecognitionRound, RoundState
from hoctap.recognition.registry import round_reopen_blockers
from hoctap.recognition.rows import lock_open_round


@transaction.atomic
def set_days(
    season: RecognitionRound,
    days: Mapping[str, dt.date | None],
    *,
    held: Collection[str] = (),
    why: str,
    by: Actor,
) -> RecognitionRound:
    """Give the steps of an open round their "trước ngày"; `held` are those after which entering asks who allowed it.

    The day of the decision is the round's own: who is recognised after it is late for ever. Those already decided stay as they are.
    """
    by.must(Permission.ROUND_OPEN, at=season.place)
    season = lock_open_round(season)
    road = season.frozen_road
    unknown = (set(days) | set(held)) - {step.code for step in road.walked}
    reasons = [Reason("Có bước không thuộc quy trình của đợt. Tải lại trang.")] if unknown else []
    reasons += road_rules.day_reasons(road, days, year=season.year, why=clean(why))
    reasons += [
        Reason("Giữ hạn thì phải ghi ngày.", code) for code in held if code in days and days[code] is None
    ]
    if reasons:
        raise Refused(reasons)
    steps = tuple(
        replace(
            step,
            before=_stored(days.get(step.code), season.year) if step.code in days else step.before,
            is_held=step.code in held,
        )
        for step in road.steps
    )
    changed = [
        new.code
        for old, new in zip(road.steps, steps, strict=True)
        if (old.before, old.is_held) != (new.before, new.is_held)
    ]
    if not changed:
        raise Refused("Chưa đổi ngày nào.")
    season.road = {
        **replace(road, steps=steps).stored(),
        "why": [*season.road.get("why", []), _noted(why, by)],
    }
    if "decision" in days:
        season.before_on = days["decision"]
    season.save(update_fields=["road", "before_on"])
    audit.record(by, "recognition.round.days_set", season, fields=changed)
    return season


def _stored(day: dt.date | None, year: int) -> str:
    """MM-DD; a day of the year before or after keeps its year."""
    if day is None:
        return ""
    return f"{day:%m-%d}" if day.year == year else day.isoformat()


def _noted(why: str, by: Actor) -> dict[str, str]:
    return {"why": clean(why)[:300], "by": by.described, "on": today().isoformat()}


@transaction.atomic
def allow_late_entry(
    season: RecognitionRound, hamlet: Place, *, why: str, allowed_by: str, until: dt.date | None, by: Actor
) -> LateEntry:
    """Let a hamlet enter after its last day: by whose word, why, until when. Each row entered so says it."""
    by.must(Permission.ROUND_OPEN, at=season.place)
    season = lock_open_round(season)
    if hamlet.parent_id != season.place_id:
        raise Refused("Ấp này không thuộc xã của đợt.")
    reasons = road_rules.late_entry_reasons(
        why=clean(why), allowed_by=clean(allowed_by), until=until, today=today()
    )
    if reasons or until is None:
        raise Refused(reasons)
    allowed = LateEntry.objects.create(
        round=season,
        hamlet=hamlet,
        why=clean(why)[:300],
        allowed_by=clean(allowed_by)[:120],
        until=until,
        recorded_by=by.described,
    )
    audit.record(by, "recognition.late_entry.allowed", allowed)
    return allowed


@transaction.atomic
def reopen_round(season: RecognitionRound, *, why: str, by: Actor) -> RecognitionRound:
    """Open a closed round again, while nothing above has been told that it is over."""
    by.must(Permission.ROUND_OPEN, at=season.place)
    season = (
        RecognitionRound.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .get(pk=season.pk)
    )
    reasons = []
    if season.state != RoundState.CLOSED:
        reasons.append(Reason("Đợt này đang mở."))
    if not clean(why):
        reasons.append(Reason("Mở lại đợt thì ghi lý do.", "why"))
    if season.place.valid_to is not None and season.place.valid_to <= today():
        reasons.append(Reason(f"{season.place.title} đã kết thúc, đợt ở đó không mở lại được."))
    for blocker in round_reopen_blockers:
        reasons += blocker(season)
    if reasons:
        raise Refused(reasons)
    season.state = RoundState.OPEN
    season.road = {
        **season.frozen_road.stored(),
        "why": [*season.road.get("why", []), _noted(f"Mở lại đợt: {why}", by)],
    }
    season.save(update_fields=["state", "road"])
    audit.record(by, "recognition.round.reopened", season)
    return season
