"""Who a paper goes to: lines with the organisations behind them, groups, receipts."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.papers import serial
from hoctap.papers.books import rules
from hoctap.papers.books.models import PaperRecipient, Purpose
from hoctap.papers.books.registry import Member, RecipientGroup, recipient_groups
from hoctap.papers.content import TextContent
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

_BELOW: dict[str, Level] = {
    Level.PROVINCE: Level.COMMUNE,
    Level.DISTRICT: Level.COMMUNE,
    Level.COMMUNE: Level.HAMLET,
}
_EACH: dict[Level, dict[str, str]] = {
    Level.COMMUNE: {
        OrganisationKind.PEOPLES_COMMITTEE: "UBND các xã, phường",
        OrganisationKind.ASSOCIATION: "Hội Khuyến học các xã, phường",
    },
    Level.HAMLET: {OrganisationKind.HAMLET_BOARD: "Ban nhân dân các ấp, khóm"},
}


def groups_for(paper: Paper) -> list[RecipientGroup]:
    """Groups with their members of the day of the paper: one body of each commune below, and what higher apps know."""
    return [
        *_each_below(paper),
        *(group for entry in recipient_groups for group in entry(paper) if group.members),
    ]


def _each_below(paper: Paper) -> list[RecipientGroup]:
    """One body of each commune below a province or district; the boards of a commune's hamlets."""
    level = _BELOW.get(paper.place.level)
    if level is None:
        return []
    words = _EACH[level]
    day = day_of(paper)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    places = Place.objects.within([paper.place_id]).filter(standing, level=level, valid_from__lte=day)
    bodies = Organisation.objects.filter(standing, place__in=places, kind__in=words, valid_from__lte=day)
    found: dict[str, list[Member]] = {}
    for body in bodies.order_by("place__sort_key", "name", "id"):
        found.setdefault(body.kind, []).append(Member(body.name, body.pk))
    return [
        RecipientGroup(f"each:{kind}", said, tuple(found[kind]))
        for kind, said in words.items()
        if kind in found
    ]


def lines_of_group(
    paper: Paper, group: RecipientGroup, chosen: Sequence[Member], purpose: str
) -> list[RecipientLine]:
    """One line for each member; those that stand there already are left as they are."""
    there = {one.organisation.pk for one in lines_of(paper) if one.organisation}
    ids = [one.organisation_id for one in chosen if one.organisation_id]
    bodies = {one.pk: one for one in Organisation.objects.filter(pk__in=ids).select_related("place")}
    return [
        RecipientLine(
            bodies.get(one.organisation_id) if one.organisation_id else None,
            "" if one.organisation_id in bodies else one.name,
            purpose,
            group.words,
        )
        for one in chosen
        if one.organisation_id not in there
    ]


# ---------------------------------------------------------------- what is printed, what can be chosen


def content_of(paper: Paper) -> TextContent | None:
    """The text of the last version; None where the office edited it in Word, and for papers that are not of sections."""
    last = paper.versions.order_by("-version").values_list("content", flat=True).first()
    content = serial.from_json(last) if isinstance(last, dict) else None
    return content if isinstance(content, TextContent) else None


def printed_on(paper: Paper) -> list[str]:
    """The lines under "Nơi nhận" of the last version; none where the office edited it."""
    content = content_of(paper)
    if content is not None:
        return list(_printed(content))
    last = paper.versions.order_by("-version").values_list("content", flat=True).first()
    lines = last.get("recipients") if isinstance(last, dict) else None
    return [str(one) for one in lines or [] if str(one).strip()]


def _printed(content: TextContent) -> tuple[str, ...]:
    return (*content.recipients, *(one for one in content.copies if not _is_kept(one)))


def _is_kept(line: str) -> bool:
    return rules.key_of(line).startswith("luu:")


def with_recipients(
    content: TextContent, lines: Sequence[RecipientLine], gone: Iterable[str] = ()
) -> TextContent:
    """The same paper with these recipients in its print; `gone` are the words of those who were taken out."""
    facts = _print_facts(content, lines, gone)
    found = rules.printed_after(facts)
    here = [one for one in content.copies if not _is_kept(one)]
    kept = tuple(one for one in content.copies if _is_kept(one))
    wanted = [rules.key_of(one.shown.removeprefix("Lưu:")) for one in lines if one.purpose == Purpose.KEEP]
    if found and not kept:
        kept = ("Lưu: VT",)
    more = [
        one.shown.removeprefix("Lưu:").strip()
        for one in lines
        if one.purpose == Purpose.KEEP
        and not any(rules.key_of(one.shown.removeprefix("Lưu:")) in rules.key_of(line) for line in kept)
    ]
    if more and wanted:
        kept = (*kept[:-1], ", ".join([(kept[-1] if kept else "Lưu: VT"), *more]))
    copies = (*(one for one in here if one in found), *kept)
    return dataclasses.replace(
        content, recipients=tuple(one for one in found if one not in here), copies=copies
    )


def _print_facts(
    content: TextContent, lines: Iterable[RecipientLine], gone: Iterable[str] = ()
) -> rules.PrintFacts:
    return rules.PrintFacts(
        printed=_printed(content),
        addressees=content.addressees,
        lines=tuple(
            rules.PrintedLine(one.shown, str(Purpose(one.purpose).label) if one.purpose else "", one.group)
            for one in lines
        ),
        gone=frozenset(rules.key_of(one) for one in gone),
    )


def unprinted(paper: Paper, lines: Sequence[RecipientLine]) -> list[str]:
    """Recipients whom the last version does not tell of."""
    content = content_of(paper)
    return rules.unprinted(_print_facts(content, lines)) if content is not None and lines else []


def says_the_same(printed: Sequence[str], lines: Sequence[RecipientLine]) -> bool:
    """Every printed line stands among the recipients, by its own words or those of its group."""
    known = {rules.key_of(one.group or one.shown) for one in lines}
    return all(rules.is_reference(one) or rules.key_of(rules.bare(one)) in known for one in printed)


_PURPOSES = {rules.key_of(str(one.label)): one.value for one in Purpose}
_BRACKET = re.compile(r"\s*\(([^)]*)\)\s*[;.]?\s*$")


def lines_printed_on(paper: Paper) -> list[RecipientLine]:
    """Printed lines that are not among the recipients yet; names of organisations here lead to them.

    'Như trên' means those whom the paper is addressed to; 'Như Điều 3' names nobody.
    """
    content = content_of(paper)
    printed = printed_on(paper)
    there = lines_of(paper)
    known = {rules.key_of(one.group or one.shown) for one in there}
    known |= {rules.key_of(one.shown) for one in there}
    bodies = {one.organisation.pk for one in there if one.organisation}
    if content is not None and any(rules.is_as_above(one) for one in printed):
        printed = [*content.addressees, *printed]
    found = []
    for line in printed:
        words = rules.bare(line)
        if not words or rules.is_reference(words) or rules.key_of(words) in known:
            continue
        bracket = _BRACKET.search(line)
        purpose = _PURPOSES.get(rules.key_of(bracket[1]), "") if bracket else ""
        body = organisation_of(paper, "", words)
        known.add(rules.key_of(words))
        if body is not None and body.pk in bodies:
            continue
        bodies |= {body.pk} if body else set()
        found.append(RecipientLine(body, "" if body else words, purpose))
    return found


def ended_among(place: Place, names: Iterable[str], on: dt.date) -> list[Reason]:
    """Names of organisations that do not exist on that day, with who follows them."""
    lines = []
    for name in names:
        words = rules.bare(name)
        body = named(place, words, on)
        has_ended = body is not None and body.valid_to is not None and body.valid_to <= on
        if words:
            lines.append(RecipientLine(body) if has_ended else RecipientLine(words=words))
    return blockers(lines, on)


def choices_for(paper: Paper) -> list[Organisation]:
    """Organisations of the paper's day: above, at and below its place."""
    day = day_of(paper)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    near = Q(place__in=paper.place.path) | Q(place__path__contains=[paper.place_id])
    found = Organisation.objects.filter(standing, near, valid_from__lte=day).select_related("place")
    return sorted(found, key=lambda one: (len(one.place.path), one.place.sort_key, one.name))


def organisation_of(paper: Paper, chosen: str, words: str) -> Organisation | None:
    """The one that was chosen; else the one of the province that is so called, on the day of the paper or before it."""
    if chosen:
        return Organisation.objects.select_related("place", "successor").get(pk=chosen)
    return named(paper.place, words, day_of(paper))


def named(place: Place, words: str, day: dt.date) -> Organisation | None:
    """The one body of the province that is so called, on that day or before it."""
    words = " ".join(words.split())
    if not words:
        return None
    found = list(
        Organisation.objects.filter(place__path__contains=[place.path[0]], name__iexact=words)
        .select_related("place", "successor")
        .order_by("-valid_from")
    )
    now = [one for one in found if one.valid_to is None or one.valid_to > day]
    if len(now) > 1 or (not now and len(found) > 1):
        return None
    return now[0] if now else (found[0] if found else None)


def is_of(recipient: PaperRecipient, line: RecipientLine) -> bool:
    if recipient.organisation_id or line.organisation:
        return line.organisation is not None and line.organisation.pk == recipient.organisation_id
    return recipient.words == line.words
