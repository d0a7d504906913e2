"""Who a paper goes to: lines with the organisations behind them, groups, receipts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.papers.books import rules
from hoctap.papers.books.models import PaperRecipient, Purpose
from hoctap.papers.books.registry import Member, RecipientGroup, recipient_groups
from hoctap.papers.models import Paper
from hoctap.places.lineage import became
from hoctap.places.models import Level, Organisation, OrganisationKind, Place


@dataclass(frozen=True)
class RecipientLine:
    """An organisation, or words. `group` is what the paper prints instead of several such lines."""

    organisation: Organisation | None = None
    words: str = ""
    purpose: str = ""
    group: str = ""

    @property
    def shown(self) -> str:
        return self.organisation.name if self.organisation else self.words


@dataclass(frozen=True)
class ReceiptRow:
    """A recipient and how far the paper has come there."""

    recipient: PaperRecipient
    sent_on: dt.date | None
    how: str
    received_on: dt.date | None
    received_by: str
    arrival_number: int | None

    @property
    def words(self) -> str:
        return self.recipient.words

    @property
    def is_received(self) -> bool:
        return self.received_on is not None or bool(self.recipient.signed_for)

    @property
    def is_kept(self) -> bool:
        return self.recipient.purpose == Purpose.KEEP


def receipts_of(paper: Paper) -> list[ReceiptRow]:
    """Every recipient in order with what is known of its receipt. One query."""
    recipients = paper.recipients.select_related("organisation", "delivery__incoming").order_by("position")
    return [_receipt(one) for one in recipients]


def _receipt(one: PaperRecipient) -> ReceiptRow:
    delivery = getattr(one, "delivery", None)
    incoming = getattr(delivery, "incoming", None) if delivery else None
    how = str(one.get_sent_by_display()) if one.sent_by else ""
    sent_on = one.sent_on
    if delivery is not None and sent_on is None:
        sent_on, how = delivery.sent_at.date(), "trong hệ thống"
    return ReceiptRow(
        recipient=one,
        sent_on=sent_on,
        how=how,
        received_on=delivery.received_on if delivery else None,
        received_by=(delivery.received_by if delivery else "") or one.signed_for,
        arrival_number=incoming.arrival_number if incoming else None,
    )


def lines_of(paper: Paper) -> list[RecipientLine]:
    """The lines as they stand, to be kept again with a change."""
    return [
        RecipientLine(one.organisation, "" if one.organisation else one.words, one.purpose, one.group)
        for one in paper.recipients.select_related("organisation__place").order_by("position")
    ]


def printed_recipients(lines: Iterable[RecipientLine]) -> list[str]:
    """What stands under "Nơi nhận"."""
    return rules.printed_lines(
        [
            rules.PrintedLine(one.shown, str(Purpose(one.purpose).label) if one.purpose else "", one.group)
            for one in lines
        ]
    )


def day_of(paper: Paper) -> dt.date:
    """On which its recipients must exist."""
    return paper.dated_on or today()


def blockers(lines: Sequence[RecipientLine], on: dt.date) -> list[Reason]:
    ended = [
        one.organisation
        for one in lines
        if one.organisation and one.organisation.valid_to and one.organisation.valid_to <= on
    ]
    followed = successors_of(ended, on)
    facts = [
        rules.ReceiverFacts(
            words=one.shown,
            purpose_is_known=not one.purpose or one.purpose in Purpose.values,
            key=str(one.organisation.pk) if one.organisation else "",
            begins_on=one.organisation.valid_from if one.organisation else None,
            ended_on=one.organisation.valid_to if one.organisation else None,
            ended_by=one.organisation.ended_by if one.organisation else "",
            successors=tuple(followed.get(one.organisation.pk, ())) if one.organisation else (),
        )
        for one in lines
    ]
    return rules.recipient_blockers(facts, on)


def successors_of(ended: Sequence[Organisation], on: dt.date) -> dict[UUID, list[str]]:
    """By the record of the organisation; else those of its kind at the places that its place became."""
    if not ended:
        return {}
    found: dict[UUID, list[str]] = {}
    rest = []
    for one in ended:
        after, seen = one.successor, {one.pk}
        while after is not None and after.valid_to and after.valid_to <= on and after.pk not in seen:
            seen.add(after.pk)
            after = after.successor
        if after is not None:
            found[one.pk] = [after.name]
        else:
            rest.append(one)
    if rest:
        places = {one.place_id: one.place for one in rest}
        now = became(list(places.values()))
        standing = Organisation.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on),
            place__in={step.place.pk for steps in now.values() for step in steps},
            kind__in={one.kind for one in rest} - {OrganisationKind.OTHER},
            valid_from__lte=on,
        ).order_by("name", "id")
        there = list(standing)
        for one in rest:
            at = {step.place.pk for step in now.get(one.place_id, [])}
            found[one.pk] = [new.name for new in there if new.place_id in at and new.kind == one.kind]
    return found


# ---------------------------------------------------------------- groups

_EACH = {
    OrganisationKind.PEOPLES_COMMITTEE: "UBND các xã, phường",
    OrganisationKind.ASSOCIATION: "Hội Khuyến học các xã, phường",
}


def groups_for(paper: Paper) -> list[RecipientGroup]:
    """Groups with their members of the day of the paper: one body of each commune below, and what higher apps know."""
    own = _each_commune(paper)
    return [*own, *(group for entry in recipient_groups for group in entry(paper) if group.members)]


def _each_commune(paper: Paper) -> list[RecipientGroup]:
    if paper.place.level not in (Level.PROVINCE, Level.DISTRICT):
        return []
    day = day_of(paper)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    communes = Place.objects.within([paper.place_id]).filter(
        standing, level=Level.COMMUNE, valid_from__lte=day
    )
    bodies = Organisation.objects.filter(standing, place__in=communes, kind__in=_EACH, valid_from__lte=day)
    found: dict[str, list[Member]] = {}
    for body in bodies.order_by("place__sort_key", "name", "id"):
        found.setdefault(body.kind, []).append(Member(body.name, body.pk))
    return [
        RecipientGroup(f"each:{kind}", words, tuple(found[kind]))
        for kind, words in _EACH.items()
        if kind in found
    ]
