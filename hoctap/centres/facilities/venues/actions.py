"""Venues enter the books, change and end; centres share them; plans of the network; upgrades asked for and answered."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.centres.facilities.venues import rules
from hoctap.centres.facilities.venues.models import (
    UPGRADE_TRANSITIONS,
    Upgrade,
    UpgradeNote,
    UpgradeState,
    VenuePlan,
    VenueShare,
)
from hoctap.centres.facilities.venues.rules import VenueDetails
from hoctap.centres.models import Booking, Centre, Equipment, Venue
from hoctap.core.actor import Actor
from hoctap.core.dates import VIETNAM, today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.places.models import Place

FIELDS = (
    "kind",
    "name",
    "ownership",
    "owner_name",
    "address",
    "seats",
    "built_year",
    "condition",
    "opens_at",
    "closes_at",
    "open_days",
    "valid_from",
)


@transaction.atomic
def add_venue(place: Place, details: VenueDetails, *, centre: Centre | None = None, by: Actor) -> Venue:
    """`centre`: whose own it is."""
    by.must(Permission.CENTRE_KEEP, at=place)
    place = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    details = _cleaned(details)
    reasons = rules.venue_blockers(
        details, level=place.level, place_name=place.title, taken=_names_at(place), today=today()
    )
    reasons += _owner_blockers(centre, place)
    if reasons:
        raise Refused(reasons)
    venue = Venue(place=place, centre=centre)
    _put(venue, details)
    venue.save()
    audit.record(by, "centres.venue.added", venue)
    return venue


@transaction.atomic
def change_venue(venue: Venue, details: VenueDetails, *, centre: Centre | None = None, by: Actor) -> Venue:
    """Bookings that were made stay as they are: hours hold for new ones."""
    venue = _lock(venue)
    by.must(Permission.CENTRE_KEEP, at=venue)
    if venue.valid_to is not None:
        raise Refused("Cơ sở này đã thôi dùng, không sửa được nữa.")
    details = _cleaned(details)
    place = venue.place
    taken = _names_at(place, but=venue)
    reasons = rules.venue_blockers(
        details, level=place.level, place_name=place.title, taken=taken, today=today()
    )
    reasons += _owner_blockers(centre, place)
    if reasons:
        raise Refused(reasons)
    before = {name: getattr(venue, name) for name in FIELDS}
    _put(venue, details)
    changed = [name for name in FIELDS if getattr(venue, name) != before[name]]
    if venue.centre_id != (centre.pk if centre else None):
        venue.centre = centre
        changed.append("centre")
    venue.save()
    audit.record(by, "centres.venue.changed", venue, fields=changed)
    return venue


@transaction.atomic
def end_venue(venue: Venue, *, ended_on: dt.date, why: str, by: Actor) -> None:
    venue = _lock(venue)
    by.must(Permission.CENTRE_KEEP, at=venue)
    from_then = dt.datetime.combine(ended_on, dt.time.min, VIETNAM)
    booked = Booking.objects.standing().filter(venue=venue, ends_at__gt=max(from_then, timezone.now()))
    if reasons := rules.end_blockers(
        ended_on=ended_on,
        today=today(),
        began_on=venue.valid_from,
        has_ended=venue.valid_to is not None,
        why=clean(why),
        bookings=[
            f"{row.what}, {timezone.localtime(row.starts_at, VIETNAM):%d/%m/%Y}" for row in booked[:50]
        ],
        equipment=Equipment.objects.standing().filter(venue=venue).count(),
    ):
        raise Refused(reasons)
    venue.valid_to, venue.ended_why = ended_on, clean(why)
    venue.save(update_fields=["valid_to", "ended_why"])
    VenueShare.objects.standing().filter(venue=venue, started_on__lte=ended_on).update(ended_on=ended_on)
    audit.record(by, "centres.venue.ended", venue, fields=["valid_to"])


@transaction.atomic
def share_venue(
    venue: Venue, centre: Centre, *, agreement: str, started_on: dt.date, is_seat: bool = False, by: Actor
) -> VenueShare:
    """The centre may use it from that day on; as its seat where `is_seat`."""
    venue = _lock(venue)
    by.must(Permission.CENTRE_KEEP, at=venue)
    by.must(Permission.CENTRE_KEEP, at=centre)
    Centre.objects.select_for_update(of=("self",), no_key=True).get(pk=centre.pk)
    standing = VenueShare.objects.standing().filter(centre=centre).select_related("venue")
    if reasons := rules.share_blockers(
        agreement=clean(agreement),
        started_on=started_on,
        today=today(),
        has_ended=venue.valid_to is not None,
        is_own=venue.centre_id == centre.pk,
        is_shared=any(one.venue_id == venue.pk for one in standing),
        seat=next((one.venue.name for one in standing if one.is_seat), ""),
        is_seat=is_seat,
        same_commune=centre.place.pk in venue.place.path,
    ):
        raise Refused(reasons)
    share = VenueShare.objects.create(
        venue=venue,
        centre=centre,
        agreement=clean(agreement)[:200],
        is_seat=is_seat,
        started_on=started_on,
    )
    audit.record(by, "centres.venueshare.made", share)
    return share


@transaction.atomic
def end_share(share: VenueShare, *, by: Actor) -> None:
    rows = VenueShare.objects.select_for_update(of=("self",)).select_related("venue__place", "centre")
    share = rows.get(pk=share.pk)
    by.must(Permission.CENTRE_KEEP, at=share)
    if share.ended_on is not None:
        raise Refused("Thỏa thuận này đã kết thúc.")
    share.ended_on = max(today(), share.started_on)
    share.save(update_fields=["ended_on"])
    audit.record(by, "centres.venueshare.ended", share)


@transaction.atomic
def plan_network(
    place: Place, *, kind: str, wanted: int, by_year: int, document: str, by: Actor
) -> VenuePlan:
    """How many of a kind the plan of the network wants there; said anew, the last counts and what was said before stays."""
    by.must(Permission.CENTRE_KEEP, at=place)
    if reasons := rules.plan_blockers(
        document=clean(document), wanted=wanted, by_year=by_year, today=today(), level=place.level
    ):
        raise Refused(reasons)
    row = VenuePlan.objects.create(
        place=place,
        kind=kind,
        by_year=by_year,
        wanted=wanted,
        document=clean(document)[:200],
        recorded_by=by.described[:300],
    )
    audit.record(by, "centres.venueplan.recorded", row)
    return row


@transaction.atomic
def ask_upgrade(
    *,
    centre: Centre | None = None,
    venue: Venue | None = None,
    kind: str,
    text: str,
    estimate: int | None = None,
    by: Actor,
) -> Upgrade:
    subject = venue or centre
    if subject is not None:
        by.must(Permission.CENTRE_KEEP, at=subject)
    reasons = rules.upgrade_blockers(text=clean(text), has_subject=subject is not None, estimate=estimate)
    if venue is not None and centre is not None and centre.place.pk not in venue.place.path:
        reasons.append(Reason("Cơ sở và trung tâm không cùng một xã. Hãy chọn lại.", field="venue"))
    if reasons or subject is None:
        raise Refused(reasons)
    row = Upgrade.objects.create(
        place=subject.place,
        centre=centre,
        venue=venue,
        kind=kind,
        text=clean(text)[:1000],
        estimate=estimate,
        sent_by=by.described[:300],
        sent_by_id_of=by.user_id,
    )
    audit.record(by, "centres.upgrade.asked", row)
    return row


@transaction.atomic
def decide_upgrade(upgrade: Upgrade, *, agrees: bool, answer: str = "", by: Actor) -> None:
    row = _locked_upgrade(upgrade)
    by.must(Permission.PROGRAMME_APPROVE, at=row)
    wanted = UpgradeState.AGREED if agrees else UpgradeState.REFUSED
    check_move(UpgradeState(row.state), wanted, UPGRADE_TRANSITIONS)
    is_own = by.user_id is not None and row.sent_by_id_of == by.user_id
    if reasons := rules.decision_blockers(agrees=agrees, answer=clean(answer), is_own=is_own):
        raise Refused(reasons)
    row.state, row.answer = wanted, clean(answer)[:500]
    row.decided_by, row.decided_at = by.described[:300], timezone.now()
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    audit.record(
        by, "centres.upgrade.agreed" if agrees else "centres.upgrade.refused", row, fields=["answer"]
    )


@transaction.atomic
def advise_upgrade(upgrade: Upgrade, *, text: str, by: Actor) -> UpgradeNote:
    """Hướng dẫn of whoever follows the place's work, at any time."""
    row = _locked_upgrade(upgrade)
    by.must(Permission.TASK_FOLLOW, at=row)
    if not clean(text):
        raise Refused([Reason("Hãy ghi nội dung hướng dẫn.", field="text")])
    note = UpgradeNote.objects.create(upgrade=row, text=clean(text)[:1000], written_by=by.described[:300])
    audit.record(by, "centres.upgrade.advised", row)
    return note


@transaction.atomic
def finish_upgrade(upgrade: Upgrade, *, done_on: dt.date, outcome: str, by: Actor) -> None:
    row = _locked_upgrade(upgrade)
    by.must(Permission.CENTRE_KEEP, at=row)
    check_move(UpgradeState(row.state), UpgradeState.DONE, UPGRADE_TRANSITIONS)
    assert row.decided_at is not None  # agreed to
    decided_on = timezone.localtime(row.decided_at, VIETNAM).date()
    if reasons := rules.finish_blockers(
        done_on=done_on, today=today(), decided_on=decided_on, outcome=clean(outcome)
    ):
        raise Refused(reasons)
    row.state, row.done_on, row.outcome = UpgradeState.DONE, done_on, clean(outcome)[:300]
    row.save(update_fields=["state", "done_on", "outcome"])
    audit.record(by, "centres.upgrade.done", row, fields=["done_on", "outcome"])


@transaction.atomic
def withdraw_upgrade(upgrade: Upgrade, *, by: Actor) -> None:
    row = _locked_upgrade(upgrade)
    by.must(Permission.CENTRE_KEEP, at=row)
    check_move(UpgradeState(row.state), UpgradeState.WITHDRAWN, UPGRADE_TRANSITIONS)
    row.state = UpgradeState.WITHDRAWN
    row.save(update_fields=["state"])
    audit.record(by, "centres.upgrade.withdrawn", row)


def _lock(venue: Venue) -> Venue:
    return Venue.objects.select_for_update(of=("self",)).select_related("place", "centre").get(pk=venue.pk)


def _locked_upgrade(upgrade: Upgrade) -> Upgrade:
    return Upgrade.objects.select_for_update(of=("self",)).select_related("place").get(pk=upgrade.pk)


def _cleaned(details: VenueDetails) -> VenueDetails:
    return VenueDetails(
        kind=details.kind,
        name=clean(details.name)[:150],
        ownership=details.ownership,
        owner_name=clean(details.owner_name)[:200],
        address=clean(details.address)[:200],
        seats=details.seats,
        built_year=details.built_year,
        condition=details.condition,
        opens_at=details.opens_at,
        closes_at=details.closes_at,
        open_days=tuple(sorted(set(details.open_days))),
        valid_from=details.valid_from,
    )


def _put(venue: Venue, details: VenueDetails) -> None:
    for name in FIELDS:
        value = getattr(details, name)
        setattr(venue, name, list(value) if isinstance(value, tuple) else value)


def _names_at(place: Place, *, but: Venue | None = None) -> list[str]:
    rows = Venue.objects.standing().filter(place=place)
    return list((rows.exclude(pk=but.pk) if but else rows).values_list("name", flat=True))


def _owner_blockers(centre: Centre | None, place: Place) -> list[Reason]:
    if centre is not None and centre.place.pk not in place.path:
        return [Reason("Trung tâm này là của xã khác. Hãy chọn lại.", field="centre")]
    return []
