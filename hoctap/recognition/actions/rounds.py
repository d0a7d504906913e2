"""Opening a round, taking in new households, closing it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.criteria.queries import editions_for
from hoctap.people.models import Residence
from hoctap.places.models import Level, Place
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound, RoundState
from hoctap.recognition.rows import lock_open_round, record_moves


@transaction.atomic
def open_round(
    place: Place,
    *,
    year: int,
    title: Title,
    edition: CriteriaEdition,
    before_on: dt.date | None,
    needs_verified_evidence: bool = False,
    by: Actor,
) -> RecognitionRound:
    """Open a commune's round and lay out a dossier for every household that the register counts in the year."""
    by.must(Permission.ROUND_OPEN, at=place)
    # Two officers who press at once: the second waits here and is told that the round is open.
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    reasons = []
    if place.level != Level.COMMUNE:
        reasons.append(Reason("Đợt công nhận gia đình mở cho một xã, phường.", "place"))
    if edition.published_at is None or edition.title != title:
        reasons.append(Reason("Bộ tiêu chí này chưa ban hành hoặc không dành cho danh hiệu này.", "edition"))
    elif not editions_for(title, year).filter(pk=edition.pk).exists():
        reasons.append(Reason(f"Bộ tiêu chí này không có hiệu lực trong năm {year}.", "edition"))
    if RecognitionRound.objects.filter(place=place, year=year, title=title).exists():
        reasons.append(Reason(f"Năm {year} xã đã mở đợt công nhận {Title(title).label}.", "year"))
    if before_on is not None and abs(before_on.year - year) > 1:
        reasons.append(Reason(f"Hạn {before_on:%d/%m/%Y} không nằm gần năm {year}.", "before_on"))
    if not place.children.filter(level=Level.HAMLET).exists():
        reasons.append(Reason("Xã chưa có ấp, khóm nào. Lập danh sách ấp trước."))
    if reasons:
        raise Refused(reasons)
    season = RecognitionRound.objects.create(
        title=title,
        year=year,
        place=place,
        edition=edition,
        before_on=before_on,
        needs_verified_evidence=needs_verified_evidence,
        opened_by=by.described,
    )
    _lay_out(season, Residence.objects.counted_in(year).within([place.pk]), by=by)
    audit.record(by, "recognition.round.opened", season)
    return season


@transaction.atomic
def enrol_households(season: RecognitionRound, *, by: Actor) -> int:
    """Lay out dossiers for households that came into the register after the round opened. Safe to repeat."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=season.place)
    season = lock_open_round(season)
    missing = (
        Residence.objects.counted_in(season.year)
        .within([season.place_id])
        .exclude(household__dossiers__round=season)
    )
    count = _lay_out(season, missing, by=by)
    if count:
        audit.record(by, "recognition.round.households_enrolled", season, count=count)
    return count


@transaction.atomic
def close_round(season: RecognitionRound, *, by: Actor) -> None:
    """End a round: nothing is entered afterwards. Papers on their way are signed or dropped first."""
    by.must(Permission.ROUND_OPEN, at=season.place)
    season = lock_open_round(season)
    waiting = season.dossiers.filter(
        state__in=[DossierState.NOMINATED, DossierState.ACCEPTED, DossierState.PROPOSED]
    ).count()
    if waiting:
        raise Refused(
            f"Còn {waiting} hộ đang chờ xã xét hoặc chờ quyết định. Giải quyết xong mới kết thúc đợt."
        )
    season.state = RoundState.CLOSED
    season.save(update_fields=["state"])
    audit.record(by, "recognition.round.closed", season)


def _lay_out(season: RecognitionRound, residences: Iterable[Residence], *, by: Actor) -> int:
    """A dossier for each household, in the hamlet where it was registered that year."""
    dossiers = [
        Dossier(
            round=season,
            household_id=residence.household_id,
            hamlet_id=residence.hamlet_id,
            title=season.title,
            year=season.year,
            sort_key=residence.sort_key,
        )
        for residence in residences
    ]
    Dossier.objects.bulk_create(dossiers, batch_size=2000)
    record_moves([(dossier, "") for dossier in dossiers], by=by)
    return len(dossiers)
