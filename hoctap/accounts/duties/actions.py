"""Saying which rules hold at a place, and letting one person off one of them for a time."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from hoctap.accounts.duties import queries, rules
from hoctap.accounts.duties.models import DutySetting, DutyWaiver
from hoctap.accounts.duties.registry import duty_rules
from hoctap.accounts.models import User
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.places.models import Place


@transaction.atomic
def set_duty_rule(
    place: Place, rule: str, *, is_on: bool, decision: str, title: str = "", by: Actor
) -> DutySetting:
    """The rule holds, or does not, at this place and below, for one title or for all."""
    by.must(Permission.DUTY_WAIVE, at=place)
    place = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    above = [one for one in queries.settings_above(place) if one.rule == rule and one.place_id != place.pk]
    fitting = [one for one in above if one.title in ("", title)]
    held_above = fitting[-1].place.title if fitting and fitting[-1].is_on else ""
    if reasons := rules.setting_blockers(
        is_known_rule=duty_rules.get(rule) is not None,
        decision=clean(decision),
        is_on=is_on,
        held_above=held_above,
    ):
        raise Refused(reasons)
    setting, _ = DutySetting.objects.update_or_create(
        place=place,
        rule=rule,
        title=title,
        defaults={"is_on": is_on, "decision": clean(decision), "set_by": by.described},
    )
    audit.record(by, "accounts.duty_rule.set", setting, fields=["is_on", "decision"])
    return setting


@transaction.atomic
def waive_duty(
    place: Place,
    person: User,
    rule: str,
    *,
    starts_on: dt.date | None = None,
    until: dt.date,
    why: str,
    decision: str,
    by: Actor,
) -> DutyWaiver:
    """Cho phép kiêm việc: this person, this rule, at this place, until that day (which still counts)."""
    by.must(Permission.DUTY_WAIVE, at=place)
    person = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    begins = starts_on or today()
    same = DutyWaiver.objects.filter(
        user=person, rule=rule, place=place, until__gte=begins, starts_on__lte=until
    ).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=begins))
    facts = rules.NewWaiver(
        why=clean(why),
        decision=clean(decision),
        starts_on=begins,
        until=until,
        is_for_oneself=person.pk == by.user_id,
        is_known_rule=duty_rules.get(rule) is not None,
        works_here=person in queries.people_at(place),
        has_same=same.exists(),
        today=today(),
    )
    if reasons := rules.waiver_blockers(facts):
        raise Refused(reasons)
    waiver = DutyWaiver.objects.create(
        rule=rule,
        place=place,
        user=person,
        starts_on=begins,
        until=until,
        why=clean(why)[:300],
        decision=clean(decision),
        waived_by_user_id=by.user_id,
        waived_by=by.described,
    )
    audit.record(by, "accounts.duty_waiver.given", waiver)
    return waiver


@transaction.atomic
def end_duty_waiver(waiver: DutyWaiver, *, by: Actor) -> None:
    """From today on the rule holds again for this person."""
    waiver = DutyWaiver.objects.select_for_update(of=("self",)).select_related("place").get(pk=waiver.pk)
    by.must(Permission.DUTY_WAIVE, at=waiver.place)
    if waiver.ended_on is not None or waiver.until < today():
        raise Refused("Lần cho phép này đã hết tác dụng rồi.")
    waiver.ended_on, waiver.ended_by = today(), by.described
    waiver.save(update_fields=["ended_on", "ended_by"])
    audit.record(by, "accounts.duty_waiver.ended", waiver, fields=["ended_on"])
