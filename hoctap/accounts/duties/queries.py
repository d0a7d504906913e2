"""Reading the rules of a place: which hold, who was let off, where it was used."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.accounts.duties import rules
from hoctap.accounts.duties.models import DutySetting, DutyWaiver, WaiverUse
from hoctap.accounts.duties.registry import DutyRule, duty_rules
from hoctap.accounts.models import Capacity, User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


def settings_above(place: Place) -> list[DutySetting]:
    """What was said at the place and above it, the nearest last."""
    depth = {pk: number for number, pk in enumerate(place.path)}
    found = DutySetting.objects.filter(place__in=place.path).select_related("place")
    return sorted(found, key=lambda one: depth[one.place_id])


def facts_of(settings: Iterable[DutySetting], place: Place, rule: str) -> list[rules.SettingFacts]:
    depth = {pk: number for number, pk in enumerate(place.path)}
    return [
        rules.SettingFacts(depth[one.place_id], one.title, one.is_on) for one in settings if one.rule == rule
    ]


def waiver_facts(person_id: UUID | None, place: Place) -> list[rules.WaiverFacts]:
    """The waivers of a person that reach the place. Nobody known: none."""
    if person_id is None:
        return []
    return [
        rules.WaiverFacts(one.pk, one.rule, one.starts_on, one.until, one.ended_on)
        for one in DutyWaiver.objects.filter(user=person_id, place__in=place.path).order_by("pk")
    ]


def judged(
    conflicts: Sequence[rules.Conflict], *, person_id: UUID | None, place: Place, title: str, on: dt.date
) -> rules.Judged:
    settings = settings_above(place)
    return rules.judge(
        conflicts,
        {
            one.code: rules.is_in_force(one.is_on, facts_of(settings, place, one.code), title)
            for one in duty_rules
        },
        {one.code: one.sentence for one in duty_rules},
        waiver_facts(person_id, place),
        on,
    )


@dataclass(frozen=True)
class WaiverShown:
    waiver: DutyWaiver
    rule: DutyRule | None
    is_standing: bool
    uses: int

    @property
    def sentence(self) -> str:
        """As it is printed in a case file."""
        one = self.waiver
        what = self.rule.step if self.rule else one.rule
        return (
            f"{one.user.full_name} được phép kiêm việc ở bước “{what}” từ {one.starts_on:%d/%m/%Y} đến hết "
            f"{one.until:%d/%m/%Y}, do {one.waived_by} cho phép theo {one.decision}. Lý do: {one.why}"
        )


def waivers_at(place: Place) -> list[WaiverShown]:
    """Those given at the place, above it or below it, standing ones first."""
    found = DutyWaiver.objects.filter(
        Q(place__in=place.path) | Q(place__path__contains=[place.pk])
    ).select_related("user", "place")
    return _shown(found)


def waivers_used_for(kind: str, ids: Iterable[object]) -> list[WaiverShown]:
    """The waivers that steps of these matters rested on."""
    used = WaiverUse.objects.filter(subject_kind=kind, subject_id__in=[str(pk) for pk in ids])
    return _shown(DutyWaiver.objects.filter(pk__in=used.values("waiver")).select_related("user", "place"))


def _shown(waivers: Iterable[DutyWaiver]) -> list[WaiverShown]:
    rows = list(waivers)
    counts: dict[UUID, int] = {}
    for pk in WaiverUse.objects.filter(waiver__in=rows).values_list("waiver", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    day = today()
    shown = [
        WaiverShown(
            one,
            duty_rules.get(one.rule),
            rules.WaiverFacts(one.pk, one.rule, one.starts_on, one.until, one.ended_on).holds_on(day),
            counts.get(one.pk, 0),
        )
        for one in rows
    ]
    return sorted(shown, key=lambda one: not one.is_standing)


@dataclass(frozen=True)
class RuleShown:
    rule: DutyRule
    is_on: bool
    by: str
    """Who said so: a place with its paper, or 'mặc định'."""
    exceptions: list[str]


def rules_at(place: Place) -> list[RuleShown]:
    settings = settings_above(place)
    shown = []
    for rule in duty_rules:
        said = [one for one in settings if one.rule == rule.code]
        general = [one for one in said if not one.title]
        nearest = general[-1] if general else None
        shown.append(
            RuleShown(
                rule,
                rules.is_in_force(rule.is_on, facts_of(settings, place, rule.code), ""),
                f"{nearest.place.title}, {nearest.decision}" if nearest else "mặc định của phần mềm",
                [
                    f"{one.title}: {'áp dụng' if one.is_on else 'không áp dụng'} ({one.place.title}, {one.decision})"
                    for one in said
                    if one.title
                ],
            )
        )
    return shown


def people_at(place: Place) -> list[User]:
    """Those with a position or a role at the place or below it today."""
    day = today()
    held = Capacity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day, user__is_active=True
    ).filter(Q(organisation__place__path__contains=[place.pk]) | Q(roles__place__path__contains=[place.pk]))
    return list(User.objects.filter(pk__in=held.values("user")).order_by("full_name", "id"))


def places_of(actor: Actor, *permissions: Permission) -> list[Place]:
    """Communes and higher places that the actor holds one of the rights at, or above; those he was given it at first."""
    ids = {pk for permission in permissions for pk in actor.places_with(permission)}
    found = Place.objects.filter(Q(pk__in=ids) | Q(path__overlap=list(ids), level="commune"))
    return sorted(found, key=lambda place: (place.pk not in ids, len(place.path), place.sort_key))
