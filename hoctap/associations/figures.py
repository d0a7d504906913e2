"""What targets of plans ask of the association, counted from its books. A place of which too little is known has no figure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from hoctap.associations.centres import leads_of, workers_of
from hoctap.associations.models import BriefedMember, BriefingHeads
from hoctap.associations.queries import day_of, standing_chapters, standing_tallies, summed
from hoctap.core.vietnamese import format_date
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.plans.indicators import Provided


def associations_below(place_ids: Sequence[UUID], year: int) -> list[Organisation]:
    """Those at the places and below, that worked at some time of the year. One query."""
    rows = Organisation.objects.filter(
        kind=OrganisationKind.ASSOCIATION,
        place__path__overlap=list(place_ids),
        valid_from__lte=dt.date(year, 12, 31),
    )
    rows = rows.exclude(valid_to__lte=dt.date(year, 1, 1))
    return list(rows.select_related("place").order_by("place__sort_key", "id"))


@dataclass
class _Briefed:
    """Of one association in a year."""

    named: set[UUID] = field(default_factory=set)
    """By the person of the register, else by the row of the list: who came to five briefings counts once."""
    days: list[dt.date] = field(default_factory=list)
    only_heads: bool = False
    members: int | None = None
    as_of: dt.date | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.named) and bool(self.members)


@dataclass(frozen=True)
class BriefedShare:
    """What is known of one association, for its own page."""

    persons: int
    members: int | None
    only_heads: bool
    """Somebody was counted by heads, and nobody by name."""


def _briefed_of(found: Sequence[Organisation], year: int) -> dict[UUID, _Briefed]:
    """Four queries."""
    ids = [one.pk for one in found]
    facts = {pk: _Briefed() for pk in ids}
    rows = BriefedMember.objects.filter(briefing__association__in=ids, briefing__held_on__year=year)
    for association, day, member, person in rows.values_list(
        "briefing__association", "briefing__held_on", "member", "member__person"
    ):
        facts[association].named.add(person or member)
        facts[association].days.append(day)
    heads = BriefingHeads.objects.filter(briefing__association__in=ids, briefing__held_on__year=year)
    for association in heads.values_list("briefing__association", flat=True).distinct():
        facts[association].only_heads = not facts[association].named
    chapters, tallies = standing_chapters(ids, day_of(year)), standing_tallies(ids, year)
    for pk, one in facts.items():
        whole = summed(chapters, tallies, pk)
        one.members, one.as_of = whole.members, whole.as_of
    return facts


def briefed_share(association: Organisation, year: int) -> BriefedShare:
    one = _briefed_of([association], year)[association.pk]
    return BriefedShare(len(one.named), one.members, one.only_heads)


def briefed(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Distinct officers and members who were at a briefing, by name, over members by the tally. An association whose briefings were only
    counted by heads, or that has no tally, is left out of both, and the source says so."""
    found = associations_below(place_ids, year)
    facts = _briefed_of(found, year)
    told = {}
    for place in place_ids:
        own = [one for one in found if place in one.place.path]
        known = [facts[one.pk] for one in own if facts[one.pk].is_known]
        if not known:
            continue
        persons = {pk for one in known for pk in one.named}
        # A list of names longer than the tally: the tally is behind, and nobody is briefed twice over.
        members = max(sum(one.members or 0 for one in known), len(persons))
        days = [day for one in known for day in [*one.days, one.as_of] if day]
        words = f"{len(known)}/{len(own)} Hội có danh sách dự và số hội viên"
        if by_heads := sum(facts[one.pk].only_heads for one in own):
            words += f"; {by_heads} Hội chỉ đếm số người dự, không tính được từng người"
        told[place] = _share(len(persons), members, max(days), words)
    return told


def _share(top: int, whole: int, as_of: dt.date, words: str) -> Provided:
    value = (Decimal(top) * 100 / Decimal(whole)).quantize(Decimal("0.01"))
    return Provided(
        value, Decimal(top), Decimal(whole), as_of, f"sổ của Hội đến {format_date(as_of)}: {words}"
    )


def leads_centre(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Communes whose chair or vice-chair sits on the board of their centre, over communes with a centre. Where nobody wrote down who leads or
    who sits, nothing is known: such a commune is left out, and the source says how many."""
    below = communes_below(place_ids, year)
    leads = leads_of({pk for ids in below.values() for pk in ids}, year)
    told = {}
    for place, ids in below.items():
        having = [leads[commune] for commune in ids if commune in leads]
        known = [one for one in having if one.is_known]
        if known:
            words = "đối chiếu lãnh đạo Hội với ban quản lý trung tâm"
            if len(known) < len(having):
                words += f"; {len(having) - len(known)} xã chưa ghi lãnh đạo Hội hoặc ban quản lý"
            told[place] = _share(sum(one.sits for one in known), len(known), day_of(year), words)
    return told


def active_members(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Of those who do the association's work in the communes: who organised an activity of the centre and was trained in IT, both in one
    person."""
    below = communes_below(place_ids, year)
    found = workers_of(sorted({pk for ids in below.values() for pk in ids}), year)
    told = {}
    for place, ids in below.items():
        known = [found[commune] for commune in ids if found[commune].is_known]
        workers = sum(len(one.workers) for one in known)
        if workers:
            words = "tham gia tổ chức theo danh sách của trung tâm, tập huấn công nghệ thông tin theo danh sách lớp"
            if len(known) < len(ids):
                words += f"; {len(ids) - len(known)} xã chưa đủ danh sách"
            told[place] = _share(sum(one.active for one in known), workers, day_of(year), words)
    return told


def communes_below(place_ids: Sequence[UUID], year: int) -> dict[UUID, list[UUID]]:
    """For each of the places the communes at and below it. One query."""
    rows = Place.objects.within(list(place_ids)).filter(level=Level.COMMUNE).valid_in(year)
    found: dict[UUID, list[UUID]] = {place: [] for place in place_ids}
    for pk, path in rows.values_list("pk", "path"):
        for place in place_ids:
            if place in path:
                found[place].append(pk)
    return found
